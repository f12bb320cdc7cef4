"""One row of an invoice file as an invoice line: what is given, and what follows from it."""

from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.money import ZERO, round_money
from moment_ui.core.words import _
from moment_ui.domain.invoices.drafting import ONE, NewLine
from moment_ui.domain.invoices.rules import HUNDRED, LineAmounts, line_net
from moment_ui.imports.fields import Row
from moment_ui.imports.words import amount
from moment_ui.models.invoice import LineKind

RATES = tuple(map(Decimal, ("0", "25", "15", "12", "11.11", "6", "24", "25.5", "14", "10", "8")))
CENT = Decimal("0.01")
PLACES = Decimal("0.0001")
AMOUNT_KEYS = frozenset({"unit_price", "line_net", "line_vat", "line_gross", "quantity"})
AMOUNT_COLUMNS = {
    "quantity": "quantity",
    "unit_price": "unit_price",
    "discount_percent": "discount_percent",
}
WORD_COLUMNS = {
    "line_text": "text",
    "unit": "unit",
    "vat_code": "vat_code",
    "account": "account",
    "department": "department",
    "line_kind": "kind",
}


@dataclass(frozen=True, slots=True)
class Amounts:
    """What a line comes to: net, VAT where the file says it, and the rate."""

    net: Decimal
    vat: Decimal | None
    percent: Decimal


def line_of(row: Row, currency: str, project_id: int | None) -> tuple[NewLine, Decimal | None]:
    """The line a row describes, and its VAT where the file says it; problems go on the row."""
    get = row.values.get
    quantity = get("quantity")
    amounts = _amounts(row, ONE if quantity is None else quantity, currency)
    quantity = ONE if quantity is None else quantity
    price = get("unit_price")
    if price is None:
        price = (amounts.net / (quantity or ONE)).quantize(PLACES)
    line = NewLine(
        text=get("line_text") or get("text") or "",
        quantity=quantity,
        unit=get("unit") or "",
        unit_price=price,
        discount_percent=get("discount_percent") or ZERO,
        net=amounts.net,
        vat_percent=amounts.percent,
        vat_code=get("vat_code") or "",
        account=get("account") or "",
        department=get("department") or "",
        kind=get("line_kind") or LineKind.HOURS,
        project_id=project_id,
    )
    return line, amounts.vat


def opposite(line: NewLine) -> None:
    """Turn a credit note's line that was written with positive amounts."""
    line.quantity = -line.quantity
    line.net = None if line.net is None else -line.net


def likely_rate(net: Decimal, vat: Decimal) -> Decimal:
    """The VAT rate in percent that gives this VAT, a usual one where it fits within a cent or two."""
    if not net:
        return ZERO
    for rate in RATES:
        if abs(net * rate / HUNDRED - vat) <= 2 * CENT:
            return rate
    return (vat / net * HUNDRED).quantize(PLACES)


def _amounts(row: Row, quantity: Decimal, currency: str) -> Amounts:
    get = row.values.get
    net, vat, gross = get("line_net"), get("line_vat"), get("line_gross")
    percent = get("vat_percent")
    computed = _computed(row, quantity, currency)
    net = _net(net, vat, gross, percent, currency) if net is None and computed is None else net
    if net is None:
        net = computed
    if net is None:
        if not row.problems.keys() & AMOUNT_KEYS:
            row.problems["line_net"] = _("The row says no amount.")
        return Amounts(ZERO, None, ZERO)
    if computed is not None and abs(computed - net) > max(ONE, abs(net) / HUNDRED):
        row.problems["line_net"] = _(
            "Quantity × price is {computed}, but the net amount says {net}."
        ).format(computed=amount(computed), net=amount(net))
    if vat is None and gross is not None:
        vat = gross - net
    if gross is not None and net + (vat or ZERO) != gross:
        row.problems["line_gross"] = _(
            "Net {net} + VAT {vat} is {sum}, but the gross amount says {gross}."
        ).format(
            net=amount(net),
            vat=amount(vat or ZERO),
            sum=amount(net + (vat or ZERO)),
            gross=amount(gross),
        )
    if percent is None:
        percent = likely_rate(net, vat or ZERO)
    return Amounts(round_money(net, currency), vat, percent)


def _computed(row: Row, quantity: Decimal, currency: str) -> Decimal | None:
    price = row.get("unit_price")
    if price is None:
        return None
    discount = row.get("discount_percent") or ZERO
    return line_net(LineAmounts(quantity, price, ZERO, discount), currency)


def _net(
    net: Decimal | None,
    vat: Decimal | None,
    gross: Decimal | None,
    percent: Decimal | None,
    currency: str,
) -> Decimal | None:
    if net is not None or gross is None:
        return net
    if vat is not None:
        return gross - vat
    if percent is not None:
        return round_money(gross * HUNDRED / (HUNDRED + percent), currency)
    return None
