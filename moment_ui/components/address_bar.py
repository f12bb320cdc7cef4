"""Where the address bar shall stand, for pages that change what they show without being opened anew."""

import reflex as rx

from moment_ui.state.report_vars import Bar


def address_bar(bar: Bar | rx.Var[Bar]) -> rx.Component:
    """Draws nothing; assets/address.js follows it."""
    return rx.el.data(
        value="list",
        hidden=True,
        custom_attrs={
            "data-address-replace": rx.cond(bar.replace, "", rx.Var("undefined")),
            "data-address": bar.address,
            "data-address-id": bar.id,
        },
    )
