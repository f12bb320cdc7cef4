"""Lines of an approved claim become expenses of their projects: once, and back again."""

from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.domain.claims.errors import AlreadyInvoiced, ProjectInOtherMoney
from moment_ui.domain.claims.rows import lines_of
from moment_ui.domain.claims.rules import with_markup
from moment_ui.domain.mirrors import expenses as mirrors
from moment_ui.domain.mirrors.terms import currency_of, terms_of
from moment_ui.models.claim import Claim, ClaimLine
from moment_ui.models.expense import ExpenseStatus, ProjectExpense


def become_expenses(work: Work, claim: Claim) -> None:
    """Give each line with a project its expense, accepted; lines that have one keep it.

    Raises ProjectInOtherMoney, and what following to a main project raises.
    """
    had = {row.claim_line_id for row in expenses_of(work, claim)}
    rows = [
        _expense(work, claim, line)
        for line in lines_of(work, claim.key)
        if line.project_id is not None and line.id not in had
    ]
    work.session.add_all(rows)
    work.session.flush()
    mirrors.follow(work, rows)
    if rows:
        work.emit("expenses")


def take_expenses_back(work: Work, claim: Claim) -> None:
    """Let a claim's lines be no expenses any more. Raises AlreadyInvoiced, ExpenseInvoicedByMain."""
    rows = expenses_of(work, claim)
    for row in rows:
        if row.invoice_line_id is not None:
            raise AlreadyInvoiced(row.text)
    mirrors.drop(work, rows)
    for row in rows:
        work.session.delete(row)
    if rows:
        work.emit("expenses")


def expenses_of(work: Work, claim: Claim) -> list[ProjectExpense]:
    """The expenses that a claim's lines became, held until the transaction ends."""
    lines = select(col(ClaimLine.id)).where(ClaimLine.claim_id == claim.id)
    query = select(ProjectExpense).where(col(ProjectExpense.claim_line_id).in_(lines))
    return list(work.session.exec(query.order_by(col(ProjectExpense.id)).with_for_update()))


def cost_in_project(work: Work, claim: Claim, line: ClaimLine) -> tuple[Decimal, str]:
    """What a line costs in its project's currency, and that currency. Raises ProjectInOtherMoney."""
    currency = currency_of(work, line.project_id or 0)
    if currency == claim.currency:
        return line.home, currency
    if currency == line.currency:
        return line.amount, currency
    raise ProjectInOtherMoney(line.text, currency)


def _expense(work: Work, claim: Claim, line: ClaimLine) -> ProjectExpense:
    cost, currency = cost_in_project(work, claim, line)
    project_id = line.project_id or 0
    _price, included = terms_of(work, project_id, line.activity_id, cost)
    return ProjectExpense(
        project_id=project_id,
        activity_id=line.activity_id,
        co_worker_id=claim.owner_id,
        day=line.day,
        text=line.text,
        cost=cost,
        price=with_markup(cost, line.markup_percent, currency),
        billable=line.bill,
        included=included,
        status=ExpenseStatus.ACCEPTED,
        receipt_id=line.receipt_id,
        claim_line_id=line.key,
        created_at=clock.now(),
    )
