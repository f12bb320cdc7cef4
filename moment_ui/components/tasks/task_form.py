"""The forms of a task and of the board's columns."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.tick import tick
from moment_ui.core.words import _
from moment_ui.models.task import TaskState as Column
from moment_ui.reports.tasks.board_view import ItemLine
from moment_ui.state.tasks.task_forms import TaskColumnsState, TaskState

LABELS = {
    "title": _("Task"),
    "description": _("Description"),
    "project_id": _("Project"),
    "assignee_id": _("Assigned to"),
    "due_on": _("Due"),
    "state": _("Column"),
    "items": _("Checklist"),
}
COLUMN_LABELS = {
    Column.TO_DO: _("To do"),
    Column.IN_PROGRESS: _("In progress"),
    Column.WAITING: _("Waiting"),
    Column.DONE: _("Done"),
}
PLACES = [(str(place), str(place)) for place in range(1, 5)]


def task_form() -> rx.Component:
    """A task: what, for whom, until when, and its checklist."""
    form = FormFields(TaskState)
    return form_dialog(
        FormDialog(TaskState, TaskState.title, _("Save"), LABELS),
        form.text("title", LABELS["title"], required=True, auto_focus=True),
        rx.el.div(
            form.choice("assignee_id", LABELS["assignee_id"], TaskState.people),
            form.date("due_on", LABELS["due_on"]),
            class_name="two",
        ),
        rx.el.div(
            form.choice("project_id", LABELS["project_id"], TaskState.projects),
            form.choice("state", LABELS["state"], TaskState.columns),
            class_name="two",
        ),
        form.area("description", LABELS["description"], rows=3),
        rx.cond(TaskState.lines, _ticks()),
        form.area("items", LABELS["items"], rows=3, help_text=_("One thing to do a line.")),
        rx.cond(
            TaskState.editing,
            rx.el.div(
                rx.el.button(
                    rx.icon("trash-2"),
                    _("Delete the task"),
                    type="button",
                    class_name="btn ghost s1",
                    on_click=TaskState.delete,
                )
            ),
        ),
    )


def _ticks() -> rx.Component:
    return rx.el.fieldset(
        rx.el.legend(_("Done of the checklist")),
        rx.foreach(TaskState.lines, _tick),
        class_name="labelled",
    )


def _tick(line: ItemLine) -> rx.Component:
    return rx.el.label(
        tick(on=line.done, chosen=lambda ticked: TaskState.tick(line.id, ticked)),
        line.text,
        class_name="check-line",
        key=line.id,
    )


def columns_form() -> rx.Component:
    """What the columns are called, and their order."""
    form = FormFields(TaskColumnsState)
    labels = {state.value: word for state, word in COLUMN_LABELS.items()}
    places = {
        f"{key}-place": _("Place of {name}").format(name=word) for key, word in labels.items()
    }
    return form_dialog(
        FormDialog(TaskColumnsState, _("Columns"), _("Save"), labels | places),
        rx.el.p(
            _("Your own names for the columns. Partner companies see your tasks in theirs."),
            class_name="quiet",
        ),
        *[
            rx.el.div(
                form.text(key, word, placeholder=word),
                form.choice(f"{key}-place", places[f"{key}-place"], PLACES),
                class_name="two",
            )
            for key, word in labels.items()
        ],
    )
