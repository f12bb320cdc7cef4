"""The files that go with an invoice: what the receiver gets beside it."""

import reflex as rx

from moment_ui.components.card import card, nothing_yet
from moment_ui.components.cells import joined, tool
from moment_ui.components.link import file_link
from moment_ui.core.words import _
from moment_ui.reports.invoices.invoice_view import AttachedView
from moment_ui.state.invoices.invoice import InvoiceState as Page

FILES = "/api/invoices" + Page.base + "/" + Page.shown.id.to_string() + "/files/"


def attachments() -> rx.Component:
    """The files in their order; a draft's can be taken off it, and others picked."""
    shown = Page.shown.attachments
    return rx.cond(
        shown | Page.shown.may_change,
        card(
            _("Files that go with it"),
            rx.cond(
                shown,
                rx.el.ul(rx.foreach(shown, _file), class_name="attachments"),
                nothing_yet(_("No files go with it.")),
            ),
            note=rx.cond(shown, shown.length().to_string(), ""),
            actions=(rx.cond(Page.shown.may_change, _picker()),),
        ),
    )


def _picker() -> rx.Component:
    """A menu of the files of the project and the customer, and of receipts."""
    return rx.dropdown_menu.root(
        rx.dropdown_menu.trigger(
            rx.el.button(rx.icon("plus"), _("Add file"), type="button", class_name="btn ghost s1")
        ),
        rx.dropdown_menu.content(
            rx.cond(
                Page.pickable,
                rx.foreach(
                    Page.pickable,
                    lambda one: rx.dropdown_menu.item(
                        one[1], on_select=Page.attach(one[0]), key=one[0]
                    ),
                ),
                rx.dropdown_menu.item(
                    _("The project and the customer have no other files"), disabled=True
                ),
            ),
            align="end",
            variant="soft",
        ),
        on_open_change=Page.offer_files,
        modal=False,
    )


def _file(file: AttachedView) -> rx.Component:
    return rx.el.li(
        rx.icon("paperclip", class_name="quiet"),
        file_link(file.title, href=FILES + file.stored, class_name="grow"),
        rx.el.span(file.about, class_name="quiet small tn"),
        rx.cond(
            Page.shown.may_change,
            tool(
                "x", joined(_("Does not go with the invoice: "), file.title), Page.detach(file.id)
            ),
        ),
        key=file.id,
    )
