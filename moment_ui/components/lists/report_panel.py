"""The panel beside a list: Filter, Columns and Views. It folds away; on narrow screens it floats."""

import reflex as rx

from moment_ui.components.lists.report_columns import columns_panel
from moment_ui.components.lists.report_elements import icon
from moment_ui.components.lists.report_filters import filter_panel
from moment_ui.components.lists.report_views import views_panel
from moment_ui.core.words import _
from moment_ui.state.lists.report import ReportState

WIDE = rx.Var("window.innerWidth > 1100").to(bool)
"""Whether the panel has its own place beside the table; below that it lies over it."""


def report_panel(state: type[ReportState]) -> rx.Component:
    """The panel with the tab that is open; nothing while it is folded."""
    return rx.cond(
        state.panel,
        rx.fragment(
            rx.el.div(
                class_name=rx.cond(state.panel_at_first, "panel-scrim at-first", "panel-scrim"),
                on_click=state.toggle_panel(WIDE),
            ),
            rx.el.aside(
                rx.el.div(
                    _tab(state, "filter", _("Filter"), rx.cond(state.chips, _badge(state), None)),
                    _tab(state, "columns", _("Columns")),
                    _tab(state, "views", _("Views")),
                    rx.el.button(
                        icon("panel-right"),
                        type="button",
                        class_name="btn ghost icon s1 push",
                        aria_label=_("Fold the panel"),
                        on_click=state.toggle_panel(WIDE),
                    ),
                    class_name="tabs",
                    role="group",
                    aria_label=_("Filter, columns and views"),
                ),
                rx.match(
                    state.panel,
                    ("columns", columns_panel(state)),
                    ("views", views_panel(state)),
                    filter_panel(state),
                ),
                class_name=rx.cond(state.panel_at_first, "panel at-first", "panel"),
                aria_label=_("Filter, columns and views"),
            ),
        ),
    )


def panel_button(state: type[ReportState]) -> rx.Component:
    """Opens and folds the panel, for the head of the page."""
    return rx.el.button(
        icon("panel-right", 16),
        type="button",
        class_name="btn outline icon",
        aria_label=_("Filter, columns and views"),
        aria_expanded=state.panel != "",
        on_click=state.toggle_panel(WIDE),
    )


def _tab(
    state: type[ReportState], key: str, label: str, badge: rx.Component | None = None
) -> rx.Component:
    return rx.el.button(
        label,
        badge or rx.fragment(),
        type="button",
        aria_pressed=state.panel == key,
        on_click=state.show_panel(key),
    )


def _badge(state: type[ReportState]) -> rx.Component:
    return rx.el.span(state.chips.length(), class_name="badge")
