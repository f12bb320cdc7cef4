"""The frame of a customer's pages: where one is, Previous and Next, name, status, tags, tabs."""

from typing import Any

import reflex as rx

from moment_ui.components.card import kbd
from moment_ui.components.customers.customer_checks import register_mark, register_proposal
from moment_ui.components.customers.customer_dialogs import customer_dialogs
from moment_ui.components.customers.customer_tabs import customer_tabs
from moment_ui.components.customers.followed import followed_mark
from moment_ui.components.customers.who_can_see import who_can_see_dialog
from moment_ui.components.link import page_link
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.reports.customers.customer_view import AliasLine, TagLine
from moment_ui.reports.marks import CUSTOMER_STATUS
from moment_ui.state.customers.customer_checks import CustomerChecksState
from moment_ui.state.customers.customer_contacts import ContactState, KnownContactState
from moment_ui.state.customers.customer_history import CustomerHistoryState
from moment_ui.state.customers.customer_notes import NoteState
from moment_ui.state.customers.customer_profile import CustomerProfileState as Profile
from moment_ui.state.customers.customer_tags import CustomerTagsState
from moment_ui.state.customers.edit_customer import EditCustomerState
from moment_ui.state.customers.who_can_see import WhoCanSeeState
from moment_ui.state.invoices.new_invoice import NewInvoiceState
from moment_ui.state.offers.new_offer import NewOfferState
from moment_ui.state.projects.new_project import NewProjectState


def profile_frame(*content: rx.Component, tab: str) -> rx.Component:
    """A customer's page: the head and the tabs, with `content` under them.

    `tab` is the key of one of customer_tabs.TABS. The page's `on_load` begins with CustomerProfileState.load.
    """
    return shell(
        rx.cond(
            Profile.phase == "failed",
            failed(_("The customer cannot be shown"), Profile.problem, retry=Profile.load),
            rx.fragment(_head(), customer_tabs(tab), *content),
        ),
        customer_dialogs(),
        who_can_see_dialog(),
        area="customers",
    )


def _head() -> rx.Component:
    return rx.el.div(
        rx.el.div(_way_here(), _neighbours(), class_name="row head-row"),
        rx.el.div(
            rx.el.h1(Profile.view.name),
            rx.el.span(rx.foreach(Profile.view.tags, _tag), class_name="tags"),
            rx.cond(Profile.view.may_edit, _edit_tags()),
            rx.el.span(_actions(), _primary(), class_name="push row"),
            class_name="line",
        ),
        rx.el.div(
            rx.el.span(Profile.view.status, class_name=Profile.view.status_css),
            rx.el.span(Profile.view.number, class_name="tn"),
            rx.cond(
                Profile.view.org_number != "",
                rx.el.span(Profile.view.org_number, class_name="tn"),
            ),
            register_mark(),
            rx.el.span(Profile.view.part),
            class_name="meta",
        ),
        register_proposal(),
        followed_mark(),
        rx.foreach(Profile.view.aliases, _alias),
        class_name="profile-head",
    )


def _way_here() -> rx.Component:
    return rx.el.nav(
        rx.el.ol(
            rx.el.li(page_link(_("Customers"), to=Profile.list_href, class_name="quiet")),
            rx.el.li(
                rx.icon("chevron-right"), rx.el.span(Profile.view.name), class_name="only-wide"
            ),
        ),
        class_name="crumbs",
        aria_label=_("Breadcrumb"),
    )


def _neighbours() -> rx.Component:
    return rx.el.span(
        rx.el.span(Profile.place, class_name="quiet small tn"),
        rx.el.span(
            _neighbour(Profile.previous, -1, _("Previous"), rx.icon("chevron-left"), _key("[")),
            _neighbour(Profile.next, 1, _("Next"), _key("]"), rx.icon("chevron-right")),
            class_name="joined",
        ),
        class_name="push row",
    )


def _key(key: str) -> rx.Component:
    return rx.el.span(kbd(key), class_name="only-wide")


def _neighbour(href: rx.Var[str], way: int, word: str, *around: rx.Component) -> rx.Component:
    """A link, for a tab of its own; a plain click shows the page that was read ahead.

    `around` are what stands before and after the word, which a phone leaves out.
    """
    key = "]" if way > 0 else "["
    label = rx.el.span(word, class_name="only-wide")
    inside = (label, *around) if way > 0 else (around[0], label, *around[1:])
    return rx.cond(
        href != "",
        page_link(
            *inside,
            to=href,
            class_name="btn outline s1",
            aria_label=word,
            on_click=Profile.step(way).prevent_default,
            custom_attrs={"data-hotkey": key, "aria-keyshortcuts": key, "data-plain": "true"},
        ),
        rx.el.button(
            *inside,
            type="button",
            aria_label=word,
            disabled=True,
            class_name="btn outline s1",
        ),
    )


def _tag(tag: TagLine) -> rx.Component:
    return rx.el.span(tag.name, class_name=tag.css, key=tag.id)


def _alias(alias: AliasLine) -> rx.Component:
    """What this customer was called too; who may merge can look at the way back."""
    return rx.el.p(
        rx.icon("merge"),
        rx.el.span(alias.text),
        rx.cond(
            Profile.view.may_merge,
            page_link(_("Undo…"), to=Profile.base + alias.href, class_name="link"),
        ),
        key=alias.href,
        class_name="meta alias",
    )


def _edit_tags() -> rx.Component:
    return rx.el.button(
        rx.icon("plus"),
        type="button",
        class_name="btn ghost s1 icon",
        aria_label=_("Edit tags"),
        title=_("Edit tags"),
        on_click=CustomerTagsState.start,
    )


def _primary() -> rx.Component:
    return rx.cond(
        Profile.view.may_create_invoices,
        rx.el.button(
            rx.icon("plus"),
            _("New invoice"),
            type="button",
            class_name="btn solid",
            on_click=NewInvoiceState.start,
        ),
        rx.cond(
            Profile.view.may_create_projects,
            rx.el.button(
                rx.icon("plus"),
                _("New project"),
                type="button",
                class_name="btn solid",
                on_click=NewProjectState.start,
            ),
        ),
    )


def _actions() -> rx.Component:
    edit, contacts = Profile.view.may_edit, Profile.view.may_edit_contacts
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
            rx.cond(edit, _item("pencil", _("Edit"), EditCustomerState.start)),
            rx.cond(
                Profile.view.may_create_projects,
                _item("folder-plus", _("New project"), NewProjectState.start),
            ),
            rx.cond(contacts, _item("user-plus", _("New contact"), ContactState.start)),
            rx.cond(contacts, _item("users", _("Add existing contact"), KnownContactState.start)),
            rx.cond(
                Profile.view.may_create_offers,
                _item("file-text", _("New offer"), NewOfferState.start),
            ),
            rx.cond(edit, _item("sticky-note", _("New note"), NoteState.start)),
            rx.cond(edit, _item("tag", _("Edit tags"), CustomerTagsState.start)),
            rx.cond(
                edit & Profile.view.register.asks,
                _item(
                    "building-2",
                    _("Use the register's name and address"),
                    CustomerChecksState.start,
                ),
            ),
            rx.cond(edit, rx.fragment(rx.dropdown_menu.separator(), *_statuses())),
            rx.dropdown_menu.separator(),
            rx.cond(
                Profile.view.may_merge,
                _item("merge", _("Merge…"), rx.redirect(Profile.base + "/merge")),
            ),
            _item("eye", _("Who can see this?"), WhoCanSeeState.start),
            _item("history", _("Changes"), CustomerHistoryState.start),
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def _item(icon: str, word: str, chosen: Any) -> rx.Component:
    return rx.dropdown_menu.item(rx.icon(icon), word, on_select=chosen)


def _statuses() -> list[rx.Component]:
    return [
        rx.cond(
            Profile.view.status_key != status.value,
            rx.dropdown_menu.item(
                rx.el.span(
                    _("Set to {status}").format(status=mark.word),
                    class_name=f"status {mark.tone} {mark.glyph}",
                ),
                on_select=Profile.set_status(status.value),
            ),
        )
        for status, mark in CUSTOMER_STATUS.items()
    ]
