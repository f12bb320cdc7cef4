"""The lines of an e-invoice."""

from decimal import Decimal

from moment_ui.formats.einvoice_figures import CREDIT_NOTE, LineFigures
from moment_ui.formats.einvoice_xml import (
    Element,
    amount,
    branch,
    day,
    leaf,
    number,
    price,
    tax_scheme,
)
from moment_ui.formats.invoice import InvoiceDocument, Line

DISCOUNT_CODE, DISCOUNT_REASON = "95", "Discount"
"""UNCL 5189: a discount."""

NAMELESS = "\N{EN DASH}"
LONGEST_NAME = 200


def add_line(root: Element, document: InvoiceDocument, figures: LineFigures, place: int) -> None:
    """Add a line; `place` counts from 1."""
    credit = document.kind == CREDIT_NOTE
    box = branch(root, "CreditNoteLine" if credit else "InvoiceLine")
    leaf(box, "ID", str(place))
    quantity = "CreditedQuantity" if credit else "InvoicedQuantity"
    leaf(box, quantity, number(figures.quantity), unitCode=figures.unit)
    amount(box, "LineExtensionAmount", figures.net, document.currency)
    _add_period(box, document, figures.line)
    _add_discount(box, figures, document.currency)
    _add_item(box, figures)
    _add_price(box, figures, document.currency)


def _add_period(box: Element, document: InvoiceDocument, line: Line) -> None:
    """When the line's work was done, where that lies within the invoice's period (R110, R111)."""
    first, last = line.period_start, line.period_end
    if first is None or last is None or first > last:
        return
    starts, ends = document.period_start, document.period_end
    if (starts is None or first >= starts) and (ends is None or last <= ends):
        period = branch(box, "InvoicePeriod")
        leaf(period, "StartDate", day(first))
        leaf(period, "EndDate", day(last))


def _add_discount(box: Element, figures: LineFigures, currency: str) -> None:
    discount = figures.discount
    if discount is None:
        return
    taken = branch(box, "AllowanceCharge")
    leaf(taken, "ChargeIndicator", "false")
    leaf(taken, "AllowanceChargeReasonCode", DISCOUNT_CODE)
    leaf(taken, "AllowanceChargeReason", _reason(figures, discount.percent))
    if discount.percent:
        leaf(taken, "MultiplierFactorNumeric", number(discount.percent))
    amount(taken, "Amount", discount.amount, currency)
    if discount.percent:
        amount(taken, "BaseAmount", discount.base, currency)


def _reason(figures: LineFigures, told: Decimal) -> str:
    """That it is a discount, and of how many percent where that cannot stand as a figure."""
    percent = figures.line.discount_percent
    return DISCOUNT_REASON if told else f"{DISCOUNT_REASON} {number(percent)} %"


def _add_item(box: Element, figures: LineFigures) -> None:
    item, line = branch(box, "Item"), figures.line
    text = line.text.strip()
    first, _mark, _rest = text.partition("\n")
    name = first.strip()[:LONGEST_NAME].strip()
    leaf(item, "Description", text if text != name else "")
    leaf(item, "Name", name or line.activity or NAMELESS)
    category = branch(item, "ClassifiedTaxCategory")
    leaf(category, "ID", figures.category)
    if figures.category != "O":
        leaf(category, "Percent", number(figures.percent))
    tax_scheme(category, "VAT")


def _add_price(box: Element, figures: LineFigures, currency: str) -> None:
    part = branch(box, "Price")
    price(part, "PriceAmount", figures.price, currency)
    if figures.per != 1:
        leaf(part, "BaseQuantity", number(figures.per), unitCode=figures.unit)
    if figures.taken_off:
        taken = branch(part, "AllowanceCharge")
        leaf(taken, "ChargeIndicator", "false")
        price(taken, "Amount", figures.taken_off, currency)
        price(taken, "BaseAmount", figures.price + figures.taken_off, currency)
