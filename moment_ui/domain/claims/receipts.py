"""Receipts of claims: on the shelf of the receipts of expenses, fetched by who sees the claim."""

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.claims.own import own_line
from moment_ui.domain.claims.rows import add_up
from moment_ui.domain.claims.scope import may_see
from moment_ui.domain.expenses.receipts import Receipt, check_room
from moment_ui.domain.files.shelves import RECEIPTS
from moment_ui.domain.folders.queries import Download
from moment_ui.domain.folders.storing import Brought, stored_file
from moment_ui.models.claim import Claim, ClaimLine
from moment_ui.models.file import FilePurpose, StoredFile


@needs(Permission.WRITE_CLAIMS)
def check_may_keep(work: Work, line_id: int, size: int) -> None:
    """Whether a receipt of so many bytes may come: asked before any of them.

    Raises NotFound, ClaimLocked, NoRoomForReceipts.
    """
    own_line(work, line_id)
    check_room(work, size)


@needs(Permission.WRITE_CLAIMS)
def keep_receipt(work: Work, line_id: int, brought: Brought) -> Receipt:
    """Give a line its receipt, in the place of the one it has. Raises as `check_may_keep`."""
    claim, line = own_line(work, line_id)
    work.wait_for_writers()  # last of the locks; or two at once would take the same room
    check_room(work, brought.size)
    before = line.receipt_id
    line.receipt_id = stored_file(work, brought, FilePurpose.RECEIPT).key
    work.session.add(line)
    add_up(work, claim)
    record(work, "keep_claim_receipt", claim, line.text, {"receipt": ("", brought.title)})
    return Receipt(brought.title, before)


@needs(Permission.WRITE_CLAIMS)
def drop_receipt(work: Work, line_id: int) -> int | None:
    """Take a line's receipt off; returns it for `put_receipt`. Raises NotFound, ClaimLocked."""
    claim, line = own_line(work, line_id)
    before, line.receipt_id = line.receipt_id, None
    work.session.add(line)
    add_up(work, claim)
    record(work, "drop_claim_receipt", claim, line.text)
    return before


@needs(Permission.WRITE_CLAIMS)
def put_receipt(work: Work, line_id: int, stored_id: int) -> None:
    """Undo `drop_receipt`: of what one brought oneself. Raises NotFound, ClaimLocked."""
    claim, line = own_line(work, line_id)
    query = select(StoredFile).where(
        StoredFile.id == stored_id,
        StoredFile.purpose == FilePurpose.RECEIPT,
        StoredFile.owner_id == work.actor.user_id,
    )
    if work.session.exec(query).first() is None:
        raise NotFound(_("The receipt"))
    line.receipt_id = stored_id
    work.session.add(line)
    add_up(work, claim)


@needs(Permission.WRITE_CLAIMS)
def find_receipt(work: Work, stored: str) -> Download | None:
    """The receipt with this random name, while a line of a claim one may see has it."""
    query = (
        select(StoredFile)
        .join(ClaimLine, col(ClaimLine.receipt_id) == col(StoredFile.id))
        .join(Claim, col(Claim.id) == col(ClaimLine.claim_id))
        .where(StoredFile.name == stored, StoredFile.purpose == FilePurpose.RECEIPT, may_see(work))
    )
    row = work.session.exec(query).first()
    path = RECEIPTS.path_of(stored)
    if row is None or path is None or not path.is_file():
        return None
    return Download(stored, path, row.title, row.media_type)
