"""The cogwheel of a list of invoices: the export status of a range, and of the rows ticked."""

import reflex as rx

from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.lists.report_elements import icon
from moment_ui.core.table import Mark
from moment_ui.core.words import _
from moment_ui.models.invoice import ExportStatus
from moment_ui.reports.marks import EXPORT_STATUS, status_class
from moment_ui.state.invoices.export_status import ExportStatusState as Range
from moment_ui.state.invoices.export_status import TickedExportStatus
from moment_ui.state.invoices.one_export_status import OneExportStatusState as One

LABELS = {
    "first": _("From number"),
    "last": _("To number"),
    "status": _("Export status"),
    "reason": _("Reason"),
}


def export_status_menu(state: type[TickedExportStatus], *more: rx.Component) -> rx.Component:
    """The cogwheel, with its dialog; `more` are items of the page's own."""
    return rx.cond(
        state.may_change_export,
        rx.fragment(
            rx.dropdown_menu.root(
                rx.dropdown_menu.trigger(
                    rx.el.button(
                        rx.icon("settings"),
                        type="button",
                        class_name="btn outline icon",
                        aria_label=_("Accounting"),
                        title=_("Accounting"),
                    )
                ),
                rx.dropdown_menu.content(
                    rx.dropdown_menu.item(_("Edit export status…"), on_select=Range.start),
                    rx.dropdown_menu.item(
                        _("Show what is to transfer"),
                        on_select=state.set_filter("export", ExportStatus.TO_TRANSFER.value),
                    ),
                    *more,
                    align="end",
                    variant="soft",
                ),
                modal=False,
            ),
            _dialog(),
        ),
    )


def set_ticked_export_status(state: type[TickedExportStatus]) -> rx.Component:
    """The act on the rows ticked."""
    return rx.cond(
        state.may_change_export,
        rx.dropdown_menu.root(
            rx.dropdown_menu.trigger(
                rx.el.button(
                    _("Set export status"),
                    icon("chevron-down"),
                    type="button",
                    class_name="btn ghost s1",
                )
            ),
            rx.dropdown_menu.content(
                *[
                    rx.dropdown_menu.item(
                        mark.word, on_select=state.set_export_status(status.value)
                    )
                    for status, mark in EXPORT_STATUS.items()
                ],
                size="1",
            ),
            modal=False,
        ),
    )


def one_export_status_dialog() -> rx.Component:
    """What can be chosen for one invoice: a click saves it."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Export status")),
            rx.el.p(One.name, class_name="quiet"),
            rx.el.div(
                *[_choice(status, mark) for status, mark in EXPORT_STATUS.items()],
                class_name="export-choices",
            ),
            rx.cond(
                One.status == ExportStatus.TRANSFERRED.value,
                rx.el.p(
                    _("If you choose To transfer, it goes to accounting once more."),
                    class_name="quiet small",
                ),
            ),
            custom_attrs={"aria-describedby": ""},
        ),
        open=One.opened,
        on_open_change=One.set_open,
    )


def _choice(status: ExportStatus, mark: Mark) -> rx.Component:
    chosen = One.status == status.value
    return rx.el.button(
        rx.el.span(mark.word, class_name=status_class(mark)),
        rx.cond(chosen, icon("check")),
        type="button",
        class_name="btn outline",
        aria_pressed=rx.cond(chosen, "true", "false"),
        on_click=One.choose(status.value),
    )


def _dialog() -> rx.Component:
    form = FormFields(Range)
    statuses = [(status.value, mark.word) for status, mark in EXPORT_STATUS.items()]
    return form_dialog(
        FormDialog(Range, title=_("Edit export status"), save=_("Update"), labels=LABELS),
        rx.el.p(
            _("Invoices and credit notes with these numbers, both ends included."),
            class_name="quiet",
        ),
        rx.el.div(
            form.text(
                "first",
                LABELS["first"],
                required=True,
                input_mode="numeric",
                auto_focus=True,
                on_change=lambda text: Range.typed("first", text).debounce(200),
            ),
            form.text(
                "last",
                LABELS["last"],
                help_text=_("Empty: only the first."),
                input_mode="numeric",
                on_change=lambda text: Range.typed("last", text).debounce(200),
            ),
            class_name="two",
        ),
        form.choice("status", LABELS["status"], statuses, on_change=Range.choose),
        form.text("reason", LABELS["reason"], help_text=_("Kept in the audit log.")),
        rx.el.p(Range.preview, role="status", class_name="medium"),
    )
