"""The cards of people and notes on a customer's first tab."""

from typing import Any

import reflex as rx

from moment_ui.components.card import add_button, avatar, card, nothing_yet
from moment_ui.core.words import _
from moment_ui.reports.customer_view import ContactLine, NoteLine
from moment_ui.state.customer_contacts import ContactState, KnownContactState
from moment_ui.state.customer_notes import NoteState
from moment_ui.state.customer_profile import CustomerProfileState as Profile


def contacts_card() -> rx.Component:
    """The people at the customer."""
    may = Profile.view.may_edit_contacts
    return card(
        _("Contacts"),
        rx.cond(
            Profile.view.contacts,
            rx.el.ul(rx.foreach(Profile.view.contacts, _contact), class_name="people editable"),
            nothing_yet(_("No contacts yet.")),
        ),
        actions=(
            rx.cond(
                may,
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
                        rx.dropdown_menu.item(
                            _("Add existing contact"), on_select=KnownContactState.start
                        ),
                        align="end",
                        variant="soft",
                    ),
                    modal=False,
                ),
            ),
        ),
    )


def _contact(person: ContactLine) -> rx.Component:
    return rx.el.li(
        avatar(person.initials),
        rx.el.div(
            rx.el.span(person.name, class_name="medium"),
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
                _small("pencil", _("Edit {name}"), person.name, ContactState.edit(person.id)),
                _small("x", _("Remove {name}"), person.name, ContactState.remove(person.id)),
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
                    _small("pin-off", _("Unpin the note"), "", NoteState.pin(note.id, False)),
                    _small("pin", _("Pin the note"), "", NoteState.pin(note.id, True)),
                ),
                _small("pencil", _("Edit the note"), "", NoteState.edit(note.id)),
                _small("x", _("Remove the note"), "", NoteState.remove(note.id)),
                class_name="on-hover",
            ),
        ),
        key=note.id,
        class_name="note",
    )


def _small(icon: str, words: str, name: rx.Var[str] | str, chosen: Any) -> rx.Component:
    before, _slot, after = words.partition("{name}")
    label = rx.Var.create(before).to(str) + rx.Var.create(name).to(str) + after if _slot else words
    return rx.el.button(
        rx.icon(icon),
        type="button",
        class_name="btn ghost icon s1",
        aria_label=label,
        title=label,
        on_click=chosen,
    )
