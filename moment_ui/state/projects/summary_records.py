"""Project → Price models: what was invoiced elsewhere, noted by hand for the summary on invoices."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.summaries import commands
from moment_ui.domain.summaries.rules import RecordDraft, read_record
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.form import Events
from moment_ui.state.projects.price_model_forms import OfProject
from moment_ui.state.projects.price_models import PriceModelsState
from moment_ui.state.undoing import undoing


class SummaryRecordState(OfProject, AppState, rx.State):
    """A record that is written by hand, and the one removed last."""

    form_name: ClassVar[str] = "summary-record"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_PROJECTS, Permission.VIEW_RATES, Permission.EDIT_BILLING}
    )

    _removed: tuple[int, RecordDraft] | None = None

    @rx.event
    async def begin(self) -> None:
        """Open the form of a new record."""
        offered = (await self._page()).view.summarised
        if not offered:
            raise check.BadArgument
        first, _name = offered[0]
        self._open(dict.fromkeys(self._fields(), "") | {"model_id": first})

    @rx.event
    @requires(Permission.EDIT_BILLING)
    async def remove(self, record_id: int) -> Any:
        """Remove a record written by hand; the message can take it back."""
        self._removed = await self._write(commands.remove_record, check.row_id(record_id))
        await tell(self, "success", _("The record is removed."), SummaryRecordState.undo)
        return PriceModelsState.reload

    @rx.event
    @requires(Permission.EDIT_BILLING)
    async def undo(self) -> Any:
        """Put back the record removed last."""
        if self._removed is None:
            return None
        async with undoing(self, SummaryRecordState.undo):
            await self._write(commands.add_record, *self._removed)
            self._removed = None
        return PriceModelsState.reload

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _fields(self) -> tuple[str, ...]:
        return ("model_id", "day", "text", "gross")

    async def _check_field(self, key: str, text: str) -> str:
        try:
            read_record({"day": "01.01.2026", "gross": "1"} | {key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        offered = [key for key, _name in (await self._page()).view.summarised]
        model_id = int(check.one_of(texts.get("model_id", ""), tuple(offered)))
        await self._write(commands.add_record, model_id, read_record(texts))
        self._shut()
        return [PriceModelsState.reload]
