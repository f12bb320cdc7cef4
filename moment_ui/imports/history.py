"""The imports of a company, newest first."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.importing import ImportBatch, ImportKind


@dataclass(frozen=True, slots=True)
class PastImport:
    """One import, as a list shows it."""

    id: int
    kind: ImportKind
    file_name: str
    created: int
    updated: int
    unchanged: int
    refused: int
    user_name: str
    at: dt.datetime
    undone_at: dt.datetime | None


@needs(Permission.IMPORT)
def past_imports(work: Work, limit: int = 50) -> list[PastImport]:
    """What was imported, newest first."""
    query = select(ImportBatch).order_by(col(ImportBatch.id).desc()).limit(limit)
    return [
        PastImport(
            batch.key,
            batch.kind,
            batch.file_name,
            batch.created,
            batch.updated,
            batch.unchanged,
            batch.refused,
            batch.user_name,
            batch.at,
            batch.undone_at,
        )
        for batch in work.session.exec(query)
    ]


@needs(Permission.IMPORT)
def may_import(work: Work) -> int:
    """Whether the actor may still import: asked while one runs. Returns the company's id."""
    return work.company_id
