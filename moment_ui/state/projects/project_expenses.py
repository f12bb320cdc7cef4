"""A project's tab of expenses and products."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.expenses import commands, receipts, sharing
from moment_ui.models.expense import ExpenseStatus
from moment_ui.reports.projects.project_expenses import ExpensesView, expenses_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
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
