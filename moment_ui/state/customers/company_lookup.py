"""A form whose company is looked up in the register while one types, and among the customers.

Each key starts a look-up anew and cancels the one under way, whether it still waits for the next key
or for the register; what comes back is shown only in the form it was asked for. The look-ups run in
the background: the form can be filled in and saved while a register hangs.
"""

import asyncio
from dataclasses import replace
from typing import Any

import reflex as rx

from moment_ui.core import identifiers
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.checks.rules import texts_of_entry
from moment_ui.domain.customers.draft import FIELD_LABELS, CustomerDraft
from moment_ui.domain.customers.lookalikes import lookalikes
from moment_ui.domain.customers.rules import proposed_einvoice_address
from moment_ui.registers.countries import register_of
from moment_ui.registers.failures import RegisterUnavailable
from moment_ui.registers.register import LEAST_LETTERS, RegisterEntry
from moment_ui.state import arguments as check
from moment_ui.state.customers.company_hits import (
    FilledLine,
    HitLine,
    LookalikeLine,
    filled_line,
    hit_line,
    lookalike_lines,
)
from moment_ui.state.form import LONGEST, Events, FormState

PAUSE = 0.25
"""Seconds without a key after which one is taken to have stopped typing."""

LONGEST_NAME = 200
TOLD = (
    *("name", "org_number", "vat_number", "email", "phone", "website"),
    *("visiting_line1", "postal_line1"),
)
"""The fields that are told of when they are filled in; an address is told by its first line."""

COMPARED = ("name", "org_number", "email")
"""What look-alikes are found by."""


class CompanyLookup(FormState, mixin=True):
    """A mixin: the fields name, org_number and email of a form look companies up."""

    country: rx.Field[str] = rx.field("")
    has_register: rx.Field[bool] = rx.field(default=False)
    hits: rx.Field[list[HitLine]] = rx.field(default_factory=list)
    looking: rx.Field[bool] = rx.field(default=False)
    name_said: rx.Field[str] = rx.field("")
    number_said: rx.Field[str] = rx.field("")
    filled: rx.Field[FilledLine] = rx.field(default_factory=FilledLine)
    alike: rx.Field[list[LookalikeLine]] = rx.field(default_factory=list)
    _look: int = 0
    _found: dict[str, RegisterEntry] = {}
    _now: dict[str, str] = {}
    _by_register: dict[str, str] = {}

    @rx.event(background=True, supersedes=True)
    async def find_name(self, text: str) -> None:
        """Look for companies whose names begin so, and for customers that have the name."""
        async with self:
            name = self._hear("name", text)
            self.name_said = ""
            self._show_hits([])
            register = register_of(self.country) if self._asks_for(name) else None
            self.looking = register is not None
            asked, look = self._place(), self._look
        await asyncio.sleep(PAUSE)
        await self._compare(asked)
        if register is None:
            return
        found, said = [], ""
        try:
            found = await register.search(name)
            said = "" if found else _("Nothing in the register begins so.")
        except RegisterUnavailable as unavailable:
            said = unavailable.message
        async with self:
            if (self._place(), self._look) == (asked, look):
                self.looking, self.name_said = False, said
                self._show_hits(found)

    @rx.event(background=True, supersedes=True)
    async def find_number(self, text: str) -> Any:
        """Look the company up once its number is whole, and for a customer that has it."""
        async with self:
            number = self._checked_number(self._hear("org_number", text))
            self.number_said = self._where_invoices_go(number)
            register = register_of(self.country) if number and self.opened else None
            asked, known = self._place(), self.filled.number
        await asyncio.sleep(PAUSE)
        await self._compare(asked)
        if register is None or number == known:
            return []
        entry, said = None, _("Not in the register. Check the digits, or go on without.")
        try:
            entry = await register.entry(number)
        except RegisterUnavailable as unavailable:
            said = unavailable.message
        async with self:
            if self._place() != asked:
                return []
            if entry is None:
                self.number_said = said
                return []
            self._found = {**self._found, number: entry}
            events = self._fill(entry, over=())
            self.alike = await self._alike()
            return events

    @rx.event(background=True, supersedes=True)
    async def find_email(self, text: str) -> None:
        """Look for customers with the e-mail address."""
        async with self:
            self._hear("email", text)
            asked = self._place()
        await asyncio.sleep(PAUSE)
        await self._compare(asked)

    @rx.event
    async def pick(self, number: str) -> Any:
        """Fill the form in from one of the companies found, its name and number in any case."""
        entry = self._found.get(check.text(number, 30))
        if entry is None or not self.opened:
            return []
        self._fold()
        events = self._fill(entry, over=("name", "org_number"))
        self.alike = await self._alike()
        return events

    @rx.event
    async def spell(self) -> Any:
        """Write the name letter for letter as the register does."""
        name = self.filled.spelled
        if not (name and self.opened):
            return []
        self._now = {**self._now, "name": name}
        self._by_register = {**self._by_register, "name": name}
        self.filled = replace(self.filled, spelled="")
        return [rx.set_value(f"{self.form_name}-name", name)]

    @rx.event
    async def close_hits(self) -> None:
        """Fold the list of companies away, also one that is still being asked for."""
        self._fold()

    def _fold(self) -> None:
        self._look += 1
        self.looking = False
        self._show_hits([])

    def _left(self, key: str, text: str) -> None:
        self._now = {**self._now, key: text.strip()}

    def _forget(self, country: str) -> None:
        """Begin anew, for a form just opened."""
        self._now, self._found, self._by_register = {}, {}, {}
        self.filled, self.alike = FilledLine(), []
        self._turn_to(country)

    def _turn_to(self, country: str) -> None:
        """Ask another country's register from now on."""
        self.country, self.has_register = country, register_of(country) is not None
        self.name_said, self.number_said = "", ""
        self._fold()

    def _hear(self, key: str, text: str) -> str:
        """The text that a field holds now, on one line."""
        heard = " ".join(check.text(text, LONGEST).split())[:LONGEST_NAME]
        self._now = {**self._now, key: heard}
        return heard

    def _place(self) -> tuple[bool, int, str]:
        """The form and the country that something is asked for: answers for others come too late."""
        return self.opened, self.round, self.country

    def _asks_for(self, name: str) -> bool:
        return self.opened and len(name) >= LEAST_LETTERS and name != self._by_register.get("name")

    async def _compare(self, asked: tuple[bool, int, str]) -> None:
        """Show the customers that may be the same, as far as the form is filled in."""
        async with self:
            if not self.opened or self._place() != asked:
                return
            draft = self._compared()
        found = await self._read(lookalikes, draft)
        async with self:
            if self._place() == asked:
                self.alike = lookalike_lines(found, slug_in(self.router.url.path))

    async def _alike(self) -> list[LookalikeLine]:
        found = await self._read(lookalikes, self._compared())
        return lookalike_lines(found, slug_in(self.router.url.path))

    def _compared(self) -> CustomerDraft:
        name, org_number, email = (self._now.get(key, "") for key in COMPARED)
        return CustomerDraft(name, org_number=self._checked_number(org_number), email=email)

    def _checked_number(self, text: str) -> str:
        """The organisation number as it is kept, "" while it is none of the country's."""
        try:
            return identifiers.org_number(text, self.country)
        except Unfit:
            return ""

    def _where_invoices_go(self, number: str) -> str:
        address = proposed_einvoice_address(self.country, number)
        return _("E-invoices go to {address}.").format(address=address) if address else ""

    def _show_hits(self, found: list[RegisterEntry]) -> None:
        self._found = {**self._found, **{entry.number: entry for entry in found}}
        self.hits = [self._hit(entry) for entry in found]

    def _hit(self, entry: RegisterEntry) -> HitLine:
        actor = self._actor()
        return hit_line(entry, self.country, writer(actor.locale, actor.timezone))

    def _fill(self, entry: RegisterEntry, over: tuple[str, ...]) -> Events:
        """Put the entry's texts where nothing else was typed, and into the fields of `over`."""
        told: list[str] = []
        events: Events = []
        for key, text in texts_of_entry(entry).items():
            now, was = self._now.get(key, ""), self._by_register.get(key, "")
            if not (key in over or now in {"", was}) or (key in over and not text):
                continue
            if text and key in TOLD:
                told.append(FIELD_LABELS[key])
            if text != now:
                events.append(rx.set_value(f"{self.form_name}-{key}", text))
                self._now = {**self._now, key: text}
            self._by_register = {**self._by_register, key: text}
        self.errors = {k: said for k, said in self.errors.items() if k not in self._by_register}
        self.number_said = self._where_invoices_go(entry.number)
        self.filled = filled_line(self._hit(entry), entry, told, self._now.get("name", ""))
        return events
