"""What is known of a customer, as facts: company data, money, invoicing."""

from dataclasses import dataclass

from moment_ui.core import fields, identifiers
from moment_ui.core.settings import settings
from moment_ui.core.words import _, plural
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.models.customer import InvoiceType

INVOICE_TYPES = {
    InvoiceType.EMAIL: _("E-mail (PDF)"),
    InvoiceType.E_INVOICE: _("E-invoice (EHF, Peppol)"),
    InvoiceType.LETTER: _("Letter (snailmail)"),
    InvoiceType.MANUAL: _("Manual"),
}


@dataclass
class FactLine:
    """A fact about the customer: a word, one or two lines, and where a click on them leads.

    `slot` names what else the page puts under it.
    """

    label: str = ""
    value: str = ""
    second: str = ""
    href: str = ""
    css: str = ""
    slot: str = ""


def web_link(address: str) -> str:
    """Where a web address leads; it was checked to be http or https when it was saved."""
    return address if "://" in address else f"https://{address}"


def company_data(draft: CustomerDraft) -> list[FactLine]:
    """Addresses and how to reach them; what is not known is left out."""
    land = fields.countries(settings().language).get(draft.country, draft.country)
    visiting = _place(draft.visiting_code, draft.visiting_city)
    postal = _place(draft.postal_code, draft.postal_city)
    lines = [
        _address(_("Visiting address"), draft.visiting_line1, draft.visiting_line2, visiting),
        _address(_("Postal address"), draft.postal_line1, draft.postal_line2, postal),
        FactLine(_("Country"), land),
        FactLine(_("E-mail"), draft.email, href=f"mailto:{draft.email}"),
        FactLine(_("Phone"), draft.phone, href=f"tel:{''.join(draft.phone.split())}", css="tn"),
        FactLine(_("Website"), draft.website, href=web_link(draft.website)),
    ]
    return [line for line in lines if line.value]


def _place(code: str, city: str) -> str:
    return " ".join(filter(None, (code, city)))


def _address(label: str, first: str, more: str, place: str) -> FactLine:
    street = ", ".join(filter(None, (first, more)))
    return FactLine(label, street or place, place if street else "")


def money_data(draft: CustomerDraft) -> list[FactLine]:
    """VAT number, currency, language and account; what is not known is left out."""
    language = fields.languages(settings().language).get(draft.language, "")
    account = identifiers.shown_bank_account(draft.bank_account)
    lines = [
        FactLine(_("VAT number"), draft.vat_number, css="tn"),
        FactLine(_("Currency"), draft.currency),
        FactLine(_("Language"), language),
        FactLine(_("Bank account"), account, css="tn"),
    ]
    return [line for line in lines if line.value]


def invoicing(draft: CustomerDraft) -> list[FactLine]:
    """How invoices go out, and when they are due."""
    none = _("None")
    terms = draft.credit_days
    days = (
        plural("{count} day", "{count} days", terms) if terms is not None else _("As the company")
    )
    return [
        FactLine(_("Invoice type"), INVOICE_TYPES[draft.invoice_type]),
        FactLine(
            _("Receiver"),
            draft.einvoice_address or none,
            css="tn" if draft.einvoice_address else "quiet",
            slot="receiver" if draft.einvoice_address else "",
        ),
        FactLine(
            _("External receiver"),
            draft.external_receiver or none,
            href=f"mailto:{draft.external_receiver}" if draft.external_receiver else "",
            css="" if draft.external_receiver else "quiet",
        ),
        FactLine(_("Credit terms"), days),
    ]
