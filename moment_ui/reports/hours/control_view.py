"""Hours control as its pages show it: words for totals, for what differs, and for what mending does."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.period import Period
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours_control import queries
from moment_ui.domain.hours_control.comparing import Controlled, Line
from moment_ui.domain.hours_control.differences import Difference, Field, Kind
from moment_ui.reports.hours.hours_report import CONTROL_MAIN, CONTROL_SECONDARY
from moment_ui.reports.projects.project_hours import hours_in

KINDS = {
    Kind.MISSING: _("Missing in the main company"),
    Kind.EXTRA: _("Extra in the main company"),
    Kind.CHANGED: _("Different"),
    Kind.UNTIED: _("Not tied together"),
    Kind.DIRECT: _("Written in the main company"),
    Kind.DUPLICATE: _("Written twice"),
}
MENDING = {
    Kind.MISSING: _("Is made in the main company"),
    Kind.EXTRA: _("Is taken away in the main company"),
    Kind.CHANGED: _("Becomes as at home"),
    Kind.UNTIED: _("Is tied to its mirror"),
    Kind.DIRECT: _("Is brought home, and stays here as a mirror"),
    Kind.DUPLICATE: _("The second one is taken away"),
}
FIELDS = {
    Field.PROJECT: _("Project"),
    Field.CO_WORKER: _("Co-worker"),
    Field.DAY: _("Date"),
    Field.MINUTES: _("Hours"),
    Field.ACTIVITY: _("Activity"),
}


@dataclass
class DifferenceLine:
    """A row that differs. `what` are its fields with both values, `mending` what would be done."""

    key: str = ""
    day: str = ""
    who: str = ""
    activity: str = ""
    kind: str = ""
    tone: str = ""
    home: str = ""
    main: str = ""
    what: list[str] = field(default_factory=list[str])
    mending: str = ""
    blocked: bool = False


@dataclass
class ControlLine:
    """A shared project with a partner: its sums in hours, and where it stands."""

    project_id: int = 0
    partner_id: int = 0
    project: str = ""
    partner: str = ""
    role: str = ""
    home: str = ""
    main: str = ""
    difference: str = ""
    off: bool = False
    rows: int = 0
    state: str = ""
    tone: str = ""
    signed: str = ""
    signed_tone: str = ""
    open: bool = False
    href: str = ""
    reports: str = ""
    summary: list[str] = field(default_factory=list[str])
    differences: list[DifferenceLine] = field(default_factory=list[DifferenceLine])
    more: str = ""


@needs(Permission.CONTROL_HOURS)
def overview_lines(work: Work, period: Period) -> list[ControlLine]:
    """Every shared project that the actor controls."""
    write = writer(work.actor.locale, work.actor.timezone)
    return [_line(each, write) for each in queries.overview(work, period)]


@needs(Permission.CONTROL_HOURS)
def project_lines(work: Work, project_id: int, period: Period) -> tuple[str, list[ControlLine]]:
    """What a project is called, and it with each of its partners. Raises NotFound, LedByAnother."""
    title = queries.title_of(work, project_id)
    found = queries.of_project(work, project_id, period)
    return title, [_whole(each, work.actor) for each in found]


def _whole(each: Controlled, actor: Actor) -> ControlLine:
    write = writer(actor.locale, actor.timezone)
    line = _line(each.line, write)
    line.differences = [_difference(one, write) for one in each.differences]
    line.summary = _summary(each.differences)
    hidden = each.line.rows - len(each.differences)
    if hidden > 0:
        line.more = plural("{count} more row", "{count} more rows", hidden)
    return line


def _line(line: Line, write: Writer) -> ControlLine:
    state, tone = _state(line)
    signed, signed_tone = _signed(line, write)
    filters = CONTROL_MAIN if line.is_main else CONTROL_SECONDARY
    return ControlLine(
        line.project_id,
        line.partner_id,
        f"{line.number} {line.name}",
        line.partner,
        _("Main project here") if line.is_main else _("Secondary project here"),
        _hours(line.home_minutes, write),
        _hours(line.main_minutes, write),
        _hours(line.difference, write),
        line.difference != 0,
        line.rows,
        state,
        tone,
        signed,
        signed_tone,
        line.open,
        f"/projects/{line.project_id}/hours-control",
        f"/hours/overview?project={line.project_id}&{filters}",
    )


def _state(line: Line) -> tuple[str, str]:
    if not line.open:
        return _("Partnership paused or ended"), "quiet bar"
    if not line.rows:
        return _("Agrees"), "good"
    said = plural("{count} row differs", "{count} rows differ", line.rows)
    if line.blocked:
        said += ", " + plural("{count} invoiced", "{count} invoiced", line.blocked)
    return said, "bad square"


def _signed(line: Line, write: Writer) -> tuple[str, str]:
    if line.signed is None:
        return _("Not signed off"), "quiet ring"
    until = write.period(line.signed.period)
    if not line.signed.stands:
        return _("Changed since {name} signed off {period}").format(
            name=line.signed.by, period=until
        ), "warn square"
    return _("Signed off by {name}, {period}").format(name=line.signed.by, period=until), "good"


def _difference(one: Difference, write: Writer) -> DifferenceLine:
    row = one.either
    return DifferenceLine(
        one.key,
        f"{row.day:%d.%m.%Y}",
        row.person,
        row.activity_name,
        KINDS[one.kind],
        "warn ring" if one.kind in {Kind.UNTIED, Kind.DIRECT} else "bad square",
        _hours(one.home.minutes, write) if one.home else "",
        _hours(one.main.minutes, write) if one.main else "",
        [_both(one, field, write) for field in one.fields],
        _mending(one),
        one.blocked,
    )


def _mending(one: Difference) -> str:
    if one.blocked:
        return _("Stays: on an invoice or a draft")
    if one.home is not None and one.home.activity is None and one.home.project is not None:
        return _("Stays: the activity is not in the main project")
    return MENDING[one.kind]


def _both(one: Difference, which: Field, write: Writer) -> str:
    sides = [row.shown(which) for row in (one.home, one.main) if row is not None]
    if which is Field.MINUTES:
        sides = [_hours(int(side), write) for side in sides]
    return f"{FIELDS[which]}: {' → '.join(sides)}"


def _summary(differences: Sequence[Difference]) -> list[str]:
    """What mending all of them would do, counted."""
    counted = Counter(_mending(one) for one in differences)
    return [f"{words}: {count}" for words, count in counted.items()]


def _hours(minutes: int, write: Writer) -> str:
    return hours_in(minutes, write)
