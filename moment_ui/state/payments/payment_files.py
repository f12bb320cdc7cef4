"""Finances → Payment files: files read so far, a new one on its way in, and what is in doubt."""

from collections.abc import AsyncIterator, Callable
from typing import Any, ClassVar
from urllib.parse import parse_qs

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, Invalid, LoggedOut
from moment_ui.core.words import _
from moment_ui.db.pool import in_pool
from moment_ui.db.work import Work
from moment_ui.domain.payment_files.queries import PAGE
from moment_ui.domain.uploads.commands import NoRoom, upload
from moment_ui.imports import sheet
from moment_ui.imports.bank_job import Act, Order, format_of
from moment_ui.imports.bank_table import BANK_TABLE, guessed
from moment_ui.imports.kind import check_mapping
from moment_ui.models.payment_file import BankFormat
from moment_ui.reports.payments.bank_pages import FilesPage, doubts_page, files_page
from moment_ui.reports.payments.bank_view import EntryLine, FileLine
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.imports.import_views import ColumnView, columns_view, field_choices
from moment_ui.state.paths import base_of
from moment_ui.state.payments.bank_jobs import BankJob, begun

NEWS_SECONDS = 0.3


class PaymentFilesState(AppState, rx.State):
    """The list, the work list, and one file on its way in. `phase`: ready, columns, working, failed."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.REGISTER_PAYMENTS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    known: rx.Field[int] = rx.field(0)
    base: rx.Field[str] = rx.field("")
    may_read: rx.Field[bool] = rx.field(default=False)
    ids_on: rx.Field[bool] = rx.field(default=True)
    tab: rx.Field[str] = rx.field("files")
    page: rx.Field[int] = rx.field(0)
    pages: rx.Field[str] = rx.field("")
    more: rx.Field[bool] = rx.field(default=False)
    files: rx.Field[list[FileLine]] = rx.field(default_factory=list)
    doubts: rx.Field[list[EntryLine]] = rx.field(default_factory=list)
    in_doubt: rx.Field[int] = rx.field(0)
    file_name: rx.Field[str] = rx.field("")
    columns: rx.Field[list[ColumnView]] = rx.field(default_factory=list)
    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    missing: rx.Field[str] = rx.field("")
    decimal: rx.Field[str] = rx.field("")
    progress: rx.Field[str] = rx.field("")
    percent: rx.Field[int] = rx.field(0)
    _file_id: int = 0
    _preview: sheet.Preview = sheet.Preview((), ())
    _mapped: dict[str, int] = {}

    @rx.event
    async def load(self) -> Any:
        """Show the list, and begin with the file that the address names."""
        url = self.router.url
        query = parse_qs(url.query)
        self.base = base_of(url.path)
        self.may_read = self._actor().may(Permission.IMPORT)
        self.tab = "doubts" if query.get("tab") == ["doubts"] else "files"
        self.page, self.problem, self.known = 0, "", 0
        try:
            self._show(await self._read(self._page(), self.page))
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
            return None
        self.phase = "ready"
        self.problem = _refusals().get(query.get("problem", [""])[0], "")
        named = query.get("file", [""])[0]
        return await self._open_upload(named) if named and self.may_read else None

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what somebody else reads, posts and attaches; after `load`."""
        whose, topics = self._whose(), ("payment-files", "invoices", "invoicing")
        async for _change in self._news(*topics):
            tab, page = self.tab, self.page
            found = await self._read(self._page(), page)
            async with self:
                alike = (self._whose(), self.tab, self.page) == (whose, tab, page)
                if alike and self.phase != "failed":
                    self._show(found)

    @rx.event
    async def turn(self, step: int) -> None:
        """Go to another page of the list."""
        self.page = max(0, self.page + check.whole(step, -1, 1))
        self._show(await self._read(self._page(), self.page))

    @rx.event
    @requires(Permission.IMPORT)
    async def choose_field(self, place: int, field: str) -> None:
        """Say which field a column goes to; "" leaves the column out."""
        place = check.whole(place, 0, max(len(self._preview.headings) - 1, 0))
        field = check.one_of(field, ("", *(each.key for each in BANK_TABLE.fields)))
        mapped = {key: at for key, at in self._mapped.items() if at != place and key != field}
        self._map(mapped | ({field: place} if field else {}))

    @rx.event
    @requires(Permission.IMPORT)
    async def choose_decimal(self, sign: str) -> None:
        """Say which sign the table's decimals have; "" finds out."""
        self.decimal = check.one_of(sign, ("", ",", "."))

    @rx.event
    async def forget_file(self) -> Any:
        """Leave the file on its way in, or what was wrong with it."""
        self._file_id, self.phase, self.problem, self.known = 0, "ready", "", 0
        return rx.redirect(f"{self.base}/finances/payment-files")

    @rx.event(background=True)
    @requires(Permission.IMPORT)
    async def read_file(self) -> AsyncIterator[Any]:
        """Read the file, match it, and show what it holds."""
        actor = self._actor()
        async with self:
            if not self._file_id or self.phase == "working":  # a second click
                return
            order = Order(
                user_id=actor.user_id,
                company_id=actor.company_id,
                act=Act.READ,
                file_id=self._file_id,
                mapped=dict(self._mapped),
                decimal=self.decimal,
            )
            job, whose = begun(order), self._whose()
            self.phase, self.progress, self.percent = "working", "", 0
        where = None
        try:
            yield
            while await job.news(NEWS_SECONDS):
                async with self:
                    if self._whose() == whose and self._file_id == order.file_id:
                        self.progress, self.percent = job.progress, job.percent
        finally:
            await job.stop()
            async with self:
                if self._whose() == whose and self._file_id == order.file_id:
                    where = await self._after(job)
        if where is not None:
            yield where

    @rx.event
    async def cancel(self) -> None:
        """Stop one's own work on a file; what it was writing is as if it had never begun."""
        for job in BankJob.wanted_by(self._actor().user_id):
            await job.stop()

    async def _open_upload(self, named: str) -> Any:
        try:
            file = await self._read(upload, check.row_id(named))
            found = await in_pool(format_of, file.path)
            self._file_id, self.file_name = file.id, file.title
            if found is not BankFormat.CSV:
                self._mapped = {}
                return PaymentFilesState.read_file
            self._preview = await in_pool(sheet.preview, file.path)
        except AppError as error:
            self.problem = error.message
            return None
        self._map(guessed(self._preview.headings, self._preview.samples))
        self.phase = "columns"
        return None

    def _map(self, mapped: dict[str, int]) -> None:
        self._mapped = mapped
        self.columns = columns_view(self._preview, mapped)
        self.choices = field_choices(BANK_TABLE)
        try:
            check_mapping(BANK_TABLE, mapped)
            self.missing = ""
        except Invalid as invalid:
            self.missing = invalid.message

    async def _after(self, job: BankJob) -> Any:
        """What the page shows when the file was read, or was not; who has left it is told."""
        list_of_files = f"{self.base}/finances/payment-files"
        is_here = self.tab == "files" and self.router.url.path.rstrip("/") == list_of_files
        if not is_here:
            read = _("{title} is read. Finances → Payment files lists it.")
            text = read if job.outcome else "{title}: {error}"
            words = text.format(title=self.file_name, error=job.error)
            await tell(self, "success" if job.outcome else "error", words)
        if job.outcome is not None:
            self._file_id, self.phase = 0, "ready"
            return rx.redirect(f"{list_of_files}/{job.outcome.file_id}") if is_here else None
        self.phase = "columns" if self._mapped else "ready"
        self.problem, self.known = job.error, job.known
        return None

    def _page(self) -> Callable[[Work, int], FilesPage]:
        return doubts_page if self.tab == "doubts" else files_page

    def _show(self, found: FilesPage) -> None:
        self.files, self.doubts = found.files, found.doubts
        self.in_doubt, self.ids_on = found.in_doubt, found.ids_on
        self.more = found.rows > (self.page + 1) * PAGE
        self.pages = page_words(self.page, found.rows)


def page_words(page: int, rows: int) -> str:
    """Which rows these are, "" when all of them are there."""
    if rows <= PAGE:
        return ""
    last = min(rows, (page + 1) * PAGE)
    return _("{first}–{last} of {rows}").format(first=page * PAGE + 1, last=last, rows=rows)


def _refusals() -> dict[str, str]:
    """Why an upload came back without a file, by the word in the address."""
    return {
        "none": _("Choose a file first."),
        "full": NoRoom().message,
        "busy": _("Your last file is still on its way. Wait for it, then upload the next."),
    }
