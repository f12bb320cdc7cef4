"""Lists under Setup whose rows are put aside and taken back: VAT codes, bookkeeping accounts."""

from collections.abc import Callable, Iterable
from typing import Any

import reflex as rx

from moment_ui.core.words import _

Heads = Iterable[tuple[str, str]]


def setup_table(name: str, heads: Heads, rows: rx.Component, *, acts: bool = False) -> rx.Component:
    """A table that scrolls by itself where it is too wide."""
    cells = [rx.el.th(word, scope="col", class_name=css) for word, css in heads]
    if acts:
        hidden = rx.el.span(_("Actions"), class_name="vh")
        cells.append(rx.el.th(hidden, scope="col", class_name="acts"))
    return rx.el.div(
        rx.el.table(
            rx.el.caption(name, class_name="vh"),
            rx.el.thead(rx.el.tr(*cells)),
            rx.el.tbody(rows),
            class_name="report-table",
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=name,
    )


def new_row_button(word: str, chosen: Any) -> rx.Component:
    """What opens the form of a new row."""
    return rx.el.button(
        rx.icon("plus"), word, type="button", class_name="btn solid", on_click=chosen
    )


def sets_menu(choices: Iterable[tuple[str, str]], chosen: Callable[[str], Any]) -> rx.Component:
    """A country's set to begin with, or to add to what is there."""
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                _("Add a set"), rx.icon("chevron-down"), type="button", class_name="btn outline"
            )
        ),
        rx.dropdown_menu.content(
            *[rx.dropdown_menu.item(word, on_select=chosen(country)) for country, word in choices],
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def row_name(name: str, edit: Any, *, may: Any) -> rx.Component:
    """What a row is called; opens its form for who may change it."""
    return rx.cond(
        may,
        rx.el.button(name, type="button", class_name="name-link medium", on_click=edit),
        name,
    )


def row_standing(*, active: Any, used: Any) -> rx.Component:
    """Whether a row is offered, and whether anything has chosen it."""
    return rx.cond(
        active,
        rx.el.span(rx.cond(used, _("In use"), _("Active")), class_name="status good"),
        rx.el.span(_("Not offered"), class_name="status bar"),
    )


def row_offer(key: str, put_aside: Any, bring_back: Any, *, active: Any) -> rx.Component:
    """Offers a row no longer, or again; `key` is its number or code."""

    def button(word: str, chosen: Any) -> rx.Component:
        return rx.el.button(
            word,
            type="button",
            class_name="btn ghost s1",
            aria_label=rx.Var.create(word).to(str) + " " + key,
            on_click=chosen,
        )

    return rx.cond(active, button(_("Put aside"), put_aside), button(_("Take back"), bring_back))
