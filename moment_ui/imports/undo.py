"""Undoing an import: what it created goes, what it changed comes back, nothing else is touched."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, NotFound
from moment_ui.core.words import _
from moment_ui.db.json_rows import from_json
from moment_ui.db.merged import customers_named_by
from moment_ui.db.session import scoped_classes
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.customers.survivors import survivors
from moment_ui.domain.invoices.commands import recount_balances
from moment_ui.domain.numbering.series import give_back
from moment_ui.imports.dependents import later_work
from moment_ui.imports.errors import CannotUndo
from moment_ui.imports.kinds import kind_called
from moment_ui.imports.lookups import chunks
from moment_ui.imports.record import SERIES, summary
from moment_ui.imports.shared import (
    drop_hours,
    follow_hours,
    follow_projects,
    locked_hours,
    projects_of,
)
from moment_ui.models.base import CompanyScoped
from moment_ui.models.importing import ImportBatch, ImportChange
from moment_ui.models.invoice import InvoiceLine, InvoiceVat
from moment_ui.models.payment import Payment

OWNED: dict[str, tuple[type[CompanyScoped], ...]] = {"invoice": (InvoiceLine, InvoiceVat)}
Before = dict[str, Any]


@dataclass(frozen=True, slots=True)
class UndoPreview:
    """What an undo takes away and gives back, by table, and why it cannot be done ("" parts none)."""

    removed: dict[str, int]
    restored: dict[str, int]
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Past:
    """A batch with its changes sorted out; `series` are the number series that moved on."""

    batch: ImportBatch
    created: dict[str, list[int]]
    updated: dict[str, list[tuple[int, Before]]]
    series: list[tuple[int, Before]]


@needs(Permission.IMPORT)
def undo_preview(work: Work, batch_id: int) -> UndoPreview:
    """What undoing a batch would do. Raises NotFound, and Conflict when it is undone already."""
    past = _past(work, batch_id)
    return UndoPreview(
        {table: len(ids) for table, ids in past.created.items()},
        {table: len(rows) for table, rows in past.updated.items()},
        tuple(_reasons(work, past)),
    )


@needs(Permission.IMPORT)
def undo_import(work: Work, batch_id: int) -> ImportBatch:
    """Take a batch back; returns it. Raises NotFound, Conflict and CannotUndo.

    Its numbers are given out again, unless others were given out since.
    """
    past = _past(work, batch_id)
    if reasons := _reasons(work, past):
        raise CannotUndo(reasons)
    invoices = _invoices_paid(work, past)
    projects = _projects_changed(work, past)
    drop_hours(work, past.created.get("time_record", []))
    for table in _children_first():
        _restore(work, table, past.updated.get(table, []))
        _remove(work, table, past.created.get(table, []))
    for table in reversed(_children_first()):
        _bring_back(work, table, past.updated.get(table, []))
    follow_hours(work, [key for key, _before in past.updated.get("time_record", [])])
    follow_projects(work, projects - set(past.created.get("project", [])))
    for key, before in past.series:
        give_back(work, key, before["next"], given=before["given"])
    gone = set(past.created.get("invoice", []))
    changed = {key for key, _before in past.updated.get("invoice", [])}
    recount_balances(work, (invoices | changed) - gone)
    work.session.exec(sa.delete(ImportChange).where(col(ImportChange.batch_id) == batch_id))
    past.batch.undone_at = clock.now()
    record(work, "undo_import", past.batch, summary(past.batch))
    for topic in kind_called(past.batch.kind.value).topics:
        work.emit(topic)
    return past.batch


def _past(work: Work, batch_id: int) -> Past:
    query = select(ImportBatch).where(ImportBatch.id == batch_id).with_for_update()
    batch = work.session.exec(query).first()
    if batch is None:
        raise NotFound(_("The import"))
    if batch.undone_at:
        raise Conflict(_("This import is undone already."))
    created: defaultdict[str, list[int]] = defaultdict(list)
    updated: defaultdict[str, list[tuple[int, Before]]] = defaultdict(list)
    columns = (
        col(ImportChange.table),
        col(ImportChange.row_id),
        col(ImportChange.created),
        col(ImportChange.before),
    )
    for table, key, is_new, before in work.session.exec(
        select(*columns).where(col(ImportChange.batch_id) == batch_id)
    ):
        if is_new:
            created[table].append(key)
        else:
            updated[table].append((key, before))
    series = updated.pop(SERIES, [])
    return Past(batch, dict(created), dict(updated), series)


def _reasons(work: Work, past: Past) -> list[str]:
    updated = {table: [key for key, _before in rows] for table, rows in past.updated.items()}
    owned = {model.__tablename__ for models in OWNED.values() for model in models}
    later = later_work(work, past.batch, past.created, updated, frozenset(map(str, owned)))
    hours = past.created.get("time_record", []) + updated.get("time_record", [])
    text = _("{company} has some of the hours on an invoice or a draft")
    return [*later, *(text.format(company=name) for name in sorted(locked_hours(work, hours)))]


def _projects_changed(work: Work, past: Past) -> set[int]:
    """The projects whose secondary ones follow: changed by the batch, or with activities of it."""
    changed = {key for key, _before in past.updated.get("project", [])}
    return changed | projects_of(work, past.created.get("activity", []))


def _invoices_paid(work: Work, past: Past) -> set[int]:
    """The invoices whose balances follow from payments of the batch."""
    keys = past.created.get("payment", []) + [key for key, _b in past.updated.get("payment", [])]
    found: set[int] = set()
    for some in chunks(keys):
        query = select(col(Payment.invoice_id)).where(col(Payment.id).in_(some))
        found |= set(work.session.exec(query))
    before = (values.get("invoice_id") for _key, values in past.updated.get("payment", []))
    return found | {key for key in before if key}


def _remove(work: Work, table: str, ids: Iterable[int]) -> None:
    model = models()[table]
    for some in chunks(sorted(ids, reverse=True)):  # credit notes before what they credit
        for part in OWNED.get(table, ()):
            owner = getattr(part, f"{table}_id")
            work.session.exec(sa.delete(part).where(col(owner).in_(some)))
        work.session.exec(sa.delete(model).where(col(model.id).in_(some)))


def _restore(work: Work, table: str, rows: list[tuple[int, Before]]) -> None:
    model = models()[table]
    for key, before in rows:
        if not _was_taken_away(before):
            values = _as_it_was(work, table, before)
            work.session.exec(sa.update(model).where(col(model.id) == key).values(**values))


def _bring_back(work: Work, table: str, rows: list[tuple[int, Before]]) -> None:
    model = models()[table]
    gone = [_as_it_was(work, table, before) for _key, before in rows if _was_taken_away(before)]
    work.insert_rows(model, gone)


def _as_it_was(work: Work, table: str, before: Before) -> Before:
    """A row's old values; one that named a customer which was merged since names what it is now."""
    values = from_json(SQLModel.metadata.tables[table], before)
    named = [name for name in customers_named_by(models()[table]) if values.get(name)]
    return values | {name: survivors(work, [values[name]])[0] for name in named}


def _was_taken_away(before: Before) -> bool:
    """Whether the whole row is kept, and not the changed columns only."""
    return "id" in before


def models() -> dict[str, type[CompanyScoped]]:
    """The scoped models by table."""
    return {str(model.__tablename__): model for model in scoped_classes()}


def _children_first() -> list[str]:
    scoped = models()
    ordered = SQLModel.metadata.sorted_tables
    return [table.name for table in reversed(ordered) if table.name in scoped]
