"""What a handler was called with, checked: anyone may call any handler with anything.

Each function returns the value when it is of the wanted kind, and raises BadArgument otherwise.
"""

from moment_ui.core.errors import AppError
from moment_ui.core.words import _

LARGEST_ID = 2**63 - 1


class BadArgument(AppError):
    """A handler was called with something no page of ours sends."""

    def __init__(self) -> None:
        super().__init__(
            _("The page and the server did not understand each other. Reload the page.")
        )


def text(value: object, longest: int = 200) -> str:
    """A text of at most `longest` characters."""
    if not isinstance(value, str) or len(value) > longest:
        raise BadArgument
    return value


def flag(value: object) -> bool:
    """True or false, and nothing that only looks like it."""
    if not isinstance(value, bool):
        raise BadArgument
    return value


def whole(value: object, least: int = -LARGEST_ID, most: int = LARGEST_ID) -> int:
    """A whole number between `least` and `most`, both inside."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise BadArgument
    return value


def row_id(value: object) -> int:
    """The id of a row, as a number or in digits (the value of a box)."""
    if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) <= 18:
        return whole(int(value), least=1)
    return whole(value, least=1)


def one_of(value: object, allowed: tuple[str, ...]) -> str:
    """One of the texts named."""
    if not isinstance(value, str) or value not in allowed:
        raise BadArgument
    return value


def form_text(form: object, key: str, longest: int = 200) -> str:
    """One field of a posted form, "" when it is missing; without blanks around it."""
    if not isinstance(form, dict):
        raise BadArgument
    return text(form.get(key, ""), longest).strip()
