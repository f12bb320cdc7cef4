"""The kinds of hours of a company beside the ordinary ones: overtime, with what is paid on top."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.hours.news import TOPIC
from moment_ui.domain.timesheets.errors import TypeTaken, TypeUsed
from moment_ui.models.company import Company
from moment_ui.models.hours import TimeRecord
from moment_ui.models.timesheet import HoursType

MOST_PERCENT = 500


@dataclass(frozen=True, slots=True)
class KindDraft:
    """What a kind of hours is: its name, what is paid on top in percent, the wage system's code."""

    name: str
    percent: int = 0
    wage_code: str = ""


@dataclass(frozen=True, slots=True)
class KindRow:
    """A kind of hours in the list; `used`: hours are written with it."""

    id: int
    draft: KindDraft
    active: bool
    used: bool


def read_kind(texts: Mapping[str, str]) -> KindDraft:
    """The kind of hours that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    name = form.text("name", lambda text: fields.required_line(text, 100))
    percent = form.read("percent", lambda text: fields.whole_number(text, 0, MOST_PERCENT))
    code = form.text("wage_code", lambda text: fields.line(text, 40))
    form.finish()
    return KindDraft(name, percent or 0, code)


@needs(Permission.SETUP_HOURS)
def kinds_of_hours(work: Work) -> list[KindRow]:
    """Every kind, in its order."""
    used = sa.exists().where(col(TimeRecord.hours_type_id) == col(HoursType.id))
    query = select(HoursType, used).order_by(col(HoursType.position), col(HoursType.id))
    return [
        KindRow(row.key, draft_of(row), row.active, bool(is_used))
        for row, is_used in work.session.exec(query)
    ]


@needs(Permission.SETUP_HOURS)
def add_kind(work: Work, draft: KindDraft) -> int:
    """Add a kind at the end; returns its id. Raises TypeTaken."""
    _lock(work)
    _check_free(work, draft.name, 0)
    query = select(HoursType.position).order_by(col(HoursType.position).desc()).limit(1)
    last = work.session.exec(query).first()
    row = HoursType(**asdict(draft), position=0 if last is None else last + 1)
    work.session.add(row)
    work.session.flush()
    _tell(work, "add_hours_type", row, {})
    return row.key


@needs(Permission.SETUP_HOURS)
def edit_kind(work: Work, kind_id: int, draft: KindDraft) -> KindDraft:
    """Change a kind; returns what it was. Raises NotFound, TypeTaken."""
    _lock(work)
    row = _kind(work, kind_id)
    before = draft_of(row)
    if draft != before:
        _check_free(work, draft.name, kind_id)
        row.name, row.percent, row.wage_code = draft.name, draft.percent, draft.wage_code
        _tell(work, "edit_hours_type", row, asdict(before))
    return before


@needs(Permission.SETUP_HOURS)
def set_kind_active(work: Work, kind_id: int, *, active: bool) -> str:
    """Offer a kind, or no longer; returns its name. Raises NotFound."""
    row = _kind(work, kind_id)
    if row.active != active:
        row.active = active
        action = "bring_back_hours_type" if active else "put_aside_hours_type"
        _tell(work, action, row, asdict(draft_of(row)))
    return row.name


@needs(Permission.SETUP_HOURS)
def remove_kind(work: Work, kind_id: int) -> None:
    """Remove a kind that no hours have: the undo of adding it. Raises NotFound, TypeUsed."""
    row = _kind(work, kind_id)
    query = select(TimeRecord.id).where(TimeRecord.hours_type_id == kind_id).limit(1)
    if work.session.exec(query).first() is not None:
        raise TypeUsed(row.name)
    _tell(work, "remove_hours_type", row, asdict(draft_of(row)))
    work.session.delete(row)


def draft_of(row: HoursType) -> KindDraft:
    """What a stored kind is."""
    return KindDraft(row.name, row.percent, row.wage_code)


def _lock(work: Work) -> None:
    """One at a time: a name that is not there yet cannot be held itself."""
    query = select(Company).where(Company.id == work.company_id).with_for_update(key_share=True)
    work.session.exec(query).first()


def _kind(work: Work, kind_id: int) -> HoursType:
    query = select(HoursType).where(HoursType.id == kind_id).with_for_update(key_share=True)
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The kind of hours"))
    return row


def _check_free(work: Work, name: str, but: int) -> None:
    """Whether no other kind has the name, however it is written. Raises TypeTaken."""
    for key, taken in work.session.exec(select(HoursType.id, HoursType.name)):
        if taken.casefold() == name.casefold() and key != but:
            raise TypeTaken(taken)


def _tell(work: Work, action: str, row: HoursType, before: dict[str, object]) -> None:
    record(
        work, action, row, row.name, differences(before, asdict(draft_of(row))) if before else {}
    )
    work.emit(TOPIC)
