"""The line over a list: its view and filter; once rows are ticked, what can be done with them."""

import reflex as rx

from moment_ui.components.lists.exports import export_ticked_menu
from moment_ui.components.lists.report_elements import icon
from moment_ui.core.words import _
from moment_ui.reports.view import ChipView
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_vars import SavedViewItem

Components = tuple[rx.Component, ...]


def report_toolbar(state: type[ReportState], bulk: Components, tools: Components) -> rx.Component:
    """The view and the filter, replaced at the same height by the selection when there is one."""
    return rx.cond(state.selection.count, _selection(state, bulk), _filter_line(state, tools))


def _filter_line(state: type[ReportState], tools: Components) -> rx.Component:
    return rx.el.div(
        _view_chooser(state),
        rx.el.span(class_name="sep"),
        rx.foreach(state.chips, lambda chip: _chip(state, chip)),
        rx.el.button(
            icon("plus"),
            _("Filter"),
            type="button",
            class_name="btn ghost s1",
            on_click=state.show_panel("filter"),
        ),
        rx.el.span(class_name="push"),
        rx.cond(
            state.view.changed,
            rx.fragment(
                rx.el.span(_("Changed since saved"), class_name="small quiet only-wide"),
                rx.cond(
                    state.view.mine,
                    rx.el.button(
                        _("Save"),
                        type="button",
                        class_name="btn link s1",
                        on_click=state.update_view,
                    ),
                    rx.el.button(
                        _("Save as view"),
                        type="button",
                        class_name="btn link s1",
                        on_click=state.show_panel("views"),
                    ),
                ),
            ),
        ),
        *tools,
        class_name="toolbar",
        role="toolbar",
        aria_label=_("View and filter"),
    )


def _view_chooser(state: type[ReportState]) -> rx.Component:
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                icon("star"),
                rx.cond(state.view.name, state.view.name, _("All")),
                icon("chevron-down"),
                type="button",
                class_name="btn ghost s1 first",
            ),
        ),
        rx.dropdown_menu.content(
            rx.dropdown_menu.item(_("All"), on_select=state.go("view=0")),
            rx.foreach(state.my_views, lambda view: _view_item(state, view)),
            rx.cond(state.shared_views, rx.dropdown_menu.separator(), rx.fragment()),
            rx.foreach(state.shared_views, lambda view: _view_item(state, view)),
            size="1",
        ),
        modal=False,
    )


def _view_item(state: type[ReportState], view: SavedViewItem) -> rx.Component:
    return rx.dropdown_menu.item(view.name, on_select=state.open_view(view.id))


def _chip(state: type[ReportState], chip: ChipView) -> rx.Component:
    return rx.el.span(
        rx.el.span(chip.label, class_name="quiet"),
        " ",
        rx.el.b(chip.value),
        rx.el.button(
            icon("x"),
            type="button",
            aria_label=rx.Var.create(_("Remove the filter")) + " " + chip.label,
            on_click=state.clear_filter(chip.key),
        ),
        class_name="chip",
        key=chip.key,
    )


def _selection(state: type[ReportState], bulk: Components) -> rx.Component:
    return rx.el.div(
        rx.el.span(state.selection.text, class_name="medium", aria_live="polite"),
        rx.cond(
            state.selection.offer,
            rx.el.button(
                state.selection.offer,
                type="button",
                class_name="btn link s1",
                on_click=state.tick_all,
            ),
        ),
        rx.el.span(class_name="sep"),
        *bulk,
        export_ticked_menu(state),
        rx.el.span(class_name="push"),
        rx.el.button(
            _("Clear"),
            rx.el.kbd("Esc", class_name="kbd only-wide"),
            type="button",
            class_name="btn ghost s1",
            custom_attrs={"data-hotkey": "Escape"},
            on_click=state.untick,
        ),
        class_name="toolbar selection",
        role="toolbar",
        aria_label=_("For the rows selected"),
    )
