"""What a line costs without one of the things it bills. Pure."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from moment_ui.core.money import ZERO
from moment_ui.domain.drafts.errors import SeveralRates
from moment_ui.domain.invoices.rules import LineAmounts, line_net
from moment_ui.domain.invoices.sources import PERIODS, Source
from moment_ui.models.expense import ProjectExpense, ProjectProduct
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import InvoiceLine, LineKind
from moment_ui.models.price_model import PlannedPayment

MINUTES_PER_HOUR = 60
HOURS = str(TimeRecord.__tablename__)
PRICED_BY = {
    LineKind.HOURS: HOURS,
    LineKind.EXPENSE: str(ProjectExpense.__tablename__),
    LineKind.PRODUCT: str(ProjectProduct.__tablename__),
    LineKind.FIXED_PRICE: str(PlannedPayment.__tablename__),
    LineKind.SUBSCRIPTION: PERIODS,
}
"""What the amount of a kind of line comes from; anything else that such a line bills is within its price."""

KEYS = {PRICED_BY[LineKind.EXPENSE]: "e", PRICED_BY[LineKind.PRODUCT]: "g"}
"""What the items of these tables are called in `InvoiceLine.made_as`, before their ids."""


def lessen(line: InvoiceLine, gone: Source, billed: Sequence[Source], currency: str) -> None:
    """Let a line cost less by something it bills no longer, of all that it `billed`.

    What is within the price takes nothing off. Raises SeveralRates where nobody can say what hours cost.
    """
    if PRICED_BY.get(line.kind) != gone.table or _is_included(line, gone):
        return
    if gone.table == HOURS:
        _lessen_hours(line, gone, billed, currency)
    elif gone.table == PERIODS:
        line.unit_price = ZERO
    elif line.quantity:
        values = gone.values
        price = values.get("price", values.get("amount", ZERO))
        each = price * values.get("quantity", 1) * line.per / line.quantity
        line.unit_price = round(line.unit_price - each, 4)


def _is_included(line: InvoiceLine, gone: Source) -> bool:
    """Whether something went with the line at no cost: the first item of a line is what it is for."""
    items: list[str] = (line.made_as or {}).get("items", [])
    if gone.table not in KEYS or not items:
        return bool(gone.values.get("included"))
    return items[0] != f"{KEYS[gone.table]}-{gone.id}"


def _lessen_hours(line: InvoiceLine, gone: Source, billed: Sequence[Source], currency: str) -> None:
    all_hours = [one for one in billed if one.table == HOURS]
    minutes = _minutes(all_hours)
    edited = line.quantity != _hours(minutes)
    if not line.unit and (edited if line.made_as is None else not line.made_as.get("unit")):
        alike = [one for one in all_hours if _who(one) == _who(gone)]
        rate = _rate_of(line, gone)
        line.unit_price -= _worth(_minutes(alike), rate, currency)
        line.unit_price += _worth(_minutes(alike) - _minutes([gone]), rate, currency)
        return
    left = _hours(minutes - _minutes([gone]))
    line.quantity = max(line.quantity - _hours(_minutes([gone])), ZERO) if edited else left


def _rate_of(line: InvoiceLine, gone: Source) -> Decimal:
    """What an hour was billed at on a line of several rates, as its items say. Raises SeveralRates."""
    parts = [key.split("-") for key in (line.made_as or {}).get("items", []) if key[:2] == "h-"]
    rates = {part[4] for part in parts if (part[1], part[2]) == _who(gone)}
    if len(rates) != 1:
        raise SeveralRates
    return Decimal(rates.pop())


def _who(source: Source) -> tuple[str, str]:
    values: dict[str, Any] = source.values
    return str(values["activity_id"]), str(values["co_worker_id"])


def _minutes(found: Sequence[Source]) -> int:
    return sum(source.values["billable_minutes"] for source in found)


def _hours(minutes: int) -> Decimal:
    return round(Decimal(minutes) / MINUTES_PER_HOUR, 4)


def _worth(minutes: int, rate: Decimal, currency: str) -> Decimal:
    return line_net(LineAmounts(_hours(minutes), rate, ZERO), currency)
