"""Reading bookkeeping accounts."""

from dataclasses import dataclass

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.bookkeeping.rules import AccountDraft
from moment_ui.models.invoicing import BookkeepingAccount, InvoicingOption


@dataclass(frozen=True, slots=True)
class AccountRow:
    """An account as stored, with the version an edit must name, and how many options choose it."""

    id: int
    version: int
    active: bool
    used: int
    draft: AccountDraft


@needs(Permission.VIEW_INVOICES)
def accounts(work: Work) -> list[AccountRow]:
    """The company's accounts by number, those in use first."""
    used = (
        select(col(InvoicingOption.account_id), sa.func.count())
        .where(col(InvoicingOption.account_id).is_not(None))
        .group_by(col(InvoicingOption.account_id))
    )
    counts = dict(work.session.exec(used).all())
    query = select(BookkeepingAccount).order_by(
        col(BookkeepingAccount.active).desc(), col(BookkeepingAccount.number)
    )
    return [_row(row, counts.get(row.id, 0)) for row in work.session.exec(query)]


@needs(Permission.VIEW_INVOICES)
def account(work: Work, account_id: int) -> AccountRow:
    """One account. Raises NotFound."""
    query = select(BookkeepingAccount).where(BookkeepingAccount.id == account_id)
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The account"))
    return _row(row, 0)


@needs(Permission.VIEW_INVOICES)
def times_chosen(work: Work, account_id: int) -> int:
    """How many options choose the account."""
    query = select(sa.func.count()).select_from(InvoicingOption)
    return work.session.exec(query.where(col(InvoicingOption.account_id) == account_id)).one()


@needs(Permission.VIEW_INVOICES)
def keeps_accounts(work: Work) -> bool:
    """Whether the company books invoices: it has accounts in use."""
    query = select(col(BookkeepingAccount.id)).where(col(BookkeepingAccount.active)).limit(1)
    return work.session.exec(query).first() is not None


def _row(row: BookkeepingAccount, used: int) -> AccountRow:
    draft = AccountDraft(row.number, row.name, row.kind, row.vat_code, row.peppol_vat_code)
    return AccountRow(row.key, row.version, row.active, used, draft)
