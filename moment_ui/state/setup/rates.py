"""Setup → Price lists, and the Hourly rates of a customer."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.rates import commands
from moment_ui.domain.rates.lists import make_standard, set_list_active
from moment_ui.domain.rates.queries import (
    CustomerLists,
    ListRow,
    company_lists,
    customer_lists,
    price_list,
)
from moment_ui.reports.setup.rates_view import MissingLine, RatesView, missing_lines, rates_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.paths import id_after, whole_in
from moment_ui.state.setup.rates_page import RatesPage
from moment_ui.state.undoing import undoing

Options = list[tuple[str, str]]


class CompanyRatesState(RatesPage, AppState, rx.State):
    """The company's price lists, one of them open."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_RATES})

    lists: rx.Field[Options] = rx.field(default_factory=list)
    open_list: rx.Field[str] = rx.field("")
    standard: rx.Field[bool] = rx.field(default=False)
    active: rx.Field[bool] = rx.field(default=True)
    _before: int = 0
    _aside: int = 0

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def make_standard(self) -> None:
        """Let the open list hold for customers without an own one; the message can take it back."""
        self._before = await self._write(make_standard, self.view.id)
        await self._reread()
        text = _("{name} is now the standard list.").format(name=self.view.name)
        await tell(self, "success", text, CompanyRatesState.undo_standard)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def undo_standard(self) -> None:
        """Let the list that was the standard before be it again."""
        if before := self._before:
            async with undoing(self, CompanyRatesState.undo_standard):
                await self._write(make_standard, before)
                self._before = 0
            await self._reread()

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def put_aside(self) -> None:
        """Offer the open list no longer; the message can take it back."""
        key = self.view.id
        name = await self._write(set_list_active, key, active=False)
        self._aside = key
        await self._reread()
        text = _("{name} is no longer offered. Customers that refer to it keep it.")
        await tell(self, "success", text.format(name=name), CompanyRatesState.undo_aside)

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def undo_aside(self) -> None:
        """Offer the list put aside last again."""
        if key := self._aside:
            async with undoing(self, CompanyRatesState.undo_aside):
                await self._write(set_list_active, key, active=True)
                self._aside = 0
            await self._reread()

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def bring_back(self) -> None:
        """Offer the open list again."""
        await self._write(set_list_active, self.view.id, active=True)
        await self._reread()

    async def _reread(self) -> None:
        rows, view = await self._read(_company, whole_in(self.router.url.query, "list"))
        self.lists = [(str(row.id), _titled(row)) for row in rows]
        self.open_list = str(view.id)
        self.standard = any(row.id == view.id and row.standard for row in rows)
        self.active = all(row.active for row in rows if row.id == view.id)
        self.may = self._actor().may(Permission.SETUP_INVOICING)
        self._draw(view)


class CustomerRatesState(RatesPage, AppState, rx.State):
    """The rates that hold for the customer in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_RATES}
    )

    own: rx.Field[bool] = rx.field(default=False)
    lists: rx.Field[Options] = rx.field(default_factory=list)
    base_list: rx.Field[str] = rx.field("")
    behind: rx.Field[RatesView] = rx.field(default_factory=RatesView)
    missing: rx.Field[list[MissingLine]] = rx.field(default_factory=list)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def begin(self, copied: bool) -> None:  # noqa: FBT001 - a button sends it so
        """Give the customer a list of its own: a copy of what holds, or what differs from it."""
        base = int(self.base_list) if self.base_list else None
        customer_id = self._customer()
        await self._write(commands.give_own_list, customer_id, base, copied=check.flag(copied))
        await self._reread()

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def refer(self, list_id: str) -> None:
        """Let another of the company's lists stand behind the customer's own."""
        wanted = check.row_id(list_id) if check.text(list_id) else None
        customer_id = self._customer()
        if not self.own:
            await self._write(commands.give_own_list, customer_id, wanted)
        else:
            await self._write(commands.refer_to, self.view.id, wanted)
        await self._reread()

    def _is_here(self) -> bool:
        return id_after(self.router.url.path, "customers") is not None

    def _customer(self) -> int:
        customer_id = id_after(self.router.url.path, "customers")
        if customer_id is None:
            raise NotFound(_("The customer"))
        return customer_id

    async def _reread(self) -> None:
        found, rows, own, base, self.missing = await self._read(_of_customer, self._customer())
        self.own = found.own is not None
        base_id = found.base.id if found.base else 0
        offered = [row for row in rows if row.active or row.id == base_id]
        self.lists = [(str(row.id), _titled(row)) for row in offered]
        self.base_list = str(found.base.id) if found.base else ""
        self.behind = base
        self.may = self._actor().may(Permission.EDIT_INVOICING)
        self._draw(own)


@needs(Permission.VIEW_RATES)
def _company(work: Work, list_id: int | None) -> tuple[list[ListRow], RatesView]:
    rows = company_lists(work)
    known = {row.id for row in rows}
    wanted = list_id if list_id in known else next(iter([row.id for row in rows]), None)
    return rows, rates_view(work, price_list(work, wanted) if wanted else None)


@needs(Permission.VIEW_RATES)
def _of_customer(
    work: Work, customer_id: int
) -> tuple[CustomerLists, list[ListRow], RatesView, RatesView, list[MissingLine]]:
    found = customer_lists(work, customer_id)
    return (
        found,
        company_lists(work),
        rates_view(work, found.own),
        rates_view(work, found.base),
        missing_lines(work, customer_id),
    )


def _titled(row: ListRow) -> str:
    name = _("{name} (standard)").format(name=row.name) if row.standard else row.name
    titled = f"{name}, {row.currency}"
    return titled if row.active else _("{list}, put aside").format(list=titled)
