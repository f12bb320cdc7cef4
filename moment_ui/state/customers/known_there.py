"""A form for a new customer that says when a partner company has it, and brings along what is shared."""

from dataclasses import dataclass
from typing import Any

import reflex as rx

from moment_ui.core.words import _, plural
from moment_ui.domain.shared_customers.commands import Source
from moment_ui.domain.shared_customers.queries import KnownThere, brought, known_there
from moment_ui.reports.marks import CUSTOMER_STATUS, status_class
from moment_ui.state import arguments as check
from moment_ui.state.customers.company_lookup import CompanyLookup

IN_STEP = "in_step"


@dataclass
class KnownLine:
    """A partner's customer that may be the one in the form: the prompt, and what its box says."""

    company_id: int = 0
    customer_id: int = 0
    company: str = ""
    name: str = ""
    about: str = ""
    status: str = ""
    status_css: str = ""
    people: str = ""
    same: str = ""


@dataclass
class BroughtLine:
    """What comes along from a partner: from which, and who. `company` is "" while nothing does."""

    company: str = ""
    people: str = ""


class KnownByPartners(CompanyLookup, mixin=True):
    """A mixin: a form that asks the partners, too, while name and number are typed."""

    known: rx.Field[list[KnownLine]] = rx.field(default_factory=list)
    along: rx.Field[BroughtLine] = rx.field(default_factory=BroughtLine)
    _source: Source | None = None

    @rx.event
    async def use_known(self, company_id: int, customer_id: int) -> Any:
        """Fill the form in from a partner's customer; its contact persons come along when it is saved."""
        wanted = check.row_id(company_id), check.row_id(customer_id)
        if not self.opened:
            return []
        draft = self._compared()
        found = await self._read(brought, *wanted, draft.name, draft.org_number)
        self._source = Source(*wanted)
        names = ", ".join(person.name for person in found.people[:5])
        self.along = BroughtLine(
            company=found.company,
            people=_("{count}: {names}").format(count=len(found.people), names=names)
            if names
            else _("none"),
        )
        self._fold()
        events = self._bring(found.texts)
        country = found.texts["country"]
        if country != self.country:
            self._set_country(country)
            events.append(rx.set_value(f"{self.form_name}-country", country))
        return events

    @rx.event
    async def leave_out(self) -> None:
        """Bring nothing along: what the fields hold stays."""
        self._source, self.along = None, BroughtLine()

    async def _compare(self, asked: tuple[bool, int, str]) -> None:
        await super()._compare(asked)
        async with self:
            if not self.opened or self._place() != asked:
                return
            draft = self._compared()
        found = await self._read(known_there, draft.name, draft.org_number)
        async with self:
            if self._place() == asked:
                self.known = [_line(one) for one in found]

    def _set_country(self, country: str) -> None:
        """Follow the country that was chosen."""
        self._turn_to(country)

    def _forget(self, country: str) -> None:
        super()._forget(country)
        self.known, self.along, self._source = [], BroughtLine(), None

    def _bring(self, texts: dict[str, str]) -> list[Any]:
        """Put the partner's texts into the fields; an empty one leaves what was typed."""
        events: list[Any] = []
        for key, text in texts.items():
            if text and key != "country" and text != self._now.get(key, ""):
                events.append(rx.set_value(f"{self.form_name}-{key}", text))
                self._now = {**self._now, key: text}
        self.errors = {key: said for key, said in self.errors.items() if not texts.get(key)}
        return events


def _line(found: KnownThere) -> KnownLine:
    mark = CUSTOMER_STATUS[found.status]
    about = " · ".join(part for part in (found.org_number, found.city) if part)
    return KnownLine(
        company_id=found.company_id,
        customer_id=found.customer_id,
        company=found.company,
        name=found.name,
        about=about,
        status=mark.word,
        status_css=status_class(mark),
        people=plural("{count} contact person", "{count} contact persons", found.people),
        same=_("the same company reg. no.") if found.by_number else _("the same name"),
    )
