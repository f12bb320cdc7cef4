"""Customers that may be the same company: same organisation number, name or e-mail."""

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.folding import core_name, folded
from moment_ui.core.words import _
from moment_ui.db.lists import contains
from moment_ui.db.work import Work
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.errors import Lookalike, PossibleDuplicate
from moment_ui.models.customer import Customer

SHOWN = 5


def check_lookalikes(
    work: Work, draft: CustomerDraft, confirmed: frozenset[str], *, except_id: int | None = None
) -> None:
    """Raise PossibleDuplicate when a customer like the (checked) draft exists, unless confirmed."""
    found = lookalikes(work, draft, except_id=except_id)
    if found:
        warning = PossibleDuplicate(found)
        if warning.key not in confirmed:
            raise warning


def lookalikes(
    work: Work, draft: CustomerDraft, *, except_id: int | None = None
) -> tuple[Lookalike, ...]:
    """At most five customers with the draft's organisation number, folded name or e-mail."""
    same: list[sa.ColumnElement[bool]] = []
    name = core_name(draft.name)
    if draft.org_number:
        same.append(col(Customer.org_number) == draft.org_number)
    if draft.email:
        same.append(sa.func.lower(col(Customer.email)) == draft.email.lower())
    if name:
        same.append(contains(col(Customer.search), name.split()[0]))
    query = (
        select(Customer)
        .where(sa.or_(sa.false(), *same), col(Customer.merged_into_id).is_(None))
        .where(col(Customer.id) != except_id)
        .order_by(col(Customer.number))
    )
    rows = [(row, _reason(row, draft, name)) for row in work.session.exec(query)]
    return tuple(
        Lookalike(row.key, row.number, row.name, row.status, reason)
        for row, reason in rows
        if reason
    )[:SHOWN]


def _reason(row: Customer, draft: CustomerDraft, name: str) -> str:
    if draft.org_number and row.org_number == draft.org_number:
        return _("the same company reg. no.")
    if name and core_name(row.name) == name:
        return _("the same name")
    if draft.email and folded(row.email) == folded(draft.email):
        return _("the same e-mail")
    return ""
