"""Travel & expense → Categories."""

import reflex as rx

from moment_ui.components.card import card, nothing_yet, small_button
from moment_ui.components.form_dialog import FormDialog, form_dialog
from moment_ui.components.form_fields import FormFields
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.setup_list import new_row_button, row_name, setup_table
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.claims.categories import CategoriesState as Page
from moment_ui.state.claims.categories import CategoryLine, CategoryState

HEADS = ((_("Category"), "grow"), (_("Account"), ""), (_("Offered"), ""))


def claim_categories() -> rx.Component:
    """The list, and the form of a category."""
    return shell(
        page_head(
            _("Categories"),
            new_row_button(_("New category"), CategoryState.start),
            trail=crumbs((_("Travel & expense"), ""), (_("Categories"), "")),
        ),
        rx.cond(
            Page.phase == "ready",
            rx.el.div(
                card(
                    _("What claims are for"),
                    rx.cond(
                        Page.rows,
                        setup_table(_("Categories"), HEADS, rx.foreach(Page.rows, _row), acts=True),
                        nothing_yet(_("No categories yet: train, hotel, meals, parking.")),
                    ),
                ),
                class_name="content stack",
            ),
        ),
        _form(),
        area="claims/categories",
    )


def _row(row: CategoryLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(row_name(row.name, CategoryState.edit(row.id), may=True), class_name="grow"),
        rx.el.td(row.account, class_name="tn quiet"),
        rx.el.td(
            rx.cond(
                row.active,
                rx.el.span(_("Offered"), class_name="status good"),
                rx.el.span(_("Put aside"), class_name="status bar"),
            )
        ),
        rx.el.td(
            rx.cond(
                row.active,
                small_button(
                    "archive", _("Put {name} aside"), row.name, Page.set_active(row.id, False)
                ),
                small_button(
                    "archive-restore",
                    _("Offer {name} again"),
                    row.name,
                    Page.set_active(row.id, True),
                ),
            ),
            class_name="acts",
        ),
        key=row.id,
    )


def _form() -> rx.Component:
    form = FormFields(CategoryState)
    labels = {"name": _("Category"), "account": _("Account")}
    return form_dialog(
        FormDialog(CategoryState, CategoryState.title, _("Save"), labels),
        form.text("name", labels["name"], required=True, auto_focus=True),
        form.text("account", labels["account"], help_text=_("What it is booked on.")),
    )
