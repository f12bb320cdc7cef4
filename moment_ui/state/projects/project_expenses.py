"""A project's tab of expenses and products."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.expenses import commands, receipts, sharing
from moment_ui.domain.expenses.queries import (
    ExpenseRow,
    ProductRow,
    project_expenses,
    project_products,
)
from moment_ui.domain.expenses.rules import read_expense, read_product
from moment_ui.models.expense import ExpenseStatus
from moment_ui.reports.projects.project_expenses import ExpensesView, expenses_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.undoing import undoing

NEEDED = frozenset({Permission.VIEW_PROJECTS, Permission.VIEW_EXPENSES})


class ProjectExpensesState(AppState, rx.State):
    """The expenses and products of the project in the address."""

    needs: ClassVar[frozenset[Permission]] = NEEDED

    phase: rx.Field[str] = rx.field("")
    view: rx.Field[ExpensesView] = rx.field(default_factory=ExpensesView)
    _removed: commands.Removed | None = None
    _before: dict[int, ExpenseStatus] = {}
    _receipt: tuple[int, int] = (0, 0)
    _brought: tuple[int, ...] = ()

    @rx.event
    async def load(self) -> None:
        """Read what the project has."""
        self.view = await self._read(expenses_view, *self._arguments())
        self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else registers or bills; after `load` in `on_load`."""
        whose, here = self._whose(), self._arguments()
        async for _change in self._news("expenses", "invoices"):
            view = await self._read(expenses_view, *here)
            async with self:
                if (self._whose(), self._arguments()) == (whose, here) and view != self.view:
                    self.view = view

    @rx.event
    @requires(Permission.ACCEPT_EXPENSES)
    async def accept(self, expense_id: int) -> None:
        """Accept an expense: it can be invoiced."""
        await self._judge(check.row_id(expense_id), ExpenseStatus.ACCEPTED)

    @rx.event
    @requires(Permission.ACCEPT_EXPENSES)
    async def reject(self, expense_id: int) -> None:
        """Reject an expense."""
        await self._judge(check.row_id(expense_id), ExpenseStatus.REJECTED)

    @rx.event
    @requires(Permission.ACCEPT_EXPENSES)
    async def undo_judging(self) -> None:
        """Take back what was just accepted or rejected."""
        async with undoing(self, ProjectExpensesState.undo_judging):
            await self._write(commands.undo_status, self._before)
            self._before = {}
        await self._show()

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def remove_expense(self, expense_id: int) -> None:
        """Remove an expense; the message can take it back."""
        await self._note(await self._write(commands.remove_expense, check.row_id(expense_id)))

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def remove_product(self, product_id: int) -> None:
        """Remove a product; the message can take it back."""
        await self._note(await self._write(commands.remove_product, check.row_id(product_id)))

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def restore(self) -> None:
        """Put back what was removed last."""
        if self._removed is None:
            return
        async with undoing(self, ProjectExpensesState.restore):
            await self._write(commands.restore, self._removed)
            self._removed = None
        await self._show()

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def remove_receipt(self, expense_id: int) -> None:
        """Take the receipt off an expense; the message can take it back."""
        key = check.row_id(expense_id)
        taken = await self._write(receipts.set_receipt, key, None)
        self._receipt = key, taken.before or 0
        await self._show()
        undo = ProjectExpensesState.restore_receipt if taken.before else None
        await tell(self, "success", _("The receipt is removed."), undo)

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def restore_receipt(self) -> None:
        """Put the receipt removed last back."""
        key, stored = self._receipt
        if not stored:
            return
        async with undoing(self, ProjectExpensesState.restore_receipt):
            await self._write(receipts.set_receipt, key, stored)
            self._receipt = 0, 0
        await self._show()

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def bring_over(self) -> None:
        """Clone to the main project what the page says it does not have; the message takes it back."""
        ids = tuple(self.view.waiting_ids)
        brought = await self._write(sharing.bring_over, self._arguments()[0], ids)
        self._brought = brought.ids
        await self._show()
        text = _("{company} has them now.").format(company=brought.company)
        await tell(self, "success", text, ProjectExpensesState.take_back)

    @rx.event
    @requires(Permission.EDIT_EXPENSES)
    async def take_back(self) -> None:
        """Take what was brought over last out of the main project again."""
        if not self._brought:
            return
        async with undoing(self, ProjectExpensesState.take_back):
            await self._write(sharing.take_back, self._brought)
            self._brought = ()
        await self._show()

    @rx.event
    async def reload(self) -> None:
        """Read the tab again: something in it has just been changed."""
        await self._show()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _judge(self, key: int, status: ExpenseStatus) -> None:
        self._before = await self._write(commands.set_status, [key], status)
        await self._show()
        words = {
            ExpenseStatus.ACCEPTED: _("The expense is accepted."),
            ExpenseStatus.REJECTED: _("The expense is rejected."),
        }
        await tell(self, "success", words[status], ProjectExpensesState.undo_judging)

    async def _note(self, removed: commands.Removed) -> None:
        self._removed = removed
        await self._show()
        text = _("{text} is removed.").format(text=removed.text)
        await tell(self, "success", text, ProjectExpensesState.restore)

    async def _show(self) -> None:
        if self._arguments()[0]:  # else undone from another page
            self.view = await self._read(expenses_view, *self._arguments())

    def _arguments(self) -> tuple[int, str]:
        path = self.router.url.path
        return id_after(path, "projects") or 0, slug_in(path)


class _RowForm(FormState, mixin=True):
    """A form on a row of the project in the address; 0 is a new one."""

    title: rx.Field[str] = rx.field("")
    held: rx.Field[str] = rx.field("")
    _row: int = 0
    _version: int = 0

    def _project_id(self) -> int:
        return id_after(self.router.url.path, "projects") or 0

    def _writer(self) -> Writer:
        actor = self._actor()
        return writer(actor.locale, actor.timezone)


class ExpenseState(_RowForm, AppState, rx.State):
    """An expense that is registered or changed."""

    form_name: ClassVar[str] = "expense"
    needs: ClassVar[frozenset[Permission]] = NEEDED | {Permission.EDIT_EXPENSES}

    @rx.event
    async def start(self) -> None:
        """Open the form for a new expense."""
        self._row, self.title, self.held = 0, _("New expense"), ""
        self._open(dict.fromkeys(self._fields(), "") | {"billable": "on"})

    @rx.event
    async def edit(self, expense_id: int) -> None:
        """Open the form with an expense."""
        key = check.row_id(expense_id)
        rows = await self._read(project_expenses, self._project_id())
        row = next((row for row in rows if row.id == key), None)
        if row is None:
            raise NotFound(_("The expense"))
        self._row, self._version, self.title = key, row.version, row.text
        self.held = _held(row)
        self._open(_expense_texts(row, self._writer()))

    def _fields(self) -> tuple[str, ...]:
        return (
            *("day", "text", "supplier", "cost", "price", "activity_id", "co_worker_id"),
            *("billable", "included"),
        )

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = read_expense(texts)
        if self._row:
            await self._write(commands.edit_expense, self._row, self._version, draft)
        else:
            await self._write(commands.add_expense, self._project_id(), draft)
        self._shut()
        return [ProjectExpensesState.reload]


class ProductState(_RowForm, AppState, rx.State):
    """A product that is sold or changed."""

    form_name: ClassVar[str] = "product"
    needs: ClassVar[frozenset[Permission]] = NEEDED | {Permission.EDIT_EXPENSES}

    @rx.event
    async def start(self) -> None:
        """Open the form for a new product."""
        self._row, self.title = 0, _("New product")
        self._open(dict.fromkeys(self._fields(), "") | {"quantity": "1"})

    @rx.event
    async def edit(self, product_id: int) -> None:
        """Open the form with a product."""
        key = check.row_id(product_id)
        rows = await self._read(project_products, self._project_id())
        row = next((row for row in rows if row.id == key), None)
        if row is None:
            raise NotFound(_("The product"))
        self._row, self._version, self.title = key, row.version, row.text
        self._open(_product_texts(row, self._writer()))

    def _fields(self) -> tuple[str, ...]:
        return ("day", "text", "quantity", "unit", "price", "discount_percent", "activity_id")

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = read_product(texts)
        if not draft.price:
            raise Invalid(price=_("Fill this in."))
        if self._row:
            await self._write(commands.edit_product, self._row, self._version, draft)
        else:
            await self._write(commands.add_product, self._project_id(), draft)
        self._shut()
        return [ProjectExpensesState.reload]


def _held(row: ExpenseRow) -> str:
    """Why only what the customer pays can be changed; "" for an expense of our own."""
    if row.origin:
        text = _(
            "{company} registered this. What it is and costs is said there; you set its price."
        )
        return text.format(company=row.origin)
    return _("This comes from a claim. You set what the customer pays.") if row.from_claim else ""


def _expense_texts(row: ExpenseRow, write: Writer) -> dict[str, str]:
    return {
        "day": write.day(row.day),
        "text": row.text,
        "supplier": row.supplier,
        "cost": write.exact(row.cost, 2),
        "price": write.exact(row.price, 2),
        "activity_id": str(row.activity_id or ""),
        "co_worker_id": str(row.co_worker_id or ""),
        "billable": "on" if row.billable else "",
        "included": "yes" if row.included else "no",
    }


def _product_texts(row: ProductRow, write: Writer) -> dict[str, str]:
    return {
        "day": write.day(row.day),
        "text": row.text,
        "quantity": write.exact(row.quantity),
        "unit": row.unit,
        "price": write.exact(row.price, 2),
        "discount_percent": write.exact(row.discount_percent),
        "activity_id": str(row.activity_id or ""),
    }
