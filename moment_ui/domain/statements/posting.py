"""Taking a message with its paper to the post. Blocks: call it in the pool for mail."""

import logging
from dataclasses import replace

from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError
from moment_ui.core.media import PDF
from moment_ui.core.places import log_error
from moment_ui.core.words import _
from moment_ui.db.work import writing
from moment_ui.domain.letters.delivery import Outcome, posted
from moment_ui.domain.statements.drawing import file_name, pdf_of
from moment_ui.domain.statements.keeping import keep_paper
from moment_ui.formats.statement import StatementDocument
from moment_ui.mail.letter import Attachment, Letter
from moment_ui.mail.post import Post
from moment_ui.models.sending import SendResult

logger = logging.getLogger(__name__)


def post_with_paper(
    actor: Actor,
    message_id: int,
    letter: Letter,
    document: StatementDocument,
    by: Post | None = None,
) -> Outcome:
    """Draw the paper, keep it as it leaves, and take the letter with it to the post.

    `message_id` is where the sending is written down. What has no paper does not go, and is told as
    failed like what the post refuses: what was written down for it is to be given back.
    """
    try:
        paper = Attachment(file_name(document), PDF, pdf_of(document))
        with writing(actor) as work:
            keep_paper(work, message_id, paper)
    except AppError as error:
        return Outcome(SendResult.FAILED, error.message)
    except Exception as error:
        log_error(logger, "The paper of a message could not be made", error)
        return Outcome(SendResult.FAILED, _("Its paper could not be made, so nothing was sent."))
    return posted(replace(letter, attachments=(paper,)), by)
