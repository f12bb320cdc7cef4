"""Setup → Payments: how payment IDs are made, what counts as ours, what is closed, how totals are rounded."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, Invalid, LoggedOut
from moment_ui.core.fields import TRUTHS, Unfit, day
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.finances.commands import change_finance_settings, check_payment_ids
from moment_ui.domain.finances.rules import (
    Stands,
    closes_ahead,
    draft_of,
    read_settings,
    told_ahead,
)
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import NO, YES
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.payment_ids.preview import check_room, preview
from moment_ui.domain.payment_ids.reading import read_back
from moment_ui.reports.setup.payment_setup import (
    TEXTS,
    TICKS,
    PaymentSettings,
    SampleView,
    length_line,
    part_lines,
    payment_settings,
    room_line,
    sample_view,
)
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of

READ = frozenset({Permission.VIEW_CUSTOMERS, Permission.VIEW_INVOICES})


class PaymentSetupState(FormState, AppState, rx.State):
    """The settings, as one form."""

    form_name: ClassVar[str] = "payments"
    needs: ClassVar[frozenset[Permission]] = READ

    phase: rx.Field[str] = rx.field("")
    trouble: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    may: rx.Field[bool] = rx.field(default=False)
    kind: rx.Field[str] = rx.field("kid")
    samples: rx.Field[list[SampleView]] = rx.field(default_factory=list)
    rooms: rx.Field[list[str]] = rx.field(default_factory=list)
    wrong: rx.Field[str] = rx.field("")
    tried: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    tried_wrong: rx.Field[str] = rx.field("")
    ahead: rx.Field[str] = rx.field("")
    unsaved: rx.Field[str] = rx.field("")
    _pasted: str = ""
    _stands: Stands = Stands("")
    _version: int = 0
    _own: str | None = None
    _numbers: tuple[int, int] = (1, 1)
    _today: dt.date = dt.date(2000, 1, 1)
    _draft: dict[str, str] = {}

    @rx.event
    async def load(self) -> None:
        """Read the settings."""
        self.base = base_of(self.router.url.path)
        self.may = self._actor().may(Permission.SETUP_INVOICING)
        try:
            self._show(await self._read(payment_settings))
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.trouble = "failed", error.message
        else:
            self.phase = "ready"

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Follow what somebody else saves, unless something is being typed here; after `load`."""
        async for _change in self._news("invoicing"):
            whose = self._whose()
            found = await self._read(payment_settings)
            async with self:
                untouched = self._draft == self.values
                if self._whose() == whose and self.phase == "ready" and untouched:
                    self._show(found)

    @rx.event
    async def typed(self, key: str, text: str) -> None:
        """A field is being changed: show what it would make."""
        key = check.one_of(key, TEXTS)
        self._draft = self._draft | {key: check.text(text, 300)}
        self._ask("", "")
        self._try_out()

    @rx.event
    async def ticked(self, key: str, yes: bool) -> None:  # noqa: FBT001 - the box calls it so
        """A box is ticked, or no longer."""
        key = check.one_of(key, TICKS)
        self._draft = self._draft | {key: "on" if check.flag(yes) else ""}
        self._ask("", "")
        self._try_out()

    @rx.event
    async def discard(self) -> None:
        """Let go of everything that is not saved."""
        self._draft, self._pasted = dict(self.values), ""
        self._open(self.values)
        self._try_out()

    @rx.event
    async def read_one(self, text: str) -> None:
        """Read a pasted payment ID back to its parts, by the format as it is typed now."""
        self._pasted = check.text(text, 200).strip()
        self._read_pasted()

    def _fields(self) -> tuple[str, ...]:
        return (*TEXTS, *TICKS)

    async def _check_field(self, key: str, text: str) -> str:
        texts = {**self._draft, key: text}
        try:
            read_settings(texts, self._stands)
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        if key != "payment_id_format":
            return ""
        try:
            check_room(draft_of(texts), *self._numbers)
        except Unfit as unfit:
            return unfit.message
        return ""

    async def _save(self, texts: dict[str, str]) -> Events:
        changes = read_settings(texts, self._stands)
        use = YES if texts["use"] in TRUTHS else NO
        before = self._own
        switched = {} if use == (before or NO) else {"payment_id": Change(before, use)}
        await self._write(_change, self._version, changes, switched, self._confirmed)
        self._show(await self._read(payment_settings))
        await tell(self, "success", _("The settings are saved."))
        return []

    def _show(self, found: PaymentSettings) -> None:
        self._version, self._own = found.version, found.own
        self._numbers, self._today, self._stands = found.numbers, found.today, found.stands
        values = found.values
        self._draft, self._pasted = values, ""
        self._open(values)
        self._try_out()

    def _try_out(self) -> None:
        settings = draft_of(self._draft)
        self.kind = settings.payment_id_kind.value
        changed = self._draft != self.values
        self.unsaved = _("What you changed is not saved yet.") if changed else ""
        self.ahead = self._told_ahead()
        self.samples, self.rooms, self.wrong = [], [], ""
        self._read_pasted()
        try:
            check_room(settings, *self._numbers)
            made = preview(settings, *self._numbers, self._today)
        except (Unfit, AppError) as error:
            self.wrong = error.message
            return
        self.samples = [sample_view(each) for each in made.samples]
        length = length_line(settings.payment_id_kind, made)
        self.rooms = [length, *(room_line(each) for each in made.rooms)]

    def _read_pasted(self) -> None:
        self.tried, self.tried_wrong = [], ""
        if not self._pasted:
            return
        try:
            back = read_back(draft_of(self._draft), self._pasted)
        except Unfit as unfit:
            self.tried_wrong = unfit.message
        else:
            self.tried = part_lines(back, self._written())

    def _told_ahead(self) -> str:
        """What is wrong with closing until the day as typed, where it has not come."""
        try:
            closed = day(self._draft.get("closed_until", ""))
        except Unfit:
            return ""
        is_ahead = closed is not None and closes_ahead(closed, self._today)
        return told_ahead(closed, self._written()) if closed and is_ahead else ""

    def _written(self) -> Writer:
        actor = self._actor()
        return writer(actor.locale, actor.timezone)


def _change(
    work: Work,
    version: int,
    changes: Mapping[str, Any],
    switched: Mapping[str, Change],
    confirmed: frozenset[str],
) -> None:
    if switched:
        save_options(work, Place(), switched)
    change_finance_settings(work, version, changes, confirmed=confirmed)
    if any(change.after == YES for change in switched.values()):
        check_payment_ids(work)
