"""What stands on an import's rows by now: found through the schema's own references."""

from collections.abc import Iterator
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db.session import scoped_classes
from moment_ui.db.work import Work
from moment_ui.imports.lookups import chunks
from moment_ui.imports.words import counted
from moment_ui.models.audit import AuditEntry
from moment_ui.models.contact import CustomerContact
from moment_ui.models.importing import ImportBatch, ImportChange

Ids = dict[str, list[int]]
SILENT = frozenset(
    {
        "import_change",
        "customer_tag",
        "contact_email",
        "contact_tag",
        "not_duplicates",
        "register_check",
        "receiver_check",
    }
)


def later_work(
    work: Work, batch: ImportBatch, created: Ids, updated: Ids, owned: frozenset[str]
) -> Iterator[str]:
    """Why the batch cannot be undone, in sentences; nothing when it can.

    `owned` names tables whose rows go with the row they belong to.
    """
    for table, ids in created.items():
        for other, count in _referring(work, table, ids, created, owned):
            yield _("{count} stand on the {what} of this import").format(
                count=counted(other, count), what=counted(table, len(ids))
            )
    for table in sorted({*created, *updated}):
        ids = created.get(table, []) + updated.get(table, [])
        if edited := _edited(work, batch, table, ids):
            yield _("{count}: changed after the import").format(count=counted(table, edited))
        if again := _imported_again(work, batch, table, ids):
            yield _("{count}: changed by a later import; undo that first").format(
                count=counted(table, again)
            )


def _referring(
    work: Work, table: str, ids: list[int], created: Ids, owned: frozenset[str]
) -> Iterator[tuple[str, int]]:
    for model in scoped_classes():
        other = str(model.__tablename__)
        if other in owned or other in SILENT:
            continue
        ours = set(created.get(other, []))
        for column in _columns_to(model, table):
            found: set[int] = set()
            for some in chunks(ids):
                query = select(col(model.id)).where(column.in_(some))
                found |= {key for key in work.session.exec(query) if key}
            if found - ours:
                yield other, len(found - ours)


def _columns_to(model: Any, table: str) -> list[Any]:
    """The model's columns that refer to the table's id."""
    constraints = cast("Any", sa.inspect(model)).local_table.foreign_key_constraints
    return [
        getattr(model, element.parent.name)
        for constraint in constraints
        for element in constraint.elements
        if constraint.referred_table.name == table and element.column.name == "id"
    ]


def _edited(work: Work, batch: ImportBatch, table: str, ids: list[int]) -> int:
    count = 0
    subject, subject_ids = _told_as(work, table, ids)
    for some in chunks(subject_ids):
        query = (
            select(sa.func.count(sa.distinct(col(AuditEntry.subject_id))))
            .where(col(AuditEntry.subject) == subject, col(AuditEntry.subject_id).in_(some))
            .where(col(AuditEntry.at) > batch.at, col(AuditEntry.action) != "import_file")
        )
        count += work.session.exec(query).one()
    return count


def _told_as(work: Work, table: str, ids: list[int]) -> tuple[str, list[int]]:
    """What the audit log calls these rows: a contact's place at a customer goes by the contact."""
    if table != "customer_contact":
        return table, ids
    found: set[int] = set()
    for some in chunks(ids):
        query = select(col(CustomerContact.contact_id)).where(col(CustomerContact.id).in_(some))
        found |= set(work.session.exec(query))
    return "contact", sorted(found)


def _imported_again(work: Work, batch: ImportBatch, table: str, ids: list[int]) -> int:
    count = 0
    for some in chunks(ids):
        query = select(sa.func.count(sa.distinct(col(ImportChange.row_id)))).where(
            col(ImportChange.table) == table,
            col(ImportChange.row_id).in_(some),
            col(ImportChange.batch_id) > batch.key,
        )
        count += work.session.exec(query).one()
    return count
