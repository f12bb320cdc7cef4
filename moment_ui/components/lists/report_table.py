"""The table of a list: sortable head, memoised rows, totals of the whole filter in the foot."""

from typing import Any, cast

import reflex as rx

from moment_ui.components.lists.report_elements import TickableRows, box, icon
from moment_ui.core.words import _
from moment_ui.reports.view import ACT, CHOOSE, OWN, Cell, RowView
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_vars import Around, Foot, Head


def report_table(state: type[ReportState], act: Any = None) -> rx.Component:
    """The rows of the page in a table that the keyboard can walk.

    `act` is the handler that cells marked `ACT` start; it gets the row's id. Cells marked `CHOOSE` start
    it too, with `CHOOSE` before the id.
    """
    heard = {} if act is None else {"on_submit": act.prevent_default}
    return rx.el.div(
        rx.el.table(
            rx.el.caption(state.report.title, class_name="vh"),
            _head(state),
            TickableRows.create(
                rx.foreach(
                    state.rows,
                    lambda row: report_row(
                        key=row.id,
                        row=row,
                        heads=state.heads,
                        around=state.around,
                        chosen=state.all_ticked | state.ticked.contains(row.id),
                    ),
                ),
                on_change=state.tick,
                **heard,
            ),
            rx.el.tfoot(rx.foreach(state.feet, _foot)),
            class_name="report-table listy",
            custom_attrs={"data-rows": ""},
        ),
        class_name="table-scroll",
    )


def _head(state: type[ReportState]) -> rx.Component:
    return rx.el.thead(
        rx.el.tr(
            rx.el.th(
                box(
                    class_name=state.page_ticked,
                    checked=state.page_ticked == "all",
                    on_change=state.tick_page,
                    aria_label=_("Select all on the page"),
                ),
                class_name="pick",
            ),
            rx.foreach(state.heads, lambda head: _head_cell(state, head)),
        )
    )


def _head_cell(state: type[ReportState], head: Head) -> rx.Component:
    return rx.el.th(
        rx.cond(
            head.sortable,
            rx.el.button(
                head.label,
                rx.match(
                    head.sort,
                    ("ascending", icon("arrow-up")),
                    ("descending", icon("arrow-down")),
                    rx.fragment(),
                ),
                rx.cond(head.place, rx.el.sup(head.place)),
                type="button",
                title=_("Sort. With Shift: as a further key"),
                on_click=lambda click: state.sort_by(head.key, click.to(dict)["shift_key"]),
            ),
            rx.el.span(head.label),
        ),
        key=head.key,
        scope="col",
        class_name=head.css,
        custom_attrs={"aria-sort": rx.cond(head.sort, head.sort, rx.Var("undefined"))},
    )


@rx.memo
def report_row(
    row: rx.Var[RowView],
    heads: rx.Var[list[Head]],
    around: rx.Var[Around],
    chosen: rx.Var[bool],
    rest: rx.RestProp,
) -> rx.Component:
    """One row. It has no handlers: its box and buttons are heard by the body, its link is a link."""
    return _row(cast("RowView", row), heads, cast("Around", around), chosen, rest)


def _row(
    row: RowView, heads: rx.Var[list[Head]], around: Around, chosen: rx.Var[bool], rest: rx.RestProp
) -> rx.Component:
    own = (
        rx.Var.create(around.base) + around.rows + rx.Var.create(row.id).to_string() + around.suffix
    )
    return rx.el.tr(
        rx.el.td(
            rx.el.input(
                type="checkbox",
                value=row.id,
                checked=chosen,
                read_only=True,
                aria_label=row.name,
            ),
            class_name="pick l-pick",
        ),
        rx.foreach(
            heads,
            lambda head, index: _cell(
                head,
                row.cells[index],
                (own, around.base),
                _button(row, row.cells[index], around.act),
                _choosing(row, row.cells[index], around.choose),
            ),
        ),
        rest,
        aria_selected=chosen,
    )


def _button(row: RowView, cell: Cell, act: str) -> rx.Component:
    """The cell as a button, for who may; else as it is."""
    text, tone = cell[0], rx.cond(cell[2], cell[2], "amount")
    return rx.cond(
        rx.Var.create(act) != "",
        rx.el.form(
            rx.el.button(
                text,
                type="submit",
                value=row.id,
                class_name=f"act {tone}",
                title=rx.cond(cell[3], cell[3] + " · " + act, act),
                aria_label=rx.Var.create(act) + " " + row.name + ", " + text,
            )
        ),
        rx.el.span(text, class_name=tone, title=cell[3]),
    )


def _choosing(row: RowView, cell: Cell, word: str) -> rx.Component:
    """The cell as a button that shows what can be chosen, for who may; else as it is."""
    said = rx.el.span(cell[0], class_name=cell[2])
    return rx.cond(
        rx.Var.create(word) != "",
        rx.el.form(
            rx.el.button(
                said,
                type="submit",
                value=rx.Var.create(CHOOSE) + rx.Var.create(row.id).to_string(),
                class_name="cell-edit",
                title=word,
                aria_label=rx.Var.create(word) + " " + row.name + ", " + cell[0],
            )
        ),
        said,
    )


def _cell(
    head: Head,
    cell: Cell,
    addresses: tuple[rx.Var[str], str],
    button: rx.Component,
    choosing: rx.Component,
) -> rx.Component:
    own, base = addresses
    text, link, tone, hint, extra = (cell[part] for part in range(5))
    word = {"data-word": head.narrow}
    said = rx.cond(tone, rx.el.span(text, class_name=tone, title=hint, custom_attrs=word), text)
    return rx.el.td(
        rx.cond(
            link == ACT,
            button,
            rx.cond(
                link == CHOOSE,
                choosing,
                rx.cond(link, rx.el.a(said, href=rx.cond(link == OWN, own, base + link)), said),
            ),
        ),
        rx.cond(extra, rx.el.span(extra, class_name="badge", title=hint)),
        key=head.key,
        class_name=head.css,
    )


def _foot(foot: Foot, index: int) -> rx.Component:
    return rx.el.tr(
        rx.el.td(class_name="pick"),
        rx.el.td(
            foot.label,
            class_name="label",
            col_span=foot.span,
        ),
        rx.foreach(foot.cells, lambda cell: rx.el.td(cell.text, class_name=cell.css)),
        key=index,
    )
