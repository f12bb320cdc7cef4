"""Where files lie that belong to one kind of row: one line each. What is done with files is the same."""

from dataclasses import dataclass
from typing import Any

from moment_ui.core.actor import Actor, Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.core.files import Shelf
from moment_ui.core.words import _
from moment_ui.models.base import CompanyScoped
from moment_ui.models.customer import Customer
from moment_ui.models.file import FilePurpose
from moment_ui.models.folder import (
    CustomerFile,
    CustomerFileVersion,
    ProjectFile,
    ProjectFileVersion,
)
from moment_ui.models.project import Project

_NAME = r"[A-Za-z0-9_-]{43}"


@dataclass(frozen=True, slots=True)
class Folder:
    """The files of one kind of row. Acts are in the owner's history, under `subject`.

    `column` names the owner in `table`; `view` is what one must be permitted to look at the owner.
    """

    table: type[Any]
    versions: type[Any]
    owner: type[CompanyScoped]
    column: str
    subject: str
    purpose: FilePurpose
    shelf: Shelf
    view: Permission
    missing: str
    nowhere: str

    def check_open(self, actor: Actor) -> None:
        """Raises NotPermitted to who may not look at what the files belong to."""
        if not actor.may(self.view):
            raise NotPermitted

    def whose(self, file: Any) -> int:
        """Whom a file belongs to."""
        return getattr(file, self.column)

    def of(self, owner_id: int) -> Any:
        """That a file belongs to somebody, in SQL."""
        return getattr(self.table, self.column) == owner_id


CUSTOMERS = Folder(
    CustomerFile,
    CustomerFileVersion,
    Customer,
    "customer_id",
    "customer",
    FilePurpose.CUSTOMER,
    Shelf("customers", _NAME),
    Permission.VIEW_CUSTOMERS,
    _("The customer"),
    _("There is no such customer."),
)

PROJECTS = Folder(
    ProjectFile,
    ProjectFileVersion,
    Project,
    "project_id",
    "project",
    FilePurpose.PROJECT,
    Shelf("projects", _NAME),
    Permission.VIEW_PROJECTS,
    _("The project"),
    _("There is no such project."),
)

FOLDERS: dict[str, Folder] = {"customers": CUSTOMERS, "projects": PROJECTS}
"""By the word before the owner's id in an address."""
