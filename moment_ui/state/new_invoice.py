"""The dialog that makes a draft for the customer in the address."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.drafts.commands import create_draft
from moment_ui.domain.projects.queries import customer_projects
from moment_ui.models.project import ProjectStatus
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of, id_after

NO_PROJECT = ("", _("No project: the customer as a whole"))


class NewInvoiceState(FormState, AppState, rx.State):
    """A new draft: for the customer, or for one of its projects."""

    form_name: ClassVar[str] = "invoice"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {
            Permission.VIEW_CUSTOMERS,
            Permission.VIEW_PROJECTS,
            Permission.VIEW_INVOICES,
            Permission.CREATE_INVOICES,
        }
    )

    projects: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the customer's projects that are not closed."""
        found = await self._read(customer_projects, self._customer())
        self.projects = [
            NO_PROJECT,
            *(
                (str(project.id), f"{project.number} {project.name}")
                for project in found
                if project.status != ProjectStatus.CLOSED
            ),
        ]
        self._open({"project": ""})

    def _customer(self) -> int:
        return id_after(self.router.url.path, "customers") or 0

    def _fields(self) -> tuple[str, ...]:
        return ("project",)

    async def _save(self, texts: dict[str, str]) -> Events:
        project_id = check.row_id(texts["project"]) if texts["project"] else None
        draft_id = await self._write(
            create_draft, self._customer(), project_id, confirmed=self._confirmed
        )
        self._shut()
        return [rx.redirect(f"{base_of(self.router.url.path)}/finances/invoices/{draft_id}")]
