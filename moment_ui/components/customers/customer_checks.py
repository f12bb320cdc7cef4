"""What was found out about a customer outside, each with the way to ask again."""

from typing import Any

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.core.words import _
from moment_ui.reports.customers.customer_checks import DifferenceLine
from moment_ui.state.customers.customer_checks import CustomerChecksState as Checks
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile


def register_mark() -> rx.Component:
    """Beside the organisation number: what the register said of it, when, and a button to ask anew."""
    line = Profile.view.register
    return rx.cond(
        line.asks,
        _found(line, "register", Checks.check_register, _("Check the register")),
    )


def register_proposal() -> rx.Component:
    """What the register has otherwise and nobody has answered; a look at it changes nothing yet."""
    line = Profile.view.register
    return rx.cond(
        line.otherwise != "",
        rx.el.p(
            rx.icon("building-2"),
            rx.el.span(_("The register says otherwise: "), line.otherwise, "."),
            rx.cond(
                line.differs,
                rx.el.button(
                    _("Look…"), type="button", class_name="btn link s1", on_click=Checks.start
                ),
            ),
            rx.el.button(
                _("Leave it"), type="button", class_name="btn link s1", on_click=Checks.leave
            ),
            class_name="meta alias",
            role="status",
        ),
    )


def receiver_mark() -> rx.Component:
    """Under the e-invoice address: whether it can receive, since when, and a button to ask."""
    line = Profile.view.receiver
    return rx.cond(
        line.asks,
        rx.el.div(
            _found(line, "receiver", Checks.check_receiver, _("Check the address")),
            rx.cond(line.note != "", rx.el.div(line.note, class_name="quiet small")),
        ),
    )


def _found(line: Any, what: str, ask: Any, label: str) -> rx.Component:
    asking = Checks.asking == what
    return rx.el.span(
        rx.cond(line.words != "", rx.el.span(_icon(line), line.words, class_name=line.tone)),
        rx.cond(
            line.failed != "",
            rx.el.span(rx.icon("triangle-alert"), line.failed, class_name="warn"),
        ),
        rx.cond(
            Profile.view.may_edit,
            rx.el.button(
                rx.icon("refresh-cw"),
                rx.cond(
                    (line.words == "") & (line.failed == ""),
                    rx.cond(asking, _("Asking…"), label),
                    rx.cond(asking, _("Asking…"), rx.el.span(label, class_name="vh")),
                ),
                type="button",
                class_name="btn ghost s1",
                title=label,
                disabled=asking,
                on_click=ask,
            ),
        ),
        class_name="found-out",
        aria_live="polite",
    )


def _icon(line: Any) -> rx.Component:
    grave = rx.cond(line.tone == "bad", rx.icon("circle-x"), rx.icon("triangle-alert"))
    return rx.cond(line.tone == "good", rx.icon("circle-check"), grave)


def use_register_dialog() -> rx.Component:
    """The register's name and addresses beside ours; what is ticked is taken over."""
    return form_dialog(
        FormDialog(
            Checks,
            _("Use the register's name and address"),
            _("Take over what is ticked"),
            {},
            wide=True,
        ),
        rx.el.p(_("Nothing is changed before you take it over."), class_name="quiet"),
        rx.el.div(rx.foreach(Checks.differences, _difference), class_name="differences"),
    )


def _difference(line: DifferenceLine) -> rx.Component:
    return rx.el.label(
        rx.el.input(type="checkbox", name=line.key, default_checked=True),
        rx.el.span(
            rx.el.span(line.label, class_name="medium"),
            rx.cond(line.ours != "", rx.el.s(line.ours, class_name="quiet")),
            rx.el.span(rx.icon("arrow-right"), line.theirs),
            class_name="difference",
        ),
        key=line.key,
        class_name="check-line",
    )
