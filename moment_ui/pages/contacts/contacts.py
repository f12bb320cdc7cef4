"""Customers → Contacts: the list of everybody the company knows."""

import reflex as rx

from moment_ui.components.contacts.new_contact import new_contact_button, new_contact_dialog
from moment_ui.components.lists.bulk import add_tag_menu
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.contacts.contacts import ContactsState

WORDS = Words(
    icon="contact",
    nothing_yet=_("No contacts yet. Add them on a customer's page, or import them."),
    nothing_found=_("No contacts in this filter"),
    could_not_read=_("The contacts could not be read"),
)


def contacts() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Contacts"),
            export_menu(ContactsState),
            panel_button(ContactsState),
            rx.cond(ContactsState.may_edit, new_contact_button()),
            note=ContactsState.count_text,
            trail=crumbs((_("Customers"), ""), (_("Contacts"), "")),
        ),
        report(
            ContactsState,
            WORDS,
            bulk=(rx.cond(ContactsState.may_edit, add_tag_menu(ContactsState)),),
            first_step=rx.cond(ContactsState.may_edit, new_contact_button()),
        ),
        new_contact_dialog(),
        area="contacts",
    )
