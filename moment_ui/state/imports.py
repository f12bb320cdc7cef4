"""The import page: a file, its columns, a check, the import, and the history with undo."""

import time
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any, ClassVar
from urllib.parse import parse_qs

import reflex as rx

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import AppError, Conflict, Invalid, NotFound
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.domain.uploads.commands import NoRoom, upload
from moment_ui.imports import mapping, sheet
from moment_ui.imports.history import may_import, past_imports
from moment_ui.imports.job import Order, Outcome
from moment_ui.imports.kind import FileKind, check_mapping
from moment_ui.imports.kinds import KINDS, kind_called
from moment_ui.imports.undo import undo_import, undo_preview
from moment_ui.models.importing import ImportKind
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.import_jobs import ImportJob
from moment_ui.state.import_views import (
    ColumnView,
    OutcomeView,
    PastView,
    UndoView,
    columns_view,
    field_choices,
    outcome_view,
    past_view,
    problems_file,
    problems_of,
    undo_view,
)
from moment_ui.state.paths import base_of

KEYS = tuple(kind.value for kind in ImportKind)
DECIMALS = ("", ",", ".")
_NEWS_SECONDS = 0.3


class Busy(Conflict):
    """One import of a reader at a time."""

    def __init__(self) -> None:
        super().__init__(_("Your last import is still at work. Wait for it, or cancel it."))


class ImportState(AppState, rx.State):
    """One file on its way into the company. `phase`: choose, columns, working, checked, done."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.IMPORT})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    address: rx.Field[str] = rx.field("")
    file_name: rx.Field[str] = rx.field("")
    kind: rx.Field[str] = rx.field("")
    columns: rx.Field[list[ColumnView]] = rx.field(default_factory=list)
    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    missing: rx.Field[str] = rx.field("")
    decimal: rx.Field[str] = rx.field("")
    progress: rx.Field[str] = rx.field("")
    percent: rx.Field[int] = rx.field(0)
    outcome: rx.Field[OutcomeView] = rx.field(default_factory=OutcomeView)
    history: rx.Field[list[PastView]] = rx.field(default_factory=list)
    undoing: rx.Field[UndoView] = rx.field(default_factory=UndoView)
    undo_open: rx.Field[bool] = rx.field(default=False)
    _file_id: int = 0
    _headings: tuple[str, ...] = ()
    _preview: sheet.Preview = sheet.Preview((), ())
    _mapped: dict[str, int] = {}
    _problems: list[tuple[str, str, str]] = []

    @rx.event
    async def load(self) -> None:
        """Show the history, and the file that the address names."""
        url = self.router.url
        query = parse_qs(url.query)
        self.address = base_of(url.path)
        await self._load_history()
        named = query.get("file", [""])[0]
        if not named:
            self._forget_file()
            self.problem = _refusals().get(query.get("problem", [""])[0], "")
        elif named != str(self._file_id):
            await self._open(named, query.get("kind", [""])[0])

    @rx.event
    async def choose_kind(self, kind: str) -> None:
        """Say what the file holds; the columns are guessed anew."""
        self.kind = check.one_of(kind, KEYS)
        self._guess()

    @rx.event
    async def choose_field(self, place: int, field: str) -> None:
        """Say which field a column goes to; "" leaves the column out."""
        place = check.whole(place, 0, max(len(self._headings) - 1, 0))
        kind = kind_called(self.kind)
        field = check.one_of(field, ("", *(each.key for each in kind.fields)))
        mapped = {key: at for key, at in self._mapped.items() if at != place and key != field}
        self._map(kind, mapped | ({field: place} if field else {}))

    @rx.event
    async def choose_decimal(self, sign: str) -> None:
        """Say which sign the file's decimals have; "" finds out."""
        self.decimal = check.one_of(sign, DECIMALS)

    @rx.event
    async def back_to_columns(self) -> None:
        """Change the columns and check again."""
        if self._headings:
            self.phase = "columns"

    @rx.event(background=True)
    async def check_file(self) -> AsyncIterator[Any]:
        """Check the whole file; nothing is written."""
        async for event in self._carry_out(dry_run=True, valid_rows=False):
            yield event

    @rx.event(background=True)
    async def import_file(self, valid_rows: bool) -> AsyncIterator[Any]:  # noqa: FBT001 - an event's argument
        """Import the file: all of it, or the valid rows only."""
        valid_rows = check.flag(valid_rows)
        async for event in self._carry_out(dry_run=False, valid_rows=valid_rows):
            yield event

    @rx.event
    async def cancel(self) -> None:
        """Stop one's own import; what it was writing is as if it had never begun."""
        for job in ImportJob.wanted_by(self._actor().user_id):
            await job.stop()

    @rx.event
    async def download_problems(self) -> Any:
        """Everything that is wrong, as a CSV file."""
        return rx.download(
            data=problems_file(self._problems), filename=f"{self.file_name}.errors.csv"
        )

    @rx.event
    async def ask_undo(self, batch_id: int) -> None:
        """Show what undoing an import would do."""
        batch_id = check.row_id(batch_id)
        preview = await self._read(undo_preview, batch_id)
        past = next((past for past in self.history if past.id == batch_id), None)
        if past is None:
            raise NotFound(_("The import"))
        self.undoing, self.undo_open = undo_view(past, preview), True

    @rx.event
    async def close_undo(self) -> None:
        """Leave the import as it is."""
        self.undo_open = False

    @rx.event
    async def set_undo_open(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        if not check.flag(opened):
            self.undo_open = False

    @rx.event
    async def undo(self, batch_id: int) -> None:
        """Take an import back."""
        batch = await self._write(undo_import, check.row_id(batch_id))
        self.undo_open = False
        if self.phase == "done":
            self.phase = "columns"
        await self._load_history()
        await tell(
            self, "success", _("The import of {name} is undone.").format(name=batch.file_name)
        )

    def _forget_file(self) -> None:
        self.phase, self.file_name, self._file_id = "choose", "", 0
        self._headings, self._mapped, self._problems = (), {}, []
        self.columns, self.outcome = [], OutcomeView()

    async def _load_history(self) -> None:
        actor = self._actor()
        self.history = [past_view(past, actor) for past in await self._read(past_imports)]

    async def _open(self, named: str, kind: str) -> None:
        self._forget_file()
        self.kind = kind if kind in KEYS else KEYS[0]
        try:
            file = await self._read(upload, check.row_id(named))
            self._preview = await in_pool(sheet.preview, file.path)
        except AppError as error:
            self.problem = error.message
            return
        self._headings = self._preview.headings
        self.problem, self.file_name, self._file_id = "", file.title, file.id
        self._guess()

    def _guess(self) -> None:
        if self._headings:
            kind = kind_called(self.kind)
            self._map(kind, mapping.guess(kind, self._headings))
            self.phase = "columns"

    def _map(self, kind: FileKind, mapped: dict[str, int]) -> None:
        self._mapped = mapped
        self.columns = columns_view(self._preview, mapped)
        self.choices = field_choices(kind)
        try:
            check_mapping(kind, mapped)
            self.missing = ""
        except Invalid as invalid:
            self.missing = invalid.message

    async def _carry_out(self, *, dry_run: bool, valid_rows: bool) -> AsyncIterator[Any]:
        actor = self._actor()
        if ImportJob.wanted_by(actor.user_id):
            raise Busy
        async with self:
            order = self._order(actor, dry_run=dry_run, valid_rows=valid_rows)
            before, self.phase = self.phase, "working"
            self.progress, self.percent = "", 0
        yield
        job = ImportJob(order)
        job.start()
        try:
            await self._follow(job)
        finally:
            await job.stop()
            async with self:
                await self._end(job, before)

    def _order(self, actor: Actor, *, dry_run: bool, valid_rows: bool) -> Order:
        kind = kind_called(self.kind)
        check_mapping(kind, self._mapped)
        return Order(
            user_id=actor.user_id,
            company_id=actor.company_id,
            file_id=self._file_id,
            kind=kind.kind.value,
            mapped=dict(self._mapped),
            decimal=self.decimal,
            valid_rows=valid_rows,
            dry_run=dry_run,
        )

    async def _follow(self, job: ImportJob) -> None:
        since = time.monotonic()
        while await job.news(_NEWS_SECONDS):
            await self._read(may_import)
            async with self:
                if self._shows(job):
                    self.progress = progress_words(job, time.monotonic() - since)
                    self.percent = min(100, 100 * job.done // job.total) if job.total else 0

    def _shows(self, job: ImportJob) -> bool:
        """Whether the page still shows the job's file, and not another one or another company."""
        return self._file_id == job.order.file_id

    async def _end(self, job: ImportJob, before: str) -> None:
        if not self._shows(job):
            return
        if job.outcome is None:
            self.phase = before
            await tell(self, "error", job.error)
            return
        self._show(job.outcome)
        with suppress(AppError):
            await self._load_history()

    def _show(self, outcome: Outcome) -> None:
        kind = kind_called(self.kind)
        headings = {key: self._headings[place] for key, place in self._mapped.items()}
        self._problems = problems_of(outcome, kind, headings)
        self.outcome = outcome_view(outcome, kind, headings, self._actor())
        self.phase = "checked" if outcome.batch_id is None else "done"


def _refusals() -> dict[str, str]:
    """Why an upload came back without a file, by the word in the address."""
    return {
        "none": _("Choose a file first."),
        "full": NoRoom().message,
        "busy": _("Your last file is still on its way. Wait for it, then upload the next."),
    }


def progress_words(job: ImportJob, seconds: float) -> str:
    """How far the job is, and how fast."""
    if job.waiting:
        return _("Waiting for another import to finish")
    words = {
        "reading": _("Reading, {done} rows"),
        "checking": _("Checking, {done} done"),
        "writing": _("Writing, {done} of {total}"),
    }
    if job.phase not in words:
        return _("Starting")
    text = words[job.phase].format(done=job.done, total=job.total)
    speed = round(job.done / seconds) if seconds else 0
    return f"{text} · {_('{speed} a second').format(speed=speed)}" if speed else text


KIND_CHOICES = tuple((kind.kind.value, kind.title, kind.help) for kind in KINDS)
