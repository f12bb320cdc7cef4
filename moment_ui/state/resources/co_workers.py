"""Company → Co-workers: the list, and what is done with the invitations that are ticked."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.db.pool import by_post
from moment_ui.domain.sharing import inviting
from moment_ui.domain.sharing.mails import Mailed, send_invitations
from moment_ui.reports.report import Report
from moment_ui.reports.resources.co_workers import CO_WORKERS
from moment_ui.state.base import NoticeKind, requires, tell
from moment_ui.state.caller import fresh_actor
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.undoing import undoing

INVITE = Permission.INVITE_CO_WORKERS


class CoWorkersState(ReportState, rx.State):
    """Everybody who works in the company's projects."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_PROJECTS})
    report: ClassVar[Report[Any]] = CO_WORKERS
    topics: ClassVar[tuple[str, ...]] = ("co-workers", "projects")
    phone: ClassVar[Mapping[str, str]] = {
        "name": "name grow l-name",
        "title": "l-more",
        "home": "l-last",
        "standing": "l-sub",
        "projects": "l-side",
    }

    may_invite: rx.Field[bool] = rx.field(default=False)
    _withdrawn: tuple[int, ...] = ()

    @rx.event
    @requires(INVITE)
    async def send_again(self) -> Steps:
        """Send the invitations that are ticked once more."""
        ids = await self._write(inviting.invite_again, await self._ticked_ids())
        self._set_ticks([])
        mailed = await by_post(send_invitations, await fresh_actor(), ids)
        await tell(self, *mails_in_words(mailed))
        async for step in self._again():
            yield step

    @rx.event
    @requires(INVITE)
    async def withdraw(self) -> Steps:
        """Take back the invitations that are ticked."""
        ids = await self._write(inviting.withdraw, await self._ticked_ids())
        self._withdrawn = tuple(ids)
        self._set_ticks([])
        text = plural("{count} invitation withdrawn.", "{count} invitations withdrawn.", len(ids))
        await tell(self, "success", text, CoWorkersState.undo() if ids else None)
        async for step in self._again():
            yield step

    @rx.event
    @requires(INVITE)
    async def undo(self) -> Steps:
        """Let what was withdrawn last stand again."""
        if not self._withdrawn:
            return
        async with undoing(self, CoWorkersState.undo):
            count = await self._write(inviting.undo_withdraw, self._withdrawn)
            self._withdrawn = ()
            text = plural(
                "{count} invitation stands again.", "{count} invitations stand again.", count
            )
            await tell(self, "success", text)
        async for step in self._again():
            yield step

    async def _open(self) -> None:
        await super()._open()
        self._put("may_invite", self._actor().may(INVITE))


def mails_in_words(mailed: Mailed) -> tuple[NoticeKind, str]:
    """What became of the mails of invitations; these hold without them."""
    parts = [
        text
        for count, text in (
            (mailed.sent, plural("{count} mail is sent.", "{count} mails are sent.", mailed.sent)),
            (
                mailed.outbox,
                plural(
                    "{count} mail lies in the outbox: no mail server is set up.",
                    "{count} mails lie in the outbox: no mail server is set up.",
                    mailed.outbox,
                ),
            ),
            (
                mailed.failed,
                plural(
                    "{count} mail could not be sent.",
                    "{count} mails could not be sent.",
                    mailed.failed,
                ),
            ),
        )
        if count
    ]
    kind: NoticeKind = "warning" if mailed.failed else "success"
    return kind, " ".join([*parts, mailed.why]) or _("No mail was to be sent.")
