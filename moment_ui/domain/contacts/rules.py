"""What a contact's data in a customer must look like."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from moment_ui.core import fields
from moment_ui.core.words import _


@dataclass(frozen=True, slots=True)
class ContactDraft:
    """A person and the person's place in one customer.

    `customer_email` and `customer_phone`, where set, stand before the person's own in this customer.
    A global person is offered to other customers too. `employed_to` is the last day.
    """

    name: str
    title: str = ""
    email: str = ""
    phone: str = ""
    customer_email: str = ""
    customer_phone: str = ""
    is_global: bool = False
    employed_from: dt.date | None = None
    employed_to: dt.date | None = None


def read(texts: Mapping[str, str]) -> ContactDraft:
    """The contact that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = ContactDraft(
        name=form.text("name", fields.required_line),
        title=form.text("title", fields.line),
        email=form.text("email", fields.email),
        phone=form.text("phone", fields.phone),
        customer_email=form.text("customer_email", fields.email),
        customer_phone=form.text("customer_phone", fields.phone),
        is_global=fields.truth(texts.get("is_global", "")),
        employed_from=form.read("employed_from", fields.day),
        employed_to=form.read("employed_to", fields.day),
    )
    first, last = draft.employed_from, draft.employed_to
    if first and last and last < first:
        form.errors["employed_to"] = _("The last day is before the first.")
    form.finish()
    return draft
