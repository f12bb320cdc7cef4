"""What an hour costs on a day. Periods are half-open: a rate holds until its row's next one begins."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.fields import Unfit
from moment_ui.core.money import round_money
from moment_ui.core.period import Period
from moment_ui.core.words import _
from moment_ui.domain.invoicing.option import decimal_text

MOST = Decimal(1_000_000)
LONGEST_RISE = Decimal(1000)


@dataclass(frozen=True, slots=True, order=True)
class Subject:
    """Whom a rate is for: a role ("" is every role), or one co-worker in it."""

    role: str = ""
    co_worker_id: int | None = None

    @property
    def key(self) -> str:
        """A short name for pages: "17|Sivilarkitekt"."""
        return f"{self.co_worker_id or ''}|{self.role}"

    def fits(self, role: str, co_worker_id: int | None) -> bool:
        """Whether it is for the co-worker when working in the role."""
        mine = self.co_worker_id is None or self.co_worker_id == co_worker_id
        return mine and self.role in {"", role}

    @property
    def narrowness(self) -> tuple[bool, bool]:
        """A co-worker's rate beats a role's, and a role's the rate of every role."""
        return self.co_worker_id is not None, bool(self.role)


@dataclass(frozen=True, slots=True)
class Rate:
    """What an hour costs from a day on, in the list's currency."""

    subject: Subject
    starts_on: dt.date
    amount: Decimal


@dataclass(frozen=True, slots=True)
class RateList:
    """A price list with all of its rates."""

    id: int
    name: str
    currency: str
    rates: tuple[Rate, ...] = ()

    def rate_on(self, role: str, co_worker_id: int | None, day: dt.date) -> Rate | None:
        """The rate of the narrowest row that holds on the day."""
        begun = [
            rate
            for rate in self.rates
            if rate.starts_on <= day and rate.subject.fits(role, co_worker_id)
        ]
        return max(begun, key=lambda rate: (rate.subject.narrowness, rate.starts_on), default=None)


@dataclass(frozen=True, slots=True)
class Found:
    """A rate, and the list that says so."""

    rate: Rate
    source: RateList


def rate_for(
    lists: Sequence[RateList], role: str, co_worker_id: int | None, day: dt.date
) -> Found | None:
    """What an hour of the co-worker in the role costs on the day; None when no list says.

    The first list that says anything wins: a customer's own stands before the company's.
    """
    for source in lists:
        rate = source.rate_on(role, co_worker_id, day)
        if rate is not None:
            return Found(rate, source)
    return None


def periods(starts: Iterable[dt.date]) -> list[Period]:
    """The periods that begin on these days, each until the next; the last one is open."""
    days = sorted(set(starts))
    ends = [*days[1:], None] if days else []
    return [Period(start, end) for start, end in zip(days, ends, strict=True)]


def holding(rates: Iterable[Rate], day: dt.date) -> dict[Subject, Rate]:
    """The rate of each row on a day."""
    found: dict[Subject, Rate] = {}
    for rate in sorted(rates, key=lambda rate: rate.starts_on):
        if rate.starts_on <= day:
            found[rate.subject] = rate
    return found


def raised(amount: Decimal, percent: Decimal, currency: str) -> Decimal:
    """An amount changed by so many percent, in the currency's decimals."""
    return round_money(amount * (100 + percent) / 100, currency)


def amount(typed: str) -> Decimal | None:
    """A rate as people type it, `1 234,50`; None for nothing. Raises Unfit."""
    text = decimal_text(typed, MOST, 2)
    return Decimal(text) if text else None


def percent(typed: str) -> Decimal:
    """A change in percent, `3,5` or `-2`; nothing is none. Raises Unfit."""
    text = typed.replace("\N{MINUS SIGN}", "-").strip()
    falls = text.startswith("-")
    number = Decimal(decimal_text(text.lstrip("+-"), LONGEST_RISE, 2) or 0)
    if falls and number >= 100:
        raise Unfit(_("A rate cannot fall by all of itself."))
    return -number if falls else number
