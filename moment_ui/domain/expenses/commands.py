"""Registering, changing, accepting and removing expenses and products of a project."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any, TypeVar

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import Entry, differences, record, record_many
from moment_ui.domain.expenses.errors import (
    AlreadyBilled,
    ChangedMeanwhile,
    NotInProject,
)
from moment_ui.domain.expenses.held import check_own, is_held
from moment_ui.domain.expenses.queries import billing_model
from moment_ui.domain.expenses.rules import ExpenseDraft, ProductDraft, with_surcharge
from moment_ui.domain.mirrors import expenses as mirrors
from moment_ui.models.expense import ExpenseStatus, ProjectExpense, ProjectProduct
from moment_ui.models.project import Activity, CoWorker, Project

HELD = ("day", "text", "supplier", "cost", "activity_id", "co_worker_id")
"""What another company or a claim says of an expense that came from there."""

Row = TypeVar("Row", ProjectExpense, ProjectProduct)


@dataclass(frozen=True, slots=True)
class Removed:
    """A row that was removed: enough to put it back."""

    table: type[Any]
    values: dict[str, Any]

    @property
    def text(self) -> str:
        """What it was called."""
        return str(self.values["text"])


@needs(Permission.EDIT_EXPENSES)
def add_expense(work: Work, project_id: int, draft: ExpenseDraft) -> int:
    """Register an expense, not accepted yet; returns its id. Raises NotFound, NotInProject."""
    _check_places(work, project_id, draft)
    values = _settled(work, project_id, draft)
    row = ProjectExpense(project_id=project_id, created_at=clock.now(), **values)
    return _added(work, row, "add_expense")


@needs(Permission.EDIT_EXPENSES)
def add_product(work: Work, project_id: int, draft: ProductDraft) -> int:
    """Sell a product in a project; returns its id. Raises NotFound, NotInProject."""
    _check_places(work, project_id, draft)
    row = ProjectProduct(project_id=project_id, created_at=clock.now(), **asdict(draft))
    return _added(work, row, "add_product")


@needs(Permission.EDIT_EXPENSES)
def edit_expense(work: Work, expense_id: int, version: int, draft: ExpenseDraft) -> None:
    """Change an expense; `version` is the one the form was opened with.

    One that was accepted at another price waits to be accepted again. Of one that came from a partner
    company or a claim only what the customer pays is ours to say: the rest of the draft is passed over.
    Raises NotFound, ChangedMeanwhile, AlreadyBilled, NotInProject, ExpenseInvoicedByMain.
    """
    row = _locked(work, ProjectExpense, expense_id, version)
    if is_held(row):
        draft = replace(draft, **{key: getattr(row, key) for key in HELD})
    else:
        _check_places(work, row.project_id, draft)
    now = _settled(work, row.project_id, draft)
    changes = differences({key: getattr(row, key) for key in now}, now)
    row.own_terms = row.own_terms or (row.origin_id is not None and "price" in changes)
    if {"cost", "price", "supplier"} & changes.keys() and row.status is ExpenseStatus.ACCEPTED:
        row.status = ExpenseStatus.REGISTERED
    _changed(work, row, "edit_expense", now)


@needs(Permission.EDIT_EXPENSES)
def edit_product(work: Work, product_id: int, version: int, draft: ProductDraft) -> None:
    """Change a product. Raises NotFound, ChangedMeanwhile, AlreadyBilled, NotInProject."""
    row = _locked(work, ProjectProduct, product_id, version)
    _check_places(work, row.project_id, draft)
    _changed(work, row, "edit_product", asdict(draft))


@needs(Permission.EDIT_EXPENSES)
def remove_expense(work: Work, expense_id: int) -> Removed:
    """Remove an expense; its receipt stays on the shelf, to come back with it.

    Raises NotFound, AlreadyBilled, HeldElsewhere, ExpenseInvoicedByMain.
    """
    row = _locked(work, ProjectExpense, expense_id)
    check_own(work, row)
    mirrors.drop(work, [row])
    return _removed(work, row, "remove_expense")


@needs(Permission.EDIT_EXPENSES)
def remove_product(work: Work, product_id: int) -> Removed:
    """Remove a product. Raises NotFound, AlreadyBilled."""
    return _removed(work, _locked(work, ProjectProduct, product_id), "remove_product")


@needs(Permission.EDIT_EXPENSES)
def restore(work: Work, removed: Removed) -> int:
    """Put back what was removed; returns its new id. Raises NotFound when the project is gone."""
    _project(work, removed.values["project_id"])
    row = removed.table(**removed.values)
    return _added(work, row, f"restore_{row.__tablename__.removeprefix('project_')}")


@needs(Permission.ACCEPT_EXPENSES)
def set_status(
    work: Work, expense_ids: Sequence[int], status: ExpenseStatus
) -> dict[int, ExpenseStatus]:
    """Accept or reject expenses, all of them or none; returns what those that changed were before.

    Raises NotFound, AlreadyBilled.
    """
    return _set_each(work, expense_ids, "status", status, "set_expense_status")


@needs(Permission.ACCEPT_EXPENSES)
def undo_status(work: Work, before: Mapping[int, ExpenseStatus]) -> None:
    """Undo `set_status`, of all of them or none. Raises NotFound, AlreadyBilled."""
    locked_rows(work, ProjectExpense, sorted(before), _("The expense"))  # as `set_status` does
    for status in sorted(set(before.values())):
        set_status(work, [key for key, was in before.items() if was is status], status)


@needs(Permission.EDIT_EXPENSES)
def set_included(work: Work, expense_ids: Sequence[int], *, included: bool) -> dict[int, bool]:
    """Let expenses be within the total price, or invoiced separately; returns those that changed.

    Raises NotFound, AlreadyBilled.
    """
    return _set_each(work, expense_ids, "included", included, "set_expense_included")


def _settled(work: Work, project_id: int, draft: ExpenseDraft) -> dict[str, Any]:
    """The expense's columns, with what the price model that bills it says where the form left it open."""
    values = asdict(draft)
    if draft.price is not None and draft.included is not None:
        return values
    model = billing_model(work, project_id, draft.activity_id)
    if draft.price is None:
        percent, currency = (model.surcharge_percent, model.currency) if model else (ZERO, "")
        values["price"] = with_surcharge(draft.cost, percent, currency)
    if draft.included is None:
        values["included"] = model is not None and model.extras_included
    return values


def _set_each(
    work: Work, expense_ids: Sequence[int], field: str, value: Any, action: str
) -> dict[int, Any]:
    rows = locked_rows(work, ProjectExpense, expense_ids, _("The expense"))
    for row in rows:
        if row.invoice_line_id is not None:
            raise AlreadyBilled(row.text)
    before = {row.key: getattr(row, field) for row in rows if getattr(row, field) != value}
    for row in rows:
        if row.key in before:
            setattr(row, field, value)
            row.version += 1
    entries = [
        Entry(row, row.text, {field: (before[row.key], value)}) for row in rows if row.key in before
    ]
    if entries:
        record_many(work, action, entries)
        work.emit("expenses")
    return before


def _locked(work: Work, model: type[Row], row_id: int, version: int | None = None) -> Row:
    row = locked_rows(work, model, [row_id], _("The expense"))[0]
    if version is not None and row.version != version:
        raise ChangedMeanwhile(row.text)
    if row.invoice_line_id is not None:
        raise AlreadyBilled(row.text)
    return row


def _added(work: Work, row: ProjectExpense | ProjectProduct, action: str) -> int:
    work.session.add(row)
    work.session.flush()
    record(work, action, row, row.text)
    _follow(work, row)
    work.emit("expenses")
    return row.key


def _changed(work: Work, row: ProjectExpense | ProjectProduct, action: str, now: Any) -> None:
    changes = differences({key: getattr(row, key) for key in now}, now)
    if not changes:
        return
    for key, value in now.items():
        setattr(row, key, value)
    row.version += 1
    record(work, action, row, row.text, changes)
    _follow(work, row)
    work.emit("expenses")


def _follow(work: Work, row: ProjectExpense | ProjectProduct) -> None:
    if isinstance(row, ProjectExpense):
        mirrors.follow(work, [row])


def _removed(work: Work, row: ProjectExpense | ProjectProduct, action: str) -> Removed:
    removed = Removed(type(row), row.model_dump(exclude={"id", "company_id"}))
    record(work, action, row, row.text)
    work.session.delete(row)
    work.emit("expenses")
    return removed


def _check_places(work: Work, project_id: int, draft: ExpenseDraft | ProductDraft) -> None:
    """The activity is one of the project's, the co-worker one of the company's."""
    _project(work, project_id)
    if draft.activity_id is not None:
        query = select(Activity.id).where(
            Activity.id == draft.activity_id, Activity.project_id == project_id
        )
        if work.session.exec(query).first() is None:
            raise NotInProject("activity_id")
    who = getattr(draft, "co_worker_id", None)
    people = select(CoWorker.id).where(CoWorker.id == who)
    if who is not None and work.session.exec(people).first() is None:
        raise NotInProject("co_worker_id")


def _project(work: Work, project_id: int) -> None:
    if work.session.exec(select(Project.id).where(Project.id == project_id)).first() is None:
        raise NotFound(_("The project"))
