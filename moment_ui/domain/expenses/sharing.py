"""Expenses that were registered before two companies began to share them, and bringing them over."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.lists import records
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Entry, record_many
from moment_ui.domain.expenses.errors import ChangedMeanwhile
from moment_ui.domain.mirrors import expenses as mirrors
from moment_ui.domain.mirrors.terms import currency_of
from moment_ui.models.expense import ProjectExpense
from moment_ui.models.project import Project

SHOWN = 200
MOST = 1000
"""How many expenses of all projects are brought over at once."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Expenses of a secondary project that the main project does not have: not invoiced, by id.

    `total` is what they cost there, in `currency`; `company` is the main company.
    """

    company: str = ""
    ids: tuple[int, ...] = ()
    total: Decimal = Decimal(0)
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Older:
    """Expenses of all our secondary projects of one main company that it does not have: how many, of how many projects."""

    company: str
    expenses: int
    projects: int


@needs(Permission.VIEW_EXPENSES)
def older_expenses(work: Work) -> list[Older]:
    """What could be brought over to each main company now, by its name; of those that share expenses with us."""
    query = (
        sa.select(
            col(Project.main_company_id),
            sa.func.count(),
            sa.func.count(col(Project.id).distinct()),
        )
        .join(ProjectExpense, col(ProjectExpense.project_id) == col(Project.id))
        .where(*_WAITS)
        .group_by(col(Project.main_company_id))
    )
    found = [
        Older(mirrors.name_of(work, company_id), expenses, projects)
        for company_id, expenses, projects in records(work, query)
        if mirrors.both_share(work, company_id)
    ]
    return sorted(found, key=lambda one: one.company)


@needs(Permission.EDIT_EXPENSES, Permission.SETUP_PARTNERS)
def bring_older(work: Work) -> list[int]:
    """Clone what waits on all secondary projects to their main ones, the oldest MOST; returns their ids.

    Raises OtherCurrency, which names the project's company: then nothing is brought.
    """
    companies = sa.select(col(Project.main_company_id)).where(
        col(Project.main_project_id).is_not(None)
    )
    open_to = [
        company_id
        for (company_id,) in records(work, companies.distinct())
        if mirrors.both_share(work, company_id)
    ]
    query = (
        sa.select(col(ProjectExpense.id))
        .join(Project, col(Project.id) == col(ProjectExpense.project_id))
        .where(*_WAITS, col(Project.main_company_id).in_(open_to))
        .order_by(col(ProjectExpense.id))
        .limit(MOST)
    )
    ids = [key for (key,) in records(work, query)]
    rows = locked_rows(work, ProjectExpense, ids, _("The expense"))
    mirrors.follow(work, rows)
    _told(work, "share_expenses", rows, "")
    return ids


_WAITS = (
    col(Project.main_project_id).is_not(None),
    col(ProjectExpense.mirror_company_id).is_(None),
    col(ProjectExpense.invoice_line_id).is_(None),
)


@needs(Permission.VIEW_EXPENSES)
def waiting_to_share(work: Work, project_id: int) -> Waiting:
    """What could be brought over to the main project now; nothing unless both sides share expenses."""
    home = mirrors.main_of(work, [project_id]).get(project_id)
    if home is None or not mirrors.both_share(work, home.main_company_id or 0):
        return Waiting()
    query = (
        select(col(ProjectExpense.id), col(ProjectExpense.price))
        .where(
            ProjectExpense.project_id == project_id,
            col(ProjectExpense.mirror_company_id).is_(None),
            col(ProjectExpense.invoice_line_id).is_(None),
        )
        .order_by(col(ProjectExpense.id))
        .limit(SHOWN)
    )
    found: list[tuple[int, Decimal]] = [
        (key or 0, price) for key, price in work.session.exec(query)
    ]
    return Waiting(
        mirrors.name_of(work, home.main_company_id or 0),
        tuple(key for key, _price in found),
        sum((price for _key, price in found), Decimal(0)),
        currency_of(work, project_id),
    )


@needs(Permission.EDIT_EXPENSES)
def bring_over(work: Work, project_id: int, seen: Sequence[int]) -> Waiting:
    """Clone to the main project what the preview showed; returns it.

    Raises ChangedMeanwhile when that is not what waits now, OtherCurrency.
    """
    waiting = waiting_to_share(work, project_id)
    if not seen or tuple(seen) != waiting.ids:
        raise ChangedMeanwhile(_("The list"))
    rows = locked_rows(work, ProjectExpense, seen, _("The expense"))
    mirrors.follow(work, rows)
    _told(work, "share_expenses", rows, waiting.company)
    return waiting


@needs(Permission.EDIT_EXPENSES)
def take_back(work: Work, ids: Sequence[int]) -> None:
    """Undo `bring_over`: the main project has them no more. Raises NotFound, ExpenseInvoicedByMain."""
    rows = locked_rows(work, ProjectExpense, ids, _("The expense"))
    mirrors.drop(work, rows)
    _told(work, "unshare_expenses", rows, "")


def _told(work: Work, action: str, rows: Sequence[ProjectExpense], company: str) -> None:
    entries = [Entry(row, row.text, {"shared_with": ("", company)}) for row in rows]
    record_many(work, action, entries)
    work.emit("expenses")
