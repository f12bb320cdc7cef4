"""Mending hours that differ between two companies, and signing off those that agree."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.period import Period
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.hours.news import TOPIC, Told, tell_hours
from moment_ui.domain.hours_control.bringing import bring_home, held_rows
from moment_ui.domain.hours_control.differences import Difference, Kind, differences
from moment_ui.domain.hours_control.errors import ChangedSinceShown, OpenPeriod, StillDiffers
from moment_ui.domain.hours_control.pairs import Together, both, mine, partners
from moment_ui.domain.hours_control.sides import Pair, both_sides
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.partner import HoursSignOff
from moment_ui.models.project import Project

MANY = 500
AT_HOME = frozenset({Kind.MISSING, Kind.CHANGED, Kind.UNTIED})
IN_MAIN = frozenset({Kind.EXTRA, Kind.DUPLICATE})


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is to be mended: of a project and partner in a period, all rows or those with these keys."""

    project_id: int
    partner_id: int
    period: Period
    keys: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Mended:
    """How many rows agree now, how many stay because they are invoiced, and how many for another reason.

    Another reason: the activity is not shared, nobody is known on the other side, or the day is locked there.
    """

    mended: int
    invoiced: int
    unknown: int


@needs(Permission.CONTROL_HOURS)
def mend(work: Work, chosen: Chosen) -> Mended:
    """Make the main company say what home says, for the rows that differ; doing it twice is doing it once.

    What is written at home stands: mirrors are made, changed and taken away. Hours that were written on
    the main project itself are brought home. Rows on an invoice or a draft stay as they are.
    Raises NotFound, NotPartners.
    """
    together = _together(work, chosen)
    with both(work, together) as pair:
        before = _differing(pair, chosen)
        _mend(pair, [one for one in before if not one.blocked])
    with both(work, together) as pair:
        left = _differing(pair, chosen)
    invoiced = sum(one.blocked for one in left)
    mended = len({one.key for one in before} - {one.key for one in left})
    told = Mended(mended, invoiced, len(left) - invoiced)
    project = ("project", chosen.project_id)
    record(work, "mend_hours", project, together.name, {"rows": (len(before), len(left))})
    work.emit(TOPIC)
    return told


@needs(Permission.CONTROL_HOURS)
def sign_off(work: Work, chosen: Chosen, digest: str, note: str = "") -> None:
    """Note that somebody found the hours of a project and partner right, as they were shown.

    `digest` is what the page was made of. Rows that differ need a note that says why they stay.
    Raises NotFound, NotPartners, OpenPeriod, ChangedSinceShown, StillDiffers.
    """
    start, end = chosen.period.start, chosen.period.end
    if start is None or end is None:
        raise OpenPeriod
    together = _together(work, chosen)
    with both(work, together) as pair:
        sides = both_sides(pair, chosen.period)
        rows = differences(pair, chosen.period, sides)
    if sides.digest() != digest:
        raise ChangedSinceShown
    if rows and not note.strip():
        raise StillDiffers(len(rows))
    at_home, in_main = sides.minutes()
    signed = HoursSignOff(
        project_id=chosen.project_id,
        partner_company_id=chosen.partner_id,
        from_day=start,
        until_day=end,
        home_minutes=at_home,
        main_minutes=in_main,
        digest=digest,
        note=note.strip()[:1000],
        by_name=work.actor.name,
        at=clock.now(),
    )
    work.session.add(signed)
    project = ("project", chosen.project_id)
    record(work, "sign_off_hours", project, f"{together.name} {start}–{chosen.period.last}")
    work.emit(TOPIC)


def _together(work: Work, chosen: Chosen) -> Together:
    asked = (mine(work), col(Project.id) == chosen.project_id)
    for one in partners(work, *asked):
        if one.company_id == chosen.partner_id:
            return one
    raise NotFound(_("The shared project"))


def _differing(pair: Pair, chosen: Chosen) -> list[Difference]:
    rows = differences(pair, chosen.period, both_sides(pair, chosen.period))
    return [one for one in rows if chosen.keys is None or one.key in chosen.keys]


def _mend(pair: Pair, rows: Sequence[Difference]) -> None:
    _follow(pair, [one for one in rows if one.kind in AT_HOME])
    direct = [one for one in rows if one.kind is Kind.DIRECT]
    bring_home(pair, _main_ids(direct))
    leaving = held_rows(pair.main, _main_ids([one for one in rows if one.kind in IN_MAIN]))
    for row in leaving:
        pair.main.session.delete(row)
    pair.main.session.flush()
    tell_hours(pair.main, [Told(row, row.minutes, 0) for row in leaving])


def _follow(pair: Pair, rows: Sequence[Difference]) -> None:
    """Bring the mirrors in step; rows at home that are in no shared project any more lose theirs."""
    known = [one.home for one in rows if one.home is not None]
    outside = {row.id for row in known if row.project is None}
    ids = [row.id for row in known if row.activity is not None or row.id in outside]
    held = held_rows(pair.home, ids)
    for row in held:
        if row.key in outside:
            row.mirror_company_id = pair.main.company_id
    follow(pair.home, held)


def _main_ids(rows: Sequence[Difference]) -> list[int]:
    return [one.main.id for one in rows if one.main is not None]
