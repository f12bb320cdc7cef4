"""What a customer was sent stays as it is: issued invoices, their lines, their VAT and their papers.

Commands refuse what has a number; this refuses it once more, whoever writes and however: rows that are
flushed, rows that are written many at once, and statements. Issued is what has a paper, which
finalising keeps: an invoice that came from a file is what the file says. Only a merge writes past it,
in `references`: whose the invoice is, and the name that was printed on it.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from moment_ui.db.elements import among_ids
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoicePaper, InvoiceState, InvoiceVat

LIVES = frozenset(
    {
        *("state", "sent_at", "paid", "outstanding", "paid_on", "reminders", "reminders_held"),
        *("export_status", "invoice_type", "changed_by", "version"),
    }
)
"""The columns of an issued invoice that go on: what is paid, sent, by which way, reminded of, exported."""

PARTS = (InvoiceLine, InvoiceVat, InvoicePaper)
_PAPER: sa.Table = vars(InvoicePaper)["__table__"]


class InvoiceIsIssued(RuntimeError):
    """An issued invoice, or a part of one, was to be changed or removed."""


def guard_issued(session: Session, company_id: int) -> None:
    """Raises InvoiceIsIssued when what is flushed would change an issued invoice."""
    touched = {row.id or 0 for row in session.dirty if isinstance(row, Invoice) and _frozen(row)}
    touched |= {row.id or 0 for row in session.deleted if isinstance(row, Invoice)}
    for row in (*session.new, *session.dirty, *session.deleted):
        if isinstance(row, PARTS) and (row not in session.dirty or session.is_modified(row)):
            touched |= {row.invoice_id, *_before(row, "invoice_id")}
    _refuse(session, company_id, touched)


def guard_rows(
    session: Session, company_id: int, model: type[Any], rows: Sequence[Mapping[str, Any]]
) -> None:
    """The same for rows that are written many at once; those with an `id` are changed, others are new."""
    if model is Invoice:
        if "id" in rows[0] and not rows[0].keys() - {"id"} <= LIVES:
            _refuse(session, company_id, {row["id"] for row in rows})
    elif model in PARTS and "id" not in rows[0]:
        _refuse(session, company_id, {row["invoice_id"] for row in rows})
    elif model in PARTS:
        table: sa.Table = vars(model)["__table__"]
        query = sa.select(table.c.invoice_id).where(
            table.c.company_id == company_id, among_ids(table.c.id)
        )
        ids = sorted({row["id"] for row in rows})
        _refuse(session, company_id, session.connection().execute(query, {"ids": ids}).scalars())


def guard_statement(
    session: Session, company_id: int, model: type[Any], statement: Any, names: Collection[str]
) -> None:
    """The same for an update or a delete: what it would reach is looked at. `names`: what it writes."""
    if model is not Invoice and model not in PARTS:
        return
    if model is Invoice and names and set(names) <= LIVES:
        return
    table: sa.Table = vars(model)["__table__"]
    owner = table.c.id if model is Invoice else table.c.invoice_id
    query = sa.select(owner).where(table.c.company_id == company_id)
    if statement.whereclause is not None:
        query = query.where(statement.whereclause)
    issued = sa.select(_PAPER.c.invoice_id).where(_PAPER.c.company_id == company_id)
    found = session.connection().execute(query.where(owner.in_(issued)).limit(1)).first()
    if found is not None:
        raise InvoiceIsIssued(f"{model.__name__} of invoice {found[0]}")


def _refuse(session: Session, company_id: int, touched: Iterable[int]) -> None:
    ids = sorted(key for key in set(touched) if key and not _is_a_draft(session, key))
    if not ids:
        return
    issued = sa.select(_PAPER.c.invoice_id).where(
        _PAPER.c.company_id == company_id, among_ids(_PAPER.c.invoice_id)
    )
    found = session.connection().execute(issued.limit(1), {"ids": ids}).first()
    if found is not None:
        raise InvoiceIsIssued(f"Invoice {found[0]}")


def _frozen(row: Invoice) -> bool:
    """Whether something was changed that does not live on."""
    attributes = sa.inspect(row).attrs
    return any(one.history.has_changes() for one in attributes if one.key not in LIVES)


def _is_a_draft(session: Session, invoice_id: int) -> bool:
    """Whether the session knows that it is stored as a draft, without asking."""
    key = sa.inspect(Invoice).identity_key_from_primary_key((invoice_id,))
    row = session.identity_map.get(key)
    return row is not None and InvoiceState.DRAFT in _before(row, "state")


def _before(row: object, column: str) -> tuple[Any, ...]:
    """What the column held when it was read."""
    history = sa.inspect(row).attrs[column].history
    return tuple(history.deleted or history.unchanged or ())
