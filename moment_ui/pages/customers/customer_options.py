"""A customer's Invoicing options tab."""

import reflex as rx

from moment_ui.components.customers.customer_frame import profile_frame
from moment_ui.components.customers.customer_tabs import OPTIONS
from moment_ui.components.options.invoicing_options import invoicing_options
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile
from moment_ui.state.options.invoicing_options import CustomerOptionsState


def customer_options() -> rx.Component:
    """The customer's options under the customer's head."""
    ours = CustomerOptionsState.shown_for == Profile.view.id
    return profile_frame(rx.cond(ours, invoicing_options(CustomerOptionsState)), tab=OPTIONS)
