"""Invoices and credit notes as PEPPOL BIS Billing 3.0 (EHF 3.0 in Norway): UBL 2.1, written with lxml.

Elements stand in the order of the schema. What has no text is left out: empty elements are refused
(PEPPOL-EN16931-R008). See docs/e-invoices.md.
"""

from base64 import b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.formats.einvoice_figures import CREDIT_NOTE, Figures, Subtotal, figures_of
from moment_ui.formats.einvoice_lines import add_line
from moment_ui.formats.einvoice_parties import add_party
from moment_ui.formats.einvoice_payment import add_payment
from moment_ui.formats.einvoice_xml import (
    CREDIT_NOTE_ROOT,
    INVOICE_ROOT,
    Element,
    allowed,
    amount,
    branch,
    cbc,
    day,
    leaf,
    number,
    pruned,
    root_of,
    tax_scheme,
    written,
)
from moment_ui.formats.invoice import InvoiceDocument

CUSTOMIZATION = "urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
PROFILE = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0"
INVOICE_TYPE, CREDIT_NOTE_TYPE, PROJECT_TYPE = "380", "381", "50"
MEDIA_TYPES = frozenset(
    {
        "application/pdf",
        "image/png",
        "image/jpeg",
        "text/csv",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
"""What may be attached (code list MIME of EN 16931)."""

NO_NUMBER, LAST_DAY = "DRAFT", "EINDAGI"
_TEXT_CODES = {"AE": "VATEX-EU-AE", "K": "VATEX-EU-IC", "G": "VATEX-EU-G", "O": "VATEX-EU-O"}


@dataclass(frozen=True, slots=True)
class Embedded:
    """A file within the e-invoice: its name, what it is, its bytes."""

    name: str
    media_type: str
    content: bytes
    description: str = ""


def write(document: InvoiceDocument, embedded: Sequence[Embedded] = ()) -> bytes:
    """The document as UBL, in UTF-8. Files of media types that may not be sent are left out.

    A draft's number is `DRAFT`, so that it can be checked before it has one.
    """
    return written(tree_of(document, embedded))


def tree_of(document: InvoiceDocument, embedded: Sequence[Embedded] = ()) -> Element:
    """The document as a tree of elements."""
    figures = figures_of(document)
    is_credit = document.kind == CREDIT_NOTE
    root = root_of(CREDIT_NOTE_ROOT if is_credit else INVOICE_ROOT)
    _add_head(root, document, figures, is_credit=is_credit)
    _add_references(root, document, embedded, is_credit=is_credit)
    outside = figures.outside_vat
    add_party(
        branch(root, "AccountingSupplierParty"), document.seller, seller=True, outside=outside
    )
    add_party(
        branch(root, "AccountingCustomerParty"), document.buyer, seller=False, outside=outside
    )
    _add_delivery(root, document, figures)
    if not is_credit and figures.payable > 0:
        add_payment(root, document)
    _add_terms(root, document, figures)
    _add_tax(root, document, figures)
    _add_totals(root, document, figures)
    for place, line in enumerate(figures.lines, 1):
        add_line(root, document, line, place)
    return pruned(root)


def _add_head(
    root: Element, document: InvoiceDocument, figures: Figures, *, is_credit: bool
) -> None:
    leaf(root, "CustomizationID", CUSTOMIZATION)
    leaf(root, "ProfileID", PROFILE)
    leaf(root, "ID", NO_NUMBER if document.number is None else str(document.number))
    leaf(root, "IssueDate", day(document.issued))
    if is_credit:
        leaf(root, "CreditNoteTypeCode", CREDIT_NOTE_TYPE)
    else:
        leaf(root, "DueDate", day(document.due))
        leaf(root, "InvoiceTypeCode", INVOICE_TYPE)
    notes = (document.text, document.footer_text)
    leaf(root, "Note", "\n".join(filter(None, (note.strip() for note in notes))))
    leaf(root, "DocumentCurrencyCode", document.currency)
    if _has_tax_at_home(document, figures):
        leaf(root, "TaxCurrencyCode", document.home_currency)
    leaf(root, "BuyerReference", document.your_reference)
    period = branch(root, "InvoicePeriod")
    leaf(period, "StartDate", day(document.period_start))
    leaf(period, "EndDate", day(document.period_end))
    leaf(branch(root, "OrderReference"), "ID", document.order_reference)


def _add_references(
    root: Element, document: InvoiceDocument, embedded: Sequence[Embedded], *, is_credit: bool
) -> None:
    if document.credit_of is not None:
        source = branch(branch(root, "BillingReference"), "InvoiceDocumentReference")
        leaf(source, "ID", str(document.credit_of.number))
        leaf(source, "IssueDate", day(document.credit_of.issued))
    leaf(branch(root, "ContractDocumentReference"), "ID", document.contract_reference)
    project = document.project_number or document.project_name
    if is_credit and project:
        reference = branch(root, "AdditionalDocumentReference")
        leaf(reference, "ID", project)
        leaf(reference, "DocumentTypeCode", PROJECT_TYPE)
    if _has_last_day(document) and document.due:
        reference = branch(root, "AdditionalDocumentReference")
        leaf(reference, "ID", day(document.due))
        leaf(reference, "DocumentDescription", LAST_DAY)
    for place, file in enumerate(embedded, 1):
        if file.media_type in MEDIA_TYPES:
            _add_file(root, file, place)
    if not is_credit:
        leaf(branch(root, "ProjectReference"), "ID", project)


def _has_last_day(document: InvoiceDocument) -> bool:
    """Whether the last day to pay is said apart: among Icelanders, for whom it is the due date (IS-R-008 to 010)."""
    among = {document.seller.address.country, document.buyer.address.country} == {"IS"}
    return among and document.kind != CREDIT_NOTE


def _add_file(root: Element, file: Embedded, place: int) -> None:
    reference = branch(root, "AdditionalDocumentReference")
    leaf(reference, "ID", str(place))
    leaf(reference, "DocumentDescription", file.description or file.name)
    content = leaf(
        branch(reference, "Attachment"),
        "EmbeddedDocumentBinaryObject",
        b64encode(file.content).decode("ascii"),
    )
    content.set("mimeCode", file.media_type)
    content.set("filename", allowed(file.name))


def _add_delivery(root: Element, document: InvoiceDocument, figures: Figures) -> None:
    delivery = branch(root, "Delivery")
    delivered = document.delivered_on
    if any(line.category == "K" for line in figures.lines):
        delivered = delivered or document.issued  # BR-IC-11
        address = branch(branch(delivery, "DeliveryLocation"), "Address")
        country = branch(address, "Country")
        leaf(country, "IdentificationCode", document.buyer.address.country)
    if delivered is not None:
        delivery.insert(0, delivery.makeelement(cbc("ActualDeliveryDate")))
        delivery[0].text = day(delivered)


def _add_terms(root: Element, document: InvoiceDocument, figures: Figures) -> None:
    """What stands in for a due date, which a payable invoice must have one of (BR-CO-25)."""
    if document.due is None and figures.payable > 0 and document.kind != CREDIT_NOTE:
        days = f"{document.credit_days} days" if document.credit_days else "On receipt"
        leaf(branch(root, "PaymentTerms"), "Note", days)


def _has_tax_at_home(document: InvoiceDocument, figures: Figures) -> bool:
    elsewhere = document.currency != document.home_currency
    return elsewhere and figures.vat_at_home is not None and not figures.outside_vat


def _add_tax(root: Element, document: InvoiceDocument, figures: Figures) -> None:
    total = branch(root, "TaxTotal")
    amount(total, "TaxAmount", figures.vat, document.currency)
    for subtotal in figures.subtotals:
        _add_subtotal(total, subtotal, document.currency)
    if _has_tax_at_home(document, figures) and figures.vat_at_home is not None:
        at_home = branch(root, "TaxTotal")
        amount(at_home, "TaxAmount", figures.vat_at_home, document.home_currency)


def _add_subtotal(total: Element, subtotal: Subtotal, currency: str) -> None:
    part = branch(total, "TaxSubtotal")
    amount(part, "TaxableAmount", subtotal.basis, currency)
    amount(part, "TaxAmount", subtotal.vat, currency)
    category = branch(part, "TaxCategory")
    leaf(category, "ID", subtotal.category)
    if subtotal.category != "O":
        leaf(category, "Percent", number(subtotal.percent))
    if subtotal.category not in {"S", "Z"}:
        leaf(
            category,
            "TaxExemptionReasonCode",
            subtotal.reason_code or _TEXT_CODES.get(subtotal.category, ""),
        )
        leaf(category, "TaxExemptionReason", subtotal.reason)
    tax_scheme(category, "VAT")


def _add_totals(root: Element, document: InvoiceDocument, figures: Figures) -> None:
    totals, currency = branch(root, "LegalMonetaryTotal"), document.currency
    amount(totals, "LineExtensionAmount", figures.net, currency)
    amount(totals, "TaxExclusiveAmount", figures.net, currency)
    amount(totals, "TaxInclusiveAmount", figures.gross, currency)
    for name, extra in (
        ("PrepaidAmount", figures.prepaid),
        ("PayableRoundingAmount", figures.rounding),
    ):
        if extra != Decimal(0):
            amount(totals, name, extra, currency)
    amount(totals, "PayableAmount", figures.payable, currency)
