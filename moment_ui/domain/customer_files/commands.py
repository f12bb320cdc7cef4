"""Bringing files to customers, naming and deleting them. Each act is in the customer's history."""

from dataclasses import asdict, dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import search_text
from moment_ui.core.settings import settings
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.customer_files import rules
from moment_ui.domain.customer_files.errors import FileChanged, NoRoomForFiles, SameName
from moment_ui.domain.customer_files.rules import FileDraft
from moment_ui.models.customer import Customer
from moment_ui.models.customer_file import CustomerFile, CustomerFileVersion
from moment_ui.models.file import FilePurpose, StoredFile


@dataclass(frozen=True, slots=True)
class Brought:
    """A file that lies whole on the shelf: its random name there, and what is known of it."""

    name: str
    title: str
    size: int
    media_type: str
    sha256: str


@dataclass(frozen=True, slots=True)
class Added:
    """What bringing a file made of it: a version of a file that may have been there before."""

    file_id: int
    name: str
    number: int


@needs(Permission.VIEW_CUSTOMERS, Permission.EDIT_FILES)
def check_may_bring(work: Work, customer_id: int, size: int) -> None:
    """Whether a file of so many bytes may come: asked before any of them. Raises NotFound, NoRoomForFiles."""
    if work.session.exec(select(Customer.id).where(Customer.id == customer_id)).first() is None:
        raise NotFound(_("The customer"))
    _check_room(work, size)


@needs(Permission.VIEW_CUSTOMERS, Permission.EDIT_FILES)
def add_version(work: Work, customer_id: int, brought: Brought) -> Added:
    """Give a customer a file: the next version of one of the same name, else a new one.

    Two that come at once wait for each other: versions 1 and 2. Raises NotFound, NoRoomForFiles.
    """
    locked_rows(work, Customer, [customer_id], _("The customer"))
    file = _next(work, customer_id, brought.title)
    work.wait_for_writers()  # last of the locks; or two at once would take the same room
    _check_room(work, brought.size)
    stored = StoredFile(
        name=brought.name,
        purpose=FilePurpose.CUSTOMER,
        title=brought.title,
        media_type=brought.media_type,
        size=brought.size,
        sha256=brought.sha256,
        owner_id=work.actor.user_id,
        created_at=clock.now(),
    )
    work.session.add(stored)
    work.session.flush()
    work.session.add(
        CustomerFileVersion(
            file_id=file.key,
            stored_file_id=stored.key,
            number=file.latest,
            by_name=work.actor.name,
            created_at=clock.now(),
        )
    )
    file.changed_at = clock.now()
    _tell(work, "add_file", file, ("", _numbered(file)))
    return Added(file.key, file.name, file.latest)


@needs(Permission.VIEW_CUSTOMERS, Permission.EDIT_FILES)
def edit_file(work: Work, file_id: int, version: int, draft: FileDraft) -> None:
    """Change a file's name and description; `version` is the one the form was opened with.

    Raises NotFound, FileChanged, SameName.
    """
    file = _there(work, file_id)
    if file.version != version:
        raise FileChanged(file.name)
    before = asdict(FileDraft(file.name, file.description))
    changes = differences(before, asdict(draft))
    if not changes:
        return
    renamed = rules.same_name(draft.name) != file.same_name
    if renamed and _named(work, file.customer_id, draft.name):
        raise SameName(draft.name)
    file.description = draft.description
    _call(file, draft.name)
    file.version += 1
    told = {f"file_{field}": values for field, values in changes.items()}
    record(work, "edit_file", ("customer", file.customer_id), file.name, told)
    work.emit("files")


@needs(Permission.VIEW_CUSTOMERS, Permission.EDIT_FILES)
def delete_file(work: Work, file_id: int) -> str:
    """Delete a file with all its versions; returns its name. It can be put back for 30 days. Raises NotFound."""
    file = _there(work, file_id)
    file.deleted_at = clock.now()
    for stored in _stored(work, file_id):
        stored.expires_at = clock.now() + rules.KEPT_AFTER_DELETION
    _tell(work, "delete_file", file, (_numbered(file), ""))
    return file.name


@needs(Permission.VIEW_CUSTOMERS, Permission.EDIT_FILES)
def restore_file(work: Work, file_id: int) -> str:
    """Put a deleted file back; returns its name, which has a number when another one has it by now.

    Raises NotFound when it is gone for good.
    """
    query = select(CustomerFile).where(
        CustomerFile.id == file_id, col(CustomerFile.deleted_at).is_not(None)
    )
    file = work.session.exec(query.with_for_update()).first()
    if file is None:
        raise NotFound(_("The file"))
    locked_rows(work, Customer, [file.customer_id], _("The customer"))
    _call(file, _free_name(work, file))
    file.deleted_at = None
    for stored in _stored(work, file_id):
        stored.expires_at = None
    _tell(work, "restore_file", file, ("", _numbered(file)))
    return file.name


def _named(work: Work, customer_id: int, name: str) -> CustomerFile | None:
    """The customer's file of this name; the one changed last when two customers became one."""
    query = (
        select(CustomerFile)
        .where(
            CustomerFile.customer_id == customer_id,
            CustomerFile.same_name == rules.same_name(name),
            col(CustomerFile.deleted_at).is_(None),
        )
        .order_by(col(CustomerFile.changed_at).desc(), col(CustomerFile.id).desc())
        .with_for_update()
    )
    return work.session.exec(query).first()


def _free_name(work: Work, file: CustomerFile) -> str:
    name, number = file.name, 1
    while _named(work, file.customer_id, name):
        number += 1
        name = rules.numbered_name(file.name, number)
    return name


def _call(file: CustomerFile, name: str) -> None:
    file.name, file.same_name = name, rules.same_name(name)
    file.search = search_text(name, file.description)


def _next(work: Work, customer_id: int, name: str) -> CustomerFile:
    """The file that a version of this name goes to, with the number of that version."""
    if found := _named(work, customer_id, name):
        found.latest += 1
        return found
    file = CustomerFile(
        customer_id=customer_id,
        name=name,
        same_name=rules.same_name(name),
        search=search_text(name),
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    work.session.add(file)
    work.session.flush()
    return file


def _there(work: Work, file_id: int) -> CustomerFile:
    query = select(CustomerFile).where(
        CustomerFile.id == file_id, col(CustomerFile.deleted_at).is_(None)
    )
    file = work.session.exec(query.with_for_update()).first()
    if file is None:
        raise NotFound(_("The file"))
    return file


def _stored(work: Work, file_id: int) -> list[StoredFile]:
    versions = select(CustomerFileVersion.stored_file_id).where(
        CustomerFileVersion.file_id == file_id
    )
    return list(work.session.exec(select(StoredFile).where(col(StoredFile.id).in_(versions))))


def _check_room(work: Work, size: int) -> None:
    query = select(sa.func.coalesce(sa.func.sum(col(StoredFile.size)), 0))
    taken = work.session.exec(query.where(StoredFile.purpose == FilePurpose.CUSTOMER)).one()
    if taken + size > settings().max_files_mb << 20:
        raise NoRoomForFiles


def _numbered(file: CustomerFile) -> str:
    if file.latest == 1:
        return file.name
    return _("{name}, version {number}").format(name=file.name, number=file.latest)


def _tell(work: Work, action: str, file: CustomerFile, change: tuple[str, str]) -> None:
    record(work, action, ("customer", file.customer_id), file.name, {"file": change})
    work.emit("files")
