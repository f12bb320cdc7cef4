"""Reading a customer's files."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.lists import contains, every_word
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customer_files import files
from moment_ui.domain.customer_files.rules import FileDraft, version_title
from moment_ui.models.customer_file import CustomerFile, CustomerFileVersion
from moment_ui.models.file import StoredFile

SORTS: dict[str, Any] = {
    "changed": (col(CustomerFileVersion.created_at).desc(),),
    "name": (col(CustomerFile.sort_name),),
    "size": (col(StoredFile.size).desc(),),
    "by": (col(CustomerFileVersion.by_name), col(CustomerFileVersion.created_at).desc()),
}
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
    """Which files of a customer: words that each must be in name or description, and an order of SORTS."""

    text: str = ""
    sort: str = FIRST_SORT
    deleted: bool = False


@needs(Permission.VIEW_CUSTOMERS, Permission.VIEW_FILES)
def customer_files(work: Work, customer_id: int, wanted: Wanted, limit: int) -> list[FileRow]:
    """The first `limit` files of a customer with all their versions."""
    newest = col(CustomerFileVersion.number) == col(CustomerFile.latest)
    query = (
        select(CustomerFile)
        .join(CustomerFileVersion, (col(CustomerFileVersion.file_id) == CustomerFile.id) & newest)
        .join(StoredFile, col(CustomerFileVersion.stored_file_id) == col(StoredFile.id))
        .where(*_of(customer_id, wanted))
        .order_by(*SORTS[wanted.sort], col(CustomerFile.id).desc())
        .limit(limit)
    )
    found = list(work.session.exec(query))
    versions = _versions(work, [file.key for file in found])
    return [
        FileRow(file.key, file.name, file.description, tuple(versions[file.key])) for file in found
    ]


@needs(Permission.VIEW_CUSTOMERS, Permission.VIEW_FILES)
def file_count(work: Work, customer_id: int, wanted: Wanted | None = None) -> int:
    """How many files a customer has, not counting deleted ones unless they are wanted."""
    query = select(sa.func.count(col(CustomerFile.id)))
    return work.session.exec(query.where(*_of(customer_id, wanted or Wanted()))).one()


@needs(Permission.VIEW_CUSTOMERS, Permission.EDIT_FILES)
def file_draft(work: Work, file_id: int) -> tuple[FileDraft, int]:
    """A file's name and description as one edits them, and which version of them. Raises NotFound."""
    query = select(CustomerFile).where(
        CustomerFile.id == file_id, col(CustomerFile.deleted_at).is_(None)
    )
    file = work.session.exec(query).first()
    if file is None:
        raise NotFound(_("The file"))
    return FileDraft(file.name, file.description), file.version


@needs(Permission.VIEW_CUSTOMERS, Permission.VIEW_FILES)
def find_download(work: Work, stored: str) -> Download | None:
    """The version with this random name, unless its file was deleted."""
    query = (
        select(CustomerFile, CustomerFileVersion, StoredFile)
        .join(CustomerFileVersion, col(CustomerFileVersion.file_id) == col(CustomerFile.id))
        .join(StoredFile, col(CustomerFileVersion.stored_file_id) == col(StoredFile.id))
        .where(StoredFile.name == stored, col(CustomerFile.deleted_at).is_(None))
    )
    found = work.session.exec(query).first()
    path = files.path_of(stored)
    if found is None or path is None or not path.is_file():
        return None
    file, version, row = found
    title = version_title(file.name, version.number, latest=version.number == file.latest)
    return Download(stored, path, title, row.media_type)


def _of(customer_id: int, wanted: Wanted) -> list[Any]:
    deleted = col(CustomerFile.deleted_at)
    return [
        col(CustomerFile.customer_id) == customer_id,
        deleted.is_not(None) if wanted.deleted else deleted.is_(None),
        every_word(wanted.text, lambda word: contains(col(CustomerFile.search), word)),
    ]


def _versions(work: Work, file_ids: Sequence[int]) -> dict[int, list[VersionRow]]:
    query = (
        select(CustomerFileVersion, StoredFile)
        .join(StoredFile, col(CustomerFileVersion.stored_file_id) == col(StoredFile.id))
        .where(col(CustomerFileVersion.file_id).in_(file_ids))
        .order_by(col(CustomerFileVersion.number).desc())
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
