"""Hours that arrive, as they are told: in the feed, beside their row, and aloud."""

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from zoneinfo import ZoneInfo

from babel.dates import format_date

from moment_ui.core.words import _, initials, plural
from moment_ui.core.writing import MINUS, Writer
from moment_ui.domain.hours.board import A_WEEK, Arrived, Board
from moment_ui.reports.hours.board_view import (
    BY_ACTIVITY,
    BY_CO_WORKER,
    Arrival,
    ArrivalLine,
    Mark,
)
from moment_ui.reports.hours.figures import told_hours


def arrivals_of(found: Board, by: str, write: Writer, timezone: str) -> tuple[Arrival, ...]:
    """The news of a board, newest first, each with the row it belongs to."""
    companies = {(each.co_worker_id, each.activity_id): each.company_id for each in found.written}
    first = found.mondays[0]
    return tuple(
        Arrival(
            row=_row_of(each, by, companies.get((each.co_worker_id, each.activity_id), 0)),
            line=arrival_line(each, write, timezone, found.today),
            minutes=each.after - each.before,
            week=(each.day - first) // A_WEEK
            if first <= each.day < found.mondays[-1] + A_WEEK
            else -1,
            said=_said(each, write),
        )
        for each in found.news
    )


def arrival_line(each: Arrived, write: Writer, timezone: str, today: dt.date) -> ArrivalLine:
    """News as a line of a feed."""
    return ArrivalLine(
        id=each.id,
        key=f"n-{each.id}",
        initials=initials(each.co_worker),
        name=each.co_worker,
        company=each.company,
        text=", ".join((_what(each, write), each.activity, _day(each.day, write))),
        time=day_and_time(each.at, today, timezone, write, seconds=False),
    )


def day_and_time(
    at: dt.datetime, today: dt.date, timezone: str, write: Writer, *, seconds: bool = True
) -> str:
    """When something was told, in the reader's time: 14:32:08; with its day when that is not today."""
    local = at.astimezone(ZoneInfo(timezone))
    if local.date() == today:
        return f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}"
    return f"{write.day(local.date())} {local:%H:%M}" if seconds else f"{local:%d.%m.}"


def marks_of(news: Iterable[Arrival], write: Writer, *, meanwhile: bool) -> dict[str, Mark]:
    """What stands beside each row that news touched: "+2,5 h now", or what came meanwhile."""
    sums: dict[str, int] = {}
    hits: dict[str, int] = {}
    marks: dict[str, Mark] = {}
    for each in news:
        sums[each.row] = sums.get(each.row, 0) + each.minutes
        hits.setdefault(each.row, each.week)
        marks[each.line.key] = Mark(_("meanwhile") if meanwhile else _("now"))
    for row, minutes in sums.items():
        text = _("{hours} h meanwhile") if meanwhile else _("{hours} h now")
        marks[row] = Mark(text.format(hours=_signed(minutes, write)), hits[row])
    return marks


def aloud(news: tuple[Arrival, ...], total: str, write: Writer, *, meanwhile: bool) -> str:
    """What a screen reader says of news: one as it is, several together."""
    if not news:
        return ""
    if len(news) == 1:
        text = news[0].said
    else:
        text = plural("{count} change", "{count} changes", len(news))
        text += f", {_signed(sum(each.minutes for each in news), write)} h"
    if meanwhile:
        text = _("While you were away: {text}").format(text=text)
    return _("{text}. Total {total} h").format(text=text, total=total)


def _row_of(each: Arrived, by: str, company_id: int) -> str:
    if by == BY_ACTIVITY:
        return f"r-{each.activity_id}-{each.co_worker_id}-{company_id}"
    if by == BY_CO_WORKER:
        return f"r-{each.co_worker_id}-{company_id}-{each.activity_id}"
    return f"r-{company_id}-{each.co_worker_id}"


def _said(each: Arrived, write: Writer) -> str:
    who = f"{each.co_worker}, {each.company}" if each.company else each.co_worker
    return f"{who}: {_what(each, write)}, {each.activity}"


def _what(each: Arrived, write: Writer) -> str:
    if not each.before:
        return _("{hours} h").format(hours=told_hours(each.after, write))
    if not each.after:
        return _("{hours} h taken away").format(hours=told_hours(each.before, write))
    return _("{before} h changed to {after} h").format(
        before=told_hours(each.before, write), after=told_hours(each.after, write)
    )


def _signed(minutes: int, write: Writer) -> str:
    return ("+" if minutes >= 0 else MINUS) + told_hours(abs(minutes), write)


@lru_cache(maxsize=1024)
def _day(day: dt.date, write: Writer) -> str:
    return format_date(day, "EEE dd.MM.", locale=write.locale)
