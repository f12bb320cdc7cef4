"""Saved views of a list: mine, the shared ones, and saving what is on the screen."""

from typing import Any

import reflex as rx

from moment_ui.components.lists.report_elements import icon
from moment_ui.core.words import _
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_vars import SavedViewItem


def views_panel(state: type[ReportState]) -> rx.Component:
    """My views with what can be done to them, the shared ones, and the form that saves."""
    return rx.fragment(
        rx.el.div(
            rx.cond(
                state.my_views,
                rx.el.div(
                    rx.el.h3(_("Mine")),
                    rx.el.ul(
                        rx.foreach(state.my_views, lambda view: _mine(state, view)),
                        class_name="column-list views",
                        aria_label=_("My views"),
                    ),
                ),
            ),
            rx.cond(
                state.shared_views,
                rx.el.div(
                    rx.el.h3(_("Shared in the company")),
                    rx.el.ul(
                        rx.foreach(state.shared_views, lambda view: _shared(state, view)),
                        class_name="column-list views",
                        aria_label=_("Shared views"),
                    ),
                ),
            ),
            _save_form(state),
            rx.el.p(
                _(
                    "A view keeps filter, columns and sort. Its address can be sent to a "
                    "colleague, who sees it if they may see the list."
                ),
                class_name="quiet small",
            ),
            class_name="panel-body",
        ),
        rx.el.div(
            rx.el.button(
                icon("copy"),
                _("Copy address"),
                type="button",
                class_name="btn outline s1",
                custom_attrs={"data-copy": ""},
            ),
            rx.cond(
                state.view.mine & state.view.changed,
                rx.el.button(
                    _("Save changes"),
                    type="button",
                    class_name="btn outline s1 push",
                    on_click=state.update_view,
                ),
            ),
            class_name="panel-foot",
        ),
    )


def _mine(state: type[ReportState], view: SavedViewItem) -> rx.Component:
    return rx.el.li(
        rx.cond(
            state.renaming == view.id,
            _rename_form(state, view),
            rx.fragment(
                _open(state, view, rx.cond(view.is_default, icon("star"), icon("table-2"))),
                rx.cond(view.is_default, rx.el.span(_("default"), class_name="small quiet")),
                _actions(state, view),
            ),
        ),
        key=view.id,
        class_name=rx.cond(state.view.id == view.id, "on", ""),
    )


def _shared(state: type[ReportState], view: SavedViewItem) -> rx.Component:
    return rx.el.li(
        rx.cond(
            view.mine & (state.renaming == view.id),
            _rename_form(state, view),
            rx.fragment(
                _open(state, view, icon("users")),
                rx.el.span(
                    rx.cond(view.is_default, _("default"), view.owner),
                    class_name="small quiet push",
                ),
                rx.cond(view.mine, _actions(state, view), _few_actions(state, view)),
            ),
        ),
        key=view.id,
        class_name=rx.cond(state.view.id == view.id, "on", ""),
    )


def _open(state: type[ReportState], view: SavedViewItem, glyph: rx.Component) -> rx.Component:
    return rx.el.button(
        glyph,
        rx.el.span(view.name),
        type="button",
        class_name="view-open",
        on_click=state.open_view(view.id),
        aria_current=rx.cond(state.view.id == view.id, "true", "false"),
    )


def _menu(view: SavedViewItem, *items: rx.Component) -> rx.Component:
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                icon("ellipsis"),
                type="button",
                class_name="btn ghost icon s1",
                aria_label=rx.Var.create(_("More for")) + " " + view.name,
            )
        ),
        rx.dropdown_menu.content(*items, size="1"),
        modal=False,
    )


def _actions(state: type[ReportState], view: SavedViewItem) -> rx.Component:
    return _menu(
        view,
        _default_item(state, view),
        rx.dropdown_menu.item(_("Rename"), on_select=state.rename(view.id)),
        rx.cond(
            state.may_share,
            rx.dropdown_menu.item(
                rx.cond(view.shared, _("Stop sharing"), _("Share in the company")),
                on_select=state.share_view(view.id, rx.cond(view.shared, False, True)),
            ),
        ),
        *_delete_items(state.delete_view(view.id)),
    )


def _few_actions(state: type[ReportState], view: SavedViewItem) -> rx.Component:
    """What is left to do with the view of somebody else."""
    return _menu(
        view,
        _default_item(state, view),
        rx.cond(view.removable, rx.fragment(*_delete_items(state.remove_shared_view(view.id)))),
    )


def _delete_items(delete: Any) -> list[rx.Component]:
    return [
        rx.dropdown_menu.separator(),
        rx.dropdown_menu.item(_("Delete"), color="red", on_select=delete),
    ]


def _default_item(state: type[ReportState], view: SavedViewItem) -> rx.Component:
    return rx.dropdown_menu.item(
        rx.cond(view.is_default, _("No longer my default"), _("Make my default")),
        on_select=state.make_default(rx.cond(view.is_default, 0, view.id)),
    )


def _rename_form(state: type[ReportState], view: SavedViewItem) -> rx.Component:
    return rx.el.form(
        rx.el.span(
            rx.el.input(
                name="name",
                default_value=view.name,
                auto_focus=True,
                max_length=100,
                required=True,
                aria_label=_("Name of the view"),
            ),
            class_name="field s1",
        ),
        rx.el.button(_("Rename"), type="submit", class_name="btn outline s1"),
        on_submit=state.rename_view,
        class_name="row",
    )


def _save_form(state: type[ReportState]) -> rx.Component:
    return rx.el.form(
        rx.el.h3(_("Save as view")),
        rx.el.span(
            rx.el.input(
                name="name",
                placeholder=_("Name of the view"),
                aria_label=_("Name of the view"),
                max_length=100,
                required=True,
            ),
            class_name="field s1",
        ),
        rx.cond(
            state.may_share,
            rx.el.label(
                rx.el.input(
                    type="checkbox",
                    name="shared",
                ),
                _("Share in the company"),
                class_name="option-line",
            ),
        ),
        rx.el.div(rx.el.button(_("Save"), type="submit", class_name="btn outline s1")),
        on_submit=state.save_view,
        reset_on_submit=True,
        class_name="labelled",
    )
