"""One invoice's page: composed while it is a draft, approved, finalised, credited; live."""

from typing import Any

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.approvals import commands as approval
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.commands import refresh_draft
from moment_ui.domain.drafts.errors import DraftChanged
from moment_ui.domain.drafts.removing import RemovedDraft, remove_draft, restore_draft
from moment_ui.domain.finalising.commands import Finalised, finalise_draft
from moment_ui.domain.finalising.errors import CannotFinalise
from moment_ui.models.invoice import DraftApproval
from moment_ui.reports.invoices.draft_page import LINE_FIELD, problems_view, refused_view
from moment_ui.reports.invoices.draft_view import ProblemView
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.invoices.draft_composing import DraftComposing
from moment_ui.state.invoices.draft_files import DraftFiles
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing

EDIT, FINALISE = Permission.CREATE_INVOICES, Permission.FINALISE_INVOICES
TO_APPROVE, APPROVED = DraftApproval.TO_APPROVE.value, DraftApproval.APPROVED.value


class InvoiceState(DraftFiles, DraftComposing, rx.State):
    """The invoice in the address."""

    problems: rx.Field[list[ProblemView]] = rx.field(default_factory=list)
    asking: rx.Field[bool] = rx.field(default=False)  # the dialog that finalises is open
    stopped: rx.Field[bool] = rx.field(default=False)
    previewed: rx.Field[bool] = rx.field(default=False)  # on a phone the paper shows on demand
    _removed: RemovedDraft | None = None
    _asked: Seen = Seen(0, 0)  # the draft as it was when the dialog asked

    @rx.event
    @requires(EDIT)
    async def refresh(self) -> Any:
        """Make the draft anew with the options that hold now."""
        count = await self._write(refresh_draft, self._id())
        text = plural("{count} option was different.", "{count} options were different.", count)
        said = text if count else _("Nothing was different.")
        await tell(self, "success", _("The options are taken anew.") + " " + said)
        return await self._show()

    @rx.event
    @requires(EDIT)
    async def remove(self) -> Any:
        """Remove the draft; the message can take it back."""
        removed = self._removed = await self._write(remove_draft, self._id())
        self.phase = ""  # the watch would say that the draft is gone
        text = plural(
            "The draft is deleted.", "{count} drafts are deleted.", 1 + len(removed.sharing)
        )
        await tell(self, "success", text, InvoiceState.undo_remove)
        return rx.redirect(f"{self.base}/customers/{removed.customer_id}/invoices")

    @rx.event
    @requires(EDIT)
    async def undo_remove(self) -> Any:
        """Put the draft removed last back, and show it."""
        if self._removed is None:
            return None
        async with undoing(self, InvoiceState.undo_remove):
            draft_id = await self._write(restore_draft, self._removed)
            self._removed = None
            return rx.redirect(f"{base_of(self.router.url.path)}/finances/invoices/{draft_id}")
        return None

    @rx.event
    async def ask_finalise(self) -> None:
        """Open the dialog with everything that stands in the way; what a field refused stands first."""
        await self._look()
        self.asking = True

    @rx.event
    async def set_asking(self, opened: bool) -> None:  # noqa: FBT001 - the dialog says open or shut
        """Close the dialog."""
        self.asking = check.flag(opened)

    @rx.event
    async def mend(self, line_id: int) -> None:
        """Close the dialog to mend something, with the details of that line, if any, shown."""
        self.asking = False
        if key := check.whole(line_id, least=0):
            await self._open_line(key)

    @rx.event
    @requires(FINALISE)
    async def finalise(self) -> Any:
        """Finalise the draft; what the dialog asked about is thereby answered. Twice is once."""
        if not self.asking or self._forget_gone():
            return None
        confirmed = frozenset(problem.key for problem in self.problems if not problem.stops)
        seen = self._asked if self._asked.row_id == self._id() else self._seen()
        try:
            done = await self._write(_finalise, seen, confirmed)
        except CannotFinalise:
            await self._look()
            return None
        except DraftChanged as changed:
            await tell(self, "warning", changed.message)
            redrawn = await self._show()
            await self._look()
            return redrawn
        self.asking, self.problems = False, []
        word = _("Credit note {number}") if self.shown.credit_note else _("Invoice {number}")
        said = word.format(number=done.number)
        await tell(self, "success", _("{what} is finalised.").format(what=said))
        return await self._show()

    @rx.event
    @requires(EDIT)
    async def ask_approval(self) -> Any:
        """Say that the draft is ready to be approved. Twice is once."""
        if self.shown.edit.approval == TO_APPROVE:
            return None
        await self._write(approval.ask_approval, self._seen())
        self.asking = False
        return await self._show()

    @rx.event
    async def approve(self) -> Any:
        """Approve the draft; only its approvers can. Twice is once."""
        if self.shown.edit.approval == APPROVED:
            return None
        await self._write(approval.approve_draft, self._seen())
        return await self._show()

    @rx.event
    async def show_paper(self) -> None:
        """Show the paper on a phone, or hide it again."""
        self.previewed = not self.previewed

    def _opened(self) -> Any:
        """Close what was open over another draft, or before somebody left to mend it: it is asked anew."""
        self.asking, self.problems, self.stopped = False, [], False
        self.opened, self.billed = 0, []
        return super()._opened()

    def _forget_gone(self) -> dict[str, str]:
        """What fields hold that could not be saved; fields that went took theirs along."""
        gone = set() if self.shown.edit.foreign else {"rate"}
        lines = {str(line.id) for line in self.shown.edit.lines}
        kept = {
            key: message
            for key, message in self.errors.items()
            if key not in gone and (not (of := LINE_FIELD.match(key)) or of[1] in lines)
        }
        if kept != self.errors:
            self.errors = kept
        return kept

    async def _look(self) -> None:
        self._asked = self._seen()
        found = await self._read(problems_view, self._id())
        self.problems = refused_view(self._forget_gone()) + found
        self.stopped = any(problem.stops for problem in self.problems)


def _finalise(work: Work, seen: Seen, confirmed: frozenset[str]) -> Finalised:
    return finalise_draft(work, seen, confirmed=confirmed)
