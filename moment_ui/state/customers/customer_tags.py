"""The tags of the customer in the address."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.domain.tags.commands import set_tags
from moment_ui.domain.tags.queries import customer_tags, tags_of_customer
from moment_ui.state.base import AppState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.new_customer import TagBox, tag_boxes, ticked_tags
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after


class CustomerTagsState(FormState, AppState, rx.State):
    """Which tags the customer has, as boxes to tick."""

    form_name: ClassVar[str] = "tags"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    )

    tags: rx.Field[list[TagBox]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the boxes, those the customer has ticked."""
        has = await self._read(tags_of_customer, self._customer_id())
        self.tags = tag_boxes(await self._read(customer_tags), [tag.id for tag in has])
        self._open({})

    def _customer_id(self) -> int:
        return id_after(self.router.url.path, "customers") or 0

    def _fields(self) -> tuple[str, ...]:
        return tuple(tag.field for tag in self.tags)

    async def _save(self, texts: dict[str, Any]) -> Events:
        await self._write(set_tags, self._customer_id(), ticked_tags(self.tags, texts))
        self._shut()
        return [CustomerProfileState.reload]
