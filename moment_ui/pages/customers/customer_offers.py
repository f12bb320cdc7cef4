"""A customer's Offers tab: its offers under the customer's head."""

from dataclasses import replace

import reflex as rx

from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_tabs import OFFERS
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.offers.new_offer import new_offer_button
from moment_ui.components.shell import not_for_you
from moment_ui.pages.offers.offers import WORDS
from moment_ui.state.customers.customer_offers import CustomerOffersState as Offers
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile


def customer_offers() -> rx.Component:
    """The list; what can be done with it stands beside its filter."""
    rows = report(
        Offers,
        replace(WORDS, ours=Offers.customer_id == Profile.view.id),
        tools=(
            export_menu(Offers, fixed={"customer": Offers.customer_id}),
            panel_button(Offers),
            rx.cond(Profile.view.may_create_offers, new_offer_button("outline")),
        ),
        first_step=rx.cond(Profile.view.may_create_offers, new_offer_button()),
    )
    refused = (Profile.phase == "ready") & ~Profile.view.may_see_offers
    return profile_frame(rx.cond(refused, not_for_you(), rows), tab=OFFERS)
