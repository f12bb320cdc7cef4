"""Finalising the drafts that are ticked in a list: which can go, which not and why; then one by one."""

from dataclasses import replace

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.finalising.commands import Finalised, finalise_draft
from moment_ui.domain.finalising.errors import CannotFinalise
from moment_ui.reports.invoices.draft_page import checked_view
from moment_ui.reports.invoices.draft_view import CheckedView
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.lists.report import ReportState

FINALISE = Permission.FINALISE_INVOICES


class TickedDrafts(ReportState, mixin=True):
    """A list of invoices whose ticked drafts can be finalised."""

    may_finalise: rx.Field[bool] = rx.field(default=False)
    checked: rx.Field[list[CheckedView]] = rx.field(default_factory=list)
    deciding: rx.Field[bool] = rx.field(default=False)
    going: rx.Field[bool] = rx.field(default=False)
    _run: int = 0  # each start its own: one that was stopped at a draft goes on with no other

    @rx.event
    @requires(FINALISE)
    async def ask_finalise_ticked(self) -> None:
        """Open the dialog with every draft among the ticked rows, and what stands in its way."""
        self.checked = await self._read(checked_view, await self._ticked_ids())
        if not self.checked:
            await tell(self, "info", _("There is no draft among them."))
        self.deciding, self.going = bool(self.checked), False

    @rx.event
    async def set_deciding(self, opened: bool) -> None:  # noqa: FBT001 - the dialog says open or shut
        """Close the dialog; what is on its way ends after the draft it is at."""
        self.deciding = check.flag(opened)
        self.going = self.going and self.deciding

    @rx.event(background=True)
    @requires(FINALISE)
    async def finalise_ticked(self) -> None:
        """Finalise those that nothing stops, one transaction each; what asks was shown beside them."""
        async with self:
            if self.going:
                return
            self.going, self._run = True, self._run + 1
            run = self._run
            rows = list(self.checked)
        for row in rows:
            if row.stops or row.done:
                continue
            said = await self._finalise_one(row)
            async with self:
                self.checked = [
                    said if one.id == row.id and not one.done else one for one in self.checked
                ]
                if (self.going, self._run) != (True, run):
                    break
        async with self:
            if self._run == run and not self.deciding:
                await self._tell_left()
            self.going = self.going and self._run != run

    async def _tell_left(self) -> None:
        """Say how far it came to somebody who has closed the window meanwhile."""
        done = sum(1 for row in self.checked if row.done)
        left = len(self.checked) - done
        text = plural("{count} draft is finalised.", "{count} drafts are finalised.", done)
        rest = plural("{count} is a draft still.", "{count} are drafts still.", left)
        await tell(self, "info", f"{text} {rest}")

    async def _finalise_one(self, row: CheckedView) -> CheckedView:
        try:
            done = await self._write(_finalised, row)
        except LoggedOut:
            raise
        except CannotFinalise as stopped:
            said = " ".join(problem.text for problem in stopped.problems)
            return replace(row, problems=said, stops=True)
        except AppError as error:
            return replace(row, problems=error.message, stops=True)
        return replace(row, done=_("Finalised: {number}").format(number=done.number))

    async def _open(self) -> None:
        await super()._open()
        self._put("may_finalise", self._actor().may(FINALISE))


def _finalised(work: Work, row: CheckedView) -> Finalised:
    return finalise_draft(work, Seen(row.id, row.version), confirmed=frozenset(row.asks))
