"""A customer that came from a partner company: taking over what changed there, leaving it, following or not."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.shared_customers.commands import pass_over, set_in_step, take_over
from moment_ui.state.base import AppState, tell
from moment_ui.state.customers.customer_profile import CustomerProfileState


class FollowedCustomerState(AppState, rx.State):
    """The customer in the address, as far as it follows a partner's."""

    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    )

    @rx.event
    async def take_over(self) -> Any:
        """Let our customer say what is shown of the partner's."""
        page = await self.get_state(CustomerProfileState)
        shown = page.view.followed
        await self._write(take_over, shown.link_id, list(shown.keys))
        await tell(self, "success", _("Taken over from {company}.").format(company=shown.company))
        return CustomerProfileState.reload

    @rx.event
    async def leave(self) -> Any:
        """Leave our customer as it is, until something else changes there."""
        page = await self.get_state(CustomerProfileState)
        await self._write(pass_over, page.view.followed.link_id)
        return CustomerProfileState.reload

    @rx.event
    async def follow(self) -> Any:
        """Show again what changes there."""
        return await self._set("yes")

    @rx.event
    async def stop(self) -> Any:
        """Show no longer what changes there."""
        return await self._set("no")

    async def _set(self, wanted: str) -> Any:
        page = await self.get_state(CustomerProfileState)
        await self._write(set_in_step, page.view.followed.link_id, wanted)
        return CustomerProfileState.reload
