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
from moment_ui.models.price_model import PriceModelKind

FIRST_MODELS = (
    PriceModelKind.HOURLY,
    PriceModelKind.FIXED_PRICE,
    PriceModelKind.SUBSCRIPTION,
    PriceModelKind.NON_BILLABLE,
)
"""The kinds of price model that a project can begin with."""


@dataclass(frozen=True, slots=True)
class ProjectDraft:
    """A project as a form means it. `number` "" takes the next; `budget_minutes` in minutes.

    With `template_id` the activities are those of that project, and `activity` may be "".
    `price_model` is the kind of the first price model, None for none yet.
    """

    name: str
    number: str = ""
    leader_id: int | None = None
    budget_minutes: int | None = None
    start_on: dt.date | None = None
    activity: str = ""
    end_on: dt.date | None = None
    template_id: int | None = None
    price_model: PriceModelKind | None = None


def read(texts: Mapping[str, str]) -> ProjectDraft:
    """The project that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    copies = texts.get("template", "") != ""
    draft = ProjectDraft(
        name=form.text("name", fields.required_line),
        number=form.text("number", partial(fields.line, longest=40)),
        leader_id=form.read("leader", fields.whole_number),
        budget_minutes=form.read("budget", fields.minutes),
        start_on=form.read("start_on", fields.day),
        activity=form.text("activity", fields.line if copies else _activity),
        end_on=form.read("end_on", fields.day),
        template_id=form.read("template", fields.whole_number),
        price_model=form.read("price_model", _kind),
    )
    if draft.start_on and draft.end_on and draft.end_on < draft.start_on:
        form.errors["end_on"] = _("A project cannot end before it starts.")
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


def _kind(text: str) -> PriceModelKind | None:
    if not text:
        return None
    if text not in FIRST_MODELS:
        raise Unfit(_("Choose one of the kinds that are offered."))
    return PriceModelKind(text)


def _activity(text: str) -> str:
    activity = fields.line(text)
    if not activity:
        raise Unfit(_("A project needs a first activity, so that hours can be written."))
    return activity
