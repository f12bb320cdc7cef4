"""In the head of a customer's page: which partner it came from, and what that one says otherwise now."""

from typing import Any

import reflex as rx

from moment_ui.core.words import _
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile
from moment_ui.state.customers.followed import FollowedCustomerState as Followed


def followed_mark() -> rx.Component:
    """Nothing for a customer of our own; a look at it changes nothing."""
    line = Profile.view.followed
    return rx.cond(
        line.link_id > 0,
        rx.el.p(
            rx.icon("handshake"),
            rx.cond(
                line.otherwise != "",
                rx.fragment(
                    rx.el.span(line.company, _(" says otherwise: "), line.otherwise, "."),
                    _act(_("Take over"), Followed.take_over),
                    _act(_("Leave it"), Followed.leave),
                ),
                rx.el.span(
                    _("Came from "),
                    line.company,
                    rx.cond(
                        line.reachable,
                        rx.cond(line.in_step, _(", and is kept in step."), "."),
                        _(", which shares nothing now."),
                    ),
                ),
            ),
            rx.cond(
                line.in_step,
                _act(_("Keep in step no longer"), Followed.stop),
                _act(_("Keep in step"), Followed.follow),
            ),
            class_name="meta alias",
            role="status",
        ),
    )


def _act(word: str, chosen: Any) -> rx.Component:
    return rx.cond(
        Profile.view.may_edit,
        rx.el.button(word, type="button", class_name="btn link s1", on_click=chosen),
    )
