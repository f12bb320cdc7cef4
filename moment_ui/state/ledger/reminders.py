"""Finances → Payment reminders: what is overdue by customer, ticked, looked at, and sent."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError, Invalid, LoggedOut
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work, writing
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.reminders.commands import (
    Outgoing,
    begin_reminder,
    end_reminder,
    hold_reminders,
    preview,
)
from moment_ui.domain.statements.posting import post_with_paper
from moment_ui.models.sending import SendResult
from moment_ui.reports.ledger.mails import MailView
from moment_ui.reports.ledger.reminder_view import RemindersView, mail_view, reminders_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.ledger.mail_run import MailRun, Posting
from moment_ui.state.paths import base_of

NEEDS = frozenset({Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS, Permission.SEND_REMINDERS})


class RemindersState(MailRun, AppState, rx.State):
    """The overdue invoices of the company, by customer."""

    needs: ClassVar[frozenset[Permission]] = NEEDS

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[RemindersView] = rx.field(default_factory=RemindersView)
    ticked: rx.Field[list[int]] = rx.field(default_factory=list)
    _text: str = ""
    _looked: dict[int, dict[int, int]] = {}

    @rx.event
    async def load(self) -> None:
        """Read what is overdue, and tick what may be reminded of today."""
        self._text, self.looking = "", False
        self.base = base_of(self.router.url.path)
        try:
            self.view = await self._read(reminders_view)
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            return
        self.phase, self.ticked = "ready", list(self.view.ready)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what is paid and reminded of meanwhile."""
        whose = self._whose()
        async for _change in self._news("invoices", "customers", "invoicing"):
            text = self._text
            view = await self._read(reminders_view, text)
            async with self:
                alike = (self._whose(), self._text) == (whose, text)
                if alike and self.phase == "ready" and view != self.view:
                    self._show(view)

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Narrow the list to customers by name or number."""
        self._text = check.text(text)
        self._show(await self._read(reminders_view, self._text))

    @rx.event
    async def tick(self, invoice: int, on: bool) -> None:  # noqa: FBT001 - a box
        """Tick an invoice, or not."""
        key = check.row_id(invoice)
        others = [each for each in self.ticked if each != key]
        self.ticked = [*others, key] if check.flag(on) and key in self._may() else others

    @rx.event
    async def tick_all(self, on: bool) -> None:  # noqa: FBT001 - a box
        """Tick everything that may be reminded of by hand, or nothing."""
        self.ticked = sorted(self._may()) if check.flag(on) else []

    @rx.event
    async def look(self) -> None:
        """Show each mail as it would go."""
        found = await self._read(_previews, self._chosen())
        if not found:
            await tell(self, "info", _("Tick an invoice that may be reminded of."))
            return
        if await self._look_at([mail for mail, _seen in found], []):
            self._looked = {mail.customer_id: seen for mail, seen in found}

    @rx.event
    async def release(self, invoice: int) -> None:
        """Let reminders of an invoice go again."""
        await self._write(hold_reminders, check.row_id(invoice), "")

    def _show(self, view: RemindersView) -> None:
        self.view = view
        may = self._may()
        self.ticked = [key for key in self.ticked if key in may]

    def _may(self) -> set[int]:
        return {x.id for each in self.view.debtors for x in each.lines if x.may_tick}

    def _wanted(self) -> dict[int, dict[int, int]]:
        """The invoices of each customer with the mark they had when they were looked at."""
        return self._looked

    def _chosen(self) -> dict[int, list[int]]:
        """The ticked invoices of each customer."""
        ticked = set(self.ticked)
        found = {
            each.id: [line.id for line in each.lines if line.id in ticked and line.may_tick]
            for each in self.view.debtors
        }
        return {key: ids for key, ids in found.items() if ids}

    def _posting(self) -> Posting:
        return _send

    def _sent_words(self, count: int) -> str:
        return plural("{count} reminder is sent.", "{count} reminders are sent.", count)

    async def _mails_sent(self) -> None:
        view = await self._read(reminders_view, self._text)
        self._show(view)
        self.ticked = [key for key in self.ticked if key in view.ready]


class HoldRemindersState(FormState, AppState, rx.State):
    """Why no reminders of an invoice go: disputed, agreed upon."""

    form_name: ClassVar[str] = "hold"
    needs: ClassVar[frozenset[Permission]] = NEEDS

    _invoice: int = 0

    @rx.event
    async def start(self, invoice: int) -> None:
        """Ask why."""
        self._invoice = check.row_id(invoice)
        self._open({"why": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("why",)

    async def _save(self, texts: dict[str, str]) -> Events:
        why = " ".join(texts["why"].split())
        if not why:
            raise Invalid(why=_("Write why: disputed, say."))
        await self._write(hold_reminders, self._invoice, why)
        self._shut()
        return []


def _previews(work: Work, chosen: dict[int, list[int]]) -> list[tuple[MailView, dict[int, int]]]:
    """The mails, each with its chosen invoices and their marks."""
    mails = [(preview(work, customer_id, ids), ids) for customer_id, ids in chosen.items()]
    return [(mail_view(work, mail), mail.seen(ids)) for mail, ids in mails if mail is not None]


def _send(
    actor: Actor, customer_id: int, seen: dict[int, int], act: str
) -> tuple[str, Outcome] | None:
    """One reminder: written down, taken to the post, completed; None when there was nothing to send."""
    try:
        with writing(actor) as work:
            outgoing: Outgoing | None = begin_reminder(work, customer_id, seen, act)
    except AppError as error:
        return "", Outcome(SendResult.FAILED, error.message)
    if outgoing is None:
        return None
    outcome = post_with_paper(actor, outgoing.row_id, outgoing.letter, outgoing.statement)
    with writing(actor) as work:
        end_reminder(work, outgoing, outcome)
    return outgoing.customer, outcome
