"""Whether an event carries what its handler takes: names, kinds and sizes, before it runs.

Reflex converts arguments where it can and passes the rest on as they are, whatever the handler's
annotations say. Here a payload that does not fit them is refused. What a value means (an id that
exists, a column that may be sorted by) stays the handler's to check.
"""

import inspect
import re
from collections.abc import Callable
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from pydantic import TypeAdapter, ValidationError
from pydantic.errors import PydanticUserError

LARGEST = 2**63
DEEPEST = 8
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Shape:
    """What a handler takes: all names, those it cannot do without, and a check for each kind."""

    names: frozenset[str]
    needed: frozenset[str]
    checks: dict[str, Callable[[Any], bool]]


def fits(handler: Callable[..., Any], payload: Any) -> bool:
    """Whether the payload has the handler's arguments, of the kinds it is annotated with."""
    if not isinstance(payload, dict) or not is_clean(payload):
        return False
    shape = shape_of(handler)
    given = payload.keys()
    if not shape.needed <= given or not given <= shape.names:
        return False
    return all(shape.checks[name](value) for name, value in payload.items())


@cache
def shape_of(handler: Callable[..., Any]) -> Shape:
    """What a handler's signature says."""
    parameters = list(inspect.signature(handler).parameters.values())[1:]
    hints = get_type_hints(handler)
    return Shape(
        names=frozenset(each.name for each in parameters),
        needed=frozenset(each.name for each in parameters if each.default is each.empty),
        checks={each.name: _check(hints.get(each.name, Any)) for each in parameters},
    )


def is_clean(value: Any, depth: int = 0) -> bool:
    """Whether no text in it breaks a database (NUL, half a character) and no number overflows."""
    if isinstance(value, str):
        return not _UNSTORABLE.search(value)
    if isinstance(value, int):
        return -LARGEST <= value < LARGEST
    parts = _parts(value)
    return not parts or (depth < DEEPEST and all(is_clean(part, depth + 1) for part in parts))


def _parts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        return [*value.keys(), *value.values()]
    return list(value) if isinstance(value, list | tuple) else []


def _check(annotation: Any) -> Callable[[Any], bool]:
    if get_origin(annotation) in {Union, UnionType}:
        checks = [_check(part) for part in get_args(annotation)]
        return lambda value: any(check(value) for check in checks)
    if annotation is NoneType:
        return lambda value: value is None
    if annotation in {int, float}:
        return _is_number if annotation is float else _is_whole
    return _by_pydantic(annotation)


def _is_whole(value: Any) -> bool:
    """A whole number, also in digits: what a select sends."""
    if isinstance(value, str):
        digits = value.removeprefix("-")
        return digits.isascii() and digits.isdigit() and len(digits) <= 18
    return isinstance(value, int) and not isinstance(value, bool)


def _is_number(value: Any) -> bool:
    return _is_whole(value) or isinstance(value, float)


def _by_pydantic(annotation: Any) -> Callable[[Any], bool]:
    strict = not is_dataclass(annotation)  # which arrives as a dict, and is built from it
    try:
        adapter = TypeAdapter[Any](annotation)
    except PydanticUserError:  # nothing pydantic knows: the handler checks it
        return lambda _value: True

    def check(value: Any) -> bool:
        try:
            adapter.validate_python(value, strict=strict)
        except ValidationError:
            return False
        return True

    return check
