"""What is worked on in a project: adding, naming, ordering, putting aside and removing activities."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from sqlmodel import col, select

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db import references
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences
from moment_ui.domain.composing.rows import moved
from moment_ui.domain.projects.editing import hours_typed
from moment_ui.domain.projects.errors import ActivityChanged, ActivityInUse, ActivityNameTaken
from moment_ui.domain.projects.rows import locked_project, own_project, tell
from moment_ui.domain.sharing.following import check_own
from moment_ui.models.price_model import PriceModel
from moment_ui.models.project import Activity, Project


@dataclass(frozen=True, slots=True)
class ActivityDraft:
    """An activity as a form means it. Without a price model it is billed by the project's first.

    `budget_minutes` is its part of the project's budget, in whole minutes; None when nobody has said.
    """

    name: str
    billable: bool = True
    price_model_id: int | None = None
    budget_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class ActivityEdit:
    """An activity before and after a change: the way back."""

    activity_id: int
    before: ActivityDraft
    after: ActivityDraft


@dataclass(frozen=True, slots=True)
class RemovedActivity:
    """What `remove_activity` took away: enough to put it back."""

    project_id: int
    draft: ActivityDraft
    active: bool
    position: int


def read(texts: Mapping[str, str]) -> ActivityDraft:
    """The activity that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = ActivityDraft(
        name=form.text("name", fields.required_line),
        billable=fields.truth(texts.get("billable", "")),
        price_model_id=form.read("price_model_id", partial(fields.whole_number, most=2**62)),
        budget_minutes=form.read("budget", fields.minutes) or None,
    )
    form.finish()
    return draft


@needs(Permission.EDIT_PROJECTS)
def activity_draft(work: Work, activity_id: int) -> ActivityDraft:
    """An activity as a form shows it. Raises NotFound."""
    row = work.session.exec(select(Activity).where(Activity.id == activity_id)).first()
    if row is None:
        raise NotFound(_("The activity"))
    return _draft(row)


@needs(Permission.EDIT_PROJECTS)
def model_choices(work: Work, project_id: int) -> list[tuple[int, str]]:
    """The price models that an activity of the project may be billed by, in their order."""
    query = (
        select(PriceModel)
        .where(PriceModel.project_id == project_id, col(PriceModel.active).is_(True))
        .order_by(col(PriceModel.position), col(PriceModel.id))
    )
    return [(row.key, row.name) for row in work.session.exec(query)]


@needs(Permission.EDIT_PROJECTS)
def add_activity(work: Work, project_id: int, draft: ActivityDraft) -> int:
    """Give a project an activity, the last in its order; returns its id.

    Raises NotFound, ActivityNameTaken, Invalid for a price model of another project.
    """
    project = own_project(work, project_id)
    row = _stored(work, project, draft, position=_last(work, project_id) + 1)
    tell(work, "add_activity", project, {"activity": ("", row.name)})
    return row.key


@needs(Permission.EDIT_PROJECTS)
def edit_activity(
    work: Work, activity_id: int, shown: ActivityDraft, draft: ActivityDraft
) -> ActivityEdit:
    """Change an activity; `shown` is what the form was opened with.

    In a secondary project only its price model is: FollowsMain is raised for the rest.
    Raises NotFound, ActivityChanged, ActivityNameTaken, Invalid for a price model of another project.
    """
    row, project = _activity(work, activity_id)
    before = _draft(row)
    if (draft.name, draft.billable) != (before.name, before.billable):
        check_own(work, project)
    if before != shown:
        raise ActivityChanged(before.name)
    _check(work, project, draft, but=activity_id)
    changes = differences(_told(work, before), _told(work, draft))
    if changes:
        row.name, row.billable = draft.name, draft.billable
        row.price_model_id = draft.price_model_id
        row.budget_minutes = draft.budget_minutes
        tell(work, "edit_activity", project, {"activity": (before.name, draft.name), **changes})
    return ActivityEdit(activity_id, before, draft)


@needs(Permission.EDIT_PROJECTS)
def undo_edit(work: Work, edit: ActivityEdit) -> None:
    """Undo `edit_activity`. Raises NotFound, and ActivityChanged when it is too late."""
    edit_activity(work, edit.activity_id, edit.after, edit.before)


@needs(Permission.EDIT_PROJECTS)
def set_active(work: Work, activity_id: int, *, active: bool) -> str:
    """Let hours be written on an activity, or no longer; returns its name. Raises NotFound."""
    row, project = _own_activity(work, activity_id)
    if row.active != active:
        words = {True: _("in use"), False: _("put aside")}
        row.active = active
        changes = {"activity": (f"{row.name}, {words[not active]}", f"{row.name}, {words[active]}")}
        tell(work, "set_activity_active", project, changes)
    return row.name


@needs(Permission.EDIT_PROJECTS)
def move_activity(work: Work, activity_id: int, by: int) -> str:
    """Move an activity a place up (−1) or down (1) among those in use, or among those put aside.

    Returns its name, "" where it stands at the end. Raises NotFound.
    """
    row, project = _own_activity(work, activity_id)
    rows = _in_order(work, project.key)
    alike = [each for each in rows if each.active == row.active]
    order = moved(alike, alike.index(row), by)
    if order is None:
        return ""
    for place, each in enumerate([*order, *(each for each in rows if each.active != row.active)]):
        each.position = place
    tell(work, "move_activity", project, {"activity": (row.name, row.name)})
    return row.name


@needs(Permission.EDIT_PROJECTS)
def remove_activity(work: Work, activity_id: int) -> RemovedActivity:
    """Take away an activity that nothing stands on. Raises NotFound, ActivityInUse."""
    row, project = _own_activity(work, activity_id)
    if _is_used(work, activity_id):
        raise ActivityInUse(row.name)
    removed = RemovedActivity(project.key, _draft(row), row.active, row.position)
    work.session.delete(row)
    tell(work, "remove_activity", project, {"activity": (row.name, "")})
    return removed


@needs(Permission.EDIT_PROJECTS)
def restore_activity(work: Work, removed: RemovedActivity) -> int:
    """Undo `remove_activity`; returns the new id. A price model that has gone meanwhile is left out.

    Raises NotFound, ActivityNameTaken.
    """
    project = own_project(work, removed.project_id)
    draft = removed.draft
    known = {key for key, _name in model_choices(work, removed.project_id)}
    if draft.price_model_id not in known:
        draft = ActivityDraft(draft.name, draft.billable)
    row = _stored(work, project, draft, position=removed.position)
    row.active = removed.active
    tell(work, "restore_activity", project, {"activity": ("", row.name)})
    return row.key


def _stored(work: Work, project: Project, draft: ActivityDraft, *, position: int) -> Activity:
    _check(work, project, draft)
    row = Activity(
        project_id=project.key,
        name=draft.name,
        billable=draft.billable,
        price_model_id=draft.price_model_id,
        budget_minutes=draft.budget_minutes,
        position=position,
    )
    work.session.add(row)
    work.session.flush()
    return row


def _check(work: Work, project: Project, draft: ActivityDraft, but: int = 0) -> None:
    for row in _in_order(work, project.key):
        if row.id != but and row.name.casefold() == draft.name.casefold():
            raise ActivityNameTaken(row.name)
    if draft.price_model_id is None:
        return
    query = select(PriceModel.id).where(
        PriceModel.id == draft.price_model_id, PriceModel.project_id == project.key
    )
    if work.session.exec(query).first() is None:
        raise Invalid(price_model_id=_("Choose one of the price models that are offered."))


def _activity(work: Work, activity_id: int) -> tuple[Activity, Project]:
    """An activity and its project, which is held first: names and places are given one at a time."""
    place = select(Activity.project_id).where(Activity.id == activity_id)
    project_id = work.session.exec(place).first()
    if project_id is None:
        raise NotFound(_("The activity"))
    project = locked_project(work, project_id)
    query = select(Activity).where(Activity.id == activity_id).with_for_update()
    row = work.session.exec(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound(_("The activity"))
    return row, project


def _own_activity(work: Work, activity_id: int) -> tuple[Activity, Project]:
    """The same, where the project has a say in its activities. Raises NotFound, FollowsMain."""
    row, project = _activity(work, activity_id)
    check_own(work, project)
    return row, project


def _in_order(work: Work, project_id: int) -> list[Activity]:
    query = (
        select(Activity)
        .where(Activity.project_id == project_id)
        .order_by(col(Activity.active).desc(), col(Activity.position), col(Activity.id))
    )
    return list(work.session.exec(query))


def _last(work: Work, project_id: int) -> int:
    return max((row.position for row in _in_order(work, project_id)), default=-1)


def _is_used(work: Work, activity_id: int) -> bool:
    """Whether any row of any table refers to the activity."""
    return any(
        references.exists(work, table, column == activity_id)
        for table in references.tables()
        for column in references.pointing(table, "activity")
    )


def _draft(row: Activity) -> ActivityDraft:
    return ActivityDraft(row.name, row.billable, row.price_model_id, row.budget_minutes)


def _told(work: Work, draft: ActivityDraft) -> dict[str, str]:
    query = select(PriceModel.name).where(PriceModel.id == draft.price_model_id)
    model = work.session.exec(query).first() if draft.price_model_id else ""
    return {
        "name": draft.name,
        "billable": _("yes") if draft.billable else _("no"),
        "price_model": model or "",
        "budget": hours_typed(draft.budget_minutes),
    }
