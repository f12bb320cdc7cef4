"""Moving hours to another activity or project, or home to the company they belong to; each row's history is kept."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.hours.locks import check_all_unlocked
from moment_ui.domain.hours.news import Told, tell_hours
from moment_ui.domain.hours_control.bringing import bring_home
from moment_ui.domain.hours_control.errors import NothingMoves
from moment_ui.domain.hours_control.history import line_of, note_moves
from moment_ui.domain.hours_control.pairs import both, is_open, mine, partners
from moment_ui.domain.hours_control.steps import Move, Stays, names_of, preview_home, seen_rows
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.hours import HoursMove


@dataclass(frozen=True, slots=True)
class Moved:
    """What was moved: how many rows, their minutes, and the batch by which it is undone."""

    batch: str
    rows: int
    minutes: int


@needs(Permission.MOVE_HOURS)
def move_hours(work: Work, record_ids: Sequence[int], activity_id: int, note: str = "") -> Moved:
    """Move the rows that can be moved to an activity; their mirrors follow, in the same transaction.

    Moved rows are not approved any more. Raises NotFound, NothingMoves, InvoicedByMain, DaysLocked.
    """
    moving = Move(work, activity_id)
    rows = seen_rows(work, record_ids, hold=True)
    steps = {step.record_id: step for step in moving.steps(rows) if step.stays is Stays.MOVES}
    going = [row for row in rows if row.key in steps]
    if not going:
        raise NothingMoves
    check_all_unlocked(work, ((row.co_worker_id, row.day) for row in going))
    batch = secrets.token_hex(8)
    told: list[Told] = []
    kept: list[HoursMove] = []
    for row in going:
        step, before = steps[row.key], row.model_copy()
        told.append(Told(before, row.minutes, 0))
        row.project_id, row.activity_id = moving.target.project_id, activity_id
        row.billable_minutes = step.billable
        row.version += 1
        work.session.add(row)
        told.append(Told(row, 0, row.minutes))
        kept.append(line_of(work, batch, (before, row), (step.from_name, moving.name), note))
    follow(work, going)
    work.session.flush()
    tell_hours(work, told)
    work.session.add_all(kept)
    note_moves(work, "move_hours", kept)
    return Moved(batch, len(going), sum(row.minutes for row in going))


@needs(Permission.MOVE_HOURS)
def move_home(work: Work, record_ids: Sequence[int], note: str = "") -> Moved:
    """Bring rows home that externals wrote on a main project; they become mirrors of rows there.

    Nothing changes in what we see but where the row comes from. Raises NotFound, NothingMoves.
    """
    steps = preview_home(work, record_ids)
    wanted = {step.record_id for step in steps if step.stays is Stays.MOVES}
    rows = [row for row in seen_rows(work, record_ids, hold=True) if row.key in wanted]
    if not rows:
        raise NothingMoves
    batch = secrets.token_hex(8)
    names = names_of(work, rows)
    kept: list[HoursMove] = []
    for together in partners(work, mine(work)):
        if not together.is_main or not is_open(work, together):
            continue
        with both(work, together) as pair:
            made = bring_home(pair, [row.key for row in rows])
        for row in seen_rows(work, made):
            place = names[row.key][1]
            line = line_of(work, batch, (row, row), (place, f"{together.name}: {place}"), note)
            line.home_company_id, line.home_record_id = together.company_id, made[row.key]
            kept.append(line)
    work.session.add_all(kept)
    note_moves(work, "move_hours_home", kept)
    return Moved(batch, len(kept), sum(line.minutes for line in kept))
