"""A customer's Projects tab: every project it ordered or takes part in, open and closed."""

import reflex as rx

from moment_ui.components.card import card
from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_projects import new_project_button, projects_table
from moment_ui.components.customers.customer_tabs import PROJECTS
from moment_ui.components.shell import not_for_you
from moment_ui.core.words import _
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile


def customer_projects() -> rx.Component:
    """Open projects above, closed ones below."""
    cards = rx.el.div(
        rx.el.div(
            card(
                _("Open projects"),
                projects_table(Profile.view.projects, _("No open projects.")),
                note=Profile.view.projects_note,
                actions=(new_project_button(),),
            ),
            card(
                _("Closed projects"),
                projects_table(Profile.view.closed_projects, _("No closed projects.")),
            ),
            class_name="stack",
        ),
        class_name="content",
    )
    return profile_frame(
        rx.cond(
            Profile.phase == "ready",
            rx.cond(Profile.view.may_see_projects, cards, not_for_you()),
        ),
        tab=PROJECTS,
    )
