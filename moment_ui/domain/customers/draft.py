"""What a form or an import file says about a customer, before it is saved."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace

from moment_ui.core.fields import Unfit, truth, whole_number
from moment_ui.core.words import _
from moment_ui.models.customer import Customer, CustomerStatus, EInvoiceChannel, InvoiceType


@dataclass(frozen=True, slots=True)
class CustomerDraft:
    """A customer's fields. `number` None takes the next of the series; `currency` "" the company's."""

    name: str
    number: int | None = None
    status: CustomerStatus = CustomerStatus.ACTIVE
    is_customer: bool = True
    is_participant: bool = False
    country: str = "NO"
    org_number: str = ""
    vat_number: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    currency: str = ""
    language: str = ""
    bank_account: str = ""
    postal_line1: str = ""
    postal_line2: str = ""
    postal_code: str = ""
    postal_city: str = ""
    visiting_line1: str = ""
    visiting_line2: str = ""
    visiting_code: str = ""
    visiting_city: str = ""
    invoice_type: InvoiceType = InvoiceType.EMAIL
    external_receiver: str = ""
    einvoice_address: str = ""  # scheme:identifier; empty follows from the organisation number
    einvoice_channel: EInvoiceChannel = EInvoiceChannel.PEPPOL
    credit_days: int | None = None


FIELD_LABELS: dict[str, str] = {
    "number": _("Number"),
    "name": _("Name"),
    "status": _("Status"),
    "is_customer": _("Customer"),
    "is_participant": _("Project participant"),
    "country": _("Country"),
    "org_number": _("Company reg. no."),
    "vat_number": _("VAT number"),
    "email": _("E-mail"),
    "phone": _("Phone"),
    "website": _("Website"),
    "currency": _("Currency"),
    "language": _("Language"),
    "bank_account": _("Bank account number"),
    "postal_line1": _("Postal address"),
    "postal_line2": _("Postal address, second line"),
    "postal_code": _("Postal code"),
    "postal_city": _("City"),
    "visiting_line1": _("Visiting address"),
    "visiting_line2": _("Visiting address, second line"),
    "visiting_code": _("Postal code, visiting"),
    "visiting_city": _("City, visiting"),
    "invoice_type": _("Preferred invoice type"),
    "external_receiver": _("External receiver"),
    "einvoice_address": _("E-invoice address"),
    "einvoice_channel": _("E-invoice channel"),
    "credit_days": _("Credit terms, days"),
    "tags": _("Tags"),
}
CREDIT_DAYS = 365


def draft_of(
    texts: Mapping[str, str], base: CustomerDraft | None = None
) -> tuple[CustomerDraft, dict[str, str]]:
    """The draft that typed texts mean, over `base`, and what is no number or no choice, by field.

    Unknown keys are left alone; rules.read checks the rest.
    """
    readers: dict[str, Callable[[str], object]] = {
        "number": whole_number,
        "credit_days": lambda text: whole_number(text, 0, CREDIT_DAYS),
        "status": _status,
        "invoice_type": _invoice_type,
        "einvoice_channel": _channel,
        "is_customer": truth,
        "is_participant": truth,
    }
    values: dict[str, object] = {}
    errors: dict[str, str] = {}
    for field in fields(CustomerDraft):
        if field.name not in texts:
            continue
        text = texts[field.name]
        try:
            values[field.name] = readers[field.name](text) if field.name in readers else text
        except Unfit as unfit:
            errors[field.name] = unfit.message
    return replace(base or CustomerDraft(name=""), **values), errors


def draft_from(customer: Customer) -> CustomerDraft:
    """The draft that a stored customer corresponds to."""
    same = {
        field.name: getattr(customer, field.name)
        for field in fields(CustomerDraft)
        if field.name != "einvoice_address"
    }
    parts = (customer.einvoice_scheme, customer.einvoice_id)
    return CustomerDraft(**same, einvoice_address=":".join(parts) if all(parts) else "")


def texts_of(draft: CustomerDraft) -> dict[str, str]:
    """The draft as texts: what a form shows and the audit log compares."""
    return {field.name: _text(getattr(draft, field.name)) for field in fields(CustomerDraft)}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else ""
    return "" if value is None else str(value)


def _status(text: str) -> CustomerStatus:
    try:
        return CustomerStatus(text.strip().lower())
    except ValueError:
        raise Unfit(_("Choose Active, Potential, Blocked or Inactive.")) from None


def _channel(text: str) -> EInvoiceChannel:
    try:
        return EInvoiceChannel(text.strip().lower() or EInvoiceChannel.PEPPOL)
    except ValueError:
        raise Unfit(_("Choose Peppol, Svefaktura or EDI.")) from None


def _invoice_type(text: str) -> InvoiceType:
    try:
        return InvoiceType(text.strip().lower())
    except ValueError:
        raise Unfit(_("Choose e-mail, e-invoice, letter or manual.")) from None
