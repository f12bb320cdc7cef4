"""Where the address bar shall stand, for pages that change what they show without being opened anew."""

from typing import Any

import reflex as rx


def address_bar(bar: Any) -> rx.Component:
    """Draws nothing: `bar` is a var that holds a Bar, and assets/address.js follows it."""
    return rx.el.data(
        value="list",
        hidden=True,
        custom_attrs={
            "data-address-replace": rx.cond(bar.replace, "", rx.Var("undefined")),
            "data-address": bar.address,
            "data-address-id": bar.id,
        },
    )
