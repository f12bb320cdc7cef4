"""The live board of a project in the reader's language."""

import datetime as dt

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.core.writing import NIL, Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.hours.board import A_WEEK, Board, board, monday_of
from moment_ui.reports.hours.arrivals import arrivals_of, day_and_time
from moment_ui.reports.hours.board_rows import WAYS_TO_GROUP, Rows
from moment_ui.reports.hours.board_summary import summary_of
from moment_ui.reports.hours.board_view import (
    BY_ACTIVITY,
    BY_CO_WORKER,
    BY_COMPANY,
    BoardView,
    Now,
    Place,
    WeekHead,
)


def project_board(
    work: Work, project_id: int, by: str = BY_ACTIVITY, last_monday: dt.date | None = None
) -> BoardView:
    """The board of a project, rows put together by activity, company or co-worker.

    Raises NotFound, NotPermitted.
    """
    found = board(work, project_id, last_monday)
    write = writer(work.actor.locale, work.actor.timezone)
    rows = Rows(found, by, write)
    newest = found.news[0].id if found.news else 0
    return BoardView(
        write=write,
        project_id=project_id,
        place=_place(found, by, work),
        weeks=tuple(_week_head(monday, found.today, write) for monday in found.mondays),
        rows=tuple(rows.drawn()),
        now=Now(
            summary=summary_of(found, write),
            total=rows.total(),
            last_news=day_and_time(found.news[0].at, found.today, work.actor.timezone, write)
            if newest
            else "",
            today=_("today {count}").format(count=found.news_today),
            seen=f"{project_id}.{newest}",
        ),
        news=arrivals_of(found, by, write, work.actor.timezone),
        newest=newest,
    )


def _place(found: Board, by: str, work: Work) -> Place:
    way = WAYS_TO_GROUP[by]
    this = monday_of(found.today)
    last = found.mondays[-1]
    return Place(
        number=found.number,
        name=found.name,
        by=by,
        first_head=way.head,
        second_head=_("Company") if by == BY_ACTIVITY else "",
        period=_("Weeks {first} to {last}").format(
            first=_week_of(found.mondays[0]), last=_week_of(last)
        ),
        earlier=address_of(by, last - A_WEEK, this),
        later=address_of(by, last + A_WEEK, this),
        later_week=last < this,
        by_activity=address_of(BY_ACTIVITY, last, this),
        by_company=address_of(BY_COMPANY, last, this),
        by_co_worker=address_of(BY_CO_WORKER, last, this),
        now=address_of(by, this, this),
        may_approve=work.actor.may(Permission.APPROVE_HOURS),
        may_control=work.actor.may(Permission.CONTROL_HOURS),
    )


def address_of(by: str, monday: dt.date, this: dt.date) -> str:
    """What stands in the address of a board: "?by=company&week=2026-45"; "" for the usual one."""
    year, week, _day = monday.isocalendar()
    parts = [f"by={by}"] if by != BY_ACTIVITY else []
    parts += [f"week={year}-{week:02}"] if monday != this else []
    return f"?{'&'.join(parts)}" if parts else ""


def _week_of(monday: dt.date) -> str:
    return str(monday.isocalendar().week)


def _week_head(monday: dt.date, today: dt.date, write: Writer) -> WeekHead:
    return WeekHead(
        word=_("w. {week}").format(week=_week_of(monday)),
        hint=f"{write.day(monday)}{NIL}{write.day(monday + dt.timedelta(days=6))}",
        this=monday == monday_of(today),
    )
