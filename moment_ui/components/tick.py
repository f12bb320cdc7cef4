"""Boxes and switches that the server answers at once; those of forms are in form_fields."""

from typing import Any

import reflex as rx


def tick(*, on: Any, chosen: Any, **attributes: Any) -> rx.Component:
    """A box to tick; `chosen` is called with whether it is ticked now."""
    return rx.el.input(type="checkbox", checked=on, on_change=chosen, **attributes)


def switch(*, on: Any, chosen: Any, **attributes: Any) -> rx.Component:
    """A switch: what it says holds as soon as it is turned, or is not saved yet and says so."""
    return tick(on=on, chosen=chosen, role="switch", class_name="switch", **attributes)
