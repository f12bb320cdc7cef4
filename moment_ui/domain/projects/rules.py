"""What a new project's data must look like, and who may get one. No database."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.projects.errors import NoProjects
from moment_ui.models.customer import CustomerStatus


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project as a form means it. `number` "" takes the next; `budget_minutes` in minutes."""

    name: str
    number: str = ""
    leader_id: int | None = None
    budget_minutes: int | None = None
    start_on: dt.date | None = None
    activity: str = ""


def read(texts: Mapping[str, str]) -> ProjectDraft:
    """The project that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = ProjectDraft(
        name=form.text("name", fields.required_line),
        number=form.text("number", partial(fields.line, longest=40)),
        leader_id=form.read("leader", fields.whole_number),
        budget_minutes=form.read("budget", fields.minutes),
        start_on=form.read("start_on", fields.day),
        activity=form.text("activity", _activity),
    )
    form.finish()
    return draft


def check_customer(name: str, status: CustomerStatus, *, is_customer: bool) -> None:
    """Whether the customer may get a project at all. Raises NoProjects.

    A potential customer may, once it is made active.
    """
    if not is_customer:
        raise NoProjects.participant(name)
    if status == CustomerStatus.BLOCKED:
        raise NoProjects.blocked(name)
    if status == CustomerStatus.INACTIVE:
        raise NoProjects.inactive(name)


def _activity(text: str) -> str:
    activity = fields.line(text)
    if not activity:
        raise Unfit(_("A project needs a first activity, so that hours can be written."))
    return activity
