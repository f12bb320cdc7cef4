"""The export menu of a list, and the exports on their way."""

from typing import Any

import reflex as rx

from moment_ui.core.words import _
from moment_ui.formats import FORMATS, Format
from moment_ui.state.lists.exports import ExportState, ExportView

_ICONS = {"print": "printer", "pdf": "file-text", "xlsx": "table"}


def export_menu(state: Any, fixed: dict[str, Any] | None = None) -> rx.Component:
    """Print, PDF, XLSX, CSV of the whole filter of a list.

    `state` is the list's state class; `fixed` the filters its address cannot undo, by key.
    """
    size = _("{rows} rows, {columns} columns")
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                rx.icon("download"),
                rx.el.span(_("Export"), class_name="only-wide"),
                rx.icon("chevron-down", class_name="sm only-wide"),
                class_name="btn outline",
                type="button",
                aria_label=_("Export"),
            )
        ),
        rx.dropdown_menu.content(
            rx.el.div(
                size.format(rows=state.count_text, columns=state.heads.length()),
                class_name="menu-label",
            ),
            *(_item(each, state, fixed or {}) for each in FORMATS),
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def export_ticked_menu(state: Any) -> rx.Component:
    """Print, PDF, XLSX, CSV of the rows that are ticked in a list."""
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                rx.icon("download", class_name="sm"),
                _("Export"),
                rx.icon("chevron-down", class_name="sm"),
                class_name="btn ghost s1",
                type="button",
                aria_label=_("Export the rows selected"),
            )
        ),
        rx.dropdown_menu.content(
            *(_line(each, state.export_ticked(each.key)) for each in FORMATS), size="1"
        ),
        modal=False,
    )


def _item(written_as: Format, state: Any, fixed: dict[str, Any]) -> rx.Component:
    return _line(
        written_as, ExportState.start(state.report.key, state.query, fixed, written_as.key)
    )


def _line(written_as: Format, act: Any) -> rx.Component:
    return rx.dropdown_menu.item(
        rx.icon(_ICONS.get(written_as.key, "download"), size=16),
        written_as.label,
        on_select=act,
    )


def exports_on_their_way() -> rx.Component:
    """One line per export that takes longer than a moment; stands in the frame of every page."""
    return rx.el.section(
        rx.foreach(ExportState.exports, _export),
        class_name="exports",
        aria_label=_("Exports"),
    )


def _export(shown: ExportView) -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.span(shown.title, class_name="medium"),
            rx.el.span(shown.text, class_name="quiet small"),
            rx.cond(shown.href == "", _bar(shown)),
            class_name="export-words",
        ),
        rx.cond(
            shown.href != "",
            rx.el.a(
                _("Open"),
                href=shown.href,
                target="_blank",
                rel="noopener",
                class_name="btn link s1",
            ),
        ),
        rx.el.button(
            rx.cond(shown.href == "", _("Cancel"), _("Close")),
            class_name="btn ghost s1",
            type="button",
            on_click=ExportState.cancel(shown.key),
        ),
        key=shown.key,
        class_name="notice export",
    )


def _bar(shown: ExportView) -> rx.Component:
    return rx.cond(
        shown.percent < 0,
        rx.el.div(class_name="progress", role="progressbar", aria_label=shown.title),
        rx.el.div(
            rx.el.i(style={"width": f"{shown.percent}%"}),
            class_name="progress",
            role="progressbar",
            aria_label=shown.title,
            aria_valuenow=shown.percent,
            aria_valuemin=0,
            aria_valuemax=100,
        ),
    )
