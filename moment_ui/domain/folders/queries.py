"""Reading the files of a folder."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.lists import contains, every_word
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.folders.folder import FOLDERS, Folder
from moment_ui.domain.folders.rules import FileDraft, version_title
from moment_ui.models.file import StoredFile

SORTS = ("changed", "name", "size", "by")
"""The orders a list of files can have: newest, by name, largest, by who brought it."""

FIRST_SORT = "changed"


@dataclass(frozen=True, slots=True)
class VersionRow:
    """One version of a file. `stored` is the random name it is fetched by."""

    file_id: int
    number: int
    stored: str
    media_type: str
    size: int
    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file with its newest version first."""

    id: int
    name: str
    description: str
    with_invoices: bool
    versions: tuple[VersionRow, ...]


@dataclass(frozen=True, slots=True)
class Download:
    """Where a version's bytes lie, and what they are saved as."""

    stored: str
    path: Path
    title: str
    media_type: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files of a folder: words that each must be in name or description, and an order of SORTS."""

    text: str = ""
    sort: str = FIRST_SORT
    deleted: bool = False


@needs(Permission.VIEW_FILES)
def files_in(
    work: Work, folder: Folder, owner_id: int, wanted: Wanted, limit: int
) -> list[FileRow]:
    """The first `limit` files of an owner with all their versions. As all here, raises NotPermitted."""
    folder.check_open(work.actor)
    file, version = folder.table, folder.versions
    newest = (col(version.file_id) == col(file.id)) & (col(version.number) == col(file.latest))
    query = (
        select(file)
        .join(version, newest)
        .join(StoredFile, col(version.stored_file_id) == col(StoredFile.id))
        .where(*_of(folder, owner_id, wanted))
        .order_by(*_order(folder, wanted.sort), col(file.id).desc())
        .limit(limit)
    )
    found = list(work.session.exec(query))
    versions = _versions(work, folder, [row.key for row in found])
    return [
        FileRow(row.key, row.name, row.description, row.with_invoices, tuple(versions[row.key]))
        for row in found
    ]


@needs(Permission.VIEW_FILES)
def file_count(work: Work, folder: Folder, owner_id: int, wanted: Wanted | None = None) -> int:
    """How many files an owner has, not counting deleted ones unless they are wanted."""
    folder.check_open(work.actor)
    query = select(sa.func.count(col(folder.table.id)))
    return work.session.exec(query.where(*_of(folder, owner_id, wanted or Wanted()))).one()


@needs(Permission.EDIT_FILES)
def file_draft(work: Work, folder: Folder, file_id: int) -> tuple[FileDraft, int]:
    """A file's name and description as one edits them, and which version of them. Raises NotFound."""
    folder.check_open(work.actor)
    table = folder.table
    query = select(table).where(table.id == file_id, col(table.deleted_at).is_(None))
    file = work.session.exec(query).first()
    if file is None:
        raise NotFound(_("The file"))
    return FileDraft(file.name, file.description), file.version


@needs(Permission.CREATE_INVOICES)
def files_with_invoices(work: Work, folder: Folder, owner_ids: Sequence[int]) -> dict[int, str]:
    """The newest versions of files that go with the owners' invoices: names by the stored file's id."""
    marked = col(folder.table.with_invoices)
    return _titles(work, _newest(folder, owner_ids).where(marked))


@needs(Permission.VIEW_FILES)
def newest_files(
    work: Work, folder: Folder, owner_ids: Sequence[int], limit: int
) -> dict[int, str]:
    """The newest versions of the owners' files, the first `limit`: names by the stored file's id.

    Nothing of a folder that the actor may not open.
    """
    if not work.actor.may(folder.view):
        return {}
    return _titles(work, _newest(folder, owner_ids).limit(limit))


@needs(Permission.VIEW_FILES)
def find_download(work: Work, stored: str) -> Download | None:
    """The version with this random name, in any folder the actor may open, unless its file was deleted."""
    opened = (folder for folder in FOLDERS.values() if work.actor.may(folder.view))
    return next((found for folder in opened if (found := _version(work, folder, stored))), None)


def _titles(work: Work, query: Any) -> dict[int, str]:
    return dict(cast("Any", work.session).exec(query).all())


def _newest(folder: Folder, owner_ids: Sequence[int]) -> Any:
    """Stored file and name of each file's newest version, by name."""
    table, versions = folder.table, folder.versions
    newest = (col(versions.file_id) == col(table.id)) & (col(versions.number) == col(table.latest))
    return (
        select(versions.stored_file_id, table.name)
        .join(table, newest)
        .where(getattr(table, folder.column).in_(owner_ids), col(table.deleted_at).is_(None))
        .order_by(col(table.sort_name), col(table.id))
    )


def _version(work: Work, folder: Folder, stored: str) -> Download | None:
    table, versions = folder.table, folder.versions
    query = (
        select(table, versions, StoredFile)
        .join(versions, col(versions.file_id) == col(table.id))
        .join(StoredFile, col(versions.stored_file_id) == col(StoredFile.id))
        .where(StoredFile.name == stored, col(table.deleted_at).is_(None))
    )
    found = work.session.exec(query).first()
    path = folder.shelf.path_of(stored)
    if found is None or path is None or not path.is_file():
        return None
    file, version, row = found
    title = version_title(file.name, version.number, latest=version.number == file.latest)
    return Download(stored, path, title, row.media_type)


def _of(folder: Folder, owner_id: int, wanted: Wanted) -> list[Any]:
    table = folder.table
    deleted = col(table.deleted_at)
    return [
        folder.of(owner_id),
        deleted.is_not(None) if wanted.deleted else deleted.is_(None),
        every_word(wanted.text, lambda word: contains(col(table.search), word)),
    ]


def _order(folder: Folder, sort: str) -> tuple[Any, ...]:
    table, versions = folder.table, folder.versions
    orders = {
        "changed": (col(versions.created_at).desc(),),
        "name": (col(table.sort_name),),
        "size": (col(StoredFile.size).desc(),),
        "by": (col(versions.by_name), col(versions.created_at).desc()),
    }
    return orders[sort]


def _versions(work: Work, folder: Folder, file_ids: Sequence[int]) -> dict[int, list[VersionRow]]:
    table = folder.versions
    query = (
        select(table, StoredFile)
        .join(StoredFile, col(table.stored_file_id) == col(StoredFile.id))
        .where(col(table.file_id).in_(file_ids))
        .order_by(col(table.number).desc())
    )
    found: dict[int, list[VersionRow]] = {file_id: [] for file_id in file_ids}
    for version, stored in work.session.exec(query):
        found[version.file_id].append(
            VersionRow(
                version.file_id,
                version.number,
                stored.name,
                stored.media_type,
                stored.size,
                version.by_name,
                version.created_at,
            )
        )
    return found
