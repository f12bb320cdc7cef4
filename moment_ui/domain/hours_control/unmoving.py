"""Moving hours back to where they were, while nothing has changed since."""

from collections.abc import Mapping, Sequence

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.locks import check_all_unlocked
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.hours_control.bringing import held_rows
from moment_ui.domain.hours_control.errors import MovedSince
from moment_ui.domain.hours_control.history import note_moves
from moment_ui.domain.hours_control.pairs import both, mine, partners
from moment_ui.domain.hours_control.sides import Pair
from moment_ui.domain.hours_control.steps import is_invoiced, seen_rows
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.hours import HoursMove, HoursStatus, TimeRecord
from moment_ui.models.project import Activity


@needs(Permission.MOVE_HOURS)
def undo_move(work: Work, batch: str) -> int:
    """Move rows back to where they were; returns how many.

    Raises NotFound, and MovedSince when one of them was changed, approved or invoiced since: then none is.
    """
    query = select(HoursMove).where(HoursMove.batch == batch, col(HoursMove.undone_at).is_(None))
    lines = list(work.session.exec(query.order_by(col(HoursMove.id)).with_for_update()))
    if not lines:
        raise NotFound(_("The move"))
    rows = {row.key: row for row in seen_rows(work, [line.record_id for line in lines], hold=True)}
    for line in lines:
        _check_unchanged(line, rows[line.record_id])
    if any(line.home_record_id is not None for line in lines):
        _take_out_of_home(work, lines)
    else:
        _move_back(work, lines, rows)
    for line in lines:
        line.undone_at, line.undone_by_name = clock.now(), work.actor.name
        work.session.add(line)
    note_moves(work, "undo_move_hours", lines)
    return len(lines)


def _check_unchanged(line: HoursMove, row: TimeRecord) -> None:
    """Raises MovedSince unless the row stands as the move left it."""
    same = (line.to_activity_id, line.record_version, line.minutes, line.day)
    if same != (row.activity_id, row.version, row.minutes, row.day):
        raise MovedSince
    if line.home_record_id is None and (is_invoiced(row) or row.status == HoursStatus.APPROVED):
        raise MovedSince


def _move_back(work: Work, lines: Sequence[HoursMove], rows: Mapping[int, TimeRecord]) -> None:
    check_all_unlocked(work, ((line.co_worker_id, line.day) for line in lines))
    told: list[Told] = []
    where = select(Activity.id, Activity.project_id).where(
        col(Activity.id).in_({line.from_activity_id for line in lines})
    )
    places = dict(work.session.exec(where).all())
    for line in lines:
        row = rows[line.record_id]
        told.append(Told(row.model_copy(), row.minutes, 0))
        row.activity_id, row.project_id = (
            line.from_activity_id,
            places[line.from_activity_id],
        )
        row.billable_minutes = line.from_billable_minutes
        row.version += 1
        work.session.add(row)
        told.append(Told(row, 0, row.minutes))
    follow(work, list(rows.values()))
    work.session.flush()
    tell_hours(work, told)


def _take_out_of_home(work: Work, lines: Sequence[HoursMove]) -> None:
    """Let rows stand in the main company alone again; what was made at home goes. Raises MovedSince."""
    for together in partners(work, mine(work)):
        its = {
            line.home_record_id or 0: line.record_id
            for line in lines
            if line.home_company_id == together.company_id and together.is_main
        }
        if its:
            with both(work, together) as pair:
                _untie(pair, its)


def _untie(pair: Pair, its: Mapping[int, int]) -> None:
    """`its`: rows in the main company by those made at home."""
    made = held_rows(pair.home, its)
    unchanged = all(row.version == 1 and row.status is HoursStatus.NOT_APPROVED for row in made)
    if len(made) != len(its) or not unchanged:
        raise MovedSince
    mirrors = {row.key: row for row in held_rows(pair.main, its.values())}
    for row in made:
        mirror = mirrors[its[row.key]]
        mirror.internal_note = row.internal_note
        mirror.origin_company_id, mirror.origin_id = None, None
        mirror.version += 1
        pair.main.session.add(mirror)
        pair.home.session.delete(row)
    pair.main.session.flush()
    pair.home.session.flush()
    tell_hours(pair.home, [Told(row, row.minutes, 0) for row in made])
    tell_hours(pair.main, [Told(row, row.minutes, row.minutes) for row in mirrors.values()])
