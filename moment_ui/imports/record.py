"""Writing a plan, and remembering what was written so that it can be undone."""

from collections.abc import Callable, Iterable, Iterator
from itertools import groupby, islice
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.json_rows import as_json
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.numbering.series import Standing, standings
from moment_ui.imports.lookups import chunks
from moment_ui.imports.plan import Plan, Planner, Update, Values
from moment_ui.models.audit import AuditEntry
from moment_ui.models.base import CompanyScoped
from moment_ui.models.importing import ImportBatch, ImportChange

AT_ONCE = 2000
SERIES = "number_series"
PARTS = frozenset({"invoice_line", "invoice_vat", "customer_contact"})  # told with their owner


@needs(Permission.IMPORT)
def write_plan(
    work: Work, batch: ImportBatch, plan: Plan, planner: Planner, tell: Callable[[int, int], None]
) -> int:
    """Write everything a plan holds; returns the id of the batch, which can undo it.

    `tell` hears how many rows are written, and of how many.
    """
    work.session.add(batch)
    work.session.flush()
    total, done = plan.created + len(plan.updates), 0
    series = standings(work)

    def advance(count: int) -> None:
        nonlocal done
        done += count
        tell(done, total)

    for some in _pieces(planner.write(work, advance)):
        _remember(work, batch, some)
    for model, rows in _additions(plan):
        ids = work.insert_rows(model, rows, returning=True)
        _remember(work, batch, [(_table(model), key) for key in ids])
    _remove(work, batch, plan)
    for some in chunks(plan.updates, AT_ONCE):
        _change(work, batch, some)
        advance(len(some))
    planner.settle(work)
    _remember_series(work, batch, series)
    record(work, "import_file", batch, summary(batch))
    return batch.key


def summary(batch: ImportBatch) -> str:
    """The batch in a line, for the audit log."""
    return (
        f"{batch.file_name}: {batch.created} created, {batch.updated} updated, "
        f"{batch.unchanged} unchanged, {batch.refused} refused"
    )


def _pieces(items: Iterable[tuple[str, int]]) -> Iterator[list[tuple[str, int]]]:
    iterator = iter(items)
    while piece := list(islice(iterator, AT_ONCE)):
        yield piece


def _remember(work: Work, batch: ImportBatch, written: Iterable[tuple[str, int]]) -> None:
    rows = [
        {"batch_id": batch.key, "table": table, "row_id": key, "created": True, "before": {}}
        for table, key in written
    ]
    work.insert_rows(ImportChange, rows)


def _remember_series(work: Work, batch: ImportBatch, before: dict[int, Standing]) -> None:
    """Which number each series that moved on stood at, and at which the import left it."""
    moved = [
        {
            "batch_id": batch.key,
            "table": SERIES,
            "row_id": key,
            "created": False,
            "before": {"next": before[key].next if key in before else now.first, "given": now.next},
        }
        for key, now in standings(work).items()
        if before.get(key) != now
    ]
    work.insert_rows(ImportChange, moved)


def _additions(plan: Plan) -> Iterator[tuple[type[CompanyScoped], list[Values]]]:
    by_model: dict[type[CompanyScoped], list[Values]] = {}
    for addition in plan.additions:
        by_model.setdefault(addition.model, []).append(addition.row)
    yield from by_model.items()


def _remove(work: Work, batch: ImportBatch, plan: Plan) -> None:
    for removal in plan.removals:
        model = removal.model
        work.session.exec(sa.delete(model).where(col(model.id) == removal.id))
    work.insert_rows(
        ImportChange,
        [_changed(batch, removal.model, removal.id, removal.before) for removal in plan.removals],
    )


def _change(work: Work, batch: ImportBatch, updates: Iterable[Update]) -> None:
    updates = sorted(updates, key=_shape)
    for _key, same in groupby(updates, key=_shape):
        group = list(same)
        rows = [{"id": update.id, **update.after} for update in group]
        work.update_rows(group[0].model, rows)
    work.insert_rows(ImportChange, [_changed(batch, u.model, u.id, u.before) for u in updates])
    work.insert_rows(
        AuditEntry,
        [_audited(work, batch, u) for u in updates if _table(u.model) not in PARTS],
    )


def _shape(update: Update) -> tuple[str, tuple[str, ...]]:
    return _table(update.model), tuple(sorted(update.after))


def _changed(
    batch: ImportBatch, model: type[CompanyScoped], key: int, before: Values
) -> dict[str, Any]:
    return {
        "batch_id": batch.key,
        "table": _table(model),
        "row_id": key,
        "created": False,
        "before": as_json(before),
    }


def _audited(work: Work, batch: ImportBatch, update: Update) -> dict[str, Any]:
    shown = {name for name in update.after if name not in ("search", "updated_at", "version")}
    return {
        "at": batch.at,
        "user_id": work.actor.user_id or None,
        "user_name": work.actor.name,
        "action": "import_file",
        "subject": _table(update.model),
        "subject_id": update.id,
        "summary": batch.file_name,
        "changes": {
            name: [_text(update.before[name]), _text(update.after[name])] for name in shown
        },
    }


def _text(value: Any) -> str:
    return "" if value is None else str(value)[:1000]


def _table(model: type[CompanyScoped]) -> str:
    return str(model.__tablename__)
