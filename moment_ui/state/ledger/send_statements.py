"""Sending statements to the customers that are ticked in the ledger, as of the day of the list."""

import datetime as dt
from typing import Any

import reflex as rx

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError
from moment_ui.core.words import _, plural
from moment_ui.db.work import writing
from moment_ui.domain.ledger import customers
from moment_ui.domain.ledger.rules import span_of
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.statements.many import begin_proposed
from moment_ui.models.sending import SendResult
from moment_ui.reports.ledger.statement_mails import mails_of
from moment_ui.state.base import requires, tell
from moment_ui.state.ledger.mail_run import MailRun, Posting
from moment_ui.state.ledger.statement import post_statement
from moment_ui.state.lists.report import ReportState

SEND = (Permission.SEND_REMINDERS, Permission.VIEW_CUSTOMERS)


class StatementSending(MailRun, ReportState, mixin=True):
    """A list of balances whose customers can be sent their statements."""

    may_send: rx.Field[bool] = rx.field(default=False)
    _asked_for: dict[int, dt.date] = {}

    @rx.event
    @requires(*SEND)
    async def look_at_statements(self) -> None:
        """Show each statement's mail as it would go."""
        selection = self._at().selection(self._report()).unsorted()
        until = span_of(selection, clock.today(self._actor().timezone)).until
        rows = await self._read(customers.within, selection, await self._ticked_ids())
        ids = list(dict.fromkeys(row.customer_id for row in rows))
        mails, left_out = await self._read(mails_of, ids, until)
        if await self._look_at(mails, left_out):
            self._asked_for = {mail.customer_id: until for mail in mails}
        elif not self.sending:
            await tell(self, "info", " ".join(left_out) or _("Tick a customer first."))

    def _wanted(self) -> dict[int, dt.date]:
        return self._asked_for

    def _posting(self) -> Posting:
        return _send

    def _sent_words(self, count: int) -> str:
        return plural("{count} statement is sent.", "{count} statements are sent.", count)

    async def _mails_sent(self) -> None:
        self._set_ticks([])

    async def _open(self) -> None:
        await super()._open()
        self._put("may_send", all(self._actor().may(each) for each in SEND))


def _send(actor: Actor, customer_id: int, until: Any, act: str) -> tuple[str, Outcome] | None:
    """One statement: written down, taken to the post, completed; None when it was begun before."""
    try:
        with writing(actor) as work:
            name, outgoing = begin_proposed(work, customer_id, until, act)
    except AppError as error:
        return "", Outcome(SendResult.FAILED, error.message)
    return None if outgoing is None else (name, post_statement(actor, outgoing))
