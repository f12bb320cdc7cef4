"""A drawer with changes: who changed what from what to what, newest first."""

from collections.abc import Callable, Sequence
from typing import Any

import reflex as rx

from moment_ui.core.words import _
from moment_ui.reports.customers.history import ChangeLine, FieldChange

NOTHING = _("Nothing has been changed here yet.")


After = Callable[[ChangeLine, FieldChange], rx.Component]


def changes_dialog(
    lines: rx.Var[Sequence[ChangeLine]],
    *above: rx.Component,
    opened: rx.Var[bool] | Any,
    on_open_change: Any,
    nothing: str | rx.Var[str] = NOTHING,
    after: After | None = None,
) -> rx.Component:
    """The drawer; it shows while `opened`.

    `above` stands over the changes, `nothing` in their place; `after` draws what follows each field.
    """
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Changes")),
            rx.dialog.description(_("Who changed what, newest first."), class_name="quiet"),
            *above,
            rx.cond(
                lines,
                rx.el.ol(
                    rx.foreach(lines, lambda line: _line(line, after)),
                    class_name="changes",
                    tab_index=0,
                    aria_label=_("Changes"),
                ),
                rx.el.p(nothing, class_name="no-changes"),
            ),
            rx.el.div(
                rx.dialog.close(rx.el.button(_("Close"), type="button", class_name="btn outline")),
                class_name="dialog-foot",
            ),
            class_name="wide",
        ),
        open=opened,
        on_open_change=on_open_change,
    )


def _line(line: ChangeLine, after: After | None) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.span(line.what, class_name="medium"),
            rx.el.span(line.by, class_name="quiet small push tn"),
            class_name="row wrap",
        ),
        rx.el.dl(
            rx.foreach(
                line.fields,
                lambda change: _field(change, after(line, change) if after else rx.fragment()),
            ),
            class_name="facts",
        ),
        key=line.id,
    )


def _field(change: FieldChange, after: rx.Component) -> rx.Component:
    return rx.fragment(
        rx.el.dt(change.label),
        rx.el.dd(
            rx.cond(
                change.before != "",
                rx.fragment(
                    rx.el.s(change.before, class_name="quiet"), rx.icon("arrow-right"), " "
                ),
            ),
            rx.cond(change.after != "", change.after, rx.el.span(_("empty"), class_name="quiet")),
            after,
        ),
        key=change.label,
    )
