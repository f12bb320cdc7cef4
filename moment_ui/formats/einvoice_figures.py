"""What an e-invoice counts: lines, VAT per category and rate, totals, exact and with their own check.

The arithmetic is that of EN 16931 (BR-CO-10 to 16) and PEPPOL-EN16931-R120; amounts of a credit note
are turned round, so that what is credited is positive.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from moment_ui.core.money import ZERO, round_money
from moment_ui.formats.einvoice_units import NO_UNIT, unit_code
from moment_ui.formats.invoice import InvoiceDocument, Line, VatGroup

ONE, HUNDRED, MINUTES = Decimal(1), Decimal(100), Decimal(60)
SLACK = Decimal("0.02")
"""How far a line's sum may be from quantity times price, and a discount from its percent (R040, R120)."""

TEXT, ROUNDING, HOURS = "text", "rounding", "hours"
CREDIT_NOTE = "credit-note"
OUTSIDE = "O"
_EXACT_HOURS = Decimal("1e-10")


@dataclass(frozen=True, slots=True)
class Discount:
    """What is taken off `base`: `percent` of it, nought where that rounds to another amount.

    A line is rounded once, after its discount, so that the two may be an øre apart.
    """

    percent: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True)
class LineFigures:
    """A line as it is sent: `quantity` × `price` / `per` − the discount = `net`, to the øre.

    `price` is never negative (BR-27). `taken_off` of the price instead is what a negative line has.
    """

    line: Line
    quantity: Decimal
    unit: str
    price: Decimal
    per: Decimal
    net: Decimal
    category: str
    percent: Decimal
    discount: Discount | None = None
    taken_off: Decimal = ZERO

    @property
    def says_percent(self) -> bool:
        """Whether nothing is taken off but what a percent gives to the øre."""
        return self.discount is None or bool(self.discount.percent)


@dataclass(frozen=True, slots=True)
class Subtotal:
    """The VAT of one category and rate."""

    category: str
    percent: Decimal
    basis: Decimal
    vat: Decimal
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Everything that is added up, in the document's currency but for `vat_at_home`."""

    lines: tuple[LineFigures, ...]
    subtotals: tuple[Subtotal, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    prepaid: Decimal
    rounding: Decimal
    payable: Decimal
    vat_at_home: Decimal | None

    @property
    def outside_vat(self) -> bool:
        """Whether all of it is outside of VAT, so that no VAT number may stand on it (BR-O-02 to 04)."""
        return bool(self.subtotals) and all(x.category == OUTSIDE for x in self.subtotals)


def figures_of(document: InvoiceDocument) -> Figures:
    """The figures of a document."""
    sign = -ONE if document.kind == CREDIT_NOTE else ONE
    lines = tuple(_lines(document, sign))
    net = document.net - document.rounding
    home = document.vat_at_home
    return Figures(
        lines=lines,
        subtotals=_subtotals(document, lines, sign),
        net=sign * net,
        vat=sign * document.vat,
        gross=sign * (net + document.vat),
        prepaid=sign * document.prepaid,
        rounding=sign * document.rounding,
        payable=sign * (document.gross - document.prepaid),
        vat_at_home=None if home is None else sign * home,
    )


def _lines(document: InvoiceDocument, sign: Decimal) -> Iterator[LineFigures]:
    """The lines that are sent; what rounds the total is not one of them."""
    billed = [line for line in document.lines if line.kind not in {TEXT, ROUNDING}]
    at_hand = billed[0] if billed else None
    for line in document.lines:
        if line.kind == TEXT:
            yield _said(line, at_hand)
        elif line.kind != ROUNDING:
            at_hand = line
            yield _billed(line, sign, document.currency)


def _said(line: Line, beside: Line | None) -> LineFigures:
    """A line of text: nothing of it, taxed as the line before it, which comes to nothing too."""
    like = beside or line
    taxed = like.vat_category, _rate(like)
    return LineFigures(line, ZERO, NO_UNIT, ZERO, ONE, ZERO, *taxed)


def _billed(line: Line, sign: Decimal, currency: str) -> LineFigures:
    unit, taxed = unit_code(line.unit) or NO_UNIT, (line.vat_category, _rate(line))
    net, price = sign * line.net, abs(line.unit_price)
    turned = -sign if line.unit_price < 0 else sign
    plain = (
        LineFigures(line, turned * quantity, unit, price, line.per or ONE, net, *taxed)
        for quantity in _quantities(line)
    )
    tried = (_added_up(each, line.discount_percent, currency) for each in plain)
    fitting = [found for found in tried if found is not None]
    if fitting:
        return next((found for found in fitting if found.says_percent), fitting[0])
    # Rounded by another system, or more coarsely than rules allow: the sum is the whole's price.
    whole = abs(line.quantity) or ONE
    return LineFigures(line, -whole if net < 0 else whole, unit, abs(net), whole, net, *taxed)


def _quantities(line: Line) -> Iterator[Decimal]:
    """The quantity as kept, with four decimals; for hours then the minutes that it stands for."""
    yield line.quantity
    if line.kind == HOURS:
        minutes = (line.quantity * MINUTES).to_integral_value()
        yield (minutes / MINUTES).quantize(_EXACT_HOURS)


def _added_up(plain: LineFigures, percent: Decimal, currency: str) -> LineFigures | None:
    """The line with its discount, where it comes to its net; None where it does not."""
    exact = plain.quantity * plain.price / plain.per
    if percent and exact < 0:
        taken = plain.price * percent / HUNDRED
        plain = replace(plain, price=plain.price - taken, taken_off=taken)
        exact, percent = plain.quantity * plain.price / plain.per, ZERO
    whole = round_money(exact, currency)
    if abs(whole - exact) > SLACK:
        return None
    if not percent:
        return plain if whole == plain.net else None
    taken = whole - plain.net
    worked_out = whole * percent / HUNDRED
    if abs(taken - worked_out) > round_money(ONE / 2, currency):
        return None
    exact_to_the_last = round_money(worked_out, currency) == taken
    told = percent if exact_to_the_last and abs(taken - worked_out) <= SLACK else ZERO
    return replace(plain, discount=Discount(told, whole, taken))


def _rate(line: Line) -> Decimal:
    return line.vat_percent if line.vat_category == "S" else ZERO


def _subtotals(
    document: InvoiceDocument, lines: tuple[LineFigures, ...], sign: Decimal
) -> tuple[Subtotal, ...]:
    """One per category and rate (BG-23); several of our codes may share one."""
    bases: dict[tuple[str, Decimal], Decimal] = {}
    for line in lines:
        pair = line.category, line.percent
        bases[pair] = bases.get(pair, ZERO) + line.net
    found: list[Subtotal] = []
    for (category, percent), basis in bases.items():
        groups = [
            x
            for x in document.vat_groups
            if x.category == category and (x.percent == percent or category != "S")
        ]
        vat = sum((sign * group.vat for group in groups), ZERO)
        reason = next((x.reason for x in groups if x.reason), "")
        code = next((x.reason_code for x in groups if x.reason_code), "")
        found.append(Subtotal(category, percent, basis, vat, reason, code))
    return tuple(sorted(found, key=lambda x: (-x.percent, x.category)))


def sums_wrong(document: InvoiceDocument) -> list[str]:
    """Where the document's own figures do not add up, without any slack; nothing when they do.

    The rules allow a whole unit of VAT per rate (BR-CO-17); this check allows nothing but what several of
    our codes of one rate were rounded apart.
    """
    figures, currency = figures_of(document), document.currency
    groups = document.vat_groups
    exact = {
        "net": sum((line.net for line in figures.lines), ZERO) == figures.net,
        "VAT bases": sum((x.basis for x in groups), ZERO) == document.net - document.rounding,
        "VAT": sum((part.vat for part in figures.subtotals), ZERO) == figures.vat,
        "gross": document.net + document.vat == document.gross,
    }
    return [
        *(f"line {line.line.key}" for line in figures.lines if not _comes_to(line, currency)),
        *(f"VAT of {x.code} {x.percent:f}" for x in groups if x.vat != _vat_of(x, currency)),
        *(name for name, fits in exact.items() if not fits),
    ]


def _comes_to(line: LineFigures, currency: str) -> bool:
    off = ZERO if line.discount is None else line.discount.amount
    return round_money(line.quantity * line.price / line.per, currency) - off == line.net


def _vat_of(group: VatGroup, currency: str) -> Decimal:
    return round_money(group.basis * group.percent / HUNDRED, currency)
