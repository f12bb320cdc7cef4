"""The forms of claims: the head, a line, why one is rejected, and a category."""

from typing import ClassVar

import reflex as rx

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.domain.claims import commands, deciding
from moment_ui.domain.claims.queries import (
    ClaimRecord,
    Paid,
    activities_of,
    claim,
    claim_choices,
)
from moment_ui.domain.claims.rules import read_claim, read_line
from moment_ui.domain.claims.words import KIND_WORDS
from moment_ui.models.claim import ClaimKind
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.claims.claim import ClaimPageState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of, id_after

HEAD = (
    *("title", "day", "until_day", "from_place", "to_place"),
    *("reviewer_id", "refunder_id"),
)
LINE = (
    *("day", "text", "amount", "currency", "rate", "category_id"),
    *("project_id", "activity_id", "bill", "markup_percent"),
)
Options = list[tuple[str, str]]


class _OfClaim(FormState, mixin=True):
    """A form about the claim in the address."""

    def _claim_id(self) -> int:
        return id_after(self.router.url.path, "claims") or 0

    def _writer(self) -> Writer:
        actor = self._actor()
        return writer(actor.locale, actor.timezone)


class ClaimState(_OfClaim, AppState, rx.State):
    """A claim that is begun, or whose head is changed."""

    form_name: ClassVar[str] = "claim"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_CLAIMS})

    title: rx.Field[str] = rx.field("")
    travel: rx.Field[bool] = rx.field(default=False)
    people: rx.Field[Options] = rx.field(default_factory=list)
    _row: int = 0
    _version: int = 0

    @rx.event
    async def start(self, kind: str) -> None:
        """Open the form for a new claim of a kind."""
        wanted = ClaimKind(check.one_of(kind, tuple(each.value for each in ClaimKind)))
        await self._offer()
        self._row, self.travel = 0, wanted is ClaimKind.TRAVEL
        self.title = KIND_WORDS[wanted]
        today = self._writer().day(clock.today(self._actor().timezone))
        self._open(dict.fromkeys(HEAD, "") | {"day": today})

    @rx.event
    async def edit(self) -> None:
        """Open the form with the claim in the address."""
        found = (await self._read(claim, self._claim_id())).claim
        await self._offer()
        self._row, self._version = found.id, found.version
        self.travel, self.title = found.kind is ClaimKind.TRAVEL, found.title
        write = self._writer()
        self._open(
            {
                "title": found.title,
                "day": write.day(found.day),
                "until_day": write.day(found.until_day) if found.until_day else "",
                "from_place": found.from_place,
                "to_place": found.to_place,
                "reviewer_id": str(found.reviewer_id or ""),
                "refunder_id": str(found.refunder_id or ""),
            }
        )

    def _fields(self) -> tuple[str, ...]:
        return HEAD

    async def _offer(self) -> None:
        choices = await self._read(claim_choices)
        people = [(str(key), name) for key, name in choices.people]
        self.people = [("", _("The economy")), *people]

    async def _save(self, texts: dict[str, str]) -> Events:
        kind = ClaimKind.TRAVEL if self.travel else ClaimKind.EXPENSE
        draft = read_claim(kind, texts)
        if self._row:
            await self._write(commands.edit_claim, self._row, self._version, draft)
            self._shut()
            return [ClaimPageState.reload]
        key = await self._write(commands.create_claim, draft)
        self._shut()
        return [rx.redirect(f"{base_of(self.router.url.path)}/claims/{key}")]


class ClaimLineState(_OfClaim, AppState, rx.State):
    """A line of the claim in the address."""

    form_name: ClassVar[str] = "claim-line"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_CLAIMS})

    title: rx.Field[str] = rx.field("")
    currency: rx.Field[str] = rx.field("")
    categories: rx.Field[Options] = rx.field(default_factory=list)
    projects: rx.Field[Options] = rx.field(default_factory=list)
    activities: rx.Field[Options] = rx.field(default_factory=list)
    _row: int = 0

    @rx.event
    async def start(self) -> None:
        """Open the form for a new line, on the claim's day."""
        found = await self._read(claim, self._claim_id())
        await self._offer(found, None)
        self._row, self.title = 0, _("New line")
        day = found.lines[-1].line.day if found.lines else found.claim.day
        self._open(dict.fromkeys(LINE, "") | {"day": self._writer().day(day)})

    @rx.event
    async def edit(self, line_id: int) -> None:
        """Open the form with a line."""
        key = check.row_id(line_id)
        found = await self._read(claim, self._claim_id())
        line = next((row.line for row in found.lines if row.line.id == key), None)
        if line is None:
            raise NotFound(_("The line"))
        await self._offer(found, line)
        self._row, self.title = key, line.text
        self._open(_texts(line, found.claim.currency, self._writer()))

    @rx.event
    async def choose_project(self, project_id: str) -> None:
        """Offer the activities of the project chosen."""
        await self._offer_activities(check.row_id(project_id) if project_id else None)

    def _fields(self) -> tuple[str, ...]:
        return LINE

    async def _offer(self, found: ClaimRecord, line: Paid | None) -> None:
        choices = await self._read(claim_choices)
        self.currency = found.claim.currency
        self.categories = [
            ("", _("No category")),
            *((str(key), name) for key, name in choices.categories),
        ]
        self.projects = [
            ("", _("No project")),
            *((str(key), name) for key, name in choices.projects),
        ]
        await self._offer_activities(line.project_id if line else None)

    async def _offer_activities(self, project_id: int | None) -> None:
        found = await self._read(activities_of, project_id) if project_id else []
        self.activities = [("", _("No activity")), *((str(key), name) for key, name in found)]

    async def _save(self, texts: dict[str, str]) -> Events:
        draft = read_line(texts)
        if self._row:
            await self._write(commands.edit_line, self._row, draft)
        else:
            await self._write(commands.add_line, self._claim_id(), draft)
        self._shut()
        return [ClaimPageState.reload]


class RejectClaimState(_OfClaim, AppState, rx.State):
    """Why a claim is sent back."""

    form_name: ClassVar[str] = "reject-claim"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_CLAIMS})

    @rx.event
    async def start(self) -> None:
        """Open the form."""
        self._open({"reason": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("reason",)

    async def _save(self, texts: dict[str, str]) -> Events:
        title = await self._write(deciding.reject_claim, self._claim_id(), texts["reason"])
        self._shut()
        page = await self.get_state(ClaimPageState)
        await page._rejected(title)  # noqa: SLF001 - one area
        return []


def _texts(line: Paid, home: str, write: Writer) -> dict[str, str]:
    abroad = line.currency != home
    return {
        "day": write.day(line.day),
        "text": line.text,
        "amount": write.exact(line.amount, 2),
        "currency": line.currency if abroad else "",
        "rate": write.exact(line.rate) if abroad else "",
        "category_id": str(line.category_id or ""),
        "project_id": str(line.project_id or ""),
        "activity_id": str(line.activity_id or ""),
        "bill": "on" if line.bill else "",
        "markup_percent": write.exact(line.markup_percent) if line.markup_percent else "",
    }
