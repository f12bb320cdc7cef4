"""A customer's changes in the drawer: all of them or one field's, each with the way back."""

import reflex as rx

from moment_ui.components.card import callout
from moment_ui.components.changes import NOTHING, changes_dialog
from moment_ui.core.words import _
from moment_ui.reports.customers.history import FIELD_CHOICES, ChangeLine, FieldChange
from moment_ui.state.customers.customer_history import CustomerHistoryState as History


def customer_changes() -> rx.Component:
    """The drawer; a value is put back after a look at what that changes."""
    return changes_dialog(
        History.lines,
        _choice(),
        rx.cond(History.back.problem != "", callout(History.back.problem, tone="bad")),
        opened=History.opened,
        on_open_change=History.set_open,
        nothing=rx.cond(History.field == "", NOTHING, _("This field has not been changed.")),
        after=_way_back,
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
