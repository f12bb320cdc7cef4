"""The search of the frame: customers, contacts, projects, offers and invoices by number or name."""

import reflex as rx

from moment_ui.components.card import kbd
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.state.search import Hit, HitGroup, SearchState

LIST = "found"
WAIT_MS = 150
WHAT = _("Search customers, contacts, projects, offers, invoices")


def search_box() -> rx.Component:
    """A field with a list under it. keyboard.js moves in the list; `/` and Ctrl-K come here."""
    return rx.el.div(
        rx.el.label(
            rx.icon("search", class_name="sm"),
            rx.el.input(
                type="search",
                placeholder=_("Search customers, contacts, offers …"),
                aria_label=WHAT,
                auto_complete="off",
                spell_check=False,
                role="combobox",
                on_change=SearchState.find.debounce(WAIT_MS),
                custom_attrs={
                    "data-hotkey": "/ Ctrl+k",
                    "data-options": LIST,
                    "aria-controls": LIST,
                    "aria-expanded": SearchState.asked != "",
                    "aria-autocomplete": "list",
                    "aria-keyshortcuts": "/ Control+K",
                },
            ),
            rx.el.span(kbd("Ctrl"), kbd("K"), class_name="end", aria_hidden="true"),
            class_name="field",
        ),
        rx.cond(SearchState.asked != "", _found()),
        class_name="search",
        role="search",
        custom_attrs={"data-search": ""},
    )


def _found() -> rx.Component:
    return rx.el.div(
        rx.cond(
            SearchState.groups,
            rx.el.div(
                rx.foreach(SearchState.groups, _group),
                id=LIST,
                role="listbox",
                aria_label=_("Found"),
            ),
            rx.el.p(
                _("Nothing found. Try part of a name, or the first digits of a number."),
                role="status",
            ),
        ),
        class_name="found",
    )


def _group(group: HitGroup) -> rx.Component:
    return rx.el.div(
        rx.el.div(group.label, class_name="menu-label", aria_hidden="true"),
        rx.foreach(group.hits, _hit),
        key=group.kind,
        role="group",
        aria_label=group.label,
    )


def _hit(hit: Hit) -> rx.Component:
    words = (
        rx.cond(hit.number != "", rx.el.span(hit.number, class_name="quiet tn")),
        rx.el.span(hit.name, class_name="name"),
        rx.el.span(hit.note, class_name="end"),
    )
    return rx.cond(
        hit.href,
        page_link(
            *words,
            to=hit.href,
            key=f"{hit.href} {hit.number}",
            class_name="item",
            role="option",
            tab_index=-1,
            on_click=SearchState.clear,
        ),
        rx.el.div(*words, key=hit.number, class_name="item", role="option", aria_disabled="true"),
    )
