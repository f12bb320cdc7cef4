"""Contacts on the page of a customer or a project: their list and their dialogs, for both."""

from collections.abc import Callable
from dataclasses import dataclass

import reflex as rx

from moment_ui.components.card import avatar, small_button
from moment_ui.components.contacts.contact_cards import counting_address
from moment_ui.components.finder import finder
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.contacts.places import PlaceLine
from moment_ui.state.contacts.placed_contacts import KnownContactForm, KnownLine, PlacedContactForm


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """What is said of contacts in one kind of place; `email_help` tells what its address stands before."""

    title: str
    here: str
    email: str
    phone: str
    email_help: str
    struck_for: str
    find: str
    nobody: str


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Contacts in one kind of place: their two forms, who may change them, and the words.

    `email` and `phone` are the fields of the addresses there; `more` draws further fields of the
    place.
    """

    form: type[PlacedContactForm]
    known: type[KnownContactForm]
    may_edit: rx.Var[bool]
    company: rx.Var[str]
    words: PlaceWords
    email: str
    phone: str
    more: Callable[[FormFields], tuple[rx.Component, ...]] = lambda _form: ()

    @property
    def labels(self) -> dict[str, str]:
        """The fields' labels, for the summary of errors."""
        return {
            "name": _("Name"),
            "title": self.words.title,
            "email": _("E-mail"),
            "phone": _("Phone"),
            self.email: self.words.email,
            self.phone: self.words.phone,
            "employed_from": _("Employed from"),
            "employed_to": _("Employed to"),
        }


def contact_list(
    place: PlaceView, people: rx.Var[list[PlaceLine]], *, left: bool | None = None
) -> rx.Component:
    """The people of a card; `left` takes only those who have left, or only the others."""

    def line(person: PlaceLine) -> rx.Component:
        shown = _contact(place, person)
        if left is None:
            return shown
        return rx.cond(person.left, *(shown, rx.fragment()) if left else (rx.fragment(), shown))

    return rx.el.ul(rx.foreach(people, line), class_name="people editable")


def add_contact(place: PlaceView) -> rx.Component:
    """A menu: somebody new, or somebody known."""
    return rx.cond(
        place.may_edit,
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
                rx.dropdown_menu.item(_("New contact"), on_select=place.form.start),
                rx.dropdown_menu.item(_("Add existing contact"), on_select=place.known.start),
                align="end",
                variant="soft",
            ),
            modal=False,
        ),
    )


def contact_place_dialogs(place: PlaceView) -> tuple[rx.Component, rx.Component]:
    """A new or changed contact, and one who is known."""
    return _new(place), _known(place)


def _contact(place: PlaceView, person: PlaceLine) -> rx.Component:
    form, here = place.form, place.words.struck_for
    return rx.el.li(
        avatar(person.initials),
        rx.el.div(
            page_link(
                person.name, to=place.company.to(str) + person.path, class_name="medium plain"
            ),
            rx.cond(
                person.is_global, rx.fragment(" ", rx.el.span(_("Global"), class_name="badge"))
            ),
            rx.el.div(person.about, class_name="quiet small"),
        ),
        rx.el.div(
            counting_address(person.email, person.email_before, f"mailto:{person.email}", here),
            counting_address(person.phone, person.phone_before, f"tel:{person.phone}", here),
            class_name="addresses",
        ),
        rx.cond(
            place.may_edit,
            rx.el.span(
                small_button("pencil", _("Edit {name}"), person.name, form.edit(person.id)),
                small_button("x", _("Remove {name}"), person.name, form.remove(person.id)),
                class_name="on-hover",
            ),
        ),
        key=person.id,
    )


def _new(place: PlaceView) -> rx.Component:
    form = FormFields(place.form)
    return form_dialog(
        FormDialog(
            place.form,
            rx.cond(place.form.editing, _("Edit the contact"), _("New contact")),
            _("Save"),
            place.labels,
            anyway=_("Save a new contact"),
            question=_known_people(place.form),
        ),
        rx.el.div(
            form.text("name", _("Name"), required=True, auto_focus=True),
            form.text("title", place.words.title),
            form.text("email", _("E-mail"), input_mode="email"),
            form.text("phone", _("Phone"), input_mode="tel"),
            class_name="two",
        ),
        form.tick("is_global", _("Global: may be added to other customers too")),
        _here(place, form),
    )


def _known_people(form: type[PlacedContactForm]) -> rx.Component:
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
                on_click=form.use_known(person.id),
            ),
            key=person.id,
        )

    return rx.fragment(
        rx.el.p(form.question),
        rx.cond(form.known, rx.el.ul(rx.foreach(form.known, line))),
    )


def _known(place: PlaceView) -> rx.Component:
    state = place.known
    form = FormFields(state)
    labels = {"contact_id": _("Person"), **place.labels}
    return form_dialog(
        FormDialog(state, _("Add existing contact"), _("Add"), labels),
        finder(place.words.find, _("Name or e-mail"), state.find, auto_focus=True),
        form.choice(
            "contact_id",
            _("Person"),
            state.people,
            required=True,
            help_text=rx.cond(state.people, "", place.words.nobody),
            size="6",
            default_value=None,
        ),
        form.text("title", place.words.title),
        _here(place, form),
    )


def _here(place: PlaceView, form: FormFields) -> rx.Component:
    """What is so in this place only."""
    words = place.words
    return rx.el.fieldset(
        rx.el.legend(words.here),
        rx.el.div(
            form.text(place.email, words.email, help_text=words.email_help, input_mode="email"),
            form.text(place.phone, words.phone, input_mode="tel"),
            *place.more(form),
            class_name="two",
        ),
    )
