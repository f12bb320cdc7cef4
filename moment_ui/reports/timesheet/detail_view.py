"""What stands under the grid about the cell one is in: its entries, and why it is locked."""

from dataclasses import dataclass, field

from babel.numbers import get_decimal_symbol

from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.timesheets.grid import SheetCell, SheetEntry, SheetRow
from moment_ui.domain.timesheets.queries import Sheet, SheetDay
from moment_ui.domain.timesheets.typed import show_hours
from moment_ui.reports.timesheet.week_view import WHOLE_NAMES, lock_of, lock_words, short_day


@dataclass
class EntryView:
    """An entry's own fields; `id` is 0 where nothing is written yet."""

    id: int = 0
    hours: str = ""
    billable: str = ""
    comment: str = ""
    note: str = ""
    locked: bool = True


@dataclass
class DetailView:
    """The cell one is in. `entry` is the first, `more` are all when there are several."""

    title: str = ""
    sum: str = ""
    why: str = ""
    entry: EntryView = field(default_factory=EntryView)
    more: list[EntryView] = field(default_factory=list[EntryView])


def detail_view(sheet: Sheet, row: SheetRow, day: SheetDay, write: Writer) -> DetailView:
    """What stands under the grid for a cell."""
    point = get_decimal_symbol(write.locale)
    cell, lock = row.cell(day.day), lock_of(row, day)
    entries = [_entry(one, point, locked=bool(lock)) for one in cell.entries]
    when = f"{WHOLE_NAMES[day.day.weekday()]} {short_day(day.day, write)}"
    return DetailView(
        title=f"{when}, {' '.join(filter(None, (row.number, row.activity)))}",
        sum=_sum(cell, point),
        why=lock_words(lock, sheet),
        entry=entries[0] if entries else EntryView(locked=True),
        more=entries if len(entries) > 1 else [],
    )


def _entry(entry: SheetEntry, point: str, *, locked: bool) -> EntryView:
    return EntryView(
        id=entry.id,
        hours=show_hours(entry.minutes, point),
        billable=show_hours(entry.billable_minutes, point) or "0",
        comment=entry.comment,
        note=entry.internal_note,
        locked=locked or entry.lock is not None,
    )


def _sum(cell: SheetCell, point: str) -> str:
    if not cell.entries:
        return ""
    billable = sum(entry.billable_minutes for entry in cell.entries)
    return _("{hours} h, {billable} billable").format(
        hours=show_hours(cell.minutes, point) or "0", billable=show_hours(billable, point) or "0"
    )
