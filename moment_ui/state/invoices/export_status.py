"""The export status of invoices: of those ticked in a list, and of a range of numbers."""

from collections.abc import Mapping
from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Reading, line, whole_number
from moment_ui.core.words import _, plural
from moment_ui.domain.invoices.export_status import (
    ExportStatusChange,
    NumberRange,
    export_statuses,
    numbered,
    restore_export_status,
    set_export_status,
)
from moment_ui.models.invoice import ExportStatus
from moment_ui.reports.marks import EXPORT_STATUS
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.paths import id_after
from moment_ui.state.undoing import undoing

CHANGE = Permission.CHANGE_EXPORT_STATUS
FIELDS = ("first", "last", "status", "reason")


class TickedExportStatus(ReportState, mixin=True):
    """A list of invoices whose ticked rows can be given an export status."""

    may_change_export: rx.Field[bool] = rx.field(default=False)

    _export_change: ExportStatusChange | None = None

    @rx.event
    @requires(CHANGE)
    async def set_export_status(self, status: str) -> Steps:
        """Give everything that is ticked an export status."""
        wanted = ExportStatus(check.one_of(status, tuple(ExportStatus)))
        change = await self._write(set_export_status, await self._ticked_ids(), wanted)
        if change.count:
            self._export_change = change
        undo = type(self).undo_export_status() if change.count else None
        await tell(self, "success", said(change), undo)
        async for step in self._again():
            yield step

    @rx.event
    @requires(CHANGE)
    async def undo_export_status(self) -> Steps:
        """Take the last change of export status back."""
        change = self._export_change
        if change is None:
            return
        async with undoing(self, type(self).undo_export_status):
            count = await self._write(restore_export_status, change)
            self._export_change = None
            await tell(self, "success", said_back(count))
        async for step in self._again():
            yield step

    async def _open(self) -> None:
        await super()._open()
        self._put("may_change_export", self._actor().may(CHANGE))


class ExportStatusState(FormState, AppState, rx.State):
    """A range of invoice numbers whose export status is to change; on a customer's page, its own."""

    form_name: ClassVar[str] = "export-status"
    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_INVOICES, CHANGE})

    preview: rx.Field[str] = rx.field("")

    _now: dict[str, str] = {}
    _change: ExportStatusChange | None = None

    @rx.event
    async def start(self) -> None:
        """Open the dialog."""
        self._now, self.preview = {}, ""
        self._open(dict.fromkeys(FIELDS, "") | {"status": ExportStatus.TO_TRANSFER.value})

    @rx.event
    async def choose(self, status: str) -> None:
        """Say what the status chosen would change."""
        self._now["status"] = check.one_of(status, tuple(ExportStatus))
        await self._look()

    @rx.event
    async def typed(self, key: str, text: str) -> None:
        """Say what the range typed so far would change."""
        self._now[check.one_of(key, FIELDS)] = check.text(text)
        await self._look()

    @rx.event
    async def undo(self) -> None:
        """Take the last change back."""
        change = self._change
        if change is None:
            return
        async with undoing(self, ExportStatusState.undo):
            count = await self._write(restore_export_status, change)
            self._change = None
            await tell(self, "success", said_back(count))

    def _fields(self) -> tuple[str, ...]:
        return FIELDS

    async def _check_field(self, key: str, text: str) -> str:
        self._now[key] = text
        try:
            _read({key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        await self._look()
        return ""

    async def _look(self) -> None:
        """How many the range holds, and how many of them would change."""
        try:
            first, last, status, _reason = _read(self._now)
            if first is None:
                self.preview = ""
                return
            found = await self._read(export_statuses, self._range(first, last))
        except Invalid:
            self.preview = ""
            return
        self.preview = _preview(found, status)

    def _range(self, first: int, last: int | None) -> NumberRange:
        customer_id = id_after(self.router.url.path, "customers")
        return NumberRange(first, first if last is None else last, customer_id)

    async def _save(self, texts: dict[str, str]) -> Events:
        first, last, status, reason = _read(texts)
        if first is None:
            raise Invalid(first=_("Give the first number."))
        ids = await self._read(numbered, self._range(first, last))
        if not ids:
            raise Invalid(last=_("No invoice or credit note has a number in this range."))
        change = await self._write(set_export_status, ids, status, reason=reason)
        if change.count:
            self._change = change
        await tell(self, "success", said(change), ExportStatusState.undo if change.count else None)
        self._shut()
        return []


def _read(texts: Mapping[str, str]) -> tuple[int | None, int | None, ExportStatus, str]:
    """First and last number, status and reason as typed. Raises Invalid, by field."""
    fields = Reading(texts)
    first = fields.read("first", whole_number)
    last = fields.read("last", whole_number)
    reason = fields.text("reason", line)
    fields.finish()
    chosen = texts.get("status") or ExportStatus.TO_TRANSFER
    return first, last, ExportStatus(check.one_of(chosen, tuple(ExportStatus))), reason


def _preview(found: Mapping[ExportStatus, int], status: ExportStatus) -> str:
    already = found.get(status, 0)
    changing = sum(found.values()) - already
    if not changing + already:
        return _("No invoice or credit note has a number in this range.")
    text = plural("{count} invoice will change.", "{count} invoices will change.", changing)
    if already:
        has = plural(
            "{count} has this status already.", "{count} have this status already.", already
        )
        text = f"{text} {has}"
    return text


def said(change: ExportStatusChange) -> str:
    """What a change did, in words."""
    count = plural("{count} invoice is now", "{count} invoices are now", change.count)
    return f"{count} “{EXPORT_STATUS[change.status].word}”."


def said_back(count: int) -> str:
    """What an undo did, in words."""
    return plural(
        "{count} invoice has its export status back.",
        "{count} invoices have their export status back.",
        count,
    )
