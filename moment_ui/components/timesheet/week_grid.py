"""The grid of a week: rows of activities, a field for each day, and what it all adds up to.

On a phone the same table is a list of the rows of one day: `data-day` says which.
"""

from typing import Any

import reflex as rx

from moment_ui.components.cells import joined
from moment_ui.components.link import page_link
from moment_ui.components.row_menu import menu_item, row_menu
from moment_ui.core.words import _
from moment_ui.state.timesheet.timesheet import TimesheetState as Week


def week_grid() -> rx.Component:
    """The whole table."""
    return rx.el.div(
        rx.el.table(
            rx.el.caption(_("Hours of the week"), class_name="vh"),
            _heads(),
            rx.cond(Week.rows, _rows(_("Projects"), Week.rows)),
            rx.cond(Week.internal, _rows(_("Internal time"), Week.internal)),
            _sums(),
            class_name="week-grid",
        ),
        class_name="table-scroll week-scroll",
    )


def _heads() -> rx.Component:
    return rx.el.thead(
        rx.el.tr(
            rx.el.th(_("Project and activity"), scope="col", class_name="w-where"),
            rx.el.th(_("Kind"), scope="col", class_name="w-kind"),
            rx.foreach(Week.days, _head),
            rx.el.th(_("Sum"), scope="col", class_name="w-sum"),
            rx.el.th(rx.el.span(_("Row"), class_name="vh"), scope="col", class_name="acts"),
        )
    )


def _head(day: Any, at: Any) -> rx.Component:
    return rx.el.th(
        rx.el.span(day.name, class_name="medium"),
        rx.el.span(day.date, class_name="tn"),
        scope="col",
        title=day.title,
        class_name=joined("day d", at.to(str), " ", day.css),
        key=day.iso,
    )


def _rows(title: str, rows: Any) -> rx.Component:
    return rx.el.tbody(
        rx.el.tr(rx.el.th(title, col_span=11, scope="rowgroup"), class_name="w-group", key=title),
        rx.foreach(rows, _row),
    )


def _row(row: Any) -> rx.Component:
    sums: Any = Week.sums
    return rx.el.tr(
        rx.el.th(_where(row), scope="row", class_name="w-where"),
        rx.el.td(_kind(row), class_name="w-kind"),
        rx.foreach(Week.days, lambda day, at: _cell(row, day, at)),
        rx.el.td(sums.rows[row.key], class_name="w-sum tn"),
        rx.el.td(_menu(row), class_name="acts"),
        class_name=rx.cond(row.why != "", "shut", ""),
        title=row.why,
        key=row.key,
    )


def _where(row: Any) -> rx.Component:
    """Where the hours go; a partner's row says so aloud, and by its icon."""
    to = joined(Week.base, "/timesheet/project/", row.project_id.to(str))
    return rx.el.div(
        rx.cond(
            row.partner != "",
            rx.tooltip(
                rx.el.span(
                    rx.icon("link"),
                    rx.el.span(row.tip, class_name="vh"),
                    class_name="partner-mark only-wide",
                    tab_index=0,
                ),
                content=row.tip,
            ),
        ),
        rx.el.div(
            page_link(
                rx.el.span(row.number, " ", class_name="only-wide-in"),
                row.project,
                to=to,
                class_name="name-link medium",
            ),
            rx.cond(row.kept, rx.icon("star", class_name="kept", aria_label=_("Kept"))),
            rx.el.div(row.about, class_name="quiet only-wide"),
            rx.el.div(
                rx.cond(row.partner != "", rx.icon("link")),
                rx.cond(row.number != "", joined(row.number, " · "), ""),
                row.activity,
                rx.cond(row.kind != "0", joined(" · ", row.kind_name), ""),
                rx.cond(row.partner != "", joined(_(" · goes to "), row.partner), ""),
                class_name="quiet only-narrow",
            ),
            rx.foreach(Week.days, lambda day, at: _comment(row, day, at)),
            rx.el.div(class_name="said error", custom_attrs={"data-said": row.key}),
            class_name="grow",
        ),
        class_name="row",
    )


def _comment(row: Any, day: Any, at: Any) -> rx.Component:
    key = joined(row.key, "-", at.to(str))
    return rx.cond(
        Week.comments.contains(key),
        rx.el.div(
            rx.icon("message-square"),
            rx.el.span(Week.comments[key]),
            class_name=joined("quiet noted-line of-day d", at.to(str)),
            key=day.iso,
        ),
    )


def _kind(row: Any) -> rx.Component:
    return rx.cond(
        Week.kinds,
        rx.el.select(
            rx.foreach(Week.kinds, lambda one: rx.el.option(one[1], value=one[0])),
            value=row.kind,
            on_change=lambda chosen: Week.choose_kind(row.key, chosen),
            aria_label=joined(_("Kind of hours, "), row.project, " ", row.activity),
            class_name="quiet-select",
            disabled=row.why != "",
        ),
        rx.el.span(row.kind_name),
    )


def _cell(row: Any, day: Any, at: Any) -> rx.Component:
    """A field of hours. Locked ones can be reached, and say why they are; Tab passes them by."""
    key = joined(row.key, "-", at.to(str))
    wrong, mark = Week.errors.contains(key), Week.marks[key].to(str)
    locked = Week.marks.contains(key) & rx.cond(
        Week.marks.contains(key), mark.contains("locked"), False
    )
    return rx.el.td(
        rx.el.input(
            id=joined("h", key),
            key=joined(key, "=", Week.values[key], "~", Week.rounds[key].to_string()),
            default_value=Week.values[key],
            on_focus=Week.select(key),
            on_blur=lambda typed: Week.save(Week.head.name, key, typed),
            read_only=locked,
            tab_index=rx.cond(locked, -1, 0),
            auto_complete="off",
            input_mode="decimal",
            placeholder="0,0",
            title=Week.titles[key],
            aria_label=joined(row.project, ", ", row.activity, ", ", day.whole),
            aria_invalid=rx.cond(wrong, "true", "false"),
            aria_describedby=rx.cond(wrong, joined("h", key, "-error"), ""),
            class_name=["hours tn", rx.cond(Week.marks.contains(key), mark, "")],
            custom_attrs={
                "data-cell": "",
                "data-hour": key,
                "data-at": at.to(str),
                "data-comment": Week.comments[key],
                "data-date": day.iso,
            },
        ),
        rx.el.span(
            rx.cond(wrong, rx.fragment(rx.icon("circle-x"), Week.errors[key])),
            class_name="error",
            id=joined("h", key, "-error"),
            role="alert",
        ),
        class_name=joined("day d", at.to(str), " ", day.css),
        key=day.iso,
    )


def _menu(row: Any) -> rx.Component:
    name = joined(row.project, " ", row.activity)
    return row_menu(
        joined(_("More about "), name),
        rx.cond(
            row.kept,
            rx.fragment(
                menu_item("star-off", _("Keep no longer"), Week.let_go(row.activity_id)),
                menu_item(
                    "arrow-up", _("Move up"), Week.move(row.activity_id, -1), disabled=row.first
                ),
                menu_item(
                    "arrow-down", _("Move down"), Week.move(row.activity_id, 1), disabled=row.last
                ),
            ),
            menu_item(
                "star",
                _("Keep in my timesheet"),
                Week.keep(row.activity_id),
                disabled=row.why != "",
            ),
        ),
        rx.cond(
            Week.kinds,
            rx.fragment(
                rx.dropdown_menu.separator(),
                rx.foreach(
                    Week.kinds,
                    lambda one: rx.cond(
                        one[0] != row.kind,
                        menu_item(
                            "plus",
                            joined(_("Add a row: "), one[1]),
                            Week.add(row.activity_id, one[0].to(int)),
                            disabled=row.why != "",
                        ),
                    ),
                ),
            ),
        ),
    )


def _sums() -> rx.Component:
    sums: Any = Week.sums
    return rx.el.tfoot(
        _sum_line(_("Sum"), sums.days, sums.total, "strong"),
        _sum_line(_("Expected"), sums.expected, sums.total_expected, "quiet"),
        _sum_line(_("Difference"), sums.differences, sums.total_difference, "quiet"),
    )


def _sum_line(word: str, figures: Any, total: Any, css: str) -> rx.Component:
    return rx.el.tr(
        rx.el.th(word, scope="row", class_name="w-where"),
        rx.el.td(class_name="w-kind"),
        rx.foreach(
            figures,
            lambda figure, at: rx.el.td(
                figure,
                class_name=joined("day d", at.to(str), " tn"),
                custom_attrs={"data-sum": at.to(str)} if css == "strong" else {},
                key=at.to(str),
            ),
        ),
        rx.el.td(total, class_name="w-sum tn"),
        rx.el.td(class_name="acts"),
        class_name=css,
    )
