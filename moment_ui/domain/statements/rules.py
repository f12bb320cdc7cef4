"""What a statement is asked to tell."""

import datetime as dt
from dataclasses import dataclass

from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.formats.statement_words import LANGUAGES

EARLIEST = dt.date(1990, 1, 1)


@dataclass(frozen=True, slots=True)
class Asked:
    """A statement of what is open at the end of `until`, or of `everything` that moved from `since` on.

    `language` "" is the customer's own.
    """

    until: dt.date
    everything: bool = False
    since: dt.date | None = None
    language: str = ""


def check_asked(asked: Asked) -> None:
    """Whether such a statement can be drawn. Raises Invalid."""
    if asked.language not in ("", *LANGUAGES):
        raise Invalid(
            language=_("Statements are written in Norwegian, Swedish, Danish or English.")
        )
    if not EARLIEST <= asked.until <= dt.date(2999, 12, 31):
        raise Invalid(until=_("This is too long ago, or too far ahead."))
    if asked.since and asked.since > asked.until:
        raise Invalid(since=_("The first day comes after the last."))
