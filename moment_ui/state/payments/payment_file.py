"""Finances → Payment files → one file: its payments as they would be posted, posting, undoing, removing."""

from collections.abc import AsyncIterator
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NotFound
from moment_ui.core.words import _, plural
from moment_ui.db.work import Work
from moment_ui.domain.finances.commands import change_finance_settings
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.payment_files.commands import match_again, remove_file
from moment_ui.domain.payment_files.queries import PAGE, Wanted
from moment_ui.domain.payment_files.rules import Fit
from moment_ui.imports.bank_job import Act, Order
from moment_ui.models.payment_file import EntryState
from moment_ui.reports.payments.bank_pages import OneFile, one_file
from moment_ui.reports.payments.bank_view import EntryLine, FileView
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, requires, tell
from moment_ui.state.paths import base_of, id_after
from moment_ui.state.payments.bank_jobs import BankJob, at_work, begun
from moment_ui.state.payments.payment_files import NEWS_SECONDS, page_words

FITS = tuple(fit.value for fit in Fit)
STATES = tuple(state.value for state in EntryState)


class PaymentFileState(AppState, rx.State):
    """The file in the address. `phase`: ready, working, failed."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.REGISTER_PAYMENTS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    may_setup: rx.Field[bool] = rx.field(default=False)
    shown: rx.Field[FileView] = rx.field(default_factory=FileView)
    lines: rx.Field[list[EntryLine]] = rx.field(default_factory=list)
    group: rx.Field[str] = rx.field("")
    page: rx.Field[int] = rx.field(0)
    pages: rx.Field[str] = rx.field("")
    more: rx.Field[bool] = rx.field(default=False)
    asked: rx.Field[bool] = rx.field(default=False)
    progress: rx.Field[str] = rx.field("")
    percent: rx.Field[int] = rx.field(0)

    @rx.event
    async def load(self) -> None:
        """Read the file that the address names."""
        self.base = base_of(self.router.url.path)
        self.may_setup = self._actor().may(Permission.SETUP_INVOICING)
        self.group, self.page, self.asked = "", 0, False
        try:
            await self._reread()
        except LoggedOut:
            raise
        except AppError as error:
            self.phase, self.problem = "failed", error.message
        else:
            self.phase, self.progress, self.percent = self._standing(self.shown.id), "", 0

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what becomes of the payments, whoever does it; after `load`."""
        whose, topics = self._whose(), ("payment-files", "invoices", "invoicing")
        # without news too: a job may have ended before this began
        async for _change in self._news(*topics, also_without=True):
            file_id = self.shown.id
            wanted = self._wanted(file_id)
            try:
                found = await self._read(one_file, file_id, wanted)
            except NotFound:
                continue
            async with self:
                here = self._whose() == whose and self._wanted(self.shown.id) == wanted
                if here and self.phase in ("ready", "working"):
                    self.phase = self._standing(file_id)
                    if self.phase == "ready":
                        self._show(found)

    @rx.event
    async def show_group(self, key: str) -> None:
        """Show the payments that stand alike only; the same again shows all."""
        key = check.one_of(key, ("", *FITS, *STATES))
        self.group, self.page = "" if key == self.group else key, 0
        await self._reread()

    @rx.event
    async def turn(self, step: int) -> None:
        """Go to another page of the payments."""
        self.page = max(0, self.page + check.whole(step, -1, 1))
        await self._reread()

    @rx.event(background=True)
    async def post(self) -> AsyncIterator[Any]:
        """Post every payment that has its invoice."""
        async for event in self._carry_out(Act.POST):
            yield event

    @rx.event
    async def ask_undo(self) -> None:
        """Show what an undo would do, and what it would leave."""
        await self._reread()
        self.asked = True

    @rx.event
    async def set_asked(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        self.asked = check.flag(opened) and self.asked

    @rx.event(background=True)
    async def undo(self) -> AsyncIterator[Any]:
        """Take every payment of the file back."""
        async with self:
            self.asked = False
        async for event in self._carry_out(Act.UNDO):
            yield event

    @rx.event
    async def cancel(self) -> None:
        """Stop one's own work on a file; what it was writing is as if it had never begun."""
        for job in BankJob.wanted_by(self._actor().user_id):
            await job.stop()

    @rx.event
    async def match(self) -> None:
        """Look for the invoices of payments in doubt once more."""
        count = await self._write(match_again, self._file())
        await self._reread()
        text = plural("{count} more is matched.", "{count} more are matched.", count)
        await tell(self, "success" if count else "info", text if count else _("Nothing new."))

    @rx.event
    @requires(Permission.SETUP_INVOICING)
    async def take_account(self) -> None:
        """Count the account of the file among ours from now on."""
        account = self.shown.elsewhere
        if account:
            await self._write(_take_account, self._file(), account)
            await self._reread()
            text = _("{account} counts as ours now. Setup → Payments lists it.")
            await tell(self, "success", text.format(account=account))

    @rx.event
    async def remove(self) -> Any:
        """Remove a file that was never posted."""
        title = await self._write(remove_file, self._file())
        text = _("{title} is removed. It can be read again.").format(title=title)
        await tell(self, "success", text)
        return rx.redirect(f"{self.base}/finances/payment-files")

    async def _carry_out(self, act: Act) -> AsyncIterator[Any]:
        actor = self._actor()
        async with self:
            if self._standing(self._file()) == "working":  # a second click
                self.phase = "working"
                return
            order = Order(
                user_id=actor.user_id,
                company_id=actor.company_id,
                act=act,
                file_id=self._file(),
            )
            job, whose = begun(order), self._whose()
            self.phase, self.progress, self.percent = "working", "", 0
        try:
            yield
            while await job.news(NEWS_SECONDS):
                async with self:
                    if self._whose() == whose and self._is_at(order.file_id):
                        self.progress, self.percent = job.progress, job.percent
        finally:
            await job.stop()
            async with self:
                if self._whose() == whose:
                    await self._end(job)

    def _is_at(self, file_id: int) -> bool:
        return id_after(self.router.url.path, "payment-files") == file_id

    def _standing(self, file_id: int) -> str:
        return "working" if at_work(self._actor().company_id, file_id) else "ready"

    async def _end(self, job: BankJob) -> None:
        is_here = self._is_at(job.order.file_id)
        if is_here:
            self.phase = "ready"
            await self._reread()
        if job.outcome is None:
            await tell(self, "error", job.error)
            return
        count, kept = job.outcome.count, job.outcome.kept
        words = {
            Act.POST: ("{count} payment is posted.", "{count} payments are posted."),
            Act.UNDO: ("{count} payment is taken back.", "{count} payments are taken back."),
        }
        text = plural(*words[job.order.act], count)
        stays = plural("{count} stays.", "{count} stay.", kept) if kept else ""
        may_undo = is_here and job.order.act is Act.POST  # it asks on the file's own page
        undo = PaymentFileState.ask_undo if may_undo else None
        await tell(self, "success", f"{text} {stays}".strip(), undo)

    async def _reread(self) -> None:
        file_id = self._file()
        self._show(await self._read(one_file, file_id, self._wanted(file_id)))

    def _show(self, found: OneFile) -> None:
        self.shown, self.lines, count = found.shown, found.lines, found.rows
        self.pages, self.more = page_words(self.page, count), count > (self.page + 1) * PAGE

    def _wanted(self, file_id: int) -> Wanted:
        fit = Fit(self.group) if self.group in FITS else None
        states = (EntryState(self.group),) if self.group in STATES else ()
        return Wanted(file_id, states, fit, self.page)

    def _file(self) -> int:
        """The file that the address names."""
        file_id = id_after(self.router.url.path, "payment-files")
        if file_id is None:
            raise NotFound(_("The payment file"))
        return file_id


def _take_account(work: Work, file_id: int, account: str) -> None:
    settings = finance_settings(work)
    accounts = f"{settings.other_accounts} {account}".strip()
    change_finance_settings(work, settings.version, {"other_accounts": accounts})
    match_again(work, file_id)
