"""A task that is looked at: what it says, its checklist, and where it can be moved."""

import reflex as rx

from moment_ui.components.card import facts
from moment_ui.components.tick import tick
from moment_ui.core.words import _
from moment_ui.reports.tasks.board_view import ColumnView, ItemLine
from moment_ui.state.tasks.board import TaskBoardState
from moment_ui.state.tasks.task_details import TaskDetailsState as Page


def task_details() -> rx.Component:
    """The dialog; it shows while a card is open."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(Page.card.title),
            rx.cond(Page.text != "", rx.el.p(Page.text, class_name="pre")),
            facts(
                (_("Company"), rx.cond(Page.card.company != "", Page.card.company, _("Ours"))),
                (_("Project"), rx.cond(Page.card.project != "", Page.card.project, "–")),
                (_("Assigned to"), rx.cond(Page.card.assignee != "", Page.card.assignee, "–")),
                (_("Due"), rx.cond(Page.card.due != "", Page.card.due, "–")),
            ),
            rx.foreach(Page.lines, _tick),
            rx.el.div(
                rx.cond(Page.card.may_move, rx.foreach(TaskBoardState.view.columns, _move)),
                rx.dialog.close(rx.el.button(_("Close"), type="button", class_name="btn outline")),
                class_name="dialog-foot",
            ),
            class_name="task-details",
            custom_attrs={"aria-describedby": ""},
        ),
        open=Page.opened,
        on_open_change=Page.set_open,
    )


def _tick(line: ItemLine) -> rx.Component:
    return rx.el.label(
        tick(
            on=line.done,
            chosen=lambda ticked: Page.tick(line.id, ticked),
            disabled=~Page.may_tick,
        ),
        line.text,
        class_name="check-line",
        key=line.id,
    )


def _move(column: ColumnView) -> rx.Component:
    return rx.el.button(
        rx.icon("arrow-right"),
        column.name,
        type="button",
        class_name="btn ghost s1",
        aria_label=rx.Var.create(_("Move to ")).to(str) + column.name,
        on_click=Page.move_to(column.state),
        key=column.state,
    )
