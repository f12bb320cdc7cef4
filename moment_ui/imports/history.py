"""The imports of a company, newest first."""

import datetime as dt
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Actor, Permission
from moment_ui.db.work import Work, writing
from moment_ui.domain.access.needs import before_log_in, needs
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
    return [_past(batch) for batch in work.session.exec(query)]


@before_log_in("the server asks what became of a job that it ran for this user in this company")
def import_since(user_id: int, company_id: int, kind: str, since: dt.datetime) -> PastImport | None:
    """What a user imported last, from this moment on; None when that left nothing.

    Waits for a commit that is still under way, although the process that asked for it is gone.
    """
    with writing(Actor(0, company_id, frozenset())) as work:
        work.leave_figures()
        work.wait_for_writers()
        query = select(ImportBatch).where(
            col(ImportBatch.user_id) == user_id,
            col(ImportBatch.kind) == ImportKind(kind),
            col(ImportBatch.at) >= since,
        )
        batch = work.session.exec(query.order_by(col(ImportBatch.id).desc())).first()
        return None if batch is None else _past(batch)


@needs(Permission.IMPORT)
def may_import(work: Work) -> int:
    """Whether the actor may still import: asked while one runs. Returns the company's id."""
    return work.company_id


def _past(batch: ImportBatch) -> PastImport:
    return PastImport(
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
