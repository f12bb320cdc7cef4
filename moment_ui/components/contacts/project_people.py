"""The card of contacts on a project's page, and its dialogs."""

import reflex as rx

from moment_ui.components.card import card, nothing_yet
from moment_ui.components.contacts.placed_contacts import (
    PlaceView,
    PlaceWords,
    add_contact,
    contact_list,
    contact_place_dialogs,
)
from moment_ui.core.words import _
from moment_ui.state.contacts.project_contacts import KnownProjectContactState, ProjectContactState
from moment_ui.state.projects.project_page import ProjectPageState as Project

IN_PROJECT = PlaceView(
    form=ProjectContactState,
    known=KnownProjectContactState,
    may_edit=Project.view.may_edit_contacts,
    company=Project.company,
    words=PlaceWords(
        title=_("Role in the project"),
        here=_("In this project"),
        email=_("E-mail for this project"),
        phone=_("Phone for this project"),
        email_help=_("Stands before the one for the customer and the person's own."),
        struck_for=_(" for this project"),
        find=_("Find among the customer's and the global contacts"),
        nobody=_("Nobody found."),
    ),
    email="project_email",
    phone="project_phone",
)


def project_contacts_card() -> rx.Component:
    """The people of the customer and others whom one asks about the project."""
    return rx.cond(
        Project.view.may_see_customer,
        card(
            _("Contacts"),
            rx.cond(
                Project.view.contacts,
                contact_list(IN_PROJECT, Project.view.contacts),
                nothing_yet(_("No contacts yet.")),
            ),
            actions=(add_contact(IN_PROJECT),),
        ),
    )


def project_contact_dialogs() -> rx.Component:
    """A new or changed contact, and one who is known."""
    return rx.fragment(*contact_place_dialogs(IN_PROJECT))
