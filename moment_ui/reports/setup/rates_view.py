"""A price list as a table: rows are roles and co-workers, columns the periods."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from moment_ui.core.period import Period
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.rates.queries import Missing, co_workers, missing_rates
from moment_ui.domain.rates.rules import Rate, RateList, Subject, holding, periods


@dataclass
class PeriodHead:
    """A period: the day it begins (ISO), in words, and whether it is over, now, or to come."""

    start: str = ""
    label: str = ""
    status: str = ""
    css: str = ""


@dataclass
class RateCell:
    """A row's rate in a period. `own` as one types it; `carried` is what holds on from before."""

    start: str = ""
    own: str = ""
    carried: str = ""


@dataclass
class RateRow:
    """A role or a co-worker, with a rate per period."""

    key: str = ""
    role: str = ""
    who: str = ""
    cells: list[RateCell] = field(default_factory=list[RateCell])


@dataclass
class RatesView:
    """One price list; `id` 0 is none."""

    id: int = 0
    name: str = ""
    currency: str = ""
    periods: list[PeriodHead] = field(default_factory=list[PeriodHead])
    rows: list[RateRow] = field(default_factory=list[RateRow])


@dataclass
class MissingLine:
    """Somebody without a rate, and how much work waits for one."""

    who: str = ""
    hours: str = ""


def rates_view(work: Work, rates: RateList | None) -> RatesView:
    """A list as the reader writes amounts and days."""
    if rates is None:
        return RatesView()
    write, today = writer(work.actor.locale, work.actor.timezone), work.today()
    spans = periods(rate.starts_on for rate in rates.rates)
    people = co_workers(work)
    subjects = sorted({rate.subject for rate in rates.rates}, key=lambda one: _order(one, people))
    return RatesView(
        rates.id,
        rates.name,
        rates.currency,
        [_head(span, write, today) for span in spans],
        [_row(subject, rates, spans, people, write) for subject in subjects],
    )


def missing_lines(work: Work, customer_id: int) -> list[MissingLine]:
    """Who has hours to invoice and no rate."""
    write = writer(work.actor.locale, work.actor.timezone)
    return [_missing(one, write) for one in missing_rates(work, customer_id)]


def rows_named(view: RatesView) -> dict[str, RateRow]:
    """The rows by key."""
    return {row.key: row for row in view.rows}


def _order(subject: Subject, people: Mapping[int, str]) -> tuple[bool, str, str]:
    who = people.get(subject.co_worker_id or 0, "")
    return subject.co_worker_id is not None, subject.role, who


def _head(span: Period, write: Writer, today: dt.date) -> PeriodHead:
    start = span.start or today
    if today in span:
        status, css = _("Now"), "status good"
    elif start > today:
        status, css = _("To come"), "status ring"
    else:
        status, css = _("Over"), "status bar"
    return PeriodHead(start.isoformat(), write.period(span), status, css)


def _row(
    subject: Subject,
    rates: RateList,
    spans: list[Period],
    people: Mapping[int, str],
    write: Writer,
) -> RateRow:
    mine = [rate for rate in rates.rates if rate.subject == subject]
    return RateRow(
        subject.key,
        subject.role or _("Every role"),
        people.get(subject.co_worker_id or 0, "") if subject.co_worker_id else _("Everybody"),
        [_cell(mine, span.start, write) for span in spans if span.start],
    )


def _cell(mine: list[Rate], start: dt.date, write: Writer) -> RateCell:
    held = next(iter(holding(mine, start).values()), None)
    if held is None:
        return RateCell(start.isoformat())
    words = write.exact(held.amount, 2 if held.amount % 1 else 0)
    own = held.starts_on == start
    return RateCell(start.isoformat(), words if own else "", "" if own else words)


def _missing(one: Missing, write: Writer) -> MissingLine:
    who = ", ".join(filter(None, (one.co_worker, one.role)))
    since = _("{hours} h since {day}").format(
        hours=write.hours(one.minutes), day=write.day(one.first)
    )
    return MissingLine(who, since)


def count_words(view: RatesView) -> str:
    """How much a list holds."""
    return plural("{count} row", "{count} rows", len(view.rows))
