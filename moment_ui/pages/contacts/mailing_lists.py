"""Customers → Mailing lists: every list with how many it reaches."""

import reflex as rx

from moment_ui.components.card import small_button
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.core.words import _
from moment_ui.reports.contacts.mailing_page import ListLine
from moment_ui.state.contacts.mailing_lists import MailingListsState as Lists
from moment_ui.state.contacts.mailing_lists import NewListState

HEADS = (
    (_("Name"), ""),
    (_("Members"), "num"),
    (_("Left out"), "num"),
    (_("Filter"), ""),
    (_("Consent"), ""),
    (_("Changed"), ""),
)


def mailing_lists() -> rx.Component:
    """The lists with the button for a new one."""
    return shell(
        page_head(
            _("Mailing lists"),
            _new_list(),
            trail=crumbs((_("Customers"), ""), (_("Mailing lists"), "")),
        ),
        rx.cond(
            Lists.phase == "failed",
            failed(_("The mailing lists cannot be shown"), Lists.problem, retry=Lists.load),
            rx.cond(Lists.phase == "ready", rx.cond(Lists.lists, _table(), _none())),
        ),
        _form(),
        area="mailing-lists",
    )


def _new_list() -> rx.Component:
    return rx.el.button(
        rx.icon("plus"),
        _("New mailing list"),
        type="button",
        class_name="btn solid",
        on_click=NewListState.start,
    )


def _none() -> rx.Component:
    return empty(
        "mails",
        _("No mailing lists yet"),
        _("A list is a filter over your contacts: it follows when they change."),
        _new_list(),
    )


def _table() -> rx.Component:
    heads = [rx.el.th(word, class_name=css, scope="col") for word, css in HEADS]
    return rx.el.div(
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(*heads, rx.el.th(rx.el.span(_("Acts"), class_name="vh"), scope="col"))
                ),
                rx.el.tbody(rx.foreach(Lists.lists, _row)),
                class_name="report-table",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=_("Mailing lists"),
        ),
        class_name="content",
    )


def _row(line: ListLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            page_link(line.name, to=Lists.base + f"/{line.id}", class_name="medium"),
            class_name="grow",
        ),
        rx.el.td(line.members, class_name="num"),
        rx.el.td(line.left_out, class_name="num"),
        rx.el.td(line.filter),
        rx.el.td(line.consent),
        rx.el.td(line.changed, class_name="quiet"),
        rx.el.td(
            small_button("copy", _("Duplicate {name}"), line.name, Lists.duplicate(line.id)),
            small_button("trash-2", _("Delete {name}"), line.name, Lists.remove(line.id)),
        ),
        key=line.id,
    )


def _form() -> rx.Component:
    form = FormFields(NewListState)
    return form_dialog(
        FormDialog(NewListState, _("New mailing list"), _("Create"), {"name": _("Name")}),
        form.text("name", _("Name"), required=True, auto_focus=True),
        form.tick("needs_consent", _("Only contacts who have consented to mass mail")),
    )
