"""Somebody who is erased is erased from what undoing a merge would bring back, too."""

from typing import Any

from sqlmodel import col, select

from moment_ui.db import references
from moment_ui.db.work import Work
from moment_ui.models.merging import CustomerMerge


def forget(work: Work, table: str, row_id: int, own: dict[str, set[int]]) -> None:
    """Take a row out of every snapshot: rows that refer to it, and values of `own` rows, by table."""
    query = select(CustomerMerge).where(col(CustomerMerge.undone_at).is_(None)).with_for_update()
    for merge in work.session.exec(query.order_by(col(CustomerMerge.id))):
        doubles = [
            each
            for each in merge.snapshot.get("doubles", ())
            if not _refers(each["table"], each["row"], table, row_id)
        ]
        fills = [
            each
            for each in merge.snapshot.get("fills", ())
            if not own.get(each["table"], set()) & set(each["ids"])
        ]
        if merge.snapshot:
            merge.snapshot = {**merge.snapshot, "doubles": doubles, "fills": fills}


def _refers(name: str, row: dict[str, Any], table: str, row_id: int) -> bool:
    kept = references.table_called(name)
    targets = {} if kept is None else references.targets_of(kept)
    return any(target == table and row.get(column) == row_id for column, target in targets.items())
