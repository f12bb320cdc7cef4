"""Setup → Partner companies: the set-up as it stands, moving by itself, and the acts that need no form."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _, plural
from moment_ui.domain.partners import answering, asking, membership
from moment_ui.domain.partners.commands import choose_shared, finish_set_up
from moment_ui.domain.partners.rules import FLAGS
from moment_ui.domain.partners.series import keep_own
from moment_ui.domain.partners.telling import TOPIC
from moment_ui.models.numbering import SeriesKind
from moment_ui.reports.partners.setup_page import partners_view
from moment_ui.reports.partners.setup_view import PartnersView
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed, tell
from moment_ui.state.shell import ShellState
from moment_ui.state.undoing import undoing

RIGHTS = frozenset({Permission.SETUP_PARTNERS})
TOPICS = (TOPIC, "customers")


class PartnersState(AppState, rx.State):
    """The set-up of the company's partners."""

    needs: ClassVar[frozenset[Permission]] = RIGHTS

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    view: rx.Field[PartnersView] = rx.field(default_factory=PartnersView)
    slug_error: rx.Field[str] = rx.field("")
    name_error: rx.Field[str] = rx.field("")
    adding: rx.Field[int] = rx.field(0)

    @rx.event
    async def load(self) -> None:
        """Read the set-up; the address names the step."""
        self.slug_error, self.name_error = "", ""
        with shown_or_failed(self):
            await self._show()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show what the others do, and other administrators; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news(*TOPICS, also_without=True):
            wanted = self._wanted()
            view = await self._read(partners_view, wanted)
            async with self:
                if self._whose() == whose and self._wanted() == wanted and view != self.view:
                    self.view = view

    @rx.event
    async def switch_on(self) -> Any:
        """Let the company use partner companies; hours that waited catch up."""
        partners = await self._write(membership.switch_on)
        await self._catch_up(partners)
        await self._show()
        await self._frame()
        return ShellState.load

    @rx.event
    async def add(self, form: dict[str, Any]) -> None:
        """Ask the company whose database name was typed; what is wrong stands beside the field."""
        slug, name = check.form_text(form, "slug", 300), check.form_text(form, "name", 300)
        self.slug_error, self.name_error = "", ""
        try:
            asked = await self._write(asking.ask, slug, name)
        except Invalid as invalid:
            self.slug_error = invalid.fields.get("slug", "")
            self.name_error = invalid.fields.get("name", "")
            return
        self.adding += 1
        await self._show()
        text = _("{name} is asked. Its administrators see it now.").format(name=asked.name)
        await tell(self, "success", text)

    @rx.event
    async def remind(self, company_id: int) -> None:
        """Ring the bell of those who were asked once more."""
        name = await self._write(asking.remind, check.row_id(company_id))
        await self._show()
        await tell(self, "success", _("{name} is reminded.").format(name=name))

    @rx.event
    async def ask_again(self, company_id: int, version: int) -> None:
        """Ask once more who declined or has left."""
        wanted = check.row_id(company_id), check.whole(version, 1)
        asked = await self._write(asking.ask_again, *wanted)
        await self._show()
        await tell(self, "success", _("{name} is asked again.").format(name=asked.name))

    @rx.event
    async def confirm(self, group_id: int, version: int) -> None:
        """Be a partner of those who asked."""
        wanted = check.row_id(group_id), check.whole(version, 1)
        name = await self._write(answering.confirm, *wanted)
        await self._show()
        await tell(self, "success", _("You are in {group} now.").format(group=name))

    @rx.event
    async def resume(self) -> None:
        """Go on after a pause; the hours written meanwhile catch up."""
        partners = await self._write(membership.resume)
        done = await self._catch_up(partners)
        await self._show()
        await tell(self, "success", _("You go on. {hours}").format(hours=done))

    @rx.event
    async def undo_pause(self) -> None:
        """Take the pause back."""
        async with undoing(self, PartnersState.undo_pause):
            await self._catch_up(await self._write(membership.resume))
        await self._show()

    @rx.event
    async def share(self, key: str, wanted: bool) -> None:  # noqa: FBT001 - the switch calls it so
        """Share a kind of things, or no longer."""
        flag, on = check.one_of(key, FLAGS), check.flag(wanted)
        shared = {line.key for line in self.view.flags if line.on}
        shared = shared | {flag} if on else shared - {flag}
        try:
            await self._write(choose_shared, sorted(shared), self.view.shared_version)
        finally:
            await self._show()

    @rx.event
    async def own_series(self, kind: str) -> None:
        """Number from the company's own series again."""
        wanted = SeriesKind(check.one_of(kind, tuple(SeriesKind)))
        await self._write(keep_own, wanted)
        await self._show()
        await tell(self, "success", _("The numbers are your own again. None was changed."))

    @rx.event
    async def finish(self) -> None:
        """Bring the set-up to its end: nothing is missing."""
        await self._write(finish_set_up)
        await self._show()
        await tell(self, "success", _("Everything is in place. Your partner companies are linked."))

    async def _catch_up(self, partners: list[int]) -> str:
        """Bring the hours between us and these partners in step; says in words what was done."""
        followed, stayed = 0, 0
        for partner in partners:
            done = await self._write(membership.catch_up, partner)
            followed += done.followed + done.removed
            stayed += done.stayed
        said = plural("{count} time record caught up.", "{count} time records caught up.", followed)
        if stayed:
            also = plural(
                "{count} is on an invoice there and stayed: see Hours control.",
                "{count} are on invoices there and stayed: see Hours control.",
                stayed,
            )
            return f"{said} {also}"
        return said

    def _wanted(self) -> str:
        return str(self.router.url.query_parameters.get("step", ""))

    async def _show(self) -> None:
        self.view = await self._read(partners_view, self._wanted())

    async def _frame(self) -> None:
        """The navigation has one entry more, or one less."""
        shell = await self.get_state(ShellState)
        shell._shown = ()  # noqa: SLF001 - it reads anew
