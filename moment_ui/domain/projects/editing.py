"""Changing one field of a project at a time, in its place on the page, and taking it back."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from sqlmodel import col, select

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, Invalid, NotFound
from moment_ui.core.fields import Unfit
from moment_ui.core.folding import search_text
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.projects.errors import ProjectNumberTaken
from moment_ui.domain.projects.rows import locked_project, tell
from moment_ui.domain.projects.team import join_if_missing
from moment_ui.domain.sharing.following import FROM_MAIN, check_own
from moment_ui.models.audit import AuditEntry
from moment_ui.models.customer import Customer
from moment_ui.models.project import CoWorker, Project

READERS: Mapping[str, Callable[[str], Any]] = {
    "number": partial(fields.required_line, longest=40),
    "name": fields.required_line,
    "leader_id": fields.whole_number,
    "start_on": fields.day,
    "end_on": fields.day,
    "budget_minutes": fields.minutes,
    "currency": fields.currency,
    "description": fields.paragraphs,
}
"""The fields that are edited in their place, and how each is read."""
MOST_LOOKED_AT = 50


class FieldChanged(Conflict):
    """Somebody else saved the field after it was opened; `by` is who did it last, "" when unknown."""

    def __init__(self, by: str) -> None:
        text = _("{who} changed this meanwhile.").format(who=by or _("Somebody else"))
        super().__init__(text)
        self.by = by


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """A field of a project as typed; `shown` is the text it was opened with."""

    project_id: int
    key: str
    shown: str
    text: str


@dataclass(frozen=True, slots=True)
class FieldSaved:
    """A field that was saved: its text before and after."""

    project_id: int
    key: str
    before: str
    after: str


@needs(Permission.VIEW_PROJECTS)
def field_texts(work: Work, project_id: int) -> dict[str, str]:
    """The project's fields as texts that can be typed. Raises NotFound."""
    project = work.session.exec(select(Project).where(Project.id == project_id)).first()
    if project is None:
        raise NotFound(_("The project"))
    return _texts(project)


@needs(Permission.EDIT_PROJECTS)
def edit_field(work: Work, edit: FieldEdit) -> FieldSaved:
    """Save one field of a project as typed; others may be saved by others at the same time.

    A new leader joins the team. Raises NotFound (also for a leader who is not there), FieldChanged,
    Invalid and ProjectNumberTaken, FollowsMain for what a secondary project has from its main one.
    """
    value = _value(edit)
    project = locked_project(work, edit.project_id)
    if edit.key in FROM_MAIN:
        check_own(work, project)
    before = _texts(project)
    if before[edit.key] != edit.shown:
        raise FieldChanged(_last_changed_by(work, edit))
    _check(work, project, edit.key, value)
    setattr(project, edit.key, value)
    after = _texts(project)
    if before != after:
        _follow(work, project, edit.key)
        said = {edit.key: (_said(work, edit.key, before), _said(work, edit.key, after))}
        tell(work, "edit_project", project, said)
    return FieldSaved(edit.project_id, edit.key, before[edit.key], after[edit.key])


@needs(Permission.EDIT_PROJECTS)
def undo_edit(work: Work, saved: FieldSaved) -> FieldSaved:
    """Put back what a field was before it was saved. Raises FieldChanged when it is too late."""
    return edit_field(work, FieldEdit(saved.project_id, saved.key, saved.after, saved.before))


def hours_typed(minutes: int | None) -> str:
    """Minutes as hours that can be typed: 120, 7:30; "" for none."""
    if minutes is None:
        return ""
    return f"{minutes // 60}:{minutes % 60:02}" if minutes % 60 else str(minutes // 60)


def _last_changed_by(work: Work, edit: FieldEdit) -> str:
    query = (
        select(AuditEntry)
        .where(
            AuditEntry.subject == "project",
            AuditEntry.subject_id == edit.project_id,
            AuditEntry.action == "edit_project",
        )
        .order_by(col(AuditEntry.id).desc())
        .limit(MOST_LOOKED_AT)
    )
    return next((row.user_name for row in work.session.exec(query) if edit.key in row.changes), "")


def _value(edit: FieldEdit) -> Any:
    if edit.key not in READERS:
        raise NotFound(_("The field"))
    try:
        return READERS[edit.key](edit.text)
    except Unfit as unfit:
        raise Invalid(**{edit.key: unfit.message}) from None


def _texts(project: Project) -> dict[str, str]:
    def day(value: Any) -> str:
        return f"{value:%d.%m.%Y}" if value else ""

    return {
        "number": project.number,
        "name": project.name,
        "leader_id": str(project.leader_id or ""),
        "start_on": day(project.start_on),
        "end_on": day(project.end_on),
        "budget_minutes": hours_typed(project.budget_minutes),
        "currency": project.currency,
        "description": project.description,
    }


def _check(work: Work, project: Project, key: str, value: Any) -> None:
    if key == "number" and value != project.number:
        holder = work.session.exec(select(Project.name).where(Project.number == value)).first()
        if holder is not None:
            raise ProjectNumberTaken(holder)
    if key == "leader_id" and value not in {None, project.leader_id}:
        active = col(CoWorker.active).is_(True)
        if (
            work.session.exec(select(CoWorker.id).where(CoWorker.id == value, active)).first()
            is None
        ):
            raise NotFound(_("The project leader"))
    check_days(
        value if key == "start_on" else project.start_on,
        value if key == "end_on" else project.end_on,
        key,
    )


def check_days(start: Any, end: Any, key: str) -> None:
    """A project does not end before it starts. Raises Invalid for the field `key`."""
    if key in {"start_on", "end_on"} and start and end and end < start:
        raise Invalid(**{key: _("A project cannot end before it starts.")})


def _follow(work: Work, project: Project, key: str) -> None:
    """What follows from a field: words to find it by, the leader's place in the team."""
    if key in {"name", "number"}:
        query = select(Customer.name).where(Customer.id == project.customer_id)
        customer = work.session.exec(query).first()
        project.search = search_text(project.name, project.number, customer or "")
    if key == "leader_id" and project.leader_id is not None and project.main_project_id is None:
        join_if_missing(work, project, project.leader_id)


def _said(work: Work, key: str, texts: Mapping[str, str]) -> str:
    """A field as the log tells it: a leader by name."""
    if key != "leader_id" or not texts[key]:
        return texts[key]
    query = select(CoWorker.name).where(CoWorker.id == int(texts[key]))
    return work.session.exec(query).first() or ""
