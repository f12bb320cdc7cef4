"""Projects → Hours approval: what waits, approving it, giving it back, correcting it."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer
from moment_ui.domain.hours import commands
from moment_ui.domain.hours.commands import HoursChange, ToCorrect
from moment_ui.domain.hours.rules import read_correction
from moment_ui.models.hours import HoursStatus
from moment_ui.reports.hours.moved_lines import MovedLine, moved_lines
from moment_ui.reports.projects.hours_approval import HOURS_APPROVAL
from moment_ui.reports.projects.project_hours import hours_in
from moment_ui.reports.report import Report
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.paths import base_of
from moment_ui.state.undoing import undoing

APPROVE = Permission.APPROVE_HOURS


class HoursApprovalState(ReportState, rx.State):
    """The hours that the reader may approve."""

    needs: ClassVar[frozenset[Permission]] = frozenset({APPROVE})
    report: ClassVar[Report[Any]] = HOURS_APPROVAL
    topics: ClassVar[tuple[str, ...]] = ("hours", "projects", "invoices")
    phone: ClassVar[Mapping[str, str]] = {
        "day": "l-number",
        "co_worker": "name grow l-name",
        "project": "l-more",
        "comment": "l-last",
        "status": "l-sub",
        "hours": "l-amount",
        "billable": "l-side",
    }

    weeks: rx.Field[str] = rx.field("")
    _change: HoursChange | None = None

    async def _open(self) -> None:
        await super()._open()
        self._put("weeks", f"{base_of(self.router.url.path)}/projects/hours-approval/weeks")

    @rx.event
    @requires(APPROVE)
    async def again(self) -> Steps:
        """Show the list anew, nothing ticked."""
        self._set_ticks([])
        async for step in self._again():
            yield step

    @rx.event
    @requires(APPROVE)
    async def approve(self) -> Steps:
        """Approve everything that is ticked."""
        change = await self._write(commands.approve, await self._ticked_ids())
        async for step in self._told(change):
            yield step

    @rx.event
    @requires(APPROVE)
    async def give_back(self) -> Steps:
        """Let everything that is ticked be not approved again."""
        change = await self._write(commands.give_back, await self._ticked_ids())
        async for step in self._told(change):
            yield step

    @rx.event
    @requires(APPROVE)
    async def undo(self) -> Steps:
        """Take back what was done last."""
        if self._change is None:
            return
        async with undoing(self, HoursApprovalState.undo):
            count = await self._write(commands.undo, self._change)
            self._change = None
            text = plural(
                "{count} time record is as it was.", "{count} time records are as they were.", count
            )
            await tell(self, "success", text)
        async for step in self._again():
            yield step

    async def _told(self, change: HoursChange) -> Steps:
        """Say what was done; nothing is ticked any more."""
        if change.ids:
            self._change = change
        count = plural("{count} time record", "{count} time records", len(change.ids))
        write = writer(self._actor().locale, self._actor().timezone)
        approved = change.status == HoursStatus.APPROVED
        text = (
            _("{count} approved: {hours} h.")
            if approved
            else _("{count} set to not approved: {hours} h.")
        )
        undo = HoursApprovalState.undo() if change.ids else None
        said = text.format(count=count, hours=hours_in(change.minutes, write))
        await tell(self, "success", said, undo)
        self._set_ticks([])
        async for step in self._again():
            yield step

    def _act_word(self) -> str:
        return _("Correct")


class RefuseHoursState(FormState, AppState, rx.State):
    """Giving back what is ticked, with a reason."""

    form_name: ClassVar[str] = "refuse"
    needs: ClassVar[frozenset[Permission]] = frozenset({APPROVE})

    _ids: list[int] = []

    @rx.event
    async def start(self) -> None:
        """Open the form for what is ticked."""
        page = await self.get_state(HoursApprovalState)
        self._ids = await page._ticked_ids()  # noqa: SLF001 - one module
        if not self._ids:
            raise check.BadArgument
        self._open({"reason": ""})

    def _fields(self) -> tuple[str, ...]:
        return ("reason",)

    async def _save(self, texts: dict[str, str]) -> Events:
        if not texts["reason"].strip():
            raise Invalid(reason=_("Write why, for whoever wrote the hours."))
        change = await self._write(commands.give_back, self._ids, texts["reason"])
        self._shut()
        page = await self.get_state(HoursApprovalState)
        page._change = change  # noqa: SLF001 - one module
        said = plural(
            "{count} time record given back.", "{count} time records given back.", len(self._ids)
        )
        await tell(self, "success", said, HoursApprovalState.undo)
        return [HoursApprovalState.again]


class CorrectHoursState(FormState, AppState, rx.State):
    """What the customer pays and reads of one time record."""

    form_name: ClassVar[str] = "hours"
    needs: ClassVar[frozenset[Permission]] = frozenset({APPROVE})

    title: rx.Field[str] = rx.field("")
    written: rx.Field[str] = rx.field("")
    internal: rx.Field[str] = rx.field("")
    moves: rx.Field[list[MovedLine]] = rx.field(default_factory=list)
    _found: ToCorrect | None = None

    @rx.event
    async def start(self, record_id: str) -> None:
        """Open the form of a time record of the list."""
        found = await self._read(commands.to_correct, check.row_id(record_id))
        write = writer(self._actor().locale, self._actor().timezone)
        self._found = found
        self.title = found.title
        self.written = _("Written: {hours} h").format(hours=hours_in(found.minutes, write))
        self.internal = found.internal_note
        self.moves = await self._read(moved_lines, [found.id])
        billable = hours_in(found.now.billable_minutes, write)
        if found.now.billable_minutes % 60:
            hours, minutes = divmod(found.now.billable_minutes, 60)
            billable = f"{hours}:{minutes:02}"
        self._open({"billable": billable or "0", "comment": found.now.comment})

    def _fields(self) -> tuple[str, ...]:
        return ("billable", "comment")

    async def _check_field(self, key: str, text: str) -> str:
        try:
            read_correction({"billable": "0", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        if self._found is None:
            raise check.BadArgument
        after = read_correction(texts)
        if after != self._found.now:
            await self._write(commands.correct, self._found.id, self._found.now, after)
            await tell(self, "success", _("The hours are corrected."))
        self._shut()
        return []
