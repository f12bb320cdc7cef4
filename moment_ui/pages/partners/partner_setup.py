"""Setup → Partner companies: from switching it on to the check, and who must act next."""

from typing import Any

import reflex as rx

from moment_ui.components.partners.attaching import attach_table
from moment_ui.components.partners.companies import companies, requests
from moment_ui.components.partners.dialogs import partner_dialogs
from moment_ui.components.partners.enable import enable_card
from moment_ui.components.partners.setup_head import foot, setup_head, steps
from moment_ui.components.partners.shared import shared
from moment_ui.components.partners.who_must_act import check, who_must_act
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.partners.setup import PartnersState as Partners

VIEW: Any = Partners.view


def partner_setup() -> rx.Component:
    """The steps above, one of them below, who must act beside it."""
    return shell(
        setup_head(),
        rx.fragment(
            rx.match(
                Partners.phase,
                ("ready", _ready()),
                (
                    "failed",
                    failed(
                        _("The partner companies could not be read"),
                        Partners.problem,
                        retry=Partners.load,
                    ),
                ),
                rx.fragment(),
            )
        ),
        partner_dialogs(),
        area="setup/partners",
    )


def _ready() -> rx.Component:
    return rx.fragment(
        steps(),
        rx.el.div(
            rx.el.div(
                rx.el.div(requests(), _stage(), class_name="stack"),
                who_must_act(),
                class_name="wizard partners",
            ),
            class_name="content edged",
        ),
        foot(),
    )


def _stage() -> rx.Component:
    return rx.fragment(
        rx.match(
            VIEW.stage,
            ("enable", enable_card()),
            ("attach", rx.fragment(companies(), attach_table())),
            ("share", shared()),
            ("check", check()),
            companies(),
        )
    )
