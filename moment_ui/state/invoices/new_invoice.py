"""The dialog that makes a draft: on a customer's pages for that customer, in the list for any."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.credits.commands import create_free_credit
from moment_ui.domain.credits.queries import activities_of_customer, project_of_activity
from moment_ui.domain.drafts.commands import create_draft
from moment_ui.domain.drafts.queries import customers_for_drafts
from moment_ui.domain.projects.queries import customer_projects
from moment_ui.models.invoice import InvoiceKind
from moment_ui.models.project import ProjectStatus
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import base_of, id_after

INVOICE, CREDIT_NOTE = InvoiceKind.INVOICE.value, InvoiceKind.CREDIT_NOTE.value
NO_ACTIVITY = ("", _("No project and activity"))
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

    customers: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    asks_customer: rx.Field[bool] = rx.field(default=False)
    projects: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    activities: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    kind: rx.Field[str] = rx.field(INVOICE)

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the customer's projects; away from a customer's pages it asks for one."""
        customer_id = self._in_address()
        self.asks_customer, self.kind = customer_id is None, INVOICE
        self.customers = await self._found("") if customer_id is None else []
        await self._offer(customer_id)
        self._open({"kind": INVOICE, "customer_id": "", "project": "", "activity": ""})

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the customers whose name or number holds the text."""
        self.customers = await self._found(check.text(text))

    @rx.event
    async def pick(self, customer_id: str) -> None:
        """Offer the projects and activities of a customer."""
        await self._offer(check.row_id(customer_id))

    @rx.event
    async def choose(self, kind: str) -> None:
        """Show what belongs to an invoice, or to a credit note of its own."""
        self.kind = check.one_of(kind, (INVOICE, CREDIT_NOTE))

    async def _found(self, text: str) -> list[tuple[str, str]]:
        return [(str(key), name) for key, name in await self._read(customers_for_drafts, text)]

    async def _offer(self, customer_id: int | None) -> None:
        projects = await self._read(customer_projects, customer_id) if customer_id else []
        activities = await self._read(activities_of_customer, customer_id) if customer_id else []
        opened = [each for each in projects if each.status != ProjectStatus.CLOSED]
        self.projects = [NO_PROJECT, *((str(x.id), f"{x.number} {x.name}") for x in opened)]
        self.activities = [NO_ACTIVITY, *((str(key), name) for key, name in activities)]

    def _in_address(self) -> int | None:
        return id_after(self.router.url.path, "customers")

    def _fields(self) -> tuple[str, ...]:
        return ("kind", "customer_id", "project", "activity")

    async def _save(self, texts: dict[str, str]) -> Events:
        customer_id = self._in_address()
        if customer_id is None and not texts["customer_id"]:
            raise Invalid(customer_id=_("Choose a customer."))
        wanted = customer_id or check.row_id(texts["customer_id"])
        if texts["kind"] == CREDIT_NOTE:
            draft_id = await self._free_credit(wanted, texts)
        else:
            project_id = check.row_id(texts["project"]) if texts["project"] else None
            draft_id = await self._write(
                create_draft, wanted, project_id, confirmed=self._confirmed
            )
        self._shut()
        return [rx.redirect(f"{base_of(self.router.url.path)}/finances/invoices/{draft_id}")]

    async def _free_credit(self, customer_id: int, texts: dict[str, str]) -> int:
        """A credit note for an activity of a project, or for the customer as a whole."""
        activity_id = check.row_id(texts["activity"]) if texts["activity"] else None
        project_id = await self._read(project_of_activity, activity_id) if activity_id else None
        return await self._write(create_free_credit, customer_id, project_id, activity_id)
