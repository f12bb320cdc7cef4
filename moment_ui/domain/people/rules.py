"""What a person's data must look like, and which of several addresses counts where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from moment_ui.core import fields
from moment_ui.core.addresses import comparable
from moment_ui.core.words import _


class Layer(StrEnum):
    """Where an address comes from: the nearer to the job, the stronger."""

    EXTERNAL = "external"  # the customer's external receiver
    PROJECT = "project"  # of the contact in the project
    IN_CUSTOMER = "in-customer"  # of the contact in the customer
    CUSTOMER = "customer"  # of the customer itself
    OWN = "own"  # the contact's own


@dataclass(frozen=True, slots=True)
class Counting:
    """The address that counts, where it comes from, and those it stands before, strongest first.

    Without any address `address` is "" and `layer` is None.
    """

    address: str = ""
    layer: Layer | None = None
    before: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PersonDraft:
    """A person as the contact's page edits it; `consent_how` tells how the consent was given."""

    name: str
    phone: str = ""
    is_global: bool = False
    consent: bool = False
    consent_how: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person who is being added, with the first address."""

    name: str
    email: str = ""
    phone: str = ""
    is_global: bool = False


def read_new_person(texts: Mapping[str, str]) -> NewPerson:
    """The new person that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = NewPerson(
        name=form.text("name", fields.required_line),
        email=form.text("email", fields.email),
        phone=form.text("phone", fields.phone),
        is_global=fields.truth(texts.get("is_global", "")),
    )
    form.finish()
    return draft


def read_person(texts: Mapping[str, str]) -> PersonDraft:
    """The person that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = PersonDraft(
        name=form.text("name", fields.required_line),
        phone=form.text("phone", fields.phone),
        is_global=fields.truth(texts.get("is_global", "")),
        consent=fields.truth(texts.get("consent", "")),
        consent_how=form.text("consent_how", fields.line),
        note=form.text("note", fields.paragraphs),
    )
    if draft.consent and not draft.consent_how and "consent_how" not in form.errors:
        form.errors["consent_how"] = _(
            "Write how the consent was given: by phone, a form, an e-mail."
        )
    form.finish()
    return draft


def address_for(own: Sequence[str], customer: str = "", project: str = "") -> Counting:
    """The address of a contact in a customer, in a project, or in neither.

    `own` are the contact's own, in order; `customer` and `project` what is written there, "" when
    nothing is. The project's stands before the customer's, and that before all the contact's own,
    of which the first counts (product spec 2). An address is not struck by itself, however it is
    written.
    """
    here = (Layer.PROJECT, project), (Layer.IN_CUSTOMER, customer)
    if project.strip() or customer.strip():
        return _strongest((*here, *((Layer.OWN, address) for address in own)))
    return _strongest(((Layer.OWN, _first(own)),))


def invoice_address(
    own: Sequence[str],
    *,
    external_receiver: str = "",
    in_project: str = "",
    in_customer: str = "",
    customer: str = "",
) -> Counting:
    """Where an invoice is e-mailed to (product spec 2).

    External receiver → contact in project → contact in customer → the customer's e-mail → the first
    own address of the contact chosen on the invoice. Without a contact the others are "".
    """
    return _strongest(
        (
            (Layer.EXTERNAL, external_receiver),
            (Layer.PROJECT, in_project),
            (Layer.IN_CUSTOMER, in_customer),
            (Layer.CUSTOMER, customer),
            (Layer.OWN, _first(own)),
        )
    )


def _first(own: Sequence[str]) -> str:
    return next((address.strip() for address in own if address.strip()), "")


def _strongest(layers: Sequence[tuple[Layer, str]]) -> Counting:
    written = [(layer, text.strip()) for layer, text in layers if text.strip()]
    if not written:
        return Counting()
    layer, address = written[0]
    weaker: dict[str, str] = {}
    for _layer, text in written[1:]:
        weaker.setdefault(comparable(text), text)
    weaker.pop(comparable(address), None)
    return Counting(address, layer, tuple(weaker.values()))
