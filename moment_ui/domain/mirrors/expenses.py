"""Project expenses from home to the main company. Called by whatever writes them, which declares the permission.

Truth is at home: an expense of a secondary project. While both sides share expenses, it is cloned once to
the main project: what home charges (`price`) is what it costs there, because that is what the internal
invoice says; what the end customer pays is set there. Each side accepts and invoices for itself. What has
been cloned stays in step, also when one side shares no more; nothing new is cloned then.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.group_scope import NotPartners, acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.domain.mirrors.errors import ExpenseInvoicedByMain, OtherCurrency
from moment_ui.domain.mirrors.people import external_for
from moment_ui.domain.mirrors.receipts import Paper, paper_of, take_over
from moment_ui.domain.mirrors.terms import currency_of, terms_of
from moment_ui.models.company import Company
from moment_ui.models.expense import ExpenseStatus, ProjectExpense
from moment_ui.models.partner import PartnerSettings
from moment_ui.models.project import Activity, Project

MANY = 500


def follow(work: Work, rows: Sequence[ProjectExpense]) -> None:
    """Bring the clones in step with expenses that were just written or changed at home.

    Expenses of ordinary projects, and clones themselves, have none. Raises ExpenseInvoicedByMain when a
    clone is on an invoice and would change, OtherCurrency when the projects' currencies differ: then
    nothing is written on either side.
    """
    work.session.flush()
    _bring(work, [row for row in rows if row.origin_id is None], new_too=shares(work))


def drop(work: Work, rows: Sequence[ProjectExpense]) -> None:
    """Take the clones away of expenses about to be deleted at home. Raises ExpenseInvoicedByMain."""
    opened = set(open_partners(work))
    cloned: dict[int, list[ProjectExpense]] = defaultdict(list)
    for row in rows:
        if row.mirror_company_id in opened:
            cloned[row.mirror_company_id or 0].append(row)
    for company_id in sorted(cloned):
        with acting_for(work, company_id) as main:
            for clone in _clones(work, main, cloned[company_id]).values():
                if clone.invoice_line_id is not None:
                    raise ExpenseInvoicedByMain(name_of(work, company_id), clone.text)
                main.session.delete(clone)
            main.emit("expenses")
        for row in cloned[company_id]:
            row.mirror_company_id = None


def shares(work: Work) -> bool:
    """Whether the work's company shares expenses."""
    query = select(col(PartnerSettings.share_expenses)).limit(1)
    return bool(work.session.exec(query).first())


def both_share(work: Work, company_id: int) -> bool:
    """Whether the company and a partner share expenses with each other now."""
    if not shares(work) or company_id not in open_partners(work):
        return False
    try:
        with acting_for(work, company_id) as theirs:
            return shares(theirs)
    except NotPartners:
        return False


def main_of(work: Work, project_ids: Iterable[int]) -> dict[int, Project]:
    """The secondary ones among these projects, by id."""
    query = select(Project).where(
        col(Project.id).in_(set(project_ids)), col(Project.main_project_id).is_not(None)
    )
    return {row.key: row for row in work.session.exec(query)}


def name_of(work: Work, company_id: int) -> str:
    """What a company is called."""
    return work.session.exec(select(Company.name).where(Company.id == company_id)).first() or ""


def _bring(work: Work, rows: Sequence[ProjectExpense], *, new_too: bool) -> None:
    homes = main_of(work, {row.project_id for row in rows})
    opened = set(open_partners(work)) if homes else set[int]()
    coming: dict[int, list[ProjectExpense]] = defaultdict(list)
    for row in rows:
        home = homes.get(row.project_id)
        if home and home.main_company_id in opened and (new_too or row.mirror_company_id):
            coming[home.main_company_id or 0].append(row)
    for company_id in sorted(coming):
        with acting_for(work, company_id) as main:
            _clone_each(work, main, coming[company_id], homes)
            main.emit("expenses")
    work.session.flush()


def _clone_each(
    work: Work, main: Work, rows: Sequence[ProjectExpense], homes: dict[int, Project]
) -> None:
    both = shares(main)
    clones = _clones(work, main, rows)
    activities = _activities(work, rows)
    for row in rows:
        clone = clones.get(row.key)
        if clone is None and not both:
            continue
        said = _said(work, main, row, homes[row.project_id], activities)
        if clone is None:
            _check_currency(work, main, homes[row.project_id])
            clone = _new(work, main, row, said)
        else:
            _change(work, main, clone, row, said)
        row.mirror_company_id = main.company_id


def _said(
    work: Work, main: Work, row: ProjectExpense, home: Project, activities: dict[int, int | None]
) -> dict[str, Any]:
    """What home decides of a clone."""
    return {
        "project_id": home.main_project_id,
        "activity_id": activities.get(row.activity_id or 0),
        "co_worker_id": external_for(work, main, row.co_worker_id) if row.co_worker_id else None,
        "day": row.day,
        "text": row.text,
        "supplier": row.supplier,
        "cost": row.price,
    }


def _new(work: Work, main: Work, row: ProjectExpense, said: dict[str, Any]) -> ProjectExpense:
    price, included = terms_of(main, said["project_id"], said["activity_id"], said["cost"])
    clone = ProjectExpense(
        **said,
        price=price,
        included=included,
        billable=row.billable,
        origin_company_id=work.company_id,
        origin_id=row.key,
        created_at=clock.now(),
    )
    main.session.add(clone)
    main.session.flush()
    take_over(main, clone, paper_of(work, row.receipt_id))
    return clone


def _change(
    work: Work, main: Work, clone: ProjectExpense, row: ProjectExpense, said: dict[str, Any]
) -> None:
    """Make a clone say what its origin says now; what the main company has set stays."""
    changed = {key: value for key, value in said.items() if getattr(clone, key) != value}
    paper, had = paper_of(work, row.receipt_id), paper_of(main, clone.receipt_id)
    if not changed and Paper.same(paper, had):
        return
    if clone.invoice_line_id is not None:
        raise ExpenseInvoicedByMain(name_of(work, main.company_id), clone.text)
    for key, value in changed.items():
        setattr(clone, key, value)
    if "cost" in changed:
        clone.status = ExpenseStatus.REGISTERED
        if not clone.own_terms:
            cost: Decimal = said["cost"]
            clone.price, _in = terms_of(main, clone.project_id, clone.activity_id, cost)
    if not Paper.same(paper, had):
        take_over(main, clone, paper)
    clone.version += 1
    main.session.add(clone)


def _check_currency(work: Work, main: Work, home: Project) -> None:
    ours, theirs = currency_of(work, home.key), currency_of(main, home.main_project_id or 0)
    if ours != theirs:
        raise OtherCurrency(name_of(work, main.company_id), theirs, ours)


def _activities(work: Work, rows: Sequence[ProjectExpense]) -> dict[int, int | None]:
    """The main project's activities, by ours."""
    ids = {row.activity_id for row in rows if row.activity_id is not None}
    query = select(col(Activity.id), Activity.main_activity_id).where(col(Activity.id).in_(ids))
    return {key or 0: main_id for key, main_id in work.session.exec(query)}


def _clones(work: Work, main: Work, rows: Sequence[ProjectExpense]) -> dict[int, ProjectExpense]:
    """The clones of rows, by the row's id, held until the transaction ends."""
    ids = sorted(row.key for row in rows)
    found: dict[int, ProjectExpense] = {}
    for start in range(0, len(ids), MANY):
        query = (
            select(ProjectExpense)
            .where(
                ProjectExpense.origin_company_id == work.company_id,
                col(ProjectExpense.origin_id).in_(ids[start : start + MANY]),
            )
            .order_by(col(ProjectExpense.id))
            .with_for_update(key_share=True)
            .execution_options(populate_existing=True)
        )
        found |= {clone.origin_id or 0: clone for clone in main.session.exec(query)}
    return found
