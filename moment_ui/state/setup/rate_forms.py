"""The forms of price lists: a new list, a new row, a new period."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import fields
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Reading
from moment_ui.core.words import _
from moment_ui.domain.rates import commands, rules
from moment_ui.domain.rates.commands import ListDraft
from moment_ui.domain.rates.lists import Renamed, rename_list
from moment_ui.domain.rates.queries import co_workers, company_lists, roles
from moment_ui.domain.rates.rules import Subject
from moment_ui.domain.rates.sheets import RateChange
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of, id_after
from moment_ui.state.projects.model_rates import ModelRatesState
from moment_ui.state.setup.people_rates import PeopleRatesState
from moment_ui.state.setup.rates import CompanyRatesState, CustomerRatesState
from moment_ui.state.setup.rates_page import RatesPage
from moment_ui.state.undoing import undoing

Options = list[tuple[str, str]]
READ = frozenset({Permission.VIEW_RATES, Permission.EDIT_INVOICING})


def _wrong(reading: Reading, key: str) -> str:
    return reading.errors.get(key, "")


class PriceListState(FormState, AppState, rx.State):
    """A new list of the company's."""

    form_name: ClassVar[str] = "price-list"
    needs: ClassVar[frozenset[Permission]] = READ | {Permission.SETUP_INVOICING}

    currencies: rx.Field[Options] = rx.field(default_factory=list)
    lists: rx.Field[Options] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the form."""
        rows = await self._read(company_lists)
        self.currencies = [(code, code) for code in fields.currencies()]
        nothing = ("", _("Nothing: an empty list"))
        self.lists = [nothing, *((str(row.id), row.name) for row in rows)]
        self._open(dict.fromkeys(self._fields(), "") | {"currency": "NOK"})

    def _fields(self) -> tuple[str, ...]:
        return ("name", "currency", "copy_of", "percent")

    async def _check_field(self, key: str, text: str) -> str:
        return _wrong(self._reading({"name": "-", key: text})[1], key)

    def _reading(self, texts: dict[str, str]) -> tuple[ListDraft, Reading]:
        form = Reading(texts)
        draft = ListDraft(
            form.text("name", fields.required_line),
            form.text("currency", fields.currency) or "NOK",
            form.read("copy_of", fields.whole_number),
            form.read("percent", rules.percent) or rules.percent(""),
        )
        return draft, form

    async def _save(self, texts: dict[str, str]) -> Events:
        draft, form = self._reading(texts)
        form.finish()
        list_id = await self._write(commands.create_list, draft)
        self._shut()
        await tell(self, "success", _("{name} is created.").format(name=draft.name))
        base = base_of(self.router.url.path)
        return [rx.redirect(f"{base}/setup/price-lists?list={list_id}"), CompanyRatesState.reload]


class OfAList(FormState, AppState, mixin=True):
    """A mixin: a form about the list that is open on the page."""

    _list_id: int = 0

    async def _page(self) -> RatesPage:
        return await self.get_state(page_at(self.router.url.path))

    def _reload(self) -> Events:
        return [page_at(self.router.url.path).reload]


def page_at(path: str) -> Any:
    """The state of the rates that the page at an address shows."""
    if id_after(path, "projects") is not None:
        return ModelRatesState
    if path.rstrip("/").endswith("/co-workers"):
        return PeopleRatesState
    return CompanyRatesState if id_after(path, "customers") is None else CustomerRatesState


class RenameListState(OfAList, AppState, rx.State):
    """Another name for the list that is open in the set-up."""

    form_name: ClassVar[str] = "rename-list"
    needs: ClassVar[frozenset[Permission]] = READ | {Permission.SETUP_INVOICING}

    _before: str = ""
    _renamed: Renamed | None = None

    @rx.event
    async def start(self) -> None:
        """Open the form with the list's name."""
        view = (await self.get_state(CompanyRatesState)).view
        self._list_id, self._before = view.id, view.name
        self._open({"name": view.name})

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def undo(self) -> Events:
        """Give the list the name back that it had."""
        if (renamed := self._renamed) is None:
            return []
        async with undoing(self, RenameListState.undo):
            await self._write(rename_list, renamed.undone)
            self._renamed = None
        return [CompanyRatesState.reload]

    def _fields(self) -> tuple[str, ...]:
        return ("name",)

    async def _check_field(self, key: str, text: str) -> str:
        form = Reading({key: text})
        form.text(key, fields.required_line)
        return _wrong(form, key)

    async def _save(self, texts: dict[str, str]) -> Events:
        form = Reading(texts)
        name = form.text("name", fields.required_line)
        form.finish()
        if name != self._before:
            change = Renamed(self._list_id, self._before, name)
            self._renamed = await self._write(rename_list, change)
            text = _("{before} is now called {name}.").format(before=self._before, name=name)
            await tell(self, "success", text, RenameListState.undo)
        self._shut()
        return [CompanyRatesState.reload]


class PeriodState(OfAList, AppState, rx.State):
    """A new period: the rates of its day, changed by so many percent."""

    form_name: ClassVar[str] = "period"
    needs: ClassVar[frozenset[Permission]] = READ

    @rx.event
    async def start(self) -> None:
        """Open the form."""
        self._list_id = (await self._page()).view.id
        self._open({"starts_on": "", "percent": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("starts_on", "percent")

    async def _check_field(self, key: str, text: str) -> str:
        form = Reading({key: text})
        form.read(key, fields.day if key == "starts_on" else rules.percent)
        return _wrong(form, key)

    async def _save(self, texts: dict[str, str]) -> Events:
        form = Reading(texts)
        starts_on, percent = form.read("starts_on", fields.day), form.read("percent", rules.percent)
        form.finish()
        if starts_on is None or percent is None:
            raise Invalid(starts_on=_("Write the day the period begins."))
        writers = (await self._page()).writers
        await self._write(writers.add_period, self._list_id, starts_on, percent)
        self._shut()
        await tell(self, "success", _("The period is added."))
        return self._reload()


class RateRowState(OfAList, AppState, rx.State):
    """A new row: a role, or a co-worker in it, with its first rate."""

    form_name: ClassVar[str] = "rate-row"
    needs: ClassVar[frozenset[Permission]] = READ

    roles: rx.Field[list[str]] = rx.field(default_factory=list)
    people: rx.Field[Options] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the form with the roles and co-workers there are."""
        page = await self._page()
        self._list_id = page.view.id
        self.roles = await self._read(roles)
        everybody = ("", _("Everybody in the role"))
        found = await self._read(co_workers)
        self.people = [everybody, *((str(key), name) for key, name in found.items())]
        start = page.view.periods[-1].start if page.view.periods else ""
        day = ".".join(reversed(start.split("-")))
        self._open({"role": "", "co_worker": "", "starts_on": day, "amount": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("role", "co_worker", "starts_on", "amount")

    async def _check_field(self, key: str, text: str) -> str:
        form = Reading({key: text})
        if key == "starts_on":
            form.read(key, fields.day)
        elif key == "amount":
            form.read(key, rules.amount)
        return _wrong(form, key)

    async def _save(self, texts: dict[str, str]) -> Events:
        form = Reading(texts)
        role = form.text("role", lambda text: fields.line(text, 100))
        starts_on, amount = form.read("starts_on", fields.day), form.read("amount", rules.amount)
        form.finish()
        missing = {"starts_on": starts_on, "amount": amount}
        if starts_on is None or amount is None:
            raise Invalid(**{key: _("Fill this in.") for key in missing if missing[key] is None})
        person = check.row_id(texts["co_worker"]) if texts["co_worker"] else None
        change = RateChange(self._list_id, Subject(role, person), starts_on, None, amount)
        writers = (await self._page()).writers
        await self._write(writers.set_rate, change)
        self._shut()
        return self._reload()
