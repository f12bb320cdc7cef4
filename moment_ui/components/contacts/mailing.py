"""What stands around a mailing list: its head, the people picked by hand, its dialogs."""

from typing import Any

import reflex as rx

from moment_ui.components.finder import finder
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.core.words import _
from moment_ui.reports.contacts.mailing_page import PickedLine
from moment_ui.state.contacts.mailing_forms import AddToListState, EditListState
from moment_ui.state.contacts.mailing_list import MailingListState as List
from moment_ui.state.contacts.mailing_lists import MailingListsState as Lists


def standing_line() -> rx.Component:
    """Members and left out as a choice, the filter's state, and people picked by hand."""
    return rx.el.div(
        rx.el.div(
            _choice("members", rx.fragment(_("Members "), List.members)),
            _choice("left-out", rx.fragment(_("Left out "), List.left_out)),
            class_name="joined",
            role="group",
            aria_label=_("Whom to show"),
        ),
        rx.cond(
            List.head.needs_consent,
            rx.el.span(_("Only with consent"), class_name="badge"),
            rx.el.span(_("Consent not asked for"), class_name="badge"),
        ),
        rx.foreach(List.head.picked, _picked),
        rx.cond(List.head.picked_more != "", rx.el.span(List.head.picked_more, class_name="small")),
        rx.cond(List.unsaved, _unsaved()),
        class_name="list-line",
    )


def _choice(key: str, word: Any) -> rx.Component:
    return rx.el.button(
        word,
        type="button",
        class_name="btn outline s1",
        aria_pressed=List.showing == key,
        on_click=List.show(key),
    )


def _picked(line: PickedLine) -> rx.Component:
    return rx.el.span(
        rx.cond(line.excluded, _("Kept out: "), _("Added: ")),
        line.name,
        rx.el.button(
            rx.icon("x", class_name="sm"),
            type="button",
            class_name="btn ghost icon s1",
            aria_label=rx.Var.create(_("Leave to the filter: ")).to(str) + line.name,
            on_click=List.leave_to_filter(line.contact_id),
        ),
        class_name="chip",
        key=line.contact_id,
    )


def _unsaved() -> rx.Component:
    return rx.el.span(
        rx.el.span(_("The filter is not saved."), class_name="small"),
        rx.el.button(
            _("Save the filter"),
            type="button",
            class_name="btn solid s1",
            on_click=List.save_filter,
        ),
        rx.el.button(
            _("Back to the saved one"),
            type="button",
            class_name="btn ghost s1",
            on_click=List.saved_filter,
        ),
        class_name="row push",
        role="status",
    )


def list_actions() -> rx.Component:
    """Rename, add somebody, duplicate, delete."""
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
            _item("pencil", _("Name and consent"), EditListState.start),
            _item("user-plus", _("Add a contact"), AddToListState.start),
            _item("copy", _("Duplicate"), Lists.duplicate(List.list_id)),
            rx.dropdown_menu.separator(),
            _item("trash-2", _("Delete"), Lists.remove(List.list_id)),
            align="end",
            variant="soft",
        ),
        modal=False,
    )


def _item(icon: str, word: str, chosen: Any) -> rx.Component:
    return rx.dropdown_menu.item(rx.icon(icon), word, on_select=chosen)


def copy_button() -> rx.Component:
    """Opens the addresses, ready to be copied."""
    return rx.el.button(
        rx.icon("copy"),
        _("Copy addresses"),
        type="button",
        class_name="btn solid",
        on_click=List.copy,
    )


def mailing_dialogs() -> rx.Component:
    """All of them; each shows when its state says so."""
    return rx.fragment(_edit(), _add(), _copy())


def _edit() -> rx.Component:
    form = FormFields(EditListState)
    return form_dialog(
        FormDialog(EditListState, _("Edit the mailing list"), _("Save"), {"name": _("Name")}),
        form.text("name", _("Name"), required=True, auto_focus=True),
        form.tick("needs_consent", _("Only contacts who have consented to mass mail")),
    )


def _add() -> rx.Component:
    form = FormFields(AddToListState)
    return form_dialog(
        FormDialog(AddToListState, _("Add a contact"), _("Add"), {"contact_id": _("Person")}),
        finder(
            _("Find among all contacts"),
            _("Name, e-mail or phone"),
            AddToListState.find,
            auto_focus=True,
        ),
        form.choice(
            "contact_id",
            _("Person"),
            AddToListState.people,
            required=True,
            help_text=_("Stays in the list whatever the filter says. No consent still keeps out."),
            size="6",
            default_value=None,
        ),
    )


def _copy() -> rx.Component:
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Copy addresses")),
            rx.dialog.description(
                _("Every member of the list as it is filtered now, each address once."),
                class_name="quiet",
            ),
            rx.el.div(
                _separator("comma", _("Comma")),
                _separator("semicolon", _("Semicolon, for Outlook")),
                class_name="row wrap ticks",
                role="radiogroup",
                aria_label=_("Between the addresses"),
            ),
            rx.el.textarea(
                value=List.copied_text,
                read_only=True,
                rows="8",
                class_name="field",
                aria_label=_("Addresses"),
            ),
            rx.el.div(
                rx.dialog.close(rx.el.button(_("Close"), type="button", class_name="btn ghost")),
                rx.el.button(
                    rx.icon("copy"),
                    _("Copy to the clipboard"),
                    type="button",
                    class_name="btn solid",
                    custom_attrs={"data-copy": List.copied_text},
                ),
                class_name="dialog-foot",
            ),
            class_name="wide",
        ),
        open=List.copying,
        on_open_change=List.set_copying,
    )


def _separator(key: str, word: str) -> rx.Component:
    return rx.el.label(
        rx.el.input(
            type="radio",
            name="separator",
            checked=List.separator == key,
            on_change=List.separate(key),
        ),
        word,
        class_name="check-line",
    )
