"""Hours of another company stay as they are there: what a mirror says is changed through the door only.

Commands leave them alone; this refuses it once more, whoever writes and however: rows that are flushed,
rows that are written many at once, and statements. What the main company decides of them goes on.
"""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from moment_ui.db.elements import among_ids
from moment_ui.models.hours import TimeRecord

DOOR = "door"
"""What marks a session, in its `info`, as one of the two sides of an open door between companies."""

DECIDED = frozenset(
    {
        "billable_minutes",
        "comment",
        "status",
        "returned",
        "invoice_line_id",
        "corrected",
        "version",
    }
)
"""The columns of a mirror that the main company decides: what is billed, said, approved and invoiced."""

_HOURS: sa.Table = vars(TimeRecord)["__table__"]


class IsMirrored(RuntimeError):
    """Hours that were written in another company were to be changed or removed here."""


def guard_mirrors(session: Session) -> None:
    """Raises IsMirrored when what is flushed would write, change or remove a mirror."""
    if session.info.get(DOOR):
        return
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, TimeRecord) and _is_mirror(row) and not _lives(session, row):
            raise IsMirrored(f"Time record {row.id}")


def guard_mirror_rows(
    session: Session, company_id: int, model: type[Any], rows: Sequence[Mapping[str, Any]]
) -> None:
    """The same for rows that are written many at once; those with an `id` are changed, others are new."""
    if model is not TimeRecord or session.info.get(DOOR):
        return
    if "id" not in rows[0]:
        if any(row.get("origin_id") is not None for row in rows):
            raise IsMirrored("A new time record")
    elif not rows[0].keys() - {"id"} <= DECIDED:
        ids = sorted({row["id"] for row in rows})
        query = _mirrors(company_id).where(among_ids(_HOURS.c.id)).limit(1)
        _refuse(session.connection().execute(query, {"ids": ids}).first())


def guard_mirror_statement(
    session: Session, company_id: int, model: type[Any], statement: Any, names: Collection[str]
) -> None:
    """The same for an update or a delete: what it would reach is looked at. `names`: what it writes."""
    if model is not TimeRecord or session.info.get(DOOR) or (names and set(names) <= DECIDED):
        return
    query = _mirrors(company_id)
    if statement.whereclause is not None:
        query = query.where(statement.whereclause)
    _refuse(session.connection().execute(query.limit(1)).first())


def _mirrors(company_id: int) -> sa.Select[Any]:
    return sa.select(_HOURS.c.id).where(
        _HOURS.c.company_id == company_id, _HOURS.c.origin_id.is_not(None)
    )


def _refuse(found: Any) -> None:
    if found is not None:
        raise IsMirrored(f"Time record {found[0]}")


def _is_mirror(row: TimeRecord) -> bool:
    history = sa.inspect(row).attrs.origin_id.history
    return any(key is not None for key in (*(history.deleted or ()), row.origin_id))


def _lives(session: Session, row: TimeRecord) -> bool:
    """Whether only what the main company decides is changed."""
    if row in session.new or row in session.deleted:
        return False
    attributes = sa.inspect(row).attrs
    return not any(one.history.has_changes() for one in attributes if one.key not in DECIDED)
