"""Contacts on the project's page: a new person, one known already, changing and removing."""

from typing import ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.domain.project_contacts import commands, queries, rules
from moment_ui.state.base import AppState
from moment_ui.state.contacts.placed_contacts import (
    ContactPlace,
    KnownContactForm,
    PlacedContactForm,
)
from moment_ui.state.projects.project_page import ProjectPageState

IN_PROJECT = ContactPlace(
    under="projects",
    fields=("title", "project_email", "project_phone"),
    read=rules.read,
    draft=queries.project_contact_draft,
    offered=queries.contacts_to_join,
    add=commands.add_project_contact,
    add_known=commands.join_project,
    edit=commands.edit_project_contact,
    remove=commands.remove_project_contact,
    restore=commands.restore_project_contact,
    removed=_("{name} is no longer a contact of this project."),
    reload=ProjectPageState.reload,
)
RIGHTS = frozenset({Permission.VIEW_PROJECTS, Permission.VIEW_CUSTOMERS, Permission.EDIT_CONTACTS})


class ProjectContactState(PlacedContactForm, AppState, rx.State):
    """A contact of the project in the address: new, or being changed."""

    form_name: ClassVar[str] = "project-contact"
    needs: ClassVar[frozenset[Permission]] = RIGHTS
    place: ClassVar[ContactPlace] = IN_PROJECT


class KnownProjectContactState(KnownContactForm, AppState, rx.State):
    """Somebody who is known, being added to the project in the address."""

    form_name: ClassVar[str] = "join"
    needs: ClassVar[frozenset[Permission]] = RIGHTS
    place: ClassVar[ContactPlace] = IN_PROJECT
