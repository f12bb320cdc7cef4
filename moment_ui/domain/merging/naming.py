"""What rows of any table are called in a sentence: by number and name, else by what they are about."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from moment_ui.core.words import _, plural
from moment_ui.db import references
from moment_ui.db.work import Work
from moment_ui.domain.merging.moving import CUSTOMER

NAMED = 3
_OWN = ("number", "name")


def names_of(work: Work, table: sa.Table, ids: Collection[int]) -> str:
    """The rows in a sentence: "P7 Nybygg, P8 Garasje and 3 more"; a count where rows have no names."""
    if not ids:
        return ""
    first = _called(work, table, sorted(ids)[:NAMED])
    if not first:
        return plural("{count} record", "{count} records", len(ids))
    more = len(ids) - len(first)
    listed = ", ".join(first)
    return _("{names} and {count} more").format(names=listed, count=more) if more else listed


def _called(work: Work, table: sa.Table, ids: Collection[int]) -> list[str]:
    own = [name for name in _OWN if name in table.c]
    if own:
        return [_one(row, own) for row in references.rows_by_id(work, table, ids, *own)]
    for column, target in sorted(references.targets_of(table).items()):
        about = references.table_called(target)
        if about is not None and _names(about):
            rows = references.rows_by_id(work, table, ids, column)
            named = [row[column] for row in rows if row[column] is not None]
            return _called(work, about, named)
    return []


def _names(table: sa.Table) -> bool:
    """Whether a row is told by one of these: not by the customer, nor by the company or a user."""
    return table.name != CUSTOMER and {"company_id", "name"} <= set(table.c.keys())


def _one(row: Mapping[str, Any], own: list[str]) -> str:
    said = " ".join(str(row[name]) for name in own if row[name] is not None)
    return said or _("a draft")
