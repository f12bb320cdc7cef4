"""The paper that went with a statement or a reminder: kept as it left, before it goes."""

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.sending import files
from moment_ui.domain.sending.keeping import Kept, stored_file
from moment_ui.domain.statements.drawing import VIEW
from moment_ui.mail.letter import Attachment
from moment_ui.models.file import StoredFile
from moment_ui.models.reminder import ReminderMessage


@needs(Permission.SEND_REMINDERS)
def keep_paper(work: Work, message_id: int, paper: Attachment) -> None:
    """Keep what goes with a message, byte by byte; the same bytes once. Raises NotFound."""
    row = work.session.exec(select(ReminderMessage).where(ReminderMessage.id == message_id)).first()
    if row is None:
        raise NotFound(_("The message"))
    row.stored_file_id = stored_file(work, None, paper).key
    row.paper = paper.name[:255]


@needs(*VIEW)
def sent_paper(work: Work, message_id: int) -> Kept:
    """The paper of a message, as it left. Raises NotFound: those of before papers were kept have none."""
    query = (
        select(ReminderMessage, StoredFile)
        .where(ReminderMessage.id == message_id)
        .where(StoredFile.id == ReminderMessage.stored_file_id)
    )
    found = work.session.exec(query).first()
    path = files.path_of(found[1].name) if found else None
    if found is None or path is None or not path.is_file():
        raise NotFound(_("The file"))
    return Kept(path, found[0].paper, found[1].media_type)
