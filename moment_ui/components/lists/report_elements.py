"""Elements a list needs that Reflex does not have: rows that tell of their ticks, and dragging."""

from dataclasses import dataclass
from typing import Any

import reflex as rx
from reflex_components_core.el.elements.tables import Tbody
from reflex_components_core.el.elements.typography import Li


@dataclass(frozen=True, slots=True)
class _Box:
    value: str = ""


@dataclass(frozen=True, slots=True)
class _Click:
    shiftKey: bool = False  # noqa: N815 - the browser's name


@dataclass(frozen=True, slots=True)
class _Change:
    target: _Box = _Box()
    nativeEvent: _Click = _Click()  # noqa: N815 - the browser's name


def _ticked(event: rx.vars.ObjectVar[_Change]) -> tuple[rx.Var[str], rx.Var[bool]]:
    """The value of the box that was ticked, and whether Shift was held (a range)."""
    return event.target.value.to(str), event.nativeEvent.shiftKey.to(bool)


@dataclass(frozen=True, slots=True)
class _Submit:
    submitter: _Box = _Box()


@dataclass(frozen=True, slots=True)
class _Submission:
    nativeEvent: _Submit = _Submit()  # noqa: N815 - the browser's name


def _pressed(event: rx.vars.ObjectVar[_Submission]) -> tuple[rx.Var[str]]:
    """The value of the button that was pressed."""
    return (event.nativeEvent.submitter.value.to(str),)


class TickableRows(Tbody):
    """A table body that says which of its boxes was ticked, and which of its buttons was pressed.

    One listener for all rows: a row has no handler of its own, so that a memoised row stays as it
    is until its own data change. A button stands in a form of its own: submitting bubbles, and
    clicks on anything else are none.
    """

    on_change: rx.EventHandler[_ticked]
    on_submit: rx.EventHandler[_pressed]


def _nothing(_event: rx.vars.ObjectVar[_Change]) -> tuple[()]:
    return ()


class DraggableItem(Li):
    """A list item that can be dragged to another place in its list."""

    draggable: rx.Var[bool]
    on_drag_start: rx.EventHandler[_nothing]
    on_drag_over: rx.EventHandler[_nothing]
    on_drag_end: rx.EventHandler[_nothing]
    on_drop: rx.EventHandler[_nothing]


def box(*, checked: bool | rx.Var[bool], on_change: Any, **attributes: Any) -> rx.Component:
    """A check box. Its handler gets whether it is ticked."""
    return rx.el.input(type="checkbox", checked=checked, on_change=on_change, **attributes)


def icon(name: str, size: int = 14) -> rx.Component:
    """A lucide icon in the house's stroke; silent for screen readers."""
    return rx.icon(name, size=size, stroke_width=1.75, class_name="i", aria_hidden="true")
