"""What a page shows instead of its work: nothing yet, an error, a wait."""

from collections.abc import Sequence
from typing import Any

import reflex as rx

from moment_ui.core.words import _


def empty(
    icon: str,
    title: str | rx.Var[str],
    text: str | rx.Var[str],
    *actions: rx.Component,
) -> rx.Component:
    """Nothing here: says why, and offers the next step."""
    return rx.el.div(
        rx.icon(icon),
        rx.el.h2(title),
        rx.el.p(text),
        rx.el.div(*actions, class_name="row") if actions else rx.fragment(),
        class_name="state",
    )


def failed(
    title: str | rx.Var[str],
    text: str | rx.Var[str],
    *,
    retry: Any,
    reference: str | rx.Var[str] = "",
) -> rx.Component:
    """Something could not be read: what is kept, a retry, and the reference to tell support."""
    return rx.el.div(
        rx.icon("triangle-alert"),
        rx.el.h2(title),
        rx.el.p(text),
        rx.el.div(
            rx.button(rx.icon("rotate-ccw"), _("Try again"), on_click=retry),
            rx.cond(reference != "", copy_button(_("Copy reference"), reference)),
            class_name="row",
        ),
        class_name="state",
        role="alert",
    )


def copy_button(label: str, text: str | rx.Var[str]) -> rx.Component:
    """Copies the text, and shows it. frame.js does the copying: no evaluated code."""
    return rx.button(
        rx.icon("copy"),
        f"{label} ",
        rx.el.span(text, class_name="tn"),
        variant="ghost",
        type="button",
        custom_attrs={"data-copy": text},
    )


def skeleton_table(heads: Sequence[str], *, rows: int = 12) -> rx.Component:
    """A table that is on its way, in the table's own grid; appears after 200 ms."""
    widths = (64, 118, 150, 92, 132)

    def line(row: int) -> rx.Component:
        bars = [
            rx.el.td(
                rx.el.span(
                    class_name="skeleton",
                    style={
                        "width": f"{widths[(row + column) % len(widths)] // (1 + column % 2)}px"
                    },
                )
            )
            for column in range(len(heads))
        ]
        return rx.el.tr(*bars)

    return rx.el.div(
        rx.el.table(
            rx.el.thead(rx.el.tr(*[rx.el.th(head) for head in heads])),
            rx.el.tbody(*[line(row) for row in range(rows)]),
            class_name="report-table",
            aria_hidden="true",
        ),
        rx.el.span(_("Loading"), class_name="vh"),
        class_name="loading",
        aria_busy="true",
    )


def working(
    title: str | rx.Var[str],
    progress: str | rx.Var[str],
    percent: int | rx.Var[int],
    *,
    cancel: Any,
    help_text: str = "",
) -> rx.Component:
    """Long work: what, how far, and a way to stop it."""
    return rx.el.div(
        rx.el.div(
            rx.el.span(title, class_name="medium"),
            rx.el.span(progress, class_name="push quiet tn"),
            rx.button(_("Cancel"), variant="ghost", size="1", on_click=cancel),
            class_name="row",
        ),
        progress_bar(percent, title),
        rx.el.p(help_text, class_name="quiet small") if help_text else rx.fragment(),
        class_name="card work",
    )


def progress_bar(percent: int | rx.Var[int], label: str | rx.Var[str]) -> rx.Component:
    """How far, from 0 to 100."""
    return rx.el.div(
        rx.el.i(style={"width": f"{percent}%"}),
        class_name="progress",
        role="progressbar",
        aria_valuenow=percent,
        aria_valuemin=0,
        aria_valuemax=100,
        aria_label=label,
    )
