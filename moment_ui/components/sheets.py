"""Paper on the screen: the pages of an invoice, an offer, a statement, as they are printed."""

from typing import Any

import reflex as rx


def sheets(pages: Any, alt: str, *, class_name: str | rx.Var[str] = "papers") -> rx.Component:
    """The pages, each from its address; `alt` says what page `{page}` shows. An empty sheet until they are drawn."""
    return rx.el.div(
        rx.foreach(pages, lambda source, index: _sheet(source, index, alt)),
        rx.cond(pages, rx.fragment(), rx.el.div(class_name="sheet-of-paper empty")),
        class_name=class_name,
    )


def _sheet(source: Any, index: Any, alt: str) -> rx.Component:
    return rx.el.img(
        src=source, alt=alt.format(page=index + 1), class_name="sheet-of-paper", key=index
    )
