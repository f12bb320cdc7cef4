"""Beside the format of payment IDs: what it makes, and a box that reads one back."""

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.setup.payment_setup import SampleView
from moment_ui.state.setup.payment_setup import PaymentSetupState as State


def what_it_makes() -> rx.Component:
    """Samples of today’s numbers, and the room that is left."""
    return card(
        _("What it makes"),
        rx.el.div(
            rx.cond(
                State.wrong != "",
                callout(State.wrong, tone="warn"),
                rx.fragment(
                    rx.foreach(State.samples, _sample),
                    rx.el.ul(
                        rx.foreach(State.rooms, rx.el.li),
                        class_name="plain-list quiet small",
                    ),
                ),
            ),
            class_name="body form",
            role="status",
        ),
        note=_("With today’s highest numbers"),
    )


def _sample(sample: SampleView) -> rx.Component:
    return rx.el.div(
        rx.el.span(sample.what, class_name="quiet small"),
        rx.el.span(sample.payment_id, class_name="figure tn wrap-any"),
        rx.cond(sample.shown != "", rx.el.span(sample.shown, class_name="tn wrap-any quiet")),
        class_name="labelled",
        key=sample.what,
    )


def read_one_back() -> rx.Component:
    """A pasted payment ID, read back to its parts."""
    return card(
        _("Read one back"),
        rx.el.div(
            rx.el.div(
                rx.el.label(_("Payment ID to read"), html_for="read-back"),
                rx.el.span(
                    rx.el.input(
                        id="read-back",
                        placeholder=_("Paste a payment ID here"),
                        on_change=State.read_one,
                        auto_complete="off",
                        class_name="tn",
                    ),
                    class_name="field",
                ),
                class_name="labelled",
            ),
            rx.el.div(
                rx.cond(
                    State.tried_wrong != "",
                    callout(State.tried_wrong, tone="warn"),
                    rx.cond(
                        State.tried.length() > 0,
                        rx.el.dl(
                            rx.foreach(
                                State.tried,
                                lambda pair: rx.fragment(
                                    rx.el.dt(pair[0]), rx.el.dd(pair[1], class_name="tn")
                                ),
                            ),
                            class_name="facts",
                        ),
                    ),
                ),
                role="status",
            ),
            rx.el.p(
                rx.icon("info", class_name="sm"),
                " ",
                _("Payments are read in under "),
                page_link(_("Payment files"), to=State.base + "/finances/payment-files"),
                ".",
                class_name="quiet small",
            ),
            class_name="body form",
        ),
    )
