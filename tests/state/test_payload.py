"""What fits a handler's signature."""

from typing import Any

import pytest
from typing_extensions import TypedDict

from moment_ui.state.payload import fits


class Form(TypedDict, total=False):
    """What a form sends."""

    name: str


class State:
    """Handlers as states have them."""

    async def none(self) -> None: ...
    async def one(self, number: int) -> None: ...
    async def typed(self, name: str, on: bool, many: list[str]) -> None: ...
    async def optional(self, name: str = "", number: int | None = None) -> None: ...
    async def form(self, form: dict[str, Any]) -> None: ...
    async def typed_form(self, form: Form) -> None: ...
    async def counts(self, fixed: dict[str, int]) -> None: ...
    async def open(self, anything: Any) -> None: ...
    async def undeclared(self, anything) -> None: ...


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (State.none, {}),
        (State.one, {"number": 7}),
        (State.one, {"number": "7"}),
        (State.one, {"number": "-7"}),
        (State.typed, {"name": "æøå 😀", "on": True, "many": ["a"]}),
        (State.optional, {}),
        (State.optional, {"name": "x", "number": None}),
        (State.form, {"form": {"name": "x", "tags": ["1"]}}),
        (State.typed_form, {"form": {"name": "x"}}),
        (State.counts, {"fixed": {"customer": 7}}),
        (State.open, {"anything": {"x": [1]}}),
        (State.undeclared, {"anything": 1.5}),
    ],
)
def test_what_pages_send_fits(handler: Any, payload: Any) -> None:
    assert fits(handler, payload)


@pytest.mark.parametrize(
    ("handler", "payload"),
    [
        (State.none, {"more": 1}),
        (State.none, {"self": 1}),
        (State.none, []),
        (State.none, None),
        (State.one, {}),
        (State.one, {"number": None}),
        (State.one, {"number": True}),
        (State.one, {"number": 1.5}),
        (State.one, {"number": "x"}),
        (State.one, {"number": "٣"}),
        (State.one, {"number": "9" * 19}),
        (State.one, {"number": 2**63}),
        (State.one, {"number": {"$ne": 1}}),
        (State.typed, {"name": 1, "on": True, "many": []}),
        (State.typed, {"name": "x", "on": "true", "many": []}),
        (State.typed, {"name": "x", "on": True, "many": "x"}),
        (State.typed, {"name": "x", "on": True, "many": [1]}),
        (State.optional, {"name": None}),
        (State.form, {"form": "x"}),
        (State.form, {"form": {"name": "a\x00b"}}),
        (State.form, {"form": {"a\x00b": "x"}}),
        (State.typed_form, {"form": {"name": 7}}),
        (State.counts, {"fixed": {"customer": "7"}}),
        (State.open, {"anything": "\ud800"}),
        (State.open, {"anything": [[[[[[[[[[1]]]]]]]]]]}),
    ],
)
def test_what_nobody_honest_sends_does_not(handler: Any, payload: Any) -> None:
    assert not fits(handler, payload)
