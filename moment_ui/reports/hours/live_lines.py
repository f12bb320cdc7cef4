"""The live board over projects in the reader's language."""

from dataclasses import dataclass, field

from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.hours.boards import ProjectLine, project_lines
from moment_ui.reports.hours.arrivals import arrival_line, day_and_time
from moment_ui.reports.hours.board_view import ArrivalLine
from moment_ui.reports.hours.figures import hours, in_budget


@dataclass(frozen=True)
class LiveLine:
    """A project on the board over all of them; `news` is the id of the last one, 0 without any."""

    id: str = ""
    number: str = ""
    name: str = ""
    total: str = ""
    budget: str = ""
    used: int = 0
    used_css: str = ""
    share: str = ""
    own: str = ""
    partners: str = ""
    news: int = 0
    latest: ArrivalLine = field(default_factory=ArrivalLine)


@dataclass(frozen=True)
class LiveView:
    """The projects, newest news first."""

    lines: tuple[LiveLine, ...] = ()
    newest: int = 0
    last_news: str = ""
    count: str = ""
    more: bool = False
    sees_all: bool = False


def live_lines(work: Work, find: str = "", *, mine: bool = False) -> LiveView:
    """The board over the projects the actor leads, or may see. Raises NotPermitted."""
    found = project_lines(work, find, mine=mine)
    write = writer(work.actor.locale, work.actor.timezone)
    latest = [line.latest for line in found.lines if line.latest]
    return LiveView(
        lines=tuple(_line(line, work, write) for line in found.lines),
        newest=latest[0].id if latest else 0,
        last_news=day_and_time(latest[0].at, found.today, work.actor.timezone, write)
        if latest
        else "",
        count=plural("{count} project", "{count} projects", len(found.lines)),
        more=found.more,
        sees_all=found.sees_all,
    )


def _line(line: ProjectLine, work: Work, write: Writer) -> LiveLine:
    budget = line.budget_minutes
    used = 100 * line.minutes // budget if budget else 0
    latest = line.latest
    return LiveLine(
        id=str(line.id),
        number=line.number,
        name=line.name,
        total=hours(line.minutes, write),
        budget=in_budget(budget, write),
        used=min(used, 100),
        used_css="over" if used > 100 else "",
        share=_("{percent} %").format(percent=used) if budget else "",
        own=hours(line.own_week, write),
        partners=hours(line.partner_week, write),
        news=latest.id if latest else 0,
        latest=arrival_line(latest, write, work.actor.timezone, work.today())
        if latest
        else ArrivalLine(),
    )
