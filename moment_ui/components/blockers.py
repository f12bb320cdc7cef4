"""What is held back, row by row, each with the way to mend it."""

from typing import Any

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.billing.billing_view import BlockerLine


def blocker_rows(lines: rx.Var[list[BlockerLine]], approve: Any = None) -> rx.Component:
    """The rows; `approve` is the handler behind the button of hours that are not approved."""
    return rx.el.ul(rx.foreach(lines, lambda line: _row(line, approve)), class_name="blockers")


def _row(line: BlockerLine, approve: Any) -> rx.Component:
    link = rx.cond(line.href != "", page_link(line.fix, to=line.href, class_name="btn outline s1"))
    button = (
        rx.el.button(
            rx.icon("check"), line.fix, type="button", class_name="btn outline s1", on_click=approve
        )
        if approve is not None
        else rx.fragment()
    )
    return rx.el.li(
        rx.el.span(line.text, class_name=["grow", line.css]),
        rx.el.span(line.hours, class_name="tn quiet"),
        rx.el.span(
            line.amount,
            class_name="tn",
            title=_("Held back"),
        ),
        rx.el.span(rx.cond(line.approves, button, link), class_name="mend"),
        key=line.key,
    )
