"""The forms of a project's expenses and products."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.domain.expenses import commands
from moment_ui.domain.expenses.queries import (
    ExpenseRow,
    ProductRow,
    project_expenses,
    project_products,
)
from moment_ui.domain.expenses.rules import read_expense, read_product
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.projects.project_expenses import NEEDED, ProjectExpensesState


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
