"""Tasks → Taskboard."""

from typing import Any

import reflex as rx

from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.components.tasks.cards import columns
from moment_ui.components.tasks.task_details import task_details
from moment_ui.components.tasks.task_form import columns_form, task_form
from moment_ui.components.tick import tick
from moment_ui.core.words import _
from moment_ui.reports.tasks.board_view import PartnerTick
from moment_ui.state.tasks.board import TaskBoardState as Page
from moment_ui.state.tasks.task_forms import TaskColumnsState, TaskState

DUE = (
    ("", _("Any due date")),
    ("overdue", _("Overdue")),
    ("week", _("Within a week")),
    ("none", _("Without a date")),
)


def task_board() -> rx.Component:
    """The filter, the columns, and the forms."""
    return shell(
        page_head(
            _("Taskboard"),
            rx.cond(
                Page.view.may_set_up,
                rx.el.button(
                    rx.icon("columns-3"),
                    _("Columns"),
                    type="button",
                    class_name="btn ghost",
                    on_click=TaskColumnsState.start,
                ),
            ),
            rx.cond(
                Page.view.may_create,
                rx.el.button(
                    rx.icon("plus"),
                    _("New task"),
                    type="button",
                    class_name="btn solid",
                    on_click=TaskState.start("to-do"),
                    custom_attrs={"data-hotkey": "n"},
                ),
            ),
            note=Page.view.count,
            trail=crumbs((_("Tasks"), ""), (_("Taskboard"), "")),
        ),
        rx.cond(
            Page.phase == "failed",
            failed(_("The tasks could not be read"), Page.problem, retry=Page.load),
            rx.cond(
                Page.phase == "ready",
                rx.el.div(_toolbar(), columns(), class_name="report-main tasks"),
            ),
        ),
        task_form(),
        task_details(),
        columns_form(),
        area="tasks",
    )


def _toolbar() -> rx.Component:
    return rx.el.div(
        rx.el.fieldset(
            rx.el.legend(_("Whose tasks"), class_name="vh"),
            rx.el.div(
                _whose("mine", _("Mine")),
                _whose("", _("All")),
                class_name="segmented",
            ),
        ),
        rx.el.input(
            type="search",
            default_value=Page.find_text,
            placeholder=_("Find a task"),
            aria_label=_("Find a task"),
            on_change=Page.find.debounce(300),
            class_name="field find",
        ),
        _choice(
            _("All projects"), _("Project"), Page.view.projects, Page.project, Page.set_project
        ),
        rx.cond(
            Page.whose == "",
            _choice(
                _("Everybody"), _("Assigned to"), Page.view.people, Page.assignee, Page.set_assignee
            ),
        ),
        rx.el.select(
            *[rx.el.option(word, value=value) for value, word in DUE],
            value=Page.due,
            on_change=Page.set_due,
            aria_label=_("Due"),
            class_name="field",
        ),
        rx.cond(Page.view.partners, _companies()),
        class_name="toolbar",
    )


def _whose(value: str, word: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="whose",
            checked=Page.whose == value,
            on_change=lambda _on: Page.show_whose(value),
        ),
        word,
    )


def _companies() -> rx.Component:
    """The partner companies whose tasks show beside ours."""
    return rx.el.fieldset(
        rx.el.legend(_("Company group"), class_name="quiet"),
        rx.foreach(Page.view.partners, _company),
        class_name="companies",
        title=rx.cond(
            Page.whose == "mine",
            _("Your own tasks show from every company of the group."),
            _("Tick a company to see its tasks beside yours."),
        ),
    )


def _company(partner: PartnerTick) -> rx.Component:
    return rx.el.label(
        tick(
            on=partner.ticked,
            chosen=lambda ticked: Page.tick_company(partner.slug, ticked),
            disabled=Page.whose == "mine",
        ),
        partner.name,
        class_name="check-line",
        key=partner.slug,
    )


def _choice(nobody: str, label: str, options: Any, value: rx.Var[str], chosen: Any) -> rx.Component:
    return rx.el.select(
        rx.el.option(nobody, value=""),
        rx.foreach(options, lambda one: rx.el.option(one[1], value=one[0], key=one[0])),
        value=value,
        on_change=chosen,
        aria_label=label,
        class_name="field",
    )
