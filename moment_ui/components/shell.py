"""The frame around every page but log-in: company, navigation, search, bell, reader, messages."""

import reflex as rx
from reflex_components_core.core.banner import has_connection_errors

from moment_ui.components.bell import bell
from moment_ui.components.company_switcher import company_switcher
from moment_ui.components.navigation import drawer, navigation
from moment_ui.components.notices import notices
from moment_ui.components.reader_menu import reader_menu
from moment_ui.components.search_box import search_box
from moment_ui.components.states import empty
from moment_ui.core.words import _
from moment_ui.state.shell import ShellState


def shell(*content: rx.Component, area: str) -> rx.Component:
    """A whole page: the frame with `content` on its sheet.

    `area` is the path of the navigation entry that the page belongs to, e.g. "finances/invoices".
    """
    return rx.fragment(
        rx.el.a(
            _("Skip to the content"),
            href="#content",
            class_name="skip",
            custom_attrs={"data-goto": "content"},
        ),
        rx.el.div(
            top(area),
            navigation(area),
            rx.el.main(
                rx.cond(
                    (ShellState.company.slug == "") | ShellState.allowed.contains(area),
                    rx.fragment(*content),
                    not_for_you(),
                ),
                class_name="sheet",
                id="content",
                tab_index=-1,
            ),
            class_name="frame",
        ),
        notices(),
    )


def not_for_you() -> rx.Component:
    """Instead of a page that the reader's role does not show."""
    return empty(
        "lock",
        _("Your role does not show this page"),
        _(
            "In {company} you are here as {role}. Ask an administrator of the company if you need "
            "more."
        ).format(company=ShellState.company.name, role=ShellState.reader.role),
    )


def top(area: str) -> rx.Component:
    """The bar above: where one is, search, what waits, who one is."""
    return rx.el.header(
        drawer(area),
        company_switcher(),
        search_box(),
        rx.el.span(class_name="push"),
        reconnecting(),
        rx.el.button(
            rx.icon("search"),
            class_name="touch only-narrow",
            type="button",
            aria_label=_("Search"),
            custom_attrs={"data-open-search": ""},
        ),
        bell(),
        reader_menu(),
        class_name="top",
    )


def reconnecting() -> rx.Component:
    """Says that the connection is lost while it is; what one reads may be old."""
    return rx.el.span(
        rx.cond(
            has_connection_errors,
            rx.el.span(_("Reconnecting"), class_name="live lost"),
        ),
        role="status",
    )


def empty_frame() -> rx.Component:
    """The frame before anything is known: what the browser paints first."""
    return rx.el.div(
        rx.el.div(class_name="top"),
        rx.el.div(class_name="nav"),
        rx.el.main(class_name="sheet", aria_busy="true"),
        class_name="frame",
    )
