"""The dialog that edits a customer: every field, and two people at once without losing either."""

from dataclasses import dataclass
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.commands import edit_customer
from moment_ui.domain.customers.draft import FIELD_LABELS, texts_of
from moment_ui.domain.customers.errors import CustomerChanged, PossibleDuplicate
from moment_ui.domain.customers.queries import customer
from moment_ui.reports.customers.history import shown_value
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.customers.company_lookup import LookalikeLine, lookalike_lines
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.customer_texts import (
    EDIT_FIELDS,
    country_choices,
    currency_choices,
    einvoice_help,
    language_choices,
    reg_no_help,
)
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after


@dataclass
class Theirs:
    """A field that somebody else changed while the form was open; `mine` when I changed it too."""

    label: str = ""
    before: str = ""
    now: str = ""
    mine: str = ""


class EditCustomerState(FormState, AppState, rx.State):
    """The customer in the address, being edited."""

    form_name: ClassVar[str] = "edit-customer"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    )

    countries: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    currencies: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    languages: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    country: rx.Field[str] = rx.field("")
    reg_no_help: rx.Field[str] = rx.field("")
    einvoice_help: rx.Field[str] = rx.field("")
    changed_by: rx.Field[str] = rx.field("")
    theirs: rx.Field[list[Theirs]] = rx.field(default_factory=list)
    lookalikes: rx.Field[list[LookalikeLine]] = rx.field(default_factory=list)
    _customer_id: int = 0
    _version: int = 0
    _opened_with: dict[str, str] = {}

    @rx.event
    async def start(self) -> None:
        """Open the dialog with what is stored."""
        self._customer_id = id_after(self.router.url.path, "customers") or 0
        texts = await self._stored()
        self.countries = country_choices()
        self.currencies, self.languages = currency_choices(), language_choices()
        self.changed_by, self.theirs = "", []
        self._set_country(texts["country"])
        self._open(texts)

    @rx.event
    async def choose_country(self, country: str) -> None:
        """Show what the country's numbers look like, and whether an e-invoice address is typed."""
        self._set_country(check.text(country, 2))

    def _set_country(self, country: str) -> None:
        self.country = country
        self.reg_no_help, self.einvoice_help = reg_no_help(country), einvoice_help(country)

    def _fields(self) -> tuple[str, ...]:
        return EDIT_FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        return rules.check_field(key, text, self.country)

    def _question(self, asked: NeedsConfirmation) -> None:
        found = asked.lookalikes if isinstance(asked, PossibleDuplicate) else ()
        self.lookalikes = lookalike_lines(found, slug_in(self.router.url.path))
        self._ask(asked.question, asked.key)

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read(texts)
        try:
            await self._write(
                edit_customer, self._customer_id, self._version, draft, confirmed=self._confirmed
            )
        except CustomerChanged as changed:
            await self._merge(texts, changed)
            return []
        await tell(self, "success", _("{name} is saved.").format(name=draft.name))
        self._shut()
        return [CustomerProfileState.reload]

    async def _stored(self) -> dict[str, str]:
        """Read the customer again; from now on that version is edited."""
        record = await self._read(customer, self._customer_id)
        self._version = record.version
        self._opened_with = texts_of(record.draft)
        return self._opened_with

    async def _merge(self, typed: dict[str, str], changed: CustomerChanged) -> None:
        """Keep what was typed over what is stored now, and show what the other one changed."""
        before = self._opened_with
        now = await self._stored()
        mine = {key: text for key, text in typed.items() if text != before[key]}
        self.theirs = [
            Theirs(
                FIELD_LABELS[key],
                shown_value(key, before[key]),
                shown_value(key, now[key]),
                shown_value(key, mine[key]) if key in mine else "",
            )
            for key in EDIT_FIELDS
            if now[key] != before[key]
        ]
        self.changed_by = changed.by or _("Someone else")
        self.errors, self.problem = {}, ""
        self.values = now | mine
        self._set_country(self.values["country"])
        self.round += 1
