"""The batches of invoices that this server is sending: one task each, whoever looks, leaves or comes back."""

import asyncio
import logging

from moment_ui.core.actor import Actor
from moment_ui.core.events import Changed, publish
from moment_ui.core.places import log_error
from moment_ui.db.pool import by_post, in_pool
from moment_ui.domain.access.queries import member
from moment_ui.domain.batches.commands import TOPIC
from moment_ui.domain.batches.running import send_next

logger = logging.getLogger(__name__)

_running: dict[int, asyncio.Task[None]] = {}


def is_running(batch_id: int) -> bool:
    """Whether this server is at the batch."""
    return batch_id in _running


def run_batch(actor: Actor, batch_id: int) -> None:
    """Send what is left of a batch, in this reader's name; nothing when that is under way."""
    if is_running(batch_id):
        return
    _running[batch_id] = asyncio.create_task(_run(actor, batch_id))


async def _run(actor: Actor, batch_id: int) -> None:
    """One invoice after the other, for as long as the reader may."""
    try:
        more = True
        while more:
            sender = await in_pool(member, actor.user_id, actor.company_id)
            if sender is None:
                return
            more = await by_post(send_next, sender, batch_id)
    except Exception as error:
        log_error(logger, "A sending of many invoices was broken off", error)
    finally:
        _running.pop(batch_id, None)
        publish(Changed(actor.company_id, TOPIC))
