"""One mailing list: its filter, its members live, whom it leaves out and why, and its addresses."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _, plural
from moment_ui.domain.mailing import commands
from moment_ui.domain.mailing.rules import Standing
from moment_ui.reports.address import ReportAddress, parse
from moment_ui.reports.contacts.mailing import MAILING
from moment_ui.reports.contacts.mailing_page import (
    ListHead,
    asking_for,
    contacts_of,
    filter_of,
    list_head,
    standing_counts,
    take_addresses,
)
from moment_ui.reports.report import Report
from moment_ui.state import arguments as check
from moment_ui.state.base import tell
from moment_ui.state.contacts.mailing_lists import RIGHTS, TOPICS
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.paths import base_of, id_after
from moment_ui.state.undoing import undoing

SEPARATORS = {"comma": ", ", "semicolon": "; "}
LEFT_OUT = tuple(one.value for one in Standing if one is not Standing.MEMBER)


class MailingListState(ReportState, rx.State):
    """The mailing list in the address."""

    needs: ClassVar[frozenset[Permission]] = RIGHTS
    report: ClassVar[Report[Any]] = MAILING
    topics: ClassVar[tuple[str, ...]] = TOPICS
    opens: ClassVar[str] = "filter"
    phone: ClassVar[Mapping[str, str]] = {
        "name": "name grow l-name",
        "customer": "l-sub",
        "standing": "l-amount",
        "email": "l-more",
    }

    list_id: rx.Field[int] = rx.field(0)
    base: rx.Field[str] = rx.field("")
    head: rx.Field[ListHead] = rx.field(default_factory=ListHead)
    members: rx.Field[int] = rx.field(0)
    left_out: rx.Field[int] = rx.field(0)
    showing: rx.Field[str] = rx.field("")
    unsaved: rx.Field[bool] = rx.field(default=False)
    copying: rx.Field[bool] = rx.field(default=False)
    separator: rx.Field[str] = rx.field("comma")
    copied_text: rx.Field[str] = rx.field("")
    _addresses: list[str] = []
    _filter_before: tuple[commands.ListFilter, int] | None = None

    @rx.event(background=True, supersedes=True)
    async def watch_head(self) -> None:
        """Show name, people picked by hand and counts as they change; after `load`."""
        whose, list_id = self._whose(), self._list_id()
        async for _change in self._news(*TOPICS):
            try:
                head = await self._read(list_head, list_id)
                counts = await self._read(standing_counts, list_id, self._at())
            except NotFound as error:
                async with self:
                    self._fail(error.message)
                continue
            async with self:
                if (self._whose(), self._list_id()) == (whose, list_id):
                    self._put("head", head)
                    self._put_counts(*counts)
                    self._compare()

    @rx.event
    async def show(self, which: str) -> Steps:
        """Show the members, or those left out."""
        wanted = {"members": Standing.MEMBER.value, "left-out": ",".join(LEFT_OUT)}
        raw = wanted[check.one_of(which, tuple(wanted))]
        async for step in self._go(self._at().filtered("standing", raw, self._report())):
            yield step

    @rx.event
    async def save_filter(self) -> None:
        """Let the filter that is shown be the list's."""
        wanted = filter_of(self._at())
        before = await self._write(commands.set_filter, self.list_id, wanted, self.head.version)
        self.head = await self._read(list_head, self.list_id)
        self._filter_before = before, self.list_id
        self._compare()
        text = _("The filter of {name} is saved.").format(name=self.head.name)
        await tell(self, "success", text, MailingListState.undo_filter)

    @rx.event
    async def undo_filter(self) -> Steps:
        """Give the list the filter it had before."""
        if self._filter_before is None:
            return
        before, list_id = self._filter_before
        async with undoing(self, MailingListState.undo_filter) as undone:
            head = await self._read(list_head, list_id)
            await self._write(commands.set_filter, list_id, before, head.version)
            self._filter_before = None
        if undone.done and list_id == self._list_id():
            self.head = await self._read(list_head, list_id)
            async for step in self._go(self._stored()):
                yield step

    @rx.event
    async def saved_filter(self) -> Steps:
        """Go back to the filter as it is saved."""
        async for step in self._go(self._stored()):
            yield step

    @rx.event
    async def keep_out(self) -> Steps:
        """Keep everybody who is ticked out of the list."""
        async for step in self._pick_ticked(excluded=True):
            yield step

    @rx.event
    async def take_in(self) -> Steps:
        """Add everybody who is ticked by hand: they stay when the filter leaves them."""
        async for step in self._pick_ticked(excluded=False):
            yield step

    @rx.event
    async def leave_ticked(self) -> Steps:
        """Leave everybody who is ticked to the filter again."""
        count = await self._write(commands.unpick, self.list_id, await self._ticked_contacts())
        self._forget_ticks()
        said = plural("{count} contact is", "{count} contacts are", count)
        await tell(self, "success", _("{said} left to the filter again.").format(said=said))
        async for step in self._again():
            yield step

    @rx.event
    async def leave_to_filter(self, contact_id: int) -> Steps:
        """Take back what was picked by hand for one contact."""
        await self._write(commands.unpick, self.list_id, [check.row_id(contact_id)])
        async for step in self._again():
            yield step

    @rx.event
    async def copy(self) -> None:
        """Show all addresses of the members, ready to be copied."""
        self._addresses = await self._write(take_addresses, self.list_id, self.query)
        self._join()
        self.copying = True

    @rx.event
    async def separate(self, separator: str) -> None:
        """Choose what stands between two addresses."""
        self.separator = check.one_of(separator, tuple(SEPARATORS))
        self._join()

    @rx.event
    async def set_copying(self, opened: bool) -> None:  # noqa: FBT001 - the dialog calls it so
        """The dialog's own way to close."""
        if not check.flag(opened):
            self.copying, self._addresses, self.copied_text = False, [], ""

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    async def _open(self) -> None:
        """Read the list's name and filter, which a bare address is filled from."""
        self.base = base_of(self.router.url.path)
        self.list_id, self.copying = self._list_id(), False
        self._addresses, self.copied_text = [], ""
        try:
            self.head = await self._read(list_head, self.list_id)
        except NotFound as error:
            self._fail(error.message)
            raise
        await super()._open()

    def _list_id(self) -> int:
        return id_after(self.router.url.path, "mailing-lists") or 0

    def _report(self) -> Report[Any]:
        return MAILING.fixed_to(mailing_list=(self._list_id(),)).for_actor(self._actor())

    def _kept_as(self) -> str:
        """Columns and sizes are the reader's for all lists; the filter is each list's own."""
        return "mailing"

    def _first(self, asked: ReportAddress) -> ReportAddress:
        """A bare address shows the members of the saved filter."""
        return asked if asked.filters else replace(asked, filters=self._stored().filters)

    def _stored(self) -> ReportAddress:
        saved = parse(self.head.query, self._report())
        return saved.filtered("standing", Standing.MEMBER.value, self._report())

    def _join(self) -> None:
        self.copied_text = SEPARATORS[self.separator].join(self._addresses)

    def _follow(self) -> None:
        super()._follow()
        self._compare()

    def _compare(self) -> None:
        address = self._at()
        saved = parse(self.head.query, self._report())
        self._put("unsaved", asking_for(address).query() != asking_for(saved).query())
        shown: dict[Any, str] = {(Standing.MEMBER.value,): "members", LEFT_OUT: "left-out"}
        self._put("showing", shown.get(address.value("standing"), ""))

    async def _show(self, address: ReportAddress) -> bool:
        shown = await super()._show(address)
        if shown:
            self._put_counts(*await self._read(standing_counts, self._list_id(), address))
            self._put("head", await self._read(list_head, self._list_id()))
            self._compare()
        return shown

    def _put_counts(self, members: int, left_out: int) -> None:
        self._put("members", members)
        self._put("left_out", left_out)

    async def _ticked_contacts(self) -> list[int]:
        ids = await self._ticked_ids()
        return await self._read(contacts_of, self._report(), self._at(), ids)

    async def _pick_ticked(self, *, excluded: bool) -> Steps:
        contacts = await self._ticked_contacts()
        count = await self._write(commands.pick, self.list_id, contacts, excluded=excluded)
        self._forget_ticks()
        said = plural("{count} contact is", "{count} contacts are", count)
        words = _("{said} kept out by hand.") if excluded else _("{said} added by hand.")
        await tell(self, "success", words.format(said=said))
        async for step in self._again():
            yield step
