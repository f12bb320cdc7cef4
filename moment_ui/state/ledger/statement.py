"""A customer's statement of account: what it tells, its paper, and the dialog that sends it."""

import secrets
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError
from moment_ui.core.words import _
from moment_ui.db.work import writing
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import SendOrder
from moment_ui.domain.statements.greeting import Greeting, greeting
from moment_ui.domain.statements.posting import post_with_paper
from moment_ui.domain.statements.rules import Asked
from moment_ui.domain.statements.sending import (
    Outgoing,
    begin_statement,
    end_statement,
)
from moment_ui.formats.statement_words import LANGUAGES
from moment_ui.models.sending import SendResult
from moment_ui.reports.ledger.statement_view import (
    StatementView,
    asked_of,
    check_days,
    statement_view,
    texts_in,
)
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, NoticeKind, shown_or_failed
from moment_ui.state.form import Events
from moment_ui.state.letter_form import LetterForm, LetterView
from moment_ui.state.lists.report_vars import Bar
from moment_ui.state.paths import base_of, id_after

VIEW = frozenset(
    {Permission.VIEW_CUSTOMER_ECONOMY, Permission.VIEW_INVOICES, Permission.VIEW_CUSTOMERS}
)
DAYS = ("since", "until")
TOLD: dict[SendResult, tuple[NoticeKind, str]] = {
    SendResult.SENT: ("success", _("The statement is sent.")),
    SendResult.OUTBOX: (
        "warning",
        _("No mail server is configured: the message with the statement lies in the outbox."),
    ),
    SendResult.UNKNOWN: ("warning", "{detail}"),
    SendResult.FAILED: ("error", "{detail}"),
}


class StatementState(AppState, rx.State):
    """The statement that the address asks for. `phase`: ready, failed, refused to those without the rights."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    view: rx.Field[StatementView] = rx.field(default_factory=StatementView)
    sources: rx.Field[list[str]] = rx.field(default_factory=list)
    pdf: rx.Field[str] = rx.field("")
    errors: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    bar: rx.Field[Bar] = rx.field(default_factory=Bar)
    _texts: dict[str, str] = {}

    @rx.event
    async def load(self) -> None:
        """Draw the statement that the address asks for."""
        url = self.router.url
        self.base, self.errors = base_of(url.path), {}
        self._texts = texts_in(url.query)
        if not VIEW.issubset(self._actor().permissions):
            self.phase = "refused"
            return
        with shown_or_failed(self):
            await self._draw()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Draw it anew when something is invoiced or paid, and show what becomes of what was sent."""
        whose = self._whose()
        # without news too: what hangs becomes unknown as time passes
        async for _change in self._news("invoices", "customers", also_without=True):
            if self.phase != "ready":
                continue
            customer, texts = self._customer(), self._texts
            try:
                view = await self._read(statement_view, customer, self._asked())
            except AppError:
                return
            async with self:
                alike = (self._whose(), self._customer(), self._texts) == (whose, customer, texts)
                if alike and self.phase == "ready":
                    self._show(view)

    @rx.event
    async def tell_everything(self, kind: str) -> None:
        """All that moved, or what is open only."""
        await self._ask({"everything": check.one_of(kind, ("", "yes"))})

    @rx.event
    async def write_in(self, language: str) -> None:
        """Write it in another language."""
        await self._ask({"language": check.one_of(language, LANGUAGES)})

    @rx.event
    async def set_day(self, key: str, day: str) -> None:
        """The first or the last day that it tells of."""
        key = check.one_of(key, DAYS)
        texts = {name: self._texts.get(name, "") for name in DAYS} | {key: check.text(day, 20)}
        self.errors = check_days(texts["since"], texts["until"], self._today())
        if not self.errors:
            await self._ask(texts)

    async def _ask(self, changes: dict[str, str]) -> None:
        self._texts = self._texts | changes
        await self._draw()
        self.bar = Bar(
            secrets.token_hex(4), f"{self.router.url.path}?{self.view.query}", replace=True
        )

    async def _draw(self) -> None:
        self._show(await self._read(statement_view, self._customer(), self._asked()))

    def _show(self, view: StatementView) -> None:
        if view == self.view:
            return
        self.view = view
        at = f"/api/statements{self.base}/{view.customer_id}"
        self.pdf = f"{at}.pdf?{view.query}"
        self.sources = [
            f"{at}/pages/{page}.png?{view.query}&v={view.stamp}"
            for page in range(1, view.pages + 1)
        ]

    def _asked(self) -> Asked:
        return asked_of(self._texts, self._today())

    def _today(self) -> Any:
        return clock.today(self._actor().timezone)

    def _customer(self) -> int:
        return id_after(self.router.url.path, "customers") or 0


class SendStatementState(LetterForm, AppState, rx.State):
    """Sending the statement in the address."""

    form_name: ClassVar[str] = "send-statement"
    needs: ClassVar[frozenset[Permission]] = VIEW | {Permission.SEND_REMINDERS}

    _asked_for: Asked | None = None

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the address that counts and a proposal of words."""
        page = await self.get_state(StatementState)
        asked = self._asked_for = asked_of(
            texts_in(page.view.query), clock.today(self._actor().timezone)
        )
        found: Greeting = await self._read(greeting, self._id(), asked)
        self._offer_people(found.people, found.chosen)
        letter = LetterView(found.sender, found.reply_to, file=found.file)
        values = {"others": found.others, "subject": found.subject, "text": found.text}
        self._begin_with(letter, values)

    def _id(self) -> int:
        return id_after(self.router.url.path, "customers") or 0

    def _row_of(self, outgoing: Any) -> int:
        return outgoing.customer_id

    async def _begin(self, order: SendOrder, texts: dict[str, str]) -> Any:
        del texts
        if self._asked_for is None:
            raise check.BadArgument
        return await self._write(begin_statement, self._id(), self._asked_for, order)

    def _posting(self) -> Any:
        return post_statement

    def _reload(self) -> Events:
        return [StatementState.load]

    def _told(self, outgoing: Outgoing, outcome: Outcome) -> tuple[NoticeKind, str]:
        del outgoing
        refused = ", ".join(outcome.refused)
        if refused:
            text = _("The statement is sent, but not to {refused}: the mail server refused that.")
            return "warning", text.format(refused=refused)
        kind, text = TOLD[outcome.result]
        return kind, text.format(detail=outcome.detail)


def post_statement(actor: Actor, outgoing: Outgoing) -> Outcome:
    """Take a message to the post and write down what became of it: in one go, whoever leaves meanwhile."""
    outcome = post_with_paper(actor, outgoing.row_id, outgoing.letter, outgoing.document)
    with writing(actor) as work:
        end_statement(work, outgoing.row_id, outcome)
    return outcome
