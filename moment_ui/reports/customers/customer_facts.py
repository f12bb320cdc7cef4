"""What is known of a customer, as facts: company data, money, invoicing."""

import re
from dataclasses import dataclass, field

from moment_ui.core import fields, identifiers
from moment_ui.core.settings import settings
from moment_ui.core.words import _, plural
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.models.customer import EInvoiceChannel, InvoiceType

INVOICE_TYPES = {
    InvoiceType.EMAIL: _("E-mail (PDF)"),
    InvoiceType.E_INVOICE: _("E-invoice (EHF, Peppol)"),
    InvoiceType.LETTER: _("Letter"),
    InvoiceType.MANUAL: _("Manual"),
}
CHANNELS = {
    EInvoiceChannel.PEPPOL: _("Peppol"),
    EInvoiceChannel.SVEFAKTURA: _("Svefaktura, by the access point"),
    EInvoiceChannel.EDI: _("EDI, by the access point"),
}

IN_PLACE = (
    *("country", "email", "phone", "website", "org_number", "vat_number"),
    *("currency", "language", "bank_account"),
    *("invoice_type", "einvoice_address", "einvoice_channel", "external_receiver", "credit_days"),
)
"""What is edited where it stands; addresses are four fields and have the dialog."""

FITS = 20
"""Letters that a line of the card surely holds."""

_PART = re.compile(r"[^@.]+[@.]*|[@.]+")
ADDRESSES = ("visiting_address", "postal_address")


@dataclass
class FactLine:
    """A fact about the customer: a word, one or two lines, and where a click on them leads.

    `slot` names what else the page puts under it; `key` the field it shows, with the words of what
    can be done with that: `change` it, see its `history`, `add` it where it is empty. A long
    address comes in `parts` too, between which a line may break.
    """

    label: str = ""
    value: str = ""
    second: str = ""
    href: str = ""
    css: str = ""
    slot: str = ""
    key: str = ""
    change: str = ""
    history: str = ""
    add: str = ""
    parts: list[str] = field(default_factory=list[str])


def field_line(key: str, label: str, value: str, *, href: str = "", css: str = "") -> FactLine:
    """A fact that is one field of the customer."""
    return FactLine(
        label,
        value,
        href=href if value else "",
        css=css,
        key=key,
        change=_("Change {field}").format(field=label),
        history=_("History of {field}").format(field=label),
        add=_("Add {field}").format(field=label if label[1:2].isupper() else label.lower()),
        parts=_PART.findall(value) if len(value) > FITS and " " not in value else [],
    )


def web_link(address: str) -> str:
    """Where a web address leads; it was checked to be http or https when it was saved."""
    return address if "://" in address else f"https://{address}"


def company_data(draft: CustomerDraft, *, blank: bool = False) -> list[FactLine]:
    """Addresses and how to reach them; what is not known is left out, or offered with `blank`."""
    phone = f"tel:{''.join(draft.phone.split())}"
    land = fields.countries(settings().language).get(draft.country, draft.country)
    visiting = _place(draft.visiting_code, draft.visiting_city)
    postal = _place(draft.postal_code, draft.postal_city)
    lines = [
        _address(
            "visiting_address",
            _("Visiting address"),
            _street(draft.visiting_line1, draft.visiting_line2),
            visiting,
        ),
        _address(
            "postal_address",
            _("Postal address"),
            _street(draft.postal_line1, draft.postal_line2),
            postal,
        ),
        field_line("country", _("Country"), land),
        field_line("email", _("E-mail"), draft.email, href=f"mailto:{draft.email}"),
        field_line("phone", _("Phone"), draft.phone, href=phone, css="tn"),
        field_line("website", _("Website"), draft.website, href=web_link(draft.website)),
    ]
    return known(lines, blank=blank)


def known(lines: list[FactLine], *, blank: bool) -> list[FactLine]:
    """The lines with a value; with `blank` the others too, for those who may fill them in."""
    return [line for line in lines if line.value or (blank and line.add)]


def _place(code: str, city: str) -> str:
    return " ".join(filter(None, (code, city)))


def _address(key: str, label: str, street: str, place: str) -> FactLine:
    line = field_line(key, label, street or place)
    line.second = place if street else ""
    return line


def _street(first: str, more: str) -> str:
    return ", ".join(filter(None, (first, more)))


def money_data(draft: CustomerDraft, *, blank: bool = False) -> list[FactLine]:
    """Numbers, currency, language and account; what is not known as in `company_data`."""
    language = fields.languages(settings().language).get(draft.language, "")
    account = identifiers.shown_bank_account(draft.bank_account)
    number = identifiers.shown_org_number(draft.org_number, draft.country)
    lines = [
        field_line("org_number", _("Company reg. no."), number, css="tn"),
        field_line("vat_number", _("VAT number"), draft.vat_number, css="tn"),
        field_line("currency", _("Currency"), draft.currency),
        field_line("language", _("Language"), language),
        field_line("bank_account", _("Bank account"), account, css="tn"),
    ]
    return known(lines, blank=blank)


def invoicing(draft: CustomerDraft, *, blank: bool = False) -> list[FactLine]:
    """How invoices go out, and when they are due."""
    none, receiver = _("None"), draft.external_receiver
    terms = draft.credit_days
    days = (
        plural("{count} day", "{count} days", terms) if terms is not None else _("As the company")
    )
    return [
        field_line("invoice_type", _("Invoice type"), INVOICE_TYPES[draft.invoice_type]),
        *_receiver(draft, blank=blank),
        field_line(
            "external_receiver",
            _("External receiver"),
            receiver or ("" if blank else none),
            href=f"mailto:{receiver}" if receiver else "",
            css="" if receiver else "quiet",
        ),
        field_line("credit_days", _("Credit terms"), days),
    ]


def _receiver(draft: CustomerDraft, *, blank: bool) -> list[FactLine]:
    """The e-invoice address, and in Sweden the way to it. In Norway the address only follows."""
    address, by_peppol = draft.einvoice_address, draft.einvoice_channel == EInvoiceChannel.PEPPOL
    shown = address or ("" if blank and draft.country != "NO" else _("None"))
    line = field_line("einvoice_address", _("Receiver"), shown, css="tn" if address else "quiet")
    line.add = _("Add an e-invoice address")
    line.slot = "receiver" if address and by_peppol else ""
    if draft.country == "NO":
        line.key = ""
    if draft.country != "SE":
        return [line]
    way = field_line("einvoice_channel", _("Channel"), CHANNELS[draft.einvoice_channel])
    way.second = "" if by_peppol else _("Peppol's look-up does not know it: ask them.")
    return [line, way]
