"""The balance strip in words and figures; each figure says which invoices it is made of."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer
from moment_ui.domain.customers.balance import Balance, BalanceStrip, PaymentHabit

AGE_WORDS = (
    _("not due"),
    _("1 to 30 days"),
    _("31 to 60 days"),
    _("61 to 90 days"),
    _("over 90 days"),
)
# the filters of the invoice report that show the rows behind each figure
_ISSUED = "state=finalised,sent,partly-paid,overdue,paid,overpaid,credited,written-off"
_OPEN = "state=finalised,sent,partly-paid,overdue,overpaid"


@dataclass
class AgePart:
    """A part of the ageing bar: its share in percent and its colour."""

    share: int = 0
    css: str = ""


@dataclass
class StripCell:
    """One figure. `way` is "up", "down" or ""; `query` asks the invoices tab for its rows."""

    label: str = ""
    figure: str = ""
    css: str = ""
    unit: str = ""
    way: str = ""
    way_css: str = ""
    strong: str = ""
    note: str = ""
    more: str = ""
    ageing: list[AgePart] = field(default_factory=list[AgePart])
    ageing_words: str = ""
    query: str = ""


def strip_cells(strip: BalanceStrip, write: Writer, today: dt.date) -> list[StripCell]:
    """The four figures: invoiced, outstanding, overdue, days to pay."""
    main, others = strip.balances[0], strip.balances[1:]
    return [
        _invoiced(main, others, write, today),
        _outstanding(main, others, write),
        _overdue(main, others, write),
        _habit(strip.habit, today.year),
    ]


def _invoiced(main: Balance, others: Sequence[Balance], write: Writer, today: dt.date) -> StripCell:
    cell = StripCell(
        label=_("Invoiced this year, ex VAT"),
        figure=write.number(main.invoiced, 0),
        unit=main.currency,
        more=_also(others, lambda balance: balance.invoiced, write),
        query=f"{_ISSUED}&issued={today.year}-01-01..{today}",
    )
    if not main.invoiced_before:
        cell.note = _("nothing in {year} to the same date").format(year=today.year - 1)
        return cell
    change = 100 * (main.invoiced - main.invoiced_before) / abs(main.invoiced_before)
    cell.way, cell.way_css = ("up", "good") if change >= 0 else ("down", "bad")
    cell.strong = f"{write.number(abs(change), 1)}\u00a0%"
    cell.note = _("on {year} to the same date").format(year=today.year - 1)
    return cell


def _outstanding(main: Balance, others: Sequence[Balance], write: Writer) -> StripCell:
    whole = sum(main.ageing)
    parts = [(amount, word, index) for index, (amount, word) in _ages(main) if amount]
    return StripCell(
        label=_("Outstanding"),
        figure=_amount(main.outstanding, main.currency, write),
        more=_also(others, lambda balance: balance.outstanding, write),
        ageing=[
            AgePart(max(1, round(100 * amount / whole)), "bad" if index else "good")
            for amount, _word, index in parts
        ],
        ageing_words="; ".join(
            f"{word} {_amount(amount, main.currency, write)}" for amount, word, _index in parts
        ),
        query=_OPEN,
    )


def _ages(balance: Balance) -> list[tuple[int, tuple[Decimal, str]]]:
    return list(enumerate(zip(balance.ageing, AGE_WORDS, strict=True)))


def _overdue(main: Balance, others: Sequence[Balance], write: Writer) -> StripCell:
    cell = StripCell(
        label=_("Overdue"),
        figure=_amount(main.overdue, main.currency, write),
        css="bad" if main.overdue else "",
        more=_also(others, lambda balance: balance.overdue, write),
        query="overdue=yes",
    )
    late = plural("{count} day late", "{count} days late", main.days_late)
    if main.overdue_count == 1:
        cell.note = _("1 invoice, {late}").format(late=late)
    elif main.overdue_count:
        cell.note = _("{count} invoices, the oldest {late}").format(
            count=main.overdue_count, late=late
        )
    else:
        cell.note = _("nothing is late")
    return cell


def _habit(habit: PaymentHabit, year: int) -> StripCell:
    cell = StripCell(label=_("Average days to pay"), figure="–")
    terms = "" if habit.terms is None else _("terms {days}").format(days=habit.terms)
    if habit.days is None:
        cell.unit = terms
        cell.note = _("no invoice was settled in {year}").format(year=year)
        return cell
    cell.figure = str(habit.days)
    days = plural("day", "days", habit.days)
    cell.unit = ", ".join(filter(None, (days, terms)))
    if habit.days_before is None:
        return cell
    change = habit.days - habit.days_before
    cell.note = _("as in {year}").format(year=year - 1)
    if change:
        cell.strong = plural("{count} day", "{count} days", abs(change))
        cell.way, cell.way_css = ("up", "bad") if change > 0 else ("down", "good")
        than = _("slower than in {year}") if change > 0 else _("faster than in {year}")
        cell.note = than.format(year=year - 1)
    return cell


def _also(others: Sequence[Balance], of: Callable[[Balance], Decimal], write: Writer) -> str:
    return ", ".join(
        f"{write.amount(of(other), other.currency)}\u00a0{other.currency}"
        for other in others
        if of(other)
    )


def _amount(amount: Decimal, currency: str, write: Writer) -> str:
    """An amount without its currency, which the strip says once; nought is written out here."""
    return write.amount(amount, currency) if amount else "0"
