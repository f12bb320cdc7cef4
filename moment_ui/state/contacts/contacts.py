"""Customers → Contacts: everybody the company knows."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.domain.people.creating import PeopleTagged, tag_people, untag_people
from moment_ui.domain.people.queries import contact_tags
from moment_ui.reports.contacts.contacts import CONTACTS
from moment_ui.reports.report import Report
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.lists.report_vars import TagItem
from moment_ui.state.undoing import undoing

EDIT = Permission.EDIT_CONTACTS
ON_A_PHONE = {
    "name": "name grow l-name",
    "customers": "l-sub",
    "phone": "l-amount",
    "email": "l-more",
}


class ContactsState(ReportState, rx.State):
    """Every contact of the company."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})
    report: ClassVar[Report[Any]] = CONTACTS
    phone: ClassVar[Mapping[str, str]] = ON_A_PHONE
    topics: ClassVar[tuple[str, ...]] = ("contacts", "customers", "projects")
    opens: ClassVar[str] = "filter"

    may_edit: rx.Field[bool] = rx.field(default=False)
    tags: rx.Field[list[TagItem]] = rx.field(default_factory=list)
    _tagged: PeopleTagged | None = None

    @rx.event
    @requires(EDIT)
    async def load_tags(self) -> None:
        """The tags to choose from, when their menu opens."""
        tags = await self._read(contact_tags)
        self._put("tags", [TagItem(tag.id, tag.name, tag.group) for tag in tags])

    @rx.event
    @requires(EDIT)
    async def add_tag(self, tag_id: int) -> Steps:
        """Put a tag on everybody who is ticked; the message can take it off again."""
        change = await self._write(tag_people, await self._ticked_ids(), check.row_id(tag_id))
        if count := len(change.contact_ids):
            self._tagged = change
        said = plural("{count} contact is", "{count} contacts are", count)
        text = _("{contacts} now tagged {tag}.").format(contacts=said, tag=change.tag)
        await tell(self, "success", text, ContactsState.undo_tag() if count else None)
        async for step in self._again():
            yield step

    @rx.event
    @requires(EDIT)
    async def undo_tag(self) -> Steps:
        """Take the last tag off again."""
        if (change := self._tagged) is None:
            return
        async with undoing(self, ContactsState.undo_tag):
            await self._write(untag_people, change)
            self._tagged = None
            await tell(self, "success", _("The tag {tag} is off again.").format(tag=change.tag))
        async for step in self._again():
            yield step

    async def _open(self) -> None:
        await super()._open()
        self._put("may_edit", self._actor().may(EDIT))
