"""A customer's changes in a dialog: all of them or one field's, each with the way back."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.changes import change_line
from moment_ui.core.words import _
from moment_ui.reports.history import FIELD_CHOICES, ChangeLine, FieldChange
from moment_ui.state.customer_history import CustomerHistoryState as History


def customer_changes() -> rx.Component:
    """The dialog; a value is put back after a look at what that changes."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Changes")),
            rx.dialog.description(_("Who changed what, newest first."), class_name="quiet"),
            _choice(),
            rx.cond(History.back.problem != "", callout(History.back.problem, tone="bad")),
            rx.cond(
                History.lines,
                rx.el.ol(
                    rx.foreach(History.lines, lambda line: change_line(line, _way_back)),
                    class_name="changes",
                    tab_index=0,
                    aria_label=_("Changes"),
                ),
                rx.el.p(
                    rx.cond(
                        History.field == "",
                        _("Nothing has been changed here yet."),
                        _("This field has not been changed."),
                    ),
                    class_name="no-changes",
                ),
            ),
            rx.el.div(
                rx.dialog.close(rx.el.button(_("Close"), type="button", class_name="btn outline")),
                class_name="dialog-foot",
            ),
            class_name="wide",
        ),
        open=History.opened,
        on_open_change=History.set_open,
    )


def _choice() -> rx.Component:
    return rx.el.label(
        rx.el.span(_("Field")),
        rx.el.select(
            *[rx.el.option(label, value=key) for key, label in FIELD_CHOICES],
            value=History.field,
            on_change=History.show_field,
            class_name="field",
        ),
        class_name="labelled changes-of",
    )


def _way_back(line: ChangeLine, change: FieldChange) -> rx.Component:
    place = f"{line.id}-{change.key}"
    return rx.cond(
        History.back.place == place,
        _preview(),
        rx.cond(
            change.may_restore,
            rx.el.button(
                rx.icon("undo-2"),
                _("Restore"),
                rx.el.span(" ", change.label, class_name="vh"),
                type="button",
                class_name="btn ghost s1 restore",
                on_click=History.ask(line.id, change.key),
            ),
        ),
    )


def _preview() -> rx.Component:
    """What is now and what will be; nothing is changed before the button here."""
    back = History.back
    return rx.el.div(
        rx.el.p(
            _("now "),
            _value(back.now),
            rx.icon("arrow-right"),
            rx.el.b(_value(back.then)),
        ),
        rx.cond(back.question != "", callout(back.question, tone="warn")),
        rx.el.div(
            rx.el.button(
                rx.cond(back.question != "", _("Restore all the same"), _("Put it back")),
                type="button",
                class_name="btn solid s1",
                auto_focus=True,
                on_click=History.restore,
            ),
            rx.el.button(
                _("Leave it"),
                type="button",
                class_name="btn outline s1",
                on_click=History.take_back,
            ),
            class_name="row wrap",
        ),
        role="group",
        aria_label=f"{_('Restore')} {back.label}",
        class_name="way-back",
    )


def _value(text: rx.Var[str]) -> rx.Component:
    return rx.cond(text != "", text, rx.el.span(_("empty"), class_name="quiet"))
