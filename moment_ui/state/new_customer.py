"""The dialog for a new customer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.commands import create_customer
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.errors import Lookalike, PossibleDuplicate
from moment_ui.domain.customers.queries import blank_customer, number_problem
from moment_ui.domain.tags.queries import TagChoice, customer_tags
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.customer_texts import NEW_FIELDS, country_choices, form_texts, reg_no_help
from moment_ui.state.form import Events, FormState, typed_texts

MOST_TAGS = 500


@dataclass
class TagBox:
    """A tag to tick; `field` is its name in the form."""

    id: int = 0
    name: str = ""
    group: str = ""
    field: str = ""
    on: bool = False


@dataclass
class LookalikeLine:
    """A customer that may be the same company, and where to open it."""

    name: str = ""
    reason: str = ""
    href: str = ""


class NewCustomerState(FormState, AppState, rx.State):
    """A new customer: country, number, name, status, tags, and what the company is to us."""

    form_name: ClassVar[str] = "new-customer"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.CREATE_CUSTOMERS})

    countries: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    country: rx.Field[str] = rx.field("")
    reg_no_help: rx.Field[str] = rx.field("")
    proposed: rx.Field[str] = rx.field("")
    tags: rx.Field[list[TagBox]] = rx.field(default_factory=list)
    lookalikes: rx.Field[list[LookalikeLine]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the number, country and tags to choose from."""
        blank = await self._read(blank_customer)
        tags = await self._read(customer_tags)
        self.countries = country_choices()
        self._set_country(blank.country)
        self.tags = tag_boxes(tags, ())
        self.proposed = str(blank.number or "")
        self._open(form_texts(CustomerDraft("", country=blank.country), blank.number))

    @rx.event
    async def choose_country(self, country: str) -> None:
        """Show what the country's registration number looks like."""
        self._set_country(check.text(country, 2))

    def _set_country(self, country: str) -> None:
        self.country, self.reg_no_help = country, reg_no_help(country)

    def _fields(self) -> tuple[str, ...]:
        return (*NEW_FIELDS, *(tag.field for tag in self.tags))

    async def _check_field(self, key: str, text: str) -> str:
        wrong = rules.check_field(key, text, self.country)
        if key == "number" and not wrong:
            return await self._read(number_problem, text)
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
        customer_id = await self._write(
            create_customer, draft, tag_ids=ticked, confirmed=self._confirmed
        )
        await tell(self, "success", _("{name} is saved.").format(name=draft.name))
        self._shut()
        return [rx.redirect(f"/{slug_in(self.router.url.path)}/customers/{customer_id}")]


def tag_boxes(tags: Sequence[TagChoice], on: Sequence[int]) -> list[TagBox]:
    """Tags as boxes to tick."""
    return [
        TagBox(tag.id, tag.name, tag.group, f"tag-{tag.id}", tag.id in on)
        for tag in tags[:MOST_TAGS]
    ]


def ticked_tags(boxes: Sequence[TagBox], form: dict[str, Any]) -> list[int]:
    """The ids of the tags that a posted form ticks."""
    return [box.id for box in boxes if form.get(box.field)]


def lookalike_lines(found: Sequence[Lookalike], slug: str) -> list[LookalikeLine]:
    """Customers that may be the same, as links."""
    return [
        LookalikeLine(f"{other.number} {other.name}", other.reason, f"/{slug}/customers/{other.id}")
        for other in found
    ]
