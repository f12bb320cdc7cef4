"""Rows of the send log as it tells them: what is known of each, and not more. For queries of what was sent."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.letters.delivery import is_unknown
from moment_ui.domain.sending.rows import lost_among
from moment_ui.models.sending import InvoiceMessage, SendChannel, SendResult, SentFile


@dataclass(frozen=True, slots=True)
class Message:
    """One sending, as the log tells it. `unknown`: the program stopped before it knew.

    `files` are the names of what left with it, by their position.
    """

    id: int
    at: dt.datetime
    by: str
    channel: SendChannel
    receivers: tuple[str, ...]
    refused: tuple[str, ...]
    result: SendResult
    unknown: bool
    detail: str
    files: tuple[str, ...] = ()


def told(work: Work, rows: Sequence[InvoiceMessage]) -> dict[int, Message]:
    """Rows of the log as it tells them, by their id, in their order."""
    now, lost, files = clock.now(), lost_among(work, rows), _files(work, [row.key for row in rows])
    return {
        row.key: Message(
            row.key,
            row.begun_at,
            row.by_name,
            row.channel,
            tuple(row.receivers),
            tuple(row.refused),
            SendResult.FAILED if row.key in lost else row.result,
            row.key not in lost and is_unknown(row.result, row.begun_at, now),
            _("The program stopped before it left. Nothing was sent.")
            if row.key in lost
            else row.detail,
            files.get(row.key, ()),
        )
        for row in rows
    }


def _files(work: Work, message_ids: Sequence[int]) -> dict[int, tuple[str, ...]]:
    query = select(SentFile).where(col(SentFile.message_id).in_(list(message_ids)))
    found: dict[int, tuple[str, ...]] = {}
    for row in work.session.exec(query.order_by(col(SentFile.position))):
        found[row.message_id] = (*found.get(row.message_id, ()), row.title)
    return found
