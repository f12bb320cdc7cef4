"""What stands in the way of an e-invoice, judged from the document alone. No database.

The rules are those of PEPPOL BIS Billing 3.0 and of the sellers' countries; each names its own. What
stops is refused by the receiver's side; what does not stop is told.
"""

from collections.abc import Callable, Iterator

from moment_ui.core import identifiers
from moment_ui.core.fields import Unfit
from moment_ui.core.money import currency_decimals
from moment_ui.core.words import _
from moment_ui.domain.einvoices.country_rules import country_troubles
from moment_ui.domain.einvoices.trouble import Trouble
from moment_ui.formats.einvoice import MEDIA_TYPES
from moment_ui.formats.einvoice_figures import CREDIT_NOTE, ROUNDING, TEXT, figures_of, sums_wrong
from moment_ui.formats.einvoice_parties import endpoint_of, vat_number
from moment_ui.formats.einvoice_payment import NOT_SAID, means_of
from moment_ui.formats.einvoice_units import unit_code
from moment_ui.formats.invoice import InvoiceDocument, Party

OUTSIDE = "O"
VAT_PREFIXES = identifiers.COUNTRIES | {"EL", "XI"}
"""Whose letters a VAT number may begin with: Greece and Northern Ireland have others than in addresses."""

NEEDS_REASON = frozenset({"E", "AE", "K", "G", "O"})


def problems(document: InvoiceDocument) -> tuple[Trouble, ...]:
    """Everything that stands in the way of sending the document as an e-invoice, most basic first."""
    return tuple(trouble for rule in RULES for trouble in rule(document))


def _parties(document: InvoiceDocument) -> Iterator[Trouble]:
    """What both sides must state, as the code lists write it."""
    for party, mend in ((document.seller, "company"), (document.buyer, "customer")):
        if not party.name.strip():
            text = _("A name is missing: seller and buyer must state one.")
            yield Trouble("name", text, mend, field="name")  # BR-06, BR-07
        if not party.address.country:
            text = _("The country in the address of {name} is missing.").format(name=party.name)
            yield Trouble("country", text, mend, field="country")  # BR-09, BR-11, BR-IC-12
        elif party.org_number:
            yield from _number_fits(party, mend)
        number = vat_number(party)
        if number and number[:2] not in VAT_PREFIXES:
            text = _("The VAT number {number} of {name} does not begin with a country’s letters.")
            said = text.format(number=party.vat_number, name=party.name)
            yield Trouble("vat-number", said, mend, field="vat_number")  # BR-CO-09


def _number_fits(party: Party, mend: str) -> Iterator[Trouble]:
    try:
        identifiers.org_number(party.org_number, party.address.country)
    except Unfit as unfit:
        text = _("The organisation number {number} of {name} does not fit: {reason}")
        said = text.format(number=party.org_number, name=party.name, reason=unfit.message)
        yield Trouble("org-number", said, mend, field="org_number")  # COMMON-R041, R042, R049


def _seller(document: InvoiceDocument) -> Iterator[Trouble]:
    seller = document.seller
    if not seller.org_number:
        text = _("Our organisation number is missing: it is our address as a sender.")
        yield Trouble("seller-number", text, "company", field="org_number")
    elif not endpoint_of(seller.endpoint)[1]:
        text = _(
            "Our e-invoice address is missing: it follows from country and organisation number."
        )
        yield Trouble("seller-endpoint", text, "company", field="org_number")  # R020
    taxed = any(line.category != OUTSIDE for line in figures_of(document).lines)
    if taxed and not vat_number(seller):
        text = _(
            "Our VAT number is missing: an invoice with VAT, or free of it, must state it. "
            "Who is not registered for VAT chooses a VAT code outside of VAT (O) on every line."
        )
        yield Trouble("seller-vat", text, "company", field="vat_number")  # BR-S-02, BR-E-02 …


def _buyer(document: InvoiceDocument) -> Iterator[Trouble]:
    buyer = document.buyer
    if not endpoint_of(buyer.endpoint)[1]:
        text = _("{name} has no e-invoice address.").format(name=buyer.name)
        yield Trouble("einvoice-address", text, "customer", field="einvoice")  # R010
    else:
        try:
            identifiers.einvoice_parts(buyer.endpoint)
        except Unfit as unfit:
            text = _("The e-invoice address {address} of {name} does not fit: {reason}")
            said = text.format(address=buyer.endpoint, name=buyer.name, reason=unfit.message)
            yield Trouble("einvoice-address", said, "customer", field="einvoice")
    if not (document.your_reference.strip() or document.order_reference.strip()):
        text = _(
            "Write the customer’s reference or an order reference: e-invoices need one of them."
        )
        yield Trouble("reference", text, "head", field="your_reference")  # R003
    yield from _buyers_vat(document)


def _buyers_vat(document: InvoiceDocument) -> Iterator[Trouble]:
    buyer, lines = document.buyer, figures_of(document).lines
    categories = {line.category for line in lines}
    text = _("{name} has no VAT number, which reverse charge and sales within the EEA must state.")
    said = text.format(name=buyer.name)
    missing = not vat_number(buyer)
    if missing and ("K" in categories or ("AE" in categories and not buyer.org_number)):
        yield Trouble("buyer-vat", said, "customer", field="vat_number")  # BR-AE-02, BR-IC-02


def _vat(document: InvoiceDocument) -> Iterator[Trouble]:
    figures = figures_of(document)
    categories = {part.category for part in figures.subtotals}
    if OUTSIDE in categories and len(categories) > 1:
        text = _("What is outside of VAT must stand on an invoice of its own.")
        yield Trouble("outside-mixed", text, "lines")  # BR-O-11 to 14
    for part in figures.subtotals:
        if part.category in NEEDS_REASON and not (part.reason or part.reason_code):
            text = _("The VAT code of category {category} says no reason why VAT is not charged.")
            yield Trouble("reason", text.format(category=part.category), "vat", field="reason")
        if part.category == "S" and not part.percent:
            text = _(
                "A line of the standard category has 0 % VAT. Choose the VAT code that says why."
            )
            yield Trouble("rate", text, "lines", field="vat_code")  # BR-S-05


def _lines(document: InvoiceDocument) -> Iterator[Trouble]:
    if not any(line.kind not in {TEXT, ROUNDING} for line in document.lines):
        yield Trouble("no-lines", _("There is no line to send."), "lines")
    for line in document.lines:
        if unit_code(line.unit) is None:
            text = _("The unit “{unit}” is not one that e-invoices know. It is sent as “one”.")
            said = text.format(unit=line.unit)
            yield Trouble(
                "unit", said, "line", stops=False, field="unit", line=line.key
            )  # BR-CL-23


def _sums(document: InvoiceDocument) -> Iterator[Trouble]:
    wrong = sums_wrong(document)
    hard = [name for name in wrong if not name.startswith("VAT of")]
    if hard:
        text = _("The sums do not add up ({names}). Open the draft and save a line of it again.")
        yield Trouble("sums", text.format(names=", ".join(hard)), "lines")
    elif wrong:
        text = _("The VAT is rounded in another way than by its rate ({names}).")
        yield Trouble("vat-rounding", text.format(names=", ".join(wrong)), "lines", stops=False)
    if currency_decimals(document.currency) > 2:
        text = _("E-invoices have two decimals, and {currency} has more.")
        yield Trouble("currency", text.format(currency=document.currency), "head", field="currency")


def _dates(document: InvoiceDocument) -> Iterator[Trouble]:
    first, last = document.period_start, document.period_end
    if first is not None and last is not None and last < first:
        text = _("The period ends before it begins.")
        yield Trouble("period", text, "head", field="period_end")  # BR-29


def _credit(document: InvoiceDocument) -> Iterator[Trouble]:
    if document.kind == CREDIT_NOTE and document.credit_of is None:
        text = _("A credit note can go as an e-invoice only when it names the invoice it credits.")
        yield Trouble("credit-of", text, "head", field="credit_of")


def _payment(document: InvoiceDocument) -> Iterator[Trouble]:
    owed = document.kind != CREDIT_NOTE and document.gross > document.prepaid
    if owed and means_of(document)[0].code == NOT_SAID:
        text = _("No bank account is set up: the customer is not told where to pay.")
        yield Trouble("account", text, "finances", stops=False, field="bank_account")


def _files(document: InvoiceDocument) -> Iterator[Trouble]:
    for file in document.attachments:
        if file.media_type not in MEDIA_TYPES:
            text = _(
                "{name} cannot go with an e-invoice: only PDF, PNG, JPEG, CSV, XLSX and ODS can. "
                "It is left out."
            )
            said = text.format(name=file.title)
            yield Trouble("file", said, "head", stops=False, field="attachments")


RULES: tuple[Callable[[InvoiceDocument], Iterator[Trouble]], ...] = (
    _parties,
    _seller,
    _buyer,
    country_troubles,
    _lines,
    _vat,
    _credit,
    _dates,
    _payment,
    _sums,
    _files,
)
