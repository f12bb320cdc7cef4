"""The dialog that gives a project without a customer one."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.new_projects.queries import customers_for_projects
from moment_ui.domain.projects import ordering
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after
from moment_ui.state.projects.project_page import ProjectPageState
from moment_ui.state.undoing import undoing


class ProjectCustomerState(FormState, AppState, rx.State):
    """The customer that the project in the address is to have."""

    form_name: ClassVar[str] = "project-customer"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )

    customers: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    _given: ordering.CustomerGiven | None = None

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the first customers there are."""
        await self._find("")
        self._open({"customer_id": ""})

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the customers whose name or number holds the text."""
        await self._find(check.text(text))

    @rx.event
    async def undo(self) -> Any:
        """Let the project be without a customer again."""
        if self._given is None:
            return None
        async with undoing(self, ProjectCustomerState.undo):
            await self._write(ordering.undo_customer, self._given)
            self._given = None
        return ProjectPageState.reload

    async def _find(self, text: str) -> None:
        found = await self._read(customers_for_projects, text)
        self.customers = [(str(key), name) for key, name in found]

    def _fields(self) -> tuple[str, ...]:
        return ("customer_id",)

    async def _save(self, texts: dict[str, str]) -> Events:
        if not texts["customer_id"]:
            raise Invalid(customer_id=_("Choose a customer."))
        project_id = id_after(self.router.url.path, "projects") or 0
        wanted = check.row_id(texts["customer_id"])
        given = await self._write(
            ordering.give_customer, project_id, wanted, confirmed=self._confirmed
        )
        self._given = given
        self._shut()
        text = _("{name} is the project’s customer.").format(name=given.name)
        await tell(self, "success", text, ProjectCustomerState.undo)
        return [ProjectPageState.reload]
