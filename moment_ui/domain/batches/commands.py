"""Batches of invoices to send: written down whole, then taken one by one, cancelled, ended.

An invoice of a batch that has a message with the batch's act was begun, and is never begun again.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.batches.errors import BatchOver, NothingToSend
from moment_ui.domain.batches.proposal import MOST
from moment_ui.domain.letters.orders import check_act
from moment_ui.models.invoice import Invoice
from moment_ui.models.sending import InvoiceMessage, SendBatch, SendBatchItem, SendChannel

TOPIC = "batches"
SENT_HERE = (SendChannel.EMAIL, SendChannel.E_INVOICE)


@dataclass(frozen=True, slots=True)
class Next:
    """The invoice of a batch whose turn it is."""

    item_id: int
    invoice_id: int
    channel: SendChannel
    act: str


@needs(Permission.SEND_INVOICES)
def begin_batch(work: Work, act: str, wanted: Sequence[tuple[int, SendChannel]]) -> int:
    """Write down that these invoices are to go, each its way; returns the batch.

    The same act again is the same batch. Raises NotFound, NothingToSend.
    """
    check_act(act)
    known = work.session.exec(select(SendBatch).where(SendBatch.act == act)).first()
    if known is not None:
        return known.key
    chosen = dict(wanted[:MOST])
    if not chosen or not set(chosen.values()) <= set(SENT_HERE):
        raise NothingToSend
    found = select(Invoice.id).where(col(Invoice.id).in_(list(chosen)))
    if len(work.session.exec(found).all()) != len(chosen):
        raise NotFound(_("The invoice"))
    batch = SendBatch(
        act=act, user_id=work.actor.user_id, by_name=work.actor.name, begun_at=clock.now()
    )
    work.session.add(batch)
    work.session.flush()
    work.insert_rows(
        SendBatchItem,
        [
            {
                "batch_id": batch.key,
                "invoice_id": invoice_id,
                "position": position,
                "channel": channel,
                "problem": "",
            }
            for position, (invoice_id, channel) in enumerate(chosen.items())
        ],
    )
    record(work, "send_invoices", batch, str(len(chosen)))
    work.emit(TOPIC)
    return batch.key


@needs(Permission.SEND_INVOICES)
def next_of_batch(work: Work, batch_id: int) -> Next | None:
    """The next invoice of a batch; None when none is left, or it was cancelled. Raises NotFound."""
    batch = _batch(work, batch_id)
    if batch.cancelled_at is not None:
        return None
    query = (
        select(SendBatchItem)
        .where(SendBatchItem.batch_id == batch_id, col(SendBatchItem.problem) == "")
        .where(~_was_begun(batch.act))
        .order_by(col(SendBatchItem.position))
        .limit(1)
    )
    item = work.session.exec(query).first()
    return None if item is None else Next(item.key, item.invoice_id, item.channel, batch.act)


@needs(Permission.SEND_INVOICES)
def note_problem(work: Work, item_id: int, problem: str) -> None:
    """Write down why nothing was begun for an invoice of a batch. Raises NotFound."""
    item = work.session.exec(select(SendBatchItem).where(SendBatchItem.id == item_id)).first()
    if item is None:
        raise NotFound(_("The invoice"))
    item.problem = problem[:500] or _("It could not be sent.")
    work.emit(TOPIC)


@needs(Permission.SEND_INVOICES)
def cancel_batch(work: Work, batch_id: int) -> None:
    """Send nothing more of a batch; what is on its way this moment goes. Raises NotFound, BatchOver."""
    batch = _batch(work, batch_id, lock=True)
    if batch.ended_at is not None or batch.cancelled_at is not None:
        raise BatchOver
    batch.cancelled_at = clock.now()
    record(work, "cancel_send_invoices", batch, "")
    work.emit(TOPIC)


@needs(Permission.SEND_INVOICES)
def end_batch(work: Work, batch_id: int) -> None:
    """Note that nothing more of a batch will go. Raises NotFound."""
    batch = _batch(work, batch_id, lock=True)
    batch.ended_at = batch.ended_at or clock.now()
    work.emit(TOPIC)


def _was_begun(act: str) -> sa.ColumnElement[bool]:
    """In SQL: whether an item's invoice has a message with this act."""
    begun = (
        col(InvoiceMessage.act) == act,
        col(InvoiceMessage.invoice_id) == col(SendBatchItem.invoice_id),
    )
    return sa.exists().where(*begun).correlate(SendBatchItem)


def _batch(work: Work, batch_id: int, *, lock: bool = False) -> SendBatch:
    query = select(SendBatch).where(SendBatch.id == batch_id)
    batch = work.session.exec(query.with_for_update() if lock else query).first()
    if batch is None:
        raise NotFound(_("The sending"))
    return batch
