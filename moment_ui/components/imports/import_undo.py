"""The imports so far, and taking one back."""

import reflex as rx

from moment_ui.components.card import callout, card, nothing_yet
from moment_ui.core.words import _
from moment_ui.state.imports.import_views import PastView
from moment_ui.state.imports.imports import ImportState


def history_card() -> rx.Component:
    """What was imported, newest first."""
    return card(
        _("Imports so far"),
        rx.cond(
            ImportState.history.length() > 0,
            rx.el.ul(rx.foreach(ImportState.history, _past), class_name="check-list past"),
            nothing_yet(_("Nothing has been imported yet.")),
        ),
    )


def _past(past: PastView) -> rx.Component:
    return rx.el.li(
        rx.cond(past.undone, rx.icon("undo-2"), rx.icon("file-check")),
        rx.el.span(
            rx.el.span(past.file_name, class_name="medium"),
            rx.el.span(past.kind, " · ", past.words, class_name="quiet small"),
            rx.el.span(past.when, ", ", past.by, class_name="quiet small"),
            class_name="lines",
        ),
        rx.cond(
            past.undone,
            rx.el.span(_("Undone"), class_name="quiet"),
            rx.el.button(
                _("Undo"),
                type="button",
                class_name="btn outline s1",
                aria_label=_("Undo the import of {name}").format(name=past.file_name),
                on_click=ImportState.ask_undo(past.id),
            ),
        ),
        key=past.id,
    )


def undo_dialog() -> rx.Component:
    """What goes and what comes back; the safe button has the focus."""
    undoing = ImportState.undoing
    return rx.alert_dialog.root(
        rx.alert_dialog.content(
            rx.alert_dialog.title(_("Undo the import of {name}?").format(name=undoing.title)),
            rx.alert_dialog.description(
                rx.cond(
                    undoing.reasons.length() > 0,
                    _(
                        "Later work stands on it, so it cannot be undone. Undo later imports "
                        "first, the newest one first."
                    ),
                    _("This cannot be taken back, but the file can be imported again."),
                )
            ),
            rx.cond(
                undoing.reasons.length() > 0,
                rx.el.div(
                    callout(rx.el.ul(rx.foreach(undoing.reasons, rx.el.li)), tone="bad"),
                    class_name="reasons",
                ),
                rx.el.ul(rx.foreach(undoing.lines, rx.el.li), class_name="plain-list"),
            ),
            rx.el.div(
                rx.el.button(
                    _("Keep the import"),
                    type="button",
                    class_name="btn outline",
                    on_click=ImportState.close_undo,
                    auto_focus=True,
                ),
                rx.cond(
                    undoing.reasons.length() == 0,
                    rx.el.button(
                        _("Undo the import"),
                        type="button",
                        class_name="btn danger",
                        on_click=ImportState.undo(undoing.id),
                    ),
                ),
                class_name="dialog-foot",
            ),
        ),
        open=ImportState.undo_open,
        on_open_change=ImportState.set_undo_open,
    )
