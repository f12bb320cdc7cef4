"""Sending the invoices that are ticked in a list: which way each goes, which cannot and why; then all of them."""

import secrets
from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.domain.batches.commands import begin_batch
from moment_ui.domain.batches.errors import NothingToSend
from moment_ui.domain.batches.proposal import Proposal, proposal
from moment_ui.reports.invoices.send_many import ProposalView, proposal_view, way_of
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.form import Events
from moment_ui.state.invoices.send_jobs import run_batch
from moment_ui.state.lists.report import ReportState
from moment_ui.state.paths import base_of

SEND = Permission.SEND_INVOICES


class TickedSending(ReportState, mixin=True):
    """A list of invoices whose ticked rows can be sent."""

    may_send: rx.Field[bool] = rx.field(default=False)
    proposal: rx.Field[ProposalView] = rx.field(default_factory=ProposalView)
    proposing: rx.Field[bool] = rx.field(default=False)
    by_email: rx.Field[bool] = rx.field(default=False)
    _proposed: Proposal = Proposal((), 0, 0)
    _act: str = ""

    @rx.event
    @requires(SEND)
    async def ask_send_ticked(self) -> None:
        """Open the dialog with the way of each ticked invoice, and what stands in the way."""
        self._proposed = found = await self._read(proposal, await self._ticked_ids())
        if not found.found:
            text = _("They were all sent before. Open one to send it again.")
            gone = _("There is no invoice among them any more.")
            await tell(self, "info", text if found.sent else gone)
            return
        self.by_email, self.proposing = False, True
        self._act = secrets.token_urlsafe(16)
        self._propose()

    @rx.event
    async def set_proposing(self, opened: bool) -> None:  # noqa: FBT001 - the dialog says open or shut
        """Close the dialog."""
        self.proposing = check.flag(opened) and bool(self._proposed.found)

    @rx.event
    @requires(SEND)
    async def set_by_email(self, on: Any) -> None:
        """Send by e-mail what cannot go as an e-invoice, or not."""
        self.by_email = check.flag(on)
        self._propose()

    @rx.event
    @requires(SEND)
    async def send_ticked(self) -> Events:
        """Write the sending down, begin it, and show it: it goes on by itself. Twice is once."""
        ways = [(one.id, way_of(one, by_email=self.by_email)) for one in self._proposed.found]
        wanted = [(invoice_id, way) for invoice_id, way in ways if way is not None]
        if not self.proposing:
            return []
        if not wanted:
            raise NothingToSend
        batch_id = await self._write(begin_batch, self._act, wanted)
        run_batch(self._actor(), batch_id)
        self.proposing = False
        return [rx.redirect(f"{base_of(self.router.url.path)}/finances/sendings/{batch_id}")]

    def _propose(self) -> None:
        actor = self._actor()
        write = writer(actor.locale, actor.timezone)
        self.proposal = proposal_view(self._proposed, write, by_email=self.by_email)

    async def _open(self) -> None:
        await super()._open()
        self._put("may_send", self._actor().may(SEND))
