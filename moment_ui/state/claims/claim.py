"""A claim's page: what it says, its way from draft to paid out, and the way back from each step."""

from collections.abc import Callable
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.claims import commands, deciding, receipts
from moment_ui.domain.claims.commands import RemovedClaim, RemovedLine
from moment_ui.reports.claims.claim_view import ClaimView, claim_view
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed, tell
from moment_ui.state.paths import base_of, id_after
from moment_ui.state.undoing import undoing

Act = Callable[[Work, int], str]

STEPS: dict[str, tuple[Act, str, str]] = {
    "send": (deciding.send_claim, _("{title} is sent for review."), "take_back"),
    "take_back": (deciding.take_back_claim, _("{title} is a draft again."), "send"),
    "approve": (deciding.approve_claim, _("{title} is approved."), "reopen"),
    "reopen": (deciding.reopen_claim, _("{title} waits for review again."), ""),
    "pay_out": (deciding.pay_out_claim, _("{title} is paid out."), "unpay"),
    "unpay": (deciding.undo_pay_out, _("{title} is not paid out."), "pay_out"),
}
"""What can be done with a claim: the command, what is said of it, and the step that takes it back."""


class ClaimPageState(AppState, rx.State):
    """The claim in the address."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.WRITE_CLAIMS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    view: rx.Field[ClaimView] = rx.field(default_factory=ClaimView)
    _line: RemovedLine | None = None
    _claim: RemovedClaim | None = None
    _receipt: tuple[int, int] = (0, 0)
    _done: tuple[str, int] = ("", 0)

    @rx.event
    async def load(self) -> None:
        """Read the claim."""
        with shown_or_failed(self):
            self.view = await self._read(claim_view, *self._arguments())

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what others decide meanwhile; after `load` in `on_load`."""
        whose, here = self._whose(), self._arguments()
        async for _change in self._news("claims"):
            view, problem = await self._found(*here)
            async with self:
                if (self._whose(), self._arguments()) == (whose, here):
                    self.phase, self.problem = "failed" if problem else "ready", problem
                    if view != self.view:
                        self.view = view

    @rx.event
    async def reload(self) -> None:
        """Read the claim again: something in it has just been changed."""
        await self._show()

    @rx.event
    async def do(self, step: str) -> None:
        """Take the next step with the claim; the message takes it back."""
        name = check.one_of(step, tuple(STEPS))
        act, said, back = STEPS[name]
        key = self._arguments()[0]
        title = await self._write(act, key)
        self._done = back, key
        await self._show()
        undo = ClaimPageState.undo if back else None
        await tell(self, "success", said.format(title=title), undo)

    @rx.event
    async def undo(self) -> None:
        """Take the last step back."""
        back, key = self._done
        if not back:
            return
        async with undoing(self, ClaimPageState.undo):
            await self._write(STEPS[back][0], key)
            self._done = "", 0
        await self._show()

    @rx.event
    async def copy(self) -> Any:
        """Begin a claim like this one, and go there."""
        key = await self._write(commands.copy_claim, self._arguments()[0])
        await tell(self, "success", _("This is a copy, of today and without receipts."))
        return self._go(f"/claims/{key}")

    @rx.event
    async def remove(self) -> Any:
        """Throw the claim away; the message brings it back."""
        self._claim = await self._write(commands.remove_claim, self._arguments()[0])
        text = _("{title} is removed.").format(title=self._claim.title)
        await tell(self, "success", text, ClaimPageState.restore)
        return self._go("/claims")

    @rx.event
    async def restore(self) -> Any:
        """Bring the claim removed last back."""
        if self._claim is None:
            return None
        key = 0
        async with undoing(self, ClaimPageState.restore):
            key = await self._write(commands.restore_claim, self._claim)
            self._claim = None
        return self._go(f"/claims/{key}") if key else None

    @rx.event
    async def remove_line(self, line_id: int) -> None:
        """Take a line off; the message brings it back."""
        self._line = await self._write(commands.remove_line, check.row_id(line_id))
        await self._show()
        text = _("{text} is removed.").format(text=self._line.text)
        await tell(self, "success", text, ClaimPageState.restore_line)

    @rx.event
    async def restore_line(self) -> None:
        """Bring the line removed last back."""
        if self._line is None:
            return
        async with undoing(self, ClaimPageState.restore_line):
            await self._write(commands.restore_line, self._line)
            self._line = None
        await self._show()

    @rx.event
    async def drop_receipt(self, line_id: int) -> None:
        """Take a line's receipt off; the message brings it back."""
        key = check.row_id(line_id)
        before = await self._write(receipts.drop_receipt, key)
        self._receipt = key, before or 0
        await self._show()
        undo = ClaimPageState.put_receipt if before else None
        await tell(self, "success", _("The receipt is removed."), undo)

    @rx.event
    async def put_receipt(self) -> None:
        """Put the receipt removed last back."""
        key, stored = self._receipt
        if not stored:
            return
        async with undoing(self, ClaimPageState.put_receipt):
            await self._write(receipts.put_receipt, key, stored)
            self._receipt = 0, 0
        await self._show()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _rejected(self, title: str) -> None:
        """Say that the claim was rejected, with the way back."""
        self._done = "reopen", self._arguments()[0]
        await self._show()
        text = _("{title} is sent back.").format(title=title)
        await tell(self, "success", text, ClaimPageState.undo)

    async def _found(self, claim_id: int, slug: str) -> tuple[ClaimView, str]:
        """The claim as it stands, or why it is not there any more."""
        try:
            return await self._read(claim_view, claim_id, slug), ""
        except LoggedOut:
            raise
        except AppError as error:
            return ClaimView(), error.message

    async def _show(self) -> None:
        if self._arguments()[0]:  # else undone from another page
            with shown_or_failed(self):
                self.view = await self._read(claim_view, *self._arguments())

    def _arguments(self) -> tuple[int, str]:
        path = self.router.url.path
        return id_after(path, "claims") or 0, slug_in(path)

    def _go(self, path: str) -> Any:
        return rx.redirect(f"{base_of(self.router.url.path)}{path}")
