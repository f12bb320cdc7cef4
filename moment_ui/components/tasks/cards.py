"""The columns and cards of a task board. Dragging and keys are in assets/tasks.js."""

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.tasks.board_view import CardLine, ColumnView
from moment_ui.state.shell import ShellState
from moment_ui.state.tasks.board import TaskBoardState as Page
from moment_ui.state.tasks.task_details import TaskDetailsState
from moment_ui.state.tasks.task_forms import TaskState


def columns() -> rx.Component:
    """The columns side by side; on a phone one of them, chosen by tabs."""
    return rx.el.div(
        rx.el.div(
            rx.foreach(Page.view.columns, _tab),
            class_name="tabs page only-narrow-flex",
            role="group",
            aria_label=_("Columns"),
        ),
        rx.el.div(rx.foreach(Page.view.columns, _column), class_name="board"),
        _sender(),
        rx.el.p(
            _("Shift and an arrow key move a card; arrow keys alone go from card to card."),
            class_name="vh",
            id="board-help",
        ),
        rx.el.div(Page.said, role="status", class_name="vh"),
        rx.el.script(src="/tasks.js", async_=True),
        class_name="board-area",
    )


def _sender() -> rx.Component:
    """What tasks.js fills in and sends when a card was moved."""
    names = ("card", "column", "after")
    return rx.el.form(
        *[rx.el.input(type="hidden", name=name, default_value="") for name in names],
        on_submit=Page.move,
        hidden=True,
        custom_attrs={"data-board-moves": ""},
    )


def _tab(column: ColumnView) -> rx.Component:
    return rx.el.button(
        column.name,
        rx.el.span(column.count, class_name="count tn"),
        type="button",
        class_name=rx.cond(Page.column == column.state, "tab on", "tab"),
        aria_pressed=rx.cond(Page.column == column.state, "true", "false"),
        on_click=Page.show_column(column.state),
        key=column.state,
    )


def _column(column: ColumnView) -> rx.Component:
    return rx.el.section(
        rx.el.header(
            rx.el.h2(column.name),
            rx.el.span(column.count, class_name="quiet tn"),
            rx.cond(
                Page.view.may_create,
                rx.el.button(
                    rx.icon("plus"),
                    type="button",
                    class_name="btn ghost icon s1 push",
                    aria_label=rx.Var.create(_("New task in ")).to(str) + column.name,
                    title=_("New task"),
                    on_click=TaskState.start(column.state),
                ),
            ),
        ),
        rx.el.ul(rx.foreach(column.cards, _card), class_name="cards"),
        rx.cond(
            column.more != "",
            page_link(
                column.more,
                to=f"/{ShellState.company.slug}/tasks/report",
                class_name="link small more-cards",
            ),
        ),
        class_name=rx.cond(Page.column == column.state, "column shown", "column"),
        aria_label=column.name,
        custom_attrs={"data-column": column.state},
        key=column.state,
    )


def _card(card: CardLine) -> rx.Component:
    return rx.el.li(
        rx.cond(
            card.company != "",
            rx.el.span(rx.icon("building-2"), card.company, class_name="of-partner"),
        ),
        rx.el.button(
            card.title,
            type="button",
            class_name="title",
            aria_describedby="board-help",
            on_click=rx.cond(
                card.may_edit, TaskState.edit(card.key), TaskDetailsState.show(card.key)
            ),
        ),
        rx.cond(card.about != "", rx.el.p(card.about, class_name="quiet small about")),
        rx.cond(card.project != "", rx.el.span(card.project, class_name="quiet small of-project")),
        rx.el.div(
            rx.cond(
                card.due != "",
                rx.el.span(rx.icon("calendar"), card.due, class_name=card.due_css),
            ),
            rx.cond(
                card.ticks != "",
                rx.el.span(
                    rx.icon("list-checks"),
                    rx.el.span(_("Checklist: "), class_name="vh"),
                    card.ticks,
                    class_name="quiet tn",
                ),
            ),
            rx.cond(
                card.assignee != "",
                rx.el.span(
                    rx.el.span(card.initials, class_name="avatar", aria_hidden="true"),
                    rx.el.span(card.assignee, class_name="quiet name"),
                    class_name="who",
                ),
            ),
            class_name="foot small",
        ),
        class_name=rx.cond(card.company != "", "task-card partner", "task-card"),
        draggable=card.may_move,
        custom_attrs={
            "data-card": card.key,
            "data-own": rx.cond(card.company == "", "", rx.Var("undefined")),
            "data-moves": rx.cond(card.may_move, "", rx.Var("undefined")),
        },
        key=card.key,
    )
