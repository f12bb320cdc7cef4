"""Drafts and invoices by which several customers share the same work. For commands of other nouns.

What they bill stands on the lines of one of them, and all bill a part of it: it is free only when none
of them stands. Where customers divide the lines each pays for something else: those belong together,
and each stands for itself.
"""

import secrets
from collections.abc import Sequence

import sqlalchemy as sa
from sqlmodel import col, or_, select

from moment_ui.db.work import Work
from moment_ui.domain.invoices.crediting import left_of
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.price_model import SplitBy

_IN_A_GROUP: sa.ColumnElement[bool] = col(Invoice.split_group) != sa.literal(
    "", literal_execute=True
)
"""In the words of the index of groups, which holds few invoices."""


def new_group(split_by: SplitBy) -> str:
    """A group for drafts made together: how their customers share, and what no other group is called."""
    return f"{split_by}-{secrets.token_hex(8)}"


def split_by_of(group: str) -> SplitBy:
    """How the customers of a group share."""
    way = group.partition("-")[0]
    return SplitBy(way) if way in set(SplitBy) else SplitBy.PERCENT


def divides_hours(group: str) -> bool:
    """Whether those of the group have hours of their own; "" is no group."""
    return bool(group) and split_by_of(group) is SplitBy.HOURS


def bills_parts(group: str) -> bool:
    """Whether those of the group bill parts of the same."""
    return bool(group) and not group.startswith(f"{SplitBy.LINES}-")


def parts_of_group(work: Work, group: str) -> Sequence[Invoice]:
    """All drafts and invoices of a group that bill parts of the same, by id, as they are now."""
    if not bills_parts(group):
        return ()
    work.session.flush()
    query = select(Invoice).where(Invoice.split_group == group, _IN_A_GROUP)
    query = query.execution_options(populate_existing=True)
    return work.session.exec(query.order_by(col(Invoice.id))).all()


def standing_parts(work: Work, invoice: Invoice) -> list[Invoice]:
    """The others that bill a part of the same, by id: drafts, and invoices not credited wholly."""
    parts = parts_of_group(work, invoice.split_group)
    return [part for part in parts if part.key != invoice.key and stands(work, part)]


def lock_sharing(work: Work, invoice_id: int) -> None:
    """Lock an invoice and all that bill parts of the same, by id: two people never wait crosswise."""
    group = select(Invoice.split_group).where(Invoice.id == invoice_id).scalar_subquery()
    shares = (col(Invoice.split_group) == group) & _IN_A_GROUP
    query = select(Invoice.id).where(or_(Invoice.id == invoice_id, shares))
    work.session.exec(query.order_by(col(Invoice.id)).with_for_update()).all()


def stands(work: Work, invoice: Invoice) -> bool:
    """Whether it bills something: a draft, or an invoice that is not credited wholly."""
    if invoice.state is InvoiceState.DRAFT:
        return True
    left = left_of(work, invoice)
    return bool(left.gross or any(left.lines.values()))
