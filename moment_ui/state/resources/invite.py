"""Inviting external co-workers: addresses pasted, people of partners ticked, and what will happen."""

from dataclasses import dataclass
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.table import Mark, Tone
from moment_ui.core.words import _, initials, plural
from moment_ui.db.pool import by_post
from moment_ui.domain.sharing import inviting
from moment_ui.domain.sharing.inviting import Plan, Planned
from moment_ui.domain.sharing.mails import Mailed, send_invitations
from moment_ui.reports.marks import status_class
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.caller import fresh_actor
from moment_ui.state.form import Events, FormState
from moment_ui.state.resources.co_workers import mails_in_words

ADDRESSES = "addresses"
PLANS = {
    Plan.PARTNER: Mark(_("Partner"), Tone.GOOD, "disc"),
    Plan.ACCOUNT: Mark(_("Known"), Tone.INFO, "ring"),
    Plan.NO_ACCOUNT: Mark(_("New"), Tone.PLAIN, "ring"),
    Plan.AGAIN: Mark(_("Again"), Tone.INFO, "half"),
    Plan.WRONG: Mark(_("Not possible"), Tone.BAD, "square"),
}


@dataclass
class PlannedLine:
    """An address, and what inviting it will do."""

    email: str = ""
    name: str = ""
    text: str = ""
    word: str = ""
    css: str = ""


@dataclass
class PersonBox:
    """Somebody of a partner company, to tick; `field` names the company and the co-worker there."""

    field: str = ""
    company: str = ""
    name: str = ""
    about: str = ""
    initials: str = ""
    is_here: bool = False
    first: bool = False
    on: bool = False


class InviteState(FormState, AppState, rx.State):
    """The form in which external co-workers are invited."""

    form_name: ClassVar[str] = "invite"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.INVITE_CO_WORKERS})

    people: rx.Field[list[PersonBox]] = rx.field(default_factory=list)
    planned: rx.Field[list[PlannedLine]] = rx.field(default_factory=list)
    summary: rx.Field[str] = rx.field("")
    count: rx.Field[int] = rx.field(0)
    _text: str = ""

    @rx.event
    async def start(self) -> None:
        """Open the form with the people of partner companies."""
        found = await self._read(inviting.partner_people)
        companies: set[int] = set()
        boxes: list[PersonBox] = []
        for person, is_here in found:
            first = person.company_id not in companies
            companies.add(person.company_id)
            about = " · ".join(filter(None, (person.title, person.email)))
            boxes.append(
                PersonBox(
                    f"person-{person.company_id}-{person.co_worker_id}",
                    person.company,
                    person.name,
                    about,
                    initials(person.name),
                    is_here,
                    first,
                )
            )
        self.people, self.planned, self.summary, self.count = boxes, [], "", 0
        self._text = ""
        self._open({ADDRESSES: ""})

    @rx.event
    async def look(self, text: str) -> None:
        """Say what will happen with the addresses that were typed so far."""
        self._text = check.text(text, 20_000)
        await self._plan()

    @rx.event
    async def tick(self, field: str, on: Any) -> None:
        """Choose somebody of a partner company, or not after all."""
        key, chosen = check.one_of(field, self._fields()), check.flag(on)
        for box in self.people:
            if box.field == key and not box.is_here:
                box.on = chosen
        self.people = list(self.people)
        await self._plan()

    @rx.event
    async def tick_all(self, field: str, on: Any) -> None:
        """Choose everybody of a company who is not here yet, or nobody of it."""
        key, chosen = check.one_of(field, self._fields()), check.flag(on)
        company = key.split("-")[1]
        for box in self.people:
            if box.field.split("-")[1] == company and not box.is_here:
                box.on = chosen
        self.people = list(self.people)
        await self._plan()

    def _chosen(self) -> list[tuple[int, int]]:
        keys = (box.field.split("-")[1:] for box in self.people if box.on)
        return [(int(company), int(person)) for company, person in keys]

    def _fields(self) -> tuple[str, ...]:
        return (ADDRESSES, *(box.field for box in self.people))

    async def _plan(self) -> None:
        """Show what inviting them would do; what is wrong with the form is said when it is saved."""
        try:
            found = await self._read(inviting.planned, self._text, self._chosen())
        except Invalid as invalid:
            self.errors = dict(invalid.fields)
            return
        self.errors = {}
        self.planned = [_line(plan) for plan in found]
        wrong = sum(plan.plan is Plan.WRONG for plan in found)
        self.count = len(found) - wrong
        self.summary = _in_words(wrong)

    async def _save(self, texts: dict[str, str]) -> Events:
        self._text = texts[ADDRESSES]
        await self._plan()
        ids = await self._write(inviting.invite, self._text, self._chosen())
        self._shut()
        mailed = await by_post(send_invitations, await fresh_actor(), ids)
        await tell(self, *_told(len(ids), mailed))
        return []


def _line(plan: Planned) -> PlannedLine:
    mark = PLANS[plan.plan]
    return PlannedLine(plan.email, plan.name, plan.text, mark.word, status_class(mark))


def _in_words(wrong: int) -> str:
    if not wrong:
        return ""
    return plural(
        "{count} address cannot be invited: correct it or take it out.",
        "{count} addresses cannot be invited: correct them or take them out.",
        wrong,
    )


def _told(count: int, mailed: Mailed) -> tuple[Any, str]:
    kind, mails = mails_in_words(mailed)
    text = plural(
        "{count} co-worker is invited, and can be put into projects at once.",
        "{count} co-workers are invited, and can be put into projects at once.",
        count,
    )
    return kind, f"{text} {mails}"
