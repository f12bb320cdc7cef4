"""The search of the frame: what is found while one types."""

from dataclasses import dataclass, field
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.search.hits import ContactHit, CustomerHit, Found
from moment_ui.domain.search.queries import found
from moment_ui.models.invoice import InvoiceKind
from moment_ui.state.base import AppState


@dataclass(frozen=True)
class Hit:
    """A line of the search's list; `number` may be part of what was typed.

    `href` is "" where there is no page to open.
    """

    href: str
    number: str
    name: str
    note: str = ""


@dataclass(frozen=True)
class HitGroup:
    """The hits of one kind."""

    kind: str
    label: str
    hits: list[Hit] = field(default_factory=list)


class SearchState(AppState, rx.State):
    """What the search of one tab has found."""

    needs: ClassVar[frozenset[Permission]] = frozenset()

    asked: rx.Field[str] = rx.field("")
    groups: rx.Field[list[HitGroup]] = rx.field(default_factory=list)

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Find what holds the words; a newer text takes the place of an older one."""
        text = text.strip() if isinstance(text, str) else ""
        hits = await self._read(found, text) if text else Found()
        self.groups = groups_of(slug_in(self.router.url.path), hits)
        self.asked = text

    @rx.event
    async def clear(self) -> None:
        """Forget the search, when one of its hits was opened."""
        self.groups = []
        self.asked = ""


def groups_of(slug: str, hits: Found) -> list[HitGroup]:
    """The hits as lines with links; kinds without one are left out."""
    groups = (
        HitGroup("customers", _("Customers"), _customers(slug, hits)),
        HitGroup("contacts", _("Contacts"), [_contact(slug, hit) for hit in hits.contacts]),
        HitGroup("projects", _("Projects"), _projects(slug, hits)),
        HitGroup("offers", _("Offers"), _offers(slug, hits)),
        HitGroup("invoices", _("Invoices"), _invoices(slug, hits)),
    )
    return [group for group in groups if group.hits]


def _customers(slug: str, hits: Found) -> list[Hit]:
    return [_customer(slug, hit) for hit in hits.customers]


def _customer(slug: str, hit: CustomerHit) -> Hit:
    href = f"/{slug}/customers/{hit.id}"
    if hit.was is None:
        return Hit(href, str(hit.number), hit.name)
    now = _("now {number} {name}").format(number=hit.number, name=hit.name)
    return Hit(href, str(hit.was), now)


def _contact(slug: str, hit: ContactHit) -> Hit:
    first, more = hit.customers[:1], len(hit.customers) - 1
    where = (
        _("{customer} and {count} more").format(customer=first[0], count=more) if more > 0 else ""
    )
    return Hit(f"/{slug}/contacts/{hit.id}", "", hit.name, where or "".join(first))


def _projects(slug: str, hits: Found) -> list[Hit]:
    return [
        Hit(
            f"/{slug}/projects/{hit.id}",
            hit.number,
            hit.name,
            hit.customer or _("Without a customer"),
        )
        for hit in hits.projects
    ]


def _offers(slug: str, hits: Found) -> list[Hit]:
    return [
        Hit(f"/{slug}/offers/{hit.id}", hit.label, hit.name, hit.customer) for hit in hits.offers
    ]


def _invoices(slug: str, hits: Found) -> list[Hit]:
    words = {InvoiceKind.INVOICE: _("Invoice"), InvoiceKind.CREDIT_NOTE: _("Credit note")}
    return [
        Hit(f"/{slug}/finances/invoices/{hit.id}", str(hit.number), hit.customer, words[hit.kind])
        for hit in hits.invoices
    ]
