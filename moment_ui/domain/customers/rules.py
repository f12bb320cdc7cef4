"""What makes a customer's data fit to keep, and what a status allows. No database."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from functools import partial
from typing import Any

from moment_ui.core import fields, identifiers
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.domain.customers.draft import CREDIT_DAYS, CustomerDraft, draft_of
from moment_ui.models.customer import CustomerStatus, EInvoiceChannel, InvoiceType

_READERS: dict[str, Callable[[str], str]] = {
    "name": fields.required_line,
    "country": fields.country,
    "email": fields.email,
    "phone": fields.phone,
    "website": fields.website,
    "currency": fields.currency,
    "language": fields.language,
    "external_receiver": fields.email,
    "postal_line1": fields.line,
    "postal_line2": fields.line,
    "postal_code": partial(fields.line, longest=20),
    "postal_city": partial(fields.line, longest=100),
    "visiting_line1": fields.line,
    "visiting_line2": fields.line,
    "visiting_code": partial(fields.line, longest=20),
    "visiting_city": partial(fields.line, longest=100),
}
_NATIONAL: dict[str, Callable[[str, str], str]] = {
    "org_number": identifiers.org_number,
    "vat_number": identifiers.vat_number,
    "bank_account": identifiers.bank_account,
}


def read(texts: Mapping[str, str], base: CustomerDraft | None = None) -> CustomerDraft:
    """The draft that typed texts mean, over `base`, as it is kept. Raises Invalid for all fields."""
    draft, errors = draft_of(texts, base)
    try:
        draft = checked(draft)
    except Invalid as invalid:
        errors = invalid.fields | errors
    if errors:
        raise Invalid(**errors)
    return draft


def checked(draft: CustomerDraft) -> CustomerDraft:
    """The draft as it is kept: compact numbers, trimmed lines, the e-invoice address filled in.

    Raises Invalid with one message per field that does not fit.
    """
    values: dict[str, str] = {}
    errors: dict[str, str] = {}
    for key, reader in _READERS.items():
        _read(key, partial(reader, getattr(draft, key)), values, errors)
    country = values.get("country", "")
    for key, national in _NATIONAL.items():
        _read(key, partial(national, getattr(draft, key), country), values, errors)
    errors |= _choices(draft)
    if not errors:
        draft = replace(draft, **values)
        try:
            return replace(
                draft, einvoice_address=einvoice_address(draft), einvoice_channel=channel(draft)
            )
        except Unfit as unfit:
            errors["einvoice_address"] = unfit.message
    raise Invalid(**errors)


def einvoice_address(draft: CustomerDraft) -> str:
    """Where e-invoices go: derived in Norway, typed or proposed elsewhere. Raises Unfit."""
    proposed = proposed_einvoice_address(draft.country, draft.org_number)
    if draft.country == "NO" or not draft.einvoice_address.strip():
        return proposed
    return ":".join(identifiers.einvoice_parts(draft.einvoice_address))


def channel(draft: CustomerDraft) -> EInvoiceChannel:
    """The way e-invoices take: chosen in Sweden, where many receive by others; else Peppol."""
    return draft.einvoice_channel if draft.country == "SE" else EInvoiceChannel.PEPPOL


def following_address(before: CustomerDraft, after: CustomerDraft) -> CustomerDraft:
    """An e-invoice address that was the proposal stays the proposal when the org number changes."""
    was_proposed = before.einvoice_address == proposed_einvoice_address(
        before.country, before.org_number
    )
    if not was_proposed or after.einvoice_address != before.einvoice_address:
        return after
    address = proposed_einvoice_address(after.country, after.org_number)
    return replace(after, einvoice_address=address)


def proposed_einvoice_address(country: str, org_number: str) -> str:
    """The address that follows from a checked organisation number, "" where none does."""
    return ":".join(filter(None, identifiers.einvoice_address(country, org_number)))


def check_field(key: str, text: str, country: str) -> str:
    """What is wrong with one field as typed, "" when nothing is: the check on leaving a field."""
    try:
        if key in _READERS:
            _READERS[key](text)
        elif key in _NATIONAL:
            _NATIONAL[key](text, country)
        elif key == "number":
            fields.whole_number(text)
        elif key == "credit_days":
            fields.whole_number(text, 0, CREDIT_DAYS)
        elif key == "einvoice_address" and country != "NO":
            identifiers.einvoice_parts(text)
    except Unfit as unfit:
        return unfit.message
    return ""


def without_number(draft: CustomerDraft) -> CustomerDraft:
    """The draft with the series' next number: what was proposed may be taken by now."""
    return replace(draft, number=None)


def search_of(draft: CustomerDraft, number: int) -> str:
    """What the search boxes find a customer by: name, number, org number, e-mail, city, phone."""
    phone = "".join(c for c in draft.phone if c.isdigit())
    city = draft.postal_city or draft.visiting_city
    return search_text(
        draft.name, number, draft.org_number, draft.email, city, phone, draft.website
    )


def columns_of(draft: CustomerDraft) -> dict[str, Any]:
    """The customer's columns that a draft decides."""
    values = asdict(draft)
    scheme, _colon, identifier = values.pop("einvoice_address").partition(":")
    search = search_of(draft, draft.number or 0)
    return values | {"einvoice_scheme": scheme, "einvoice_id": identifier, "search": search}


def takes_projects(status: CustomerStatus, *, is_customer: bool) -> bool:
    """Whether a customer is offered when a project is created."""
    return is_customer and status == CustomerStatus.ACTIVE


def _read(
    key: str, reader: Callable[[], str], values: dict[str, str], errors: dict[str, str]
) -> None:
    try:
        values[key] = reader()
    except Unfit as unfit:
        errors[key] = unfit.message


def _choices(draft: CustomerDraft) -> dict[str, str]:
    errors: dict[str, str] = {}
    if not (draft.is_customer or draft.is_participant):
        errors["is_customer"] = _("Choose customer, project participant or both.")
    if draft.number is not None and not 1 <= draft.number <= 999_999_999:
        errors["number"] = _("Write a whole number from 1 to 999999999.")
    if draft.credit_days is not None and not 0 <= draft.credit_days <= CREDIT_DAYS:
        errors["credit_days"] = _("Write a number of days from 0 to 365.")
    errors |= _sending(draft)
    return errors


def _sending(draft: CustomerDraft) -> dict[str, str]:
    no_address = not (draft.einvoice_address.strip() or draft.org_number.strip())
    if draft.invoice_type == InvoiceType.E_INVOICE and no_address:
        return {
            "invoice_type": _(
                "An e-invoice needs an address: fill in the company reg. no. or the e-invoice address."
            )
        }
    return {}
