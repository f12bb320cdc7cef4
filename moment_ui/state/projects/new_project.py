"""The dialog for a new project, of the customer in the address or of one that is chosen."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.domain.access.cookies import slug_in
from moment_ui.domain.new_projects.commands import MODEL_NAMES, start_project
from moment_ui.domain.new_projects.queries import customers_for_projects, templates
from moment_ui.domain.projects import rules
from moment_ui.domain.projects.commands import next_project_number
from moment_ui.domain.projects.queries import leaders
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, tell
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.form import Events, FormState
from moment_ui.state.paths import id_after

FIELDS = (
    *("number", "name", "leader", "budget", "start_on", "end_on"),
    *("template", "activity", "price_model"),
)


class NewProjectState(FormState, AppState, rx.State):
    """A new project: customer, number, name, leader, dates, budget, activities, first price model."""

    form_name: ClassVar[str] = "project"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_CUSTOMERS, Permission.VIEW_PROJECTS, Permission.EDIT_PROJECTS}
    )

    customers: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    asks_customer: rx.Field[bool] = rx.field(default=False)
    choices: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    templates: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    models: rx.Field[list[tuple[str, str]]] = rx.field(default_factory=list)
    copies: rx.Field[bool] = rx.field(default=False)
    _proposed: str = ""

    @rx.event
    async def start(self) -> None:
        """Open the dialog with the next number; away from a customer's pages it asks for one."""
        self.asks_customer = self._customer_id() is None
        self.customers = await self._found("") if self.asks_customer else []
        self._proposed = await self._read(next_project_number)
        people = await self._read(leaders)
        nobody = ("", _("Nobody yet"))
        self.choices = [nobody, *((str(person.id), person.name) for person in people)]
        found = await self._read(templates)
        self.templates = [
            ("", _("None: name the first one")),
            *((str(key), name) for key, name in found),
        ]
        self.models = self._kinds()
        self.copies = False
        self._open(dict.fromkeys(("customer_id", *FIELDS), "") | {"number": self._proposed})

    @rx.event(supersedes=True)
    async def find(self, text: str) -> None:
        """Offer the customers whose name or number holds the text."""
        self.customers = await self._found(check.text(text))

    @rx.event
    async def choose_template(self, project_id: str) -> None:
        """Copy the activities of a project; the first one need not be named then."""
        self.copies = check.text(project_id) != ""

    async def _found(self, text: str) -> list[tuple[str, str]]:
        found = await self._read(customers_for_projects, text)
        return [(str(key), name) for key, name in found]

    def _kinds(self) -> list[tuple[str, str]]:
        none = ("", _("Decide later"))
        if not self._actor().may(Permission.EDIT_INVOICING):
            return [none]
        return [none, *((kind.value, word) for kind, word in MODEL_NAMES.items())]

    def _customer_id(self) -> int | None:
        return id_after(self.router.url.path, "customers")

    def _fields(self) -> tuple[str, ...]:
        return ("customer_id", *FIELDS)

    async def _check_field(self, key: str, text: str) -> str:
        try:
            rules.read({"name": "-", "activity": "-", key: text})
        except Invalid as invalid:
            return invalid.fields.get(key, "")
        return ""

    async def _save(self, texts: dict[str, Any]) -> Events:
        if texts["number"].strip() == self._proposed:
            texts = texts | {"number": ""}
        draft = rules.read(texts)
        customer_id = self._customer_id()
        if customer_id is None and not texts["customer_id"]:
            raise Invalid(customer_id=_("Choose a customer."))
        wanted = customer_id or check.row_id(texts["customer_id"])
        project_id = await self._write(start_project, wanted, draft, confirmed=self._confirmed)
        await tell(self, "success", _("The project {name} is created.").format(name=draft.name))
        self._shut()
        if customer_id is not None:
            return [CustomerProfileState.reload]
        return [rx.redirect(f"/{slug_in(self.router.url.path)}/projects/{project_id}")]
