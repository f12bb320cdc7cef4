"""Bringing files into folders, naming and deleting them. Each act is in the owner's history."""

from dataclasses import asdict, dataclass
from typing import Any

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
from moment_ui.domain.folders import rules
from moment_ui.domain.folders.errors import FileChanged, NoRoomForFiles, SameName
from moment_ui.domain.folders.folder import FOLDERS, Folder
from moment_ui.domain.folders.rules import FileDraft
from moment_ui.domain.folders.storing import Brought, stored_file
from moment_ui.models.file import StoredFile


@dataclass(frozen=True, slots=True)
class Added:
    """What bringing a file made of it: a version of a file that may have been there before."""

    file_id: int
    name: str
    number: int


@needs(Permission.EDIT_FILES)
def check_may_bring(work: Work, folder: Folder, owner_id: int, size: int) -> None:
    """Whether a file of so many bytes may come: asked before any of them.

    Raises NotFound, NoRoomForFiles; as all acts with files NotPermitted.
    """
    folder.check_open(work.actor)
    owner: Any = folder.owner
    if work.session.exec(select(owner.id).where(owner.id == owner_id)).first() is None:
        raise NotFound(folder.missing)
    _check_room(work, size)


@needs(Permission.EDIT_FILES)
def add_version(work: Work, folder: Folder, owner_id: int, brought: Brought) -> Added:
    """Put a file into the folder of its owner: the next version of one of the same name, else a new one.

    Two that come at once wait for each other: versions 1 and 2. Raises NotFound, NoRoomForFiles.
    """
    folder.check_open(work.actor)
    locked_rows(work, folder.owner, [owner_id], folder.missing)
    file = _next(work, folder, owner_id, brought.title)
    work.wait_for_writers()  # last of the locks; or two at once would take the same room
    _check_room(work, brought.size)
    stored = stored_file(work, brought, folder.purpose)
    work.session.add(
        folder.versions(
            file_id=file.key,
            stored_file_id=stored.key,
            number=file.latest,
            by_name=work.actor.name,
            created_at=clock.now(),
        )
    )
    file.changed_at = clock.now()
    _tell(work, folder, "add_file", file, ("", _numbered(file)))
    return Added(file.key, file.name, file.latest)


@needs(Permission.EDIT_FILES)
def edit_file(work: Work, folder: Folder, file_id: int, version: int, draft: FileDraft) -> None:
    """Change a file's name and description; `version` is the one the form was opened with.

    Raises NotFound, FileChanged, SameName.
    """
    file = _there(work, folder, file_id)
    if file.version != version:
        raise FileChanged(file.name)
    before = asdict(FileDraft(file.name, file.description))
    changes = differences(before, asdict(draft))
    if not changes:
        return
    renamed = rules.same_name(draft.name) != file.same_name
    if renamed and _named(work, folder, folder.whose(file), draft.name):
        raise SameName(draft.name)
    file.description = draft.description
    _call(file, draft.name)
    file.version += 1
    told = {f"file_{field}": values for field, values in changes.items()}
    record(work, "edit_file", (folder.subject, folder.whose(file)), file.name, told)
    work.emit("files")


@needs(Permission.EDIT_FILES)
def mark_file(work: Work, folder: Folder, file_id: int, *, with_invoices: bool) -> str:
    """Let a file go with the invoices that are made from now on, or no longer; returns its name.

    Raises NotFound.
    """
    file = _there(work, folder, file_id)
    if file.with_invoices != with_invoices:
        change = {"file_with_invoices": (file.with_invoices, with_invoices)}
        file.with_invoices = with_invoices
        record(work, "mark_file", (folder.subject, folder.whose(file)), file.name, change)
        work.emit("files")
    return file.name


@needs(Permission.EDIT_FILES)
def delete_file(work: Work, folder: Folder, file_id: int) -> str:
    """Delete a file with all its versions; returns its name. It can be put back for 30 days. Raises NotFound."""
    file = _there(work, folder, file_id)
    file.deleted_at = clock.now()
    for stored in _stored(work, folder, file_id):
        stored.expires_at = clock.now() + rules.KEPT_AFTER_DELETION
    _tell(work, folder, "delete_file", file, (_numbered(file), ""))
    return file.name


@needs(Permission.EDIT_FILES)
def restore_file(work: Work, folder: Folder, file_id: int) -> str:
    """Put a deleted file back; returns its name, which has a number when another one has it by now.

    Raises NotFound when it is gone for good.
    """
    file = _there(work, folder, file_id, deleted=True)
    locked_rows(work, folder.owner, [folder.whose(file)], folder.missing)
    _call(file, _free_name(work, folder, file))
    file.deleted_at = None
    for stored in _stored(work, folder, file_id):
        stored.expires_at = None
    _tell(work, folder, "restore_file", file, ("", _numbered(file)))
    return file.name


def _named(work: Work, folder: Folder, owner_id: int, name: str) -> Any:
    """The owner's file of this name; the one changed last when two customers became one; or None."""
    table = folder.table
    query = (
        select(table)
        .where(
            folder.of(owner_id),
            table.same_name == rules.same_name(name),
            col(table.deleted_at).is_(None),
        )
        .order_by(col(table.changed_at).desc(), col(table.id).desc())
        .with_for_update()
    )
    return work.session.exec(query).first()


def _free_name(work: Work, folder: Folder, file: Any) -> str:
    name, number = file.name, 1
    while _named(work, folder, folder.whose(file), name):
        number += 1
        name = rules.numbered_name(file.name, number)
    return name


def _call(file: Any, name: str) -> None:
    file.name, file.same_name = name, rules.same_name(name)
    file.search = search_text(name, file.description)


def _next(work: Work, folder: Folder, owner_id: int, name: str) -> Any:
    """The file that a version of this name goes to, with the number of that version."""
    if found := _named(work, folder, owner_id, name):
        found.latest += 1
        return found
    file = folder.table(
        **{folder.column: owner_id},
        name=name,
        same_name=rules.same_name(name),
        search=search_text(name),
        created_at=clock.now(),
        changed_at=clock.now(),
    )
    work.session.add(file)
    work.session.flush()
    return file


def _there(work: Work, folder: Folder, file_id: int, *, deleted: bool = False) -> Any:
    folder.check_open(work.actor)
    table = folder.table
    gone = col(table.deleted_at).is_not(None)
    query = select(table).where(table.id == file_id, gone if deleted else ~gone)
    file = work.session.exec(query.with_for_update()).first()
    if file is None:
        raise NotFound(_("The file"))
    return file


def _stored(work: Work, folder: Folder, file_id: int) -> list[StoredFile]:
    table = folder.versions
    versions = select(table.stored_file_id).where(table.file_id == file_id)
    return list(work.session.exec(select(StoredFile).where(col(StoredFile.id).in_(versions))))


def _check_room(work: Work, size: int) -> None:
    query = select(sa.func.coalesce(sa.func.sum(col(StoredFile.size)), 0))
    purposes = [folder.purpose for folder in FOLDERS.values()]
    taken = work.session.exec(query.where(col(StoredFile.purpose).in_(purposes))).one()
    if taken + size > settings().max_files_mb << 20:
        raise NoRoomForFiles


def _numbered(file: Any) -> str:
    if file.latest == 1:
        return file.name
    return _("{name}, version {number}").format(name=file.name, number=file.latest)


def _tell(work: Work, folder: Folder, action: str, file: Any, change: tuple[str, str]) -> None:
    record(work, action, (folder.subject, folder.whose(file)), file.name, {"file": change})
    work.emit("files")
