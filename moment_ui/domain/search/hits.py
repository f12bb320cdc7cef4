"""What the search of the frame finds, kind by kind."""

from dataclasses import dataclass

from moment_ui.models.invoice import InvoiceKind

HITS = 6
"""How many of each kind are shown; a longer list is what the reports are for."""


@dataclass(frozen=True, slots=True)
class CustomerHit:
    """A customer found; `was` is the number of one merged into it, by which it was found."""

    id: int
    number: int
    name: str
    was: int | None = None


@dataclass(frozen=True, slots=True)
class ContactHit:
    """A contact found, with the customers the contact is with now, by name."""

    id: int
    name: str
    customers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ProjectHit:
    """A project found, with the customer it is for; None and "" for a project of our own."""

    id: int
    number: str
    name: str
    customer_id: int | None
    customer: str


@dataclass(frozen=True, slots=True)
class OfferHit:
    """An offer found; `label` is what it is called: 1001-2."""

    id: int
    label: str
    name: str
    customer: str


@dataclass(frozen=True, slots=True)
class InvoiceHit:
    """A finalised invoice or credit note found."""

    id: int
    number: int
    kind: InvoiceKind
    customer: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a text finds, as far as the reader may see it."""

    customers: tuple[CustomerHit, ...] = ()
    contacts: tuple[ContactHit, ...] = ()
    projects: tuple[ProjectHit, ...] = ()
    offers: tuple[OfferHit, ...] = ()
    invoices: tuple[InvoiceHit, ...] = ()
