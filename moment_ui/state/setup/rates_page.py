"""A price list on the page: shown, written cell by cell, live."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, NeedsConfirmation
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.domain.rates import commands, rules
from moment_ui.domain.rates.rules import Subject
from moment_ui.domain.rates.sheets import RateChange
from moment_ui.reports.setup.rates_view import RatesView, rows_named
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, shown_or_failed, tell
from moment_ui.state.paths import base_of, id_after
from moment_ui.state.undoing import undoing

TOPICS = ("rates", "customers", "hours")
NOTHING: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Writers:
    """The commands that write a sheet of rates."""

    set_rate: Callable[..., RateChange]
    add_period: Callable[..., list[RateChange]]
    remove_period: Callable[..., list[RateChange]]
    write_back: Callable[..., None]


OF_LISTS = Writers(
    commands.set_rate, commands.add_period, commands.remove_period, commands.write_back
)


class RatesPage(AppState, mixin=True):
    """A mixin: the sheet of rates of a page. A state says how to read it, and with what to write it."""

    writers: ClassVar[Writers] = OF_LISTS

    topics: ClassVar[tuple[str, ...]] = TOPICS

    phase: rx.Field[str] = rx.field("")
    shown_for: rx.Field[int] = rx.field(0)
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[RatesView] = rx.field(default_factory=RatesView)
    may: rx.Field[bool] = rx.field(default=False)
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    question: rx.Field[str] = rx.field("")
    round: rx.Field[int] = rx.field(0)
    _asked: RateChange | dt.date | None = None
    _changes: list[RateChange] = []

    @rx.event
    async def load(self) -> None:
        """Read what the address names."""
        self.base = base_of(self.router.url.path)
        self.shown_for = id_after(self.router.url.path, "customers") or 0
        self.question, self._asked, self.errors = "", None, {}
        with shown_or_failed(self):
            await self._reread()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else changes; after `load`."""
        begun = self._whose(), self.router.url.path
        async for _change in self._news(*self.topics):
            async with self:
                here = self._whose(), self.router.url.path
                if here == begun and self.phase == "ready" and not self.question:
                    await self._reread()

    @rx.event
    async def reload(self) -> None:
        """Read again: something has just been changed."""
        await self._reread()

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def write(self, row_key: str, start: str, text: str) -> None:
        """Write the rate of a row from a day on, as it was typed; nothing takes it away."""
        change = self._change(check.text(row_key), check.text(start), check.text(text))
        if change is not None and change.before != change.after:
            await self._set(change, NOTHING)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def remove_period(self, start: str) -> None:
        """Take a period away; the rates before it hold on."""
        if start not in {head.start for head in self.view.periods}:
            raise check.BadArgument
        await self._remove(dt.date.fromisoformat(start), NOTHING)

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def confirm(self) -> None:
        """Change what has begun all the same: the answer to the question just asked."""
        asked, self._asked, self.question = self._asked, None, ""
        if isinstance(asked, RateChange):
            await self._set(asked, frozenset({"past"}))
        elif asked is not None:
            await self._remove(asked, frozenset({"past"}))

    @rx.event
    async def take_back(self) -> None:
        """Leave it as it is: the other answer."""
        self._asked, self.question = None, ""
        self.round += 1

    @rx.event
    @requires(Permission.EDIT_INVOICING)
    async def undo(self) -> None:
        """Take back what was written last."""
        if changes := self._changes:
            async with undoing(self, type(self).undo):
                await self._write(self.writers.write_back, changes)
                self._changes = []
            if self._is_here():
                await self._reread()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _reread(self) -> None:
        raise NotImplementedError

    def _is_here(self) -> bool:
        """Whether the address names what the sheet is read for; a company's own is read from anywhere."""
        return True

    def _draw(self, view: RatesView) -> None:
        if view != self.view:
            self.view = view
            self.round += 1

    def _change(self, row_key: str, start: str, text: str) -> RateChange | None:
        row = rows_named(self.view).get(row_key)
        cell = next((one for one in row.cells if one.start == start), None) if row else None
        if cell is None:
            raise check.BadArgument
        place = f"{row_key}|{start}"
        self.errors = {key: wrong for key, wrong in self.errors.items() if key != place}
        try:
            after = rules.amount(text)
        except Unfit as unfit:
            self.errors = self.errors | {place: unfit.message}
            return None
        person, _bar, role = row_key.partition("|")
        subject = Subject(role, int(person) if person else None)
        before = rules.amount(cell.own) if cell.own else None
        return RateChange(self.view.id, subject, dt.date.fromisoformat(start), before, after)

    async def _set(self, change: RateChange, confirmed: frozenset[str]) -> None:
        try:
            done = await self._write(self.writers.set_rate, change, confirmed=confirmed)
        except NeedsConfirmation as asked:
            self.question, self._asked = asked.question, change
            return
        except AppError as error:
            await tell(self, "warning", error.message)
            self.round += 1
            await self._reread()
            return
        await self._done([done], _("The rate is saved."))

    async def _remove(self, start: dt.date, confirmed: frozenset[str]) -> None:
        try:
            changes = await self._write(
                self.writers.remove_period, self.view.id, start, confirmed=confirmed
            )
        except NeedsConfirmation as asked:
            self.question, self._asked = asked.question, start
            return
        await self._done(changes, _("The period is removed."))

    async def _done(self, changes: list[RateChange], text: str) -> None:
        self._changes = changes
        await self._reread()
        await tell(self, "success", text, self._undo())

    def _undo(self) -> Any:
        return type(self).undo
