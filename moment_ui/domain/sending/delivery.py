"""Taking a written-down invoice to the post: drawn as PDF with its files, kept, and what became of it."""

from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError
from moment_ui.core.media import PDF
from moment_ui.core.words import _
from moment_ui.db.work import writing
from moment_ui.domain.letters.delivery import Outcome, posted
from moment_ui.domain.papers.printing import file_name, loose_files, path_of, pdf_of
from moment_ui.domain.sending.commands import Outgoing, end_sending, keep_sent
from moment_ui.domain.sending.errors import FileGone
from moment_ui.formats.pictures import CannotDraw
from moment_ui.mail.letter import Attachment, Letter
from moment_ui.mail.post import Post
from moment_ui.models.sending import SendResult


def send_out(actor: Actor, outgoing: Outgoing, by: Post | None = None) -> Outcome:
    """Draw it, keep it, post it, write down what became of it: in one go, whoever leaves meanwhile.

    Never raises for files or for what a mail server may do. Blocks: call it in the pool for mail.
    """
    outcome = _gone(actor, outgoing, by)
    with writing(actor) as work:
        end_sending(work, outgoing.row_id, outcome)
    return outcome


def _gone(actor: Actor, outgoing: Outgoing, by: Post | None) -> Outcome:
    try:
        files = _files_of(outgoing)
        with writing(actor) as work:
            keep_sent(work, outgoing.row_id, files)
    except CannotDraw:
        text = _("The PDF could not be made of its files. Nothing was sent.")
        return Outcome(SendResult.FAILED, text)
    except (AppError, OSError) as error:
        text = _("What goes along could not be kept ({reason}). Nothing was sent.")
        said = error.message if isinstance(error, AppError) else text.format(reason=error.strerror)
        return Outcome(SendResult.FAILED, said)
    letter = Letter(
        outgoing.sender,
        outgoing.receivers,
        outgoing.subject,
        outgoing.text,
        outgoing.message_id,
        files,
        outgoing.reply_to,
    )
    return posted(letter, by)


def _files_of(outgoing: Outgoing) -> tuple[Attachment, ...]:
    """The PDF, then the files that are no paper. Raises CannotDraw, FileGone."""
    document = outgoing.document
    files = [Attachment(file_name(document), PDF, pdf_of(document))]
    for file in loose_files(document):
        path = path_of(file.stored_name)
        if path is None:
            raise FileGone(file.title)
        files.append(Attachment(file.title, file.media_type, path.read_bytes()))
    return tuple(files)
