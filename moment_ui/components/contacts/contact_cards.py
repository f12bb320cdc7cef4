"""The head and the cards of a contact's page."""

from typing import Any

import reflex as rx

from moment_ui.components.card import add_button, card, card_body, nothing_yet, small_button
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs
from moment_ui.core.words import _
from moment_ui.reports.contacts.contact_page import AddressLine
from moment_ui.reports.contacts.places import PlaceLine
from moment_ui.reports.customers.customer_view import TagLine
from moment_ui.state.contacts.contact import ContactPageState as Page
from moment_ui.state.contacts.edit_contact import AddressState, ContactTagsState, EditPersonState


def contact_head() -> rx.Component:
    """Name, tags, what the contact is, and the actions."""
    return rx.el.div(
        crumbs(
            (_("Customers"), Page.base + "/customers"),
            (_("Contacts"), Page.base + "/contacts"),
            (Page.view.name, ""),
        ),
        rx.el.div(
            rx.el.h1(Page.view.name),
            rx.el.span(rx.foreach(Page.view.tags, _tag), class_name="tags"),
            rx.cond(
                Page.view.may_edit, small_button("plus", _("Edit tags"), "", ContactTagsState.start)
            ),
            rx.el.span(_actions(), class_name="push row"),
            class_name="line",
        ),
        rx.el.div(
            rx.cond(Page.view.is_global, rx.el.span(_("Global contact"))),
            rx.cond(
                Page.view.phone != "",
                rx.el.a(Page.view.phone, href=f"tel:{Page.view.phone}", class_name="tn"),
            ),
            rx.el.span(
                rx.cond(Page.view.consent, _("Consent to mass mail"), _("No consent to mass mail"))
            ),
            class_name="meta",
        ),
        class_name="profile-head",
    )


def _tag(tag: TagLine) -> rx.Component:
    return rx.el.span(tag.name, class_name=tag.css, key=tag.id)


def _actions() -> rx.Component:
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(
                _("Actions"),
                rx.icon("chevron-down", class_name="sm"),
                type="button",
                class_name="btn outline",
            )
        ),
        rx.dropdown_menu.content(
            rx.cond(
                Page.view.may_edit,
                rx.fragment(
                    _item("pencil", _("Edit"), EditPersonState.start),
                    _item("at-sign", _("Add address"), AddressState.start),
                    _item("tag", _("Edit tags"), ContactTagsState.start),
                    rx.dropdown_menu.separator(),
                ),
            ),
            _item("history", _("Changes"), Page.show_changes),
            rx.cond(Page.view.may_edit, _item("user-x", _("Erase the contact"), Page.ask_to_erase)),
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def _item(icon: str, word: str, chosen: Any) -> rx.Component:
    return rx.dropdown_menu.item(rx.icon(icon), word, on_select=chosen)


def addresses_card() -> rx.Component:
    """The contact's own addresses, in order: the first counts where nothing else is written."""
    return card(
        _("E-mail addresses"),
        rx.cond(
            Page.view.addresses,
            rx.el.ul(rx.foreach(Page.view.addresses, _address), class_name="own-addresses"),
            nothing_yet(_("No address of their own yet.")),
        ),
        actions=(rx.cond(Page.view.may_edit, add_button(_("Add address"), AddressState.start)),),
    )


def _address(line: AddressLine) -> rx.Component:
    return rx.el.li(
        rx.el.div(
            rx.el.a(line.email, href=f"mailto:{line.email}", class_name="tn"),
            rx.cond(
                line.first & ~line.last,
                rx.fragment(" ", rx.el.span(_("First"), class_name="badge")),
            ),
            rx.cond(line.note != "", rx.el.div(line.note, class_name="quiet small")),
            class_name="grow",
        ),
        rx.cond(
            Page.view.may_edit,
            rx.el.span(
                rx.cond(
                    line.first,
                    rx.fragment(),
                    small_button(
                        "arrow-up", _("Move {name} up"), line.email, Page.move_address(line.id, -1)
                    ),
                ),
                rx.cond(
                    line.last,
                    rx.fragment(),
                    small_button(
                        "arrow-down",
                        _("Move {name} down"),
                        line.email,
                        Page.move_address(line.id, 1),
                    ),
                ),
                rx.cond(
                    line.unsubscribed,
                    small_button(
                        "mail-check",
                        _("Subscribe {name} again"),
                        line.email,
                        Page.subscribe(line.id),
                    ),
                    small_button(
                        "mail-x", _("Unsubscribe {name}"), line.email, Page.unsubscribe(line.id)
                    ),
                ),
                small_button("x", _("Remove {name}"), line.email, Page.remove_address(line.id)),
                class_name="row",
            ),
        ),
        key=line.id,
    )


def data_card() -> rx.Component:
    """Phone, consent and note."""
    return rx.fragment(
        card(
            _("Person"),
            card_body(
                rx.el.dl(
                    rx.el.dt(_("Phone")),
                    rx.el.dd(_or_none(Page.view.phone)),
                    rx.el.dt(_("Global")),
                    rx.el.dd(rx.cond(Page.view.is_global, _("Yes"), _("No"))),
                    rx.el.dt(_("Consent")),
                    rx.el.dd(Page.view.consent_words),
                    rx.el.dt(_("Note")),
                    rx.el.dd(_or_none(Page.view.note), class_name="pre"),
                    class_name="facts",
                )
            ),
            actions=(
                rx.cond(
                    Page.view.may_edit,
                    rx.el.button(
                        rx.icon("pencil"),
                        _("Edit"),
                        type="button",
                        class_name="btn ghost s1",
                        on_click=EditPersonState.start,
                    ),
                ),
            ),
        ),
        rx.el.p(Page.view.created, class_name="quiet small created"),
    )


def _or_none(text: rx.Var[str]) -> rx.Component:
    return rx.cond(text != "", text, rx.el.span(_("None"), class_name="quiet"))


def customers_card() -> rx.Component:
    """The customers the contact is, or was, with."""
    return card(
        _("Customers"),
        rx.cond(
            Page.view.customers,
            rx.el.ul(rx.foreach(Page.view.customers, _customer), class_name="people"),
            nothing_yet(_("In no customer. Add the contact on a customer's page.")),
        ),
    )


def projects_card() -> rx.Component:
    """The projects the contact is in."""
    return rx.cond(
        Page.view.may_see_projects,
        card(
            _("Projects"),
            rx.cond(
                Page.view.projects,
                rx.el.ul(rx.foreach(Page.view.projects, _project), class_name="people"),
                nothing_yet(_("In no project.")),
            ),
        ),
    )


def _customer(place: PlaceLine) -> rx.Component:
    return _place(place, "building-2", _(" for this customer"))


def _project(place: PlaceLine) -> rx.Component:
    return _place(place, "folder", _(" for this project"))


def _place(place: PlaceLine, icon: str, here: str) -> rx.Component:
    return rx.el.li(
        rx.icon(icon, class_name="quiet"),
        rx.el.div(
            page_link(
                rx.el.span(place.number, class_name="quiet tn"),
                rx.el.span(place.name, class_name="medium after"),
                to=Page.base + place.path,
                class_name="plain",
            ),
            rx.cond(place.left, rx.fragment(" ", rx.el.span(_("Has left"), class_name="badge"))),
            rx.el.div(place.about, class_name="quiet small"),
        ),
        rx.el.div(
            counting_address(place.email, place.email_before, f"mailto:{place.email}", here),
            counting_address(place.phone, place.phone_before, f"tel:{place.phone}", here),
            class_name="addresses",
        ),
        key=place.id,
    )


def counting_address(
    address: str | rx.Var[str], before: Any, href: str | rx.Var[str], here: str
) -> rx.Component:
    """An address that counts, after those that it stands before, which are struck."""
    struck = rx.foreach(before, lambda old: rx.el.div(rx.el.s(old, class_name="quiet struck")))
    return rx.fragment(
        struck,
        rx.cond(
            address != "",
            rx.el.div(
                rx.el.a(address, href=href, class_name="tn"),
                rx.cond(before, rx.el.span(here, class_name="small")),
            ),
        ),
    )
