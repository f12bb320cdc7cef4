"""What a task's form means, what columns are called, and where a card goes between two. No database."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import partial

from moment_ui.core import fields
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.models.task import TaskState

GAP = 1 << 20
"""What lies between two cards that were put one after the other: others find room there."""

MOST_ITEMS = 50
ITEM_LENGTH = 200

COLUMN_NAMES: dict[TaskState, str] = {
    TaskState.TO_DO: _("To do"),
    TaskState.IN_PROGRESS: _("In progress"),
    TaskState.WAITING: _("Waiting"),
    TaskState.DONE: _("Done"),
}


class Due(StrEnum):
    """Which tasks a board shows by their due dates."""

    ANY = ""
    OVERDUE = "overdue"
    WEEK = "week"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a board shows. `companies` are partners by their database codes; `mine` takes all of them."""

    mine: bool = False
    text: str = ""
    project_id: int | None = None
    assignee_id: int | None = None
    due: Due = Due.ANY
    companies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TaskDraft:
    """A task as its form means it; `items` is the checklist."""

    title: str
    description: str = ""
    project_id: int | None = None
    assignee_id: int | None = None
    due_on: dt.date | None = None
    state: TaskState = TaskState.TO_DO
    items: tuple[str, ...] = field(default=())


def read_task(texts: Mapping[str, str]) -> TaskDraft:
    """The task that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = TaskDraft(
        title=form.text("title", fields.required_line),
        description=form.text("description", fields.paragraphs),
        project_id=form.read("project_id", fields.whole_number),
        assignee_id=form.read("assignee_id", fields.whole_number),
        due_on=form.read("due_on", fields.day),
        state=form.read("state", _state) or TaskState.TO_DO,
        items=form.read("items", _items) or (),
    )
    form.finish()
    return draft


def read_names(texts: Mapping[str, str]) -> dict[TaskState, str]:
    """What a company calls its columns, "" as we do. Raises Invalid."""
    form = fields.Reading(texts)
    line = partial(fields.line, longest=40)
    names = {state: form.text(state.value, line) for state in TaskState}
    form.finish()
    shown = [name or COLUMN_NAMES[state] for state, name in names.items()]
    for state, name in zip(names, shown, strict=True):
        if shown.count(name) > 1:
            raise Invalid(**{state.value: _("Two columns cannot be called the same.")})
    return names


def between(before: int, after: int | None) -> int | None:
    """A place behind `before` and in front of `after`; None when there is no room between them."""
    if after is None:
        return before + GAP
    return (before + after) // 2 if after - before > 1 else None


def spread(count: int) -> Sequence[int]:
    """Places for so many cards, with room between each."""
    return range(GAP, GAP * (count + 1), GAP)


def _state(text: str) -> TaskState | None:
    try:
        return TaskState(text) if text else None
    except ValueError:
        raise fields.Unfit(_("Choose one of the list.")) from None


def _items(text: str) -> tuple[str, ...]:
    lines = tuple(" ".join(line.split()) for line in text.splitlines() if line.strip())
    if len(lines) > MOST_ITEMS:
        raise fields.Unfit(_("At most {count} lines.").format(count=MOST_ITEMS))
    if any(len(line) > ITEM_LENGTH for line in lines):
        raise fields.Unfit(_("At most {count} letters a line.").format(count=ITEM_LENGTH))
    return lines
