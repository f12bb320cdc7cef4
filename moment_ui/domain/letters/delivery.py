"""Taking a letter to the post, and what became of it."""

import datetime as dt
from dataclasses import dataclass

from moment_ui.core.errors import AppError
from moment_ui.mail.errors import MaybeSent
from moment_ui.mail.letter import Letter
from moment_ui.mail.post import Post, post
from moment_ui.models.sending import SendResult

UNKNOWN_AFTER = dt.timedelta(minutes=3)
"""A message that was begun so long ago and not ended: the program stopped while it was sent."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a message."""

    result: SendResult
    detail: str = ""
    refused: tuple[str, ...] = ()


def posted(letter: Letter, by: Post | None = None) -> Outcome:
    """Send a letter; never raises for what a mail server may do. Blocks: call it in the pool."""
    try:
        receipt = (by or post()).send(letter)
    except MaybeSent as error:
        return Outcome(SendResult.UNKNOWN, error.message)
    except AppError as error:
        return Outcome(SendResult.FAILED, error.message)
    return Outcome(SendResult.SENT if receipt.left else SendResult.OUTBOX, refused=receipt.refused)


def is_unknown(result: SendResult, begun_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether nobody knows what became of a message: the program stopped while it was sent."""
    hanging = result is SendResult.PENDING and now - begun_at > UNKNOWN_AFTER
    return hanging or result is SendResult.UNKNOWN
