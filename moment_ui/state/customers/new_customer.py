"""The dialog for a new customer."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.checks.commands import keep_register_answer, leave_register
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.commands import create_customer
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.errors import PossibleDuplicate, outside_series_key
from moment_ui.domain.customers.queries import blank_customer, number_problem, number_warning
from moment_ui.domain.shared_customers.commands import create_from_partner
from moment_ui.domain.tags.choices import TagChoice
from moment_ui.domain.tags.queries import customer_tags
from moment_ui.models.customer import CustomerStatus
from moment_ui.reports.marks import tag_look
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.customers.company_lookup import LookalikeLine, lookalike_lines
from moment_ui.state.customers.customer_texts import (
    NEW_FIELDS,
    STATUS_HELP,
    country_choices,
    einvoice_help,
    form_texts,
    reg_no_help,
)
from moment_ui.state.customers.known_there import IN_STEP, KnownByPartners
from moment_ui.state.form import Events, typed_texts

MOST_TAGS = 500


@dataclass
class TagBox:
    """A tag to tick; `field` is its name in the form."""

    id: int = 0
    name: str = ""
    group: str = ""
    field: str = ""
    on: bool = False
    css: str = "badge tag"


class NewCustomerState(KnownByPartners, AppState, rx.State):
    """A new customer: country, number, name, status, tags, and what the company is to us."""

    form_name: ClassVar[str] = "new-customer"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.CREATE_CUSTOMERS})

    countries: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    reg_no_help: rx.Field[str] = rx.field("")
    einvoice_help: rx.Field[str] = rx.field("")
    status_help: rx.Field[str] = rx.field("")
    number_note: rx.Field[str] = rx.field("")
    proposed: rx.Field[str] = rx.field("")
    tags: rx.Field[list[TagBox]] = rx.field(default_factory=list)
    lookalikes: rx.Field[list[LookalikeLine]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the number, country and tags to choose from."""
        blank = await self._read(blank_customer)
        tags = await self._read(customer_tags)
        self.countries = country_choices()
        self._forget(blank.country)
        self._set_country(blank.country)
        self.number_note, self.status_help = "", STATUS_HELP[CustomerStatus.ACTIVE]
        self.tags = tag_boxes(tags, ())
        self.proposed = str(blank.number or "")
        texts = form_texts(CustomerDraft("", country=blank.country), blank.number)
        self._open({**texts, IN_STEP: ""})

    @rx.event
    async def choose_country(self, country: str) -> None:
        """Show what the country's numbers look like, and ask its register from now on."""
        self._set_country(check.text(country, 2))

    @rx.event
    async def choose_status(self, status: str) -> None:
        """Say what the status means."""
        self.status_help = STATUS_HELP[CustomerStatus(check.one_of(status, tuple(CustomerStatus)))]

    def _set_country(self, country: str) -> None:
        self._turn_to(country)
        self.reg_no_help, self.einvoice_help = reg_no_help(country), einvoice_help(country)

    def _left(self, key: str, text: str) -> None:
        super()._left(key, text)
        if key == "number":
            self.number_note = ""

    def _fields(self) -> tuple[str, ...]:
        return (*NEW_FIELDS, IN_STEP, *(tag.field for tag in self.tags))

    async def _check_field(self, key: str, text: str) -> str:
        wrong = rules.check_field(key, text, self.country)
        if key == "number" and not wrong:
            wrong = await self._read(number_problem, text)
            self.number_note = "" if wrong else await self._read(number_warning, text)
        return wrong

    def _question(self, asked: NeedsConfirmation) -> None:
        found = asked.lookalikes if isinstance(asked, PossibleDuplicate) else ()
        self.lookalikes = lookalike_lines(found, slug_in(self.router.url.path))
        self._ask(asked.question, asked.key)

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = rules.read(typed_texts(texts, NEW_FIELDS))
        if texts["number"].strip() == self.proposed:
            draft = rules.without_number(draft)
        ticked = ticked_tags(self.tags, texts)
        confirmed = self._confirmed | self._warned(draft)
        if self._source is None:
            customer_id = await self._write(
                create_customer, draft, tag_ids=ticked, confirmed=confirmed
            )
        else:
            source = replace(self._source, in_step=texts[IN_STEP] != "")
            customer_id = await self._write(
                create_from_partner, draft, source, tag_ids=ticked, confirmed=confirmed
            )
        await self._keep_register_answer(customer_id, draft.org_number)
        await tell(self, "success", _("{name} is saved.").format(name=draft.name))
        self._shut()
        return [rx.redirect(f"/{slug_in(self.router.url.path)}/customers/{customer_id}")]

    async def _keep_register_answer(self, customer_id: int, org_number: str) -> None:
        """What the register has just said of the number is known, and what differs was chosen so."""
        entry = self._found.get(org_number)
        if entry and self._actor().may(Permission.EDIT_CUSTOMERS):
            await self._write(keep_register_answer, customer_id, org_number, entry)
            await self._write(leave_register, customer_id)

    def _warned(self, draft: CustomerDraft) -> frozenset[str]:
        """The question that the warning beside the number has put already."""
        shown = self.number_note and str(draft.number) == self._now.get("number")
        return frozenset({outside_series_key(draft.number)} if shown and draft.number else ())


def tag_boxes(tags: Sequence[TagChoice], on: Sequence[int]) -> list[TagBox]:
    """Tags as boxes to tick."""
    return [
        TagBox(tag.id, tag.name, tag.group, f"tag-{tag.id}", tag.id in on, tag_look(tag.colour))
        for tag in tags[:MOST_TAGS]
    ]


def ticked_tags(boxes: Sequence[TagBox], form: dict[str, Any]) -> list[int]:
    """The ids of the tags that a posted form ticks."""
    return [box.id for box in boxes if form.get(box.field)]
