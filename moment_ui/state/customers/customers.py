"""Customers → Overview: the list, and what can be done with many customers at once."""

from collections.abc import Mapping
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.domain.customers import commands as customers
from moment_ui.domain.tags import commands as tagging
from moment_ui.domain.tags.queries import customer_tags
from moment_ui.models.customer import CustomerStatus
from moment_ui.reports.customers.customers import CUSTOMERS
from moment_ui.reports.marks import CUSTOMER_STATUS
from moment_ui.reports.report import Report
from moment_ui.state import arguments as check
from moment_ui.state.base import requires, tell
from moment_ui.state.lists.report import ReportState
from moment_ui.state.lists.report_core import Steps
from moment_ui.state.lists.report_vars import TagItem
from moment_ui.state.undoing import undoing

ON_A_PHONE = {
    "number": "l-number",
    "name": "name grow l-name",
    "status": "l-sub",
    "outstanding": "l-amount",
    "overdue": "l-side",
}
EDIT = Permission.EDIT_CUSTOMERS


class CustomersState(ReportState, rx.State):
    """Every customer of the company."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})
    report: ClassVar[Report[Any]] = CUSTOMERS
    phone: ClassVar[Mapping[str, str]] = ON_A_PHONE
    short: ClassVar[Mapping[str, str]] = {"active_projects": _("Projects"), "currency": _("Cur.")}
    topics: ClassVar[tuple[str, ...]] = ("customers", "projects", "invoices", "hours")
    carries: ClassVar[bool] = True
    opens: ClassVar[str] = "filter"

    may_create: rx.Field[bool] = rx.field(default=False)
    may_edit: rx.Field[bool] = rx.field(default=False)
    tags: rx.Field[list[TagItem]] = rx.field(default_factory=list)

    _status_change: customers.StatusChange | None = None
    _tag_change: tagging.TagChange | None = None

    @rx.event
    @requires(EDIT)
    async def load_tags(self) -> None:
        """The tags to choose from, when their menu opens."""
        tags = await self._read(customer_tags)
        self._put("tags", [TagItem(tag.id, tag.name, tag.group) for tag in tags])

    @rx.event
    @requires(EDIT)
    async def set_status(self, status: str) -> Steps:
        """Give everything that is ticked a status."""
        wanted = CustomerStatus(check.one_of(status, tuple(CustomerStatus)))
        change = await self._write(customers.set_status, await self._ticked_ids(), wanted)
        if change.count:
            self._status_change = change
        said = plural("{count} customer is now", "{count} customers are now", change.count)
        undo = CustomersState.undo_status() if change.count else None
        await tell(self, "success", f"{said} {CUSTOMER_STATUS[wanted].word}.", undo)
        async for step in self._again():
            yield step

    @rx.event
    @requires(EDIT)
    async def undo_status(self) -> Steps:
        """Take the last change of status back."""
        if (change := self._status_change) is None:
            return
        async with undoing(self, CustomersState.undo_status):
            count = await self._write(customers.restore_status, change)
            self._status_change = None
            text = plural(
                "{count} customer has its status back.",
                "{count} customers have their status back.",
                count,
            )
            await tell(self, "success", text)
        async for step in self._again():
            yield step

    @rx.event
    @requires(EDIT)
    async def add_tag(self, tag_id: int) -> Steps:
        """Put a tag on everything that is ticked."""
        ids = await self._ticked_ids()
        change = await self._write(tagging.add_tag, ids, check.row_id(tag_id))
        if change.count:
            self._tag_change = change
        said = plural("{count} customer is", "{count} customers are", change.count)
        undo = CustomersState.undo_tag() if change.count else None
        text = _("{customers} now tagged {tag}.").format(customers=said, tag=change.tag)
        await tell(self, "success", text, undo)
        async for step in self._again():
            yield step

    @rx.event
    @requires(EDIT)
    async def undo_tag(self) -> Steps:
        """Take the last tag off again."""
        if (change := self._tag_change) is None:
            return
        async with undoing(self, CustomersState.undo_tag):
            await self._write(tagging.remove_tag, change.customer_ids, change.tag_id)
            self._tag_change = None
            await tell(self, "success", _("The tag {tag} is off again.").format(tag=change.tag))
        async for step in self._again():
            yield step

    async def _open(self) -> None:
        await super()._open()
        actor = self._actor()
        self._put("may_create", actor.may(Permission.CREATE_CUSTOMERS))
        self._put("may_edit", actor.may(EDIT))
