"""The cards of people and notes on a customer's first tab."""

import reflex as rx

from moment_ui.components.card import add_button, avatar, card, nothing_yet, small_button
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.customer_view import ContactLine, NoteLine
from moment_ui.state.customer_contacts import ContactState, KnownContactState, KnownLine
from moment_ui.state.customer_notes import NoteState
from moment_ui.state.customer_profile import CustomerProfileState as Profile


def contacts_card() -> rx.Component:
    """The people at the customer: those who work there first, then those who left."""
    return card(
        _("Contacts"),
        rx.cond(
            Profile.view.contacts,
            _people(Profile.view.contacts),
            nothing_yet(_("No contacts yet.")),
        ),
        actions=(_add_contact(),),
    )


def employees_cards() -> rx.Component:
    """The same in two cards, for a page of its own."""
    return rx.fragment(
        card(
            _("Contacts"),
            rx.cond(
                Profile.view.people != "",
                _people(Profile.view.contacts, left=False),
                nothing_yet(_("Nobody is a contact here now.")),
            ),
            actions=(_add_contact(),),
        ),
        rx.cond(
            Profile.view.has_former,
            card(_("Former contacts"), _people(Profile.view.contacts, left=True)),
        ),
    )


def known_people() -> rx.Component:
    """The question before a new contact is saved, with those who may be the same person."""

    def line(person: KnownLine) -> rx.Component:
        return rx.el.li(
            rx.el.span(person.name, class_name="medium"),
            rx.cond(person.customers != "", rx.fragment(", ", person.customers)),
            rx.el.span(_(" has "), person.reason, ". ", class_name="quiet"),
            rx.el.button(
                _("Use this contact"),
                type="button",
                class_name="btn link s1",
                on_click=ContactState.use_known(person.id),
            ),
            key=person.id,
        )

    return rx.fragment(
        rx.el.p(ContactState.question),
        rx.cond(ContactState.known, rx.el.ul(rx.foreach(ContactState.known, line))),
    )


def _people(people: rx.Var[list[ContactLine]], *, left: bool | None = None) -> rx.Component:
    """The people of a card; `left` takes only those who have left, or only the others."""

    def line(person: ContactLine) -> rx.Component:
        shown = _contact(person)
        if left is None:
            return shown
        return rx.cond(person.left, *(shown, rx.fragment()) if left else (rx.fragment(), shown))

    return rx.el.ul(rx.foreach(people, line), class_name="people editable")


def _add_contact() -> rx.Component:
    return rx.cond(
        Profile.view.may_edit_contacts,
        rx.dropdown_menu.root(
            rx.dropdown_menu.trigger(
                rx.el.button(
                    rx.icon("plus"),
                    _("Add contact"),
                    rx.icon("chevron-down"),
                    type="button",
                    class_name="btn ghost s1",
                )
            ),
            rx.dropdown_menu.content(
                rx.dropdown_menu.item(_("New contact"), on_select=ContactState.start),
                rx.dropdown_menu.item(_("Add existing contact"), on_select=KnownContactState.start),
                align="end",
                variant="soft",
            ),
            modal=False,
        ),
    )


def _contact(person: ContactLine) -> rx.Component:
    return rx.el.li(
        avatar(person.initials),
        rx.el.div(
            page_link(
                person.name,
                to=Profile.company + f"/contacts/{person.contact_id}",
                class_name="medium plain",
            ),
            rx.cond(
                person.is_global, rx.fragment(" ", rx.el.span(_("Global"), class_name="badge"))
            ),
            rx.el.div(person.about, class_name="quiet small"),
        ),
        rx.el.div(
            _address(person.email, person.email_before, f"mailto:{person.email}"),
            _address(person.phone, person.phone_before, f"tel:{person.phone}"),
            class_name="addresses",
        ),
        rx.cond(
            Profile.view.may_edit_contacts,
            rx.el.span(
                small_button("pencil", _("Edit {name}"), person.name, ContactState.edit(person.id)),
                small_button("x", _("Remove {name}"), person.name, ContactState.remove(person.id)),
                class_name="on-hover",
            ),
        ),
        key=person.id,
    )


def _address(
    address: str | rx.Var[str], before: str | rx.Var[str], href: str | rx.Var[str]
) -> rx.Component:
    return rx.fragment(
        rx.cond(before != "", rx.el.div(rx.el.s(before, class_name="quiet struck"))),
        rx.cond(
            address != "",
            rx.el.div(
                rx.el.a(address, href=href, class_name="tn"),
                rx.cond(before != "", rx.el.span(_(" for this customer"), class_name="small")),
            ),
        ),
    )


def notes_card() -> rx.Component:
    """What one should know, pinned notes first."""
    return card(
        _("Notes"),
        rx.cond(
            Profile.view.notes,
            rx.foreach(Profile.view.notes, _note),
            nothing_yet(_("No notes yet.")),
        ),
        actions=(rx.cond(Profile.view.may_edit, add_button(_("New note"), NoteState.start)),),
    )


def _note(note: NoteLine) -> rx.Component:
    pinned = rx.cond(note.pinned, rx.fragment(rx.icon("pin"), _("Pinned, ")))
    return rx.el.div(
        rx.el.div(
            rx.el.p(note.text),
            rx.el.p(pinned, note.by, class_name="quiet small by"),
            class_name="grow",
        ),
        rx.cond(
            Profile.view.may_edit,
            rx.el.span(
                rx.cond(
                    note.pinned,
                    small_button("pin-off", _("Unpin the note"), "", NoteState.pin(note.id, False)),
                    small_button("pin", _("Pin the note"), "", NoteState.pin(note.id, True)),
                ),
                small_button("pencil", _("Edit the note"), "", NoteState.edit(note.id)),
                small_button("x", _("Remove the note"), "", NoteState.remove(note.id)),
                class_name="on-hover",
            ),
        ),
        key=note.id,
        class_name="note",
    )
