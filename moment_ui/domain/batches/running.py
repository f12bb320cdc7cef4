"""One step of a batch: the next invoice, made, checked, written down, sent, written down again.

Blocks while the paper is drawn and the mail server answers: call it in the pool for mail.
"""

import logging

from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError
from moment_ui.core.places import log_error
from moment_ui.core.words import _
from moment_ui.db.work import reading, writing
from moment_ui.domain.batches.commands import Next, end_batch, next_of_batch, note_problem
from moment_ui.domain.edelivery.commands import Again
from moment_ui.domain.edelivery.delivering import deliver
from moment_ui.domain.sending.commands import begin_first_sending
from moment_ui.domain.sending.delivery import send_out
from moment_ui.models.sending import SendChannel

logger = logging.getLogger(__name__)


def send_next(actor: Actor, batch_id: int) -> bool:
    """Send the next invoice of a batch; False when none is left, and then the batch has ended.

    Why one did not go stands in the batch: the others go. Raises NotFound, NotPermitted.
    """
    with reading(actor) as work:
        item = next_of_batch(work, batch_id)
    if item is None:
        with writing(actor) as work:
            end_batch(work, batch_id)
        return False
    try:
        _send(actor, item)
    except AppError as error:
        _note(actor, item, error.message)
    except Exception as error:
        log_error(logger, "An invoice among many could not be sent", error)
        _note(actor, item, _("Something went wrong with it. Look at its send log."))
    return True


def _send(actor: Actor, item: Next) -> None:
    if item.channel is SendChannel.E_INVOICE:
        deliver(actor, item.invoice_id, item.act, again=Again.NEVER)
        return
    with writing(actor) as work:
        outgoing = begin_first_sending(work, item.invoice_id, item.act)
    if outgoing is not None:
        send_out(actor, outgoing)


def _note(actor: Actor, item: Next, problem: str) -> None:
    with writing(actor) as work:
        note_problem(work, item.item_id, problem)
