"""What the seller's country asks for beside the common rules: NO-R, SE-R, DK-R and IS-R of Peppol."""

import re
from collections.abc import Callable, Iterator
from decimal import Decimal

from stdnum.no import orgnr

from moment_ui.core.words import _
from moment_ui.domain.einvoices.trouble import Trouble
from moment_ui.formats.einvoice_figures import CREDIT_NOTE, figures_of
from moment_ui.formats.einvoice_parties import vat_number
from moment_ui.formats.einvoice_payment import FIK_LENGTHS
from moment_ui.formats.invoice import InvoiceDocument, Party

SWEDISH_RATES = frozenset({Decimal(25), Decimal(12), Decimal(6)})


def country_troubles(document: InvoiceDocument) -> Iterator[Trouble]:
    """What the rules of the seller's country say."""
    rule = _BY_COUNTRY.get(document.seller.address.country)
    if rule is not None:
        yield from rule(document)


def _norwegian(document: InvoiceDocument) -> Iterator[Trouble]:
    number = vat_number(document.seller)
    form = re.fullmatch(r"NO(\d{9})MVA", number)
    if number and not (form and orgnr.is_valid(form[1])):
        text = _("Our VAT number must be NO, our organisation number and MVA: NO995525828MVA.")
        yield Trouble("seller-vat-form", text, "company", field="vat_number")  # NO-R-001


def _swedish(document: InvoiceDocument) -> Iterator[Trouble]:
    number = vat_number(document.seller)
    if number and not re.fullmatch(r"SE\d{12}", number):
        text = _("Our VAT number must be SE and twelve digits.")
        yield Trouble("seller-vat-form", text, "company", field="vat_number")  # SE-R-001, SE-R-002
    for part in figures_of(document).subtotals:
        if part.category == "S" and part.percent not in SWEDISH_RATES:
            text = _("Sweden knows no VAT of {percent} %: only 25, 12 and 6.")
            said = text.format(percent=f"{part.percent:f}")
            yield Trouble("rate", said, "lines", field="vat_code")  # SE-R-006


def _danish(document: InvoiceDocument) -> Iterator[Trouble]:
    domestic = document.buyer.address.country == "DK"
    box = document.payment
    wanted = FIK_LENGTHS.get(box.fik_card_type, 0)
    if domestic and wanted and len(re.sub(r"\D", "", box.payment_id)) > wanted:
        text = _("The payment ID has more than the {count} digits of card type {card}.")
        said = text.format(count=wanted, card=box.fik_card_type)
        yield Trouble("payment-id", said, "finances", field="fik_card_type")  # DK-R-009, DK-R-011
    credited = document.kind == CREDIT_NOTE and domestic
    if credited and figures_of(document).payable < 0:
        text = _("A Danish credit note cannot come to less than nothing.")
        yield Trouble("sign", text, "lines")  # DK-R-016


def _icelandic(document: InvoiceDocument) -> Iterator[Trouble]:
    seller, buyer = document.seller, document.buyer
    if not _has_address(seller):
        text = _("Our street and postal code are missing: Icelandic invoices must state them.")
        yield Trouble("seller-address", text, "company", field="address_line1")  # IS-R-003
    if buyer.address.country == "IS" and not buyer.org_number:
        text = _("{name} has no kennitala: Icelandic invoices among Icelanders must state it.")
        said = text.format(name=buyer.name)
        yield Trouble("buyer-number", said, "customer", field="org_number")  # IS-R-004
    if buyer.address.country == "IS" and not _has_address(buyer):
        text = _("{name} has no street and postal code: Icelandic invoices must state them.")
        said = text.format(name=buyer.name)
        yield Trouble("buyer-address", said, "customer", field="postal_line1")  # IS-R-005


def _has_address(party: Party) -> bool:
    return bool(party.address.line1.strip() and party.address.postal_code.strip())


_BY_COUNTRY: dict[str, Callable[[InvoiceDocument], Iterator[Trouble]]] = {
    "NO": _norwegian,
    "SE": _swedish,
    "DK": _danish,
    "IS": _icelandic,
}
