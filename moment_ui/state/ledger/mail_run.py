"""One mail to each of many customers: looked at one after the other, sent, followed, and stopped."""

import secrets
from collections.abc import Callable, Mapping
from typing import Any

import reflex as rx

from moment_ui.core.actor import Actor
from moment_ui.core.errors import LoggedOut
from moment_ui.core.words import _
from moment_ui.db.pool import by_post
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.models.sending import SendResult
from moment_ui.reports.ledger.mails import MailView
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.caller import fresh_actor

GOOD = frozenset({SendResult.SENT, SendResult.OUTBOX})
Posting = Callable[[Actor, int, Any, str], tuple[str, Outcome] | None]
"""Takes actor, customer, what it is about and the mail's key; gives the customer's name and what became of it."""


class MailRun(AppState, mixin=True):
    """A page that mails many customers. It says what each gets (`_wanted`) and how one goes (`_posting`)."""

    mails: rx.Field[list[MailView]] = rx.field(default_factory=list)
    mail_at: rx.Field[int] = rx.field(0)
    looking: rx.Field[bool] = rx.field(default=False)
    sending: rx.Field[str] = rx.field("")
    sent_percent: rx.Field[int] = rx.field(0)
    left_out: rx.Field[list[str]] = rx.field(default_factory=list)
    _act: str = ""
    _stopped: bool = False

    @rx.event
    async def next_mail(self, step: int) -> None:
        """The next mail (1), or the one before (-1)."""
        wanted = self.mail_at + check.whole(step, -1, 1)
        self.mail_at = max(0, min(wanted, len(self.mails) - 1))

    @rx.event
    async def set_looking(self, on: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close; what is being sent goes on."""
        if not check.flag(on):
            self.looking = False

    @rx.event
    async def stop_mails(self) -> None:
        """Send no more; what is on its way this moment goes."""
        if self.sending:
            self._stopped, self.sending = True, _("Stopping …")

    @rx.event(background=True)
    async def send_mails(self) -> None:
        """Send what was looked at, one mail to each; a second click sends nothing again.

        What was ordered goes, also when the tab changes hands meanwhile: only nobody is told then.
        """
        async with self:
            if not self.looking or self.sending:
                return
            looked = {mail.customer_id for mail in self.mails}
            wanted = {key: what for key, what in self._wanted().items() if key in looked}
            act, post, count, whose = self._act, self._posting(), len(wanted), self._whose()
            self._stopped, self.sending, self.sent_percent = False, _("Sending …"), 0
        results: list[tuple[str, Outcome]] = []
        tried = 0
        try:
            for at, (customer_id, what) in enumerate(wanted.items(), 1):
                actor = await fresh_actor()
                tried = at
                done = await by_post(post, actor, customer_id, what, f"{act}-{customer_id}")
                results += [done] if done else []
                async with self:
                    if not self._is_run(act, whose):
                        continue
                    if self._stopped:
                        break
                    self.sending = _("{done} of {count} sent").format(done=at, count=count)
                    self.sent_percent = 100 * at // count
        except LoggedOut:
            async with self:
                if self._whose() == whose:  # else it is not this reader's log-in that has ended
                    raise
        finally:
            async with self:
                await self._end_run(act, whose, results, count - tried)

    def _is_run(self, act: str, whose: tuple[str, str]) -> bool:
        """Whether the page still shows this run, to the reader who began it."""
        return self._act == act and self._whose() == whose

    async def _end_run(
        self, act: str, whose: tuple[str, str], results: list[tuple[str, Outcome]], left: int
    ) -> None:
        if self._whose() == whose:
            await self._tell_mails(results, left)
        if self._is_run(act, whose):
            self.sending, self.looking, self._stopped = "", False, False
            await self._mails_sent()

    async def _look_at(self, mails: list[MailView], left_out: list[str]) -> bool:
        """Show these mails before they go; whether there is something to show."""
        if self.sending:
            await tell(self, "info", _("The mails before are still on their way."))
            return False
        self.mails, self.left_out, self.mail_at = mails, left_out, 0
        self.looking = bool(mails)
        self._act = secrets.token_urlsafe(12)
        return self.looking

    def _wanted(self) -> Mapping[int, Any]:
        """What each customer's mail is about, by the customer."""
        raise NotImplementedError

    def _posting(self) -> Posting:
        """Writes one mail down, takes it to the post and completes it; blocks."""
        raise NotImplementedError

    async def _mails_sent(self) -> None:
        """Show what has changed by it."""

    def _sent_words(self, count: int) -> str:
        """What is told when so many are sent."""
        raise NotImplementedError

    async def _tell_mails(self, results: list[tuple[str, Outcome]], left: int) -> None:
        sent = sum(outcome.result in GOOD for _name, outcome in results)
        outbox = any(outcome.result is SendResult.OUTBOX for _name, outcome in results)
        if sent:
            lies = _("No mail server is configured: they lie in the outbox.")
            text = f"{self._sent_words(sent)} {lies if outbox else ''}".strip()
            await tell(self, "warning" if outbox else "success", text)
        if left:
            text = _("Stopped: {count} did not go.").format(count=left)
            await tell(self, "info", text)
        for name, outcome in results:
            if outcome.result not in GOOD:
                await tell(self, "error", f"{name}: {outcome.detail}" if name else outcome.detail)
