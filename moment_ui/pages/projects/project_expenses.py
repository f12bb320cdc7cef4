"""A project's tab: its expenses with receipts, and what is sold in it."""

import reflex as rx

from moment_ui.components.card import add_button, callout, card, nothing_yet, small_button
from moment_ui.components.drop_zone import upload_script
from moment_ui.components.link import file_link, page_link
from moment_ui.components.projects.expense_forms import expense_form, product_form
from moment_ui.components.projects.project_frame import project_frame
from moment_ui.components.projects.project_tabs import EXPENSES
from moment_ui.core.words import _
from moment_ui.reports.projects.project_expenses import ExpenseLine, ProductLine
from moment_ui.state.projects.expense_forms import ExpenseState, ProductState
from moment_ui.state.projects.project_expenses import ProjectExpensesState as Page

EXPENSE_HEADS = (
    (_("Date"), ""),
    (_("Expense"), "grow"),
    (_("Status"), ""),
    (_("Cost"), "num"),
    (_("Price"), "num"),
    (_("Billed"), ""),
    (_("Receipt"), ""),
    ("", ""),
)
PRODUCT_HEADS = (
    (_("Date"), ""),
    (_("Product"), "grow"),
    (_("Quantity"), "num"),
    (_("Price"), "num"),
    (_("Net"), "num"),
    (_("Billed"), ""),
    ("", ""),
)


def project_expenses() -> rx.Component:
    """Two cards, and the forms."""
    return project_frame(
        upload_script(),
        rx.cond(
            Page.phase == "ready",
            rx.el.div(_waiting(), _expenses(), _products(), class_name="content stack"),
        ),
        expense_form(),
        product_form(),
        tab=EXPENSES,
    )


def _waiting() -> rx.Component:
    """What the main project of a partner company does not have yet, and the way to bring it there."""
    return rx.cond(
        Page.view.waiting != "",
        callout(
            Page.view.waiting,
            rx.cond(
                Page.view.may_edit,
                rx.el.button(
                    Page.view.bring, type="button", class_name="btn s1", on_click=Page.bring_over
                ),
            ),
        ),
    )


def _expenses() -> rx.Component:
    return card(
        _("Expenses"),
        rx.cond(
            Page.view.expenses,
            _table(_("Expenses"), EXPENSE_HEADS, rx.foreach(Page.view.expenses, _expense)),
            nothing_yet(_("No expenses yet: travel, copies, fees that others pay for.")),
        ),
        note=Page.view.expense_note,
        actions=(rx.cond(Page.view.may_edit, add_button(_("New expense"), ExpenseState.start)),),
    )


def _products() -> rx.Component:
    return card(
        _("Products"),
        rx.cond(
            Page.view.products,
            _table(_("Products"), PRODUCT_HEADS, rx.foreach(Page.view.products, _product)),
            nothing_yet(_("No products yet: models, prints, licences sold in the project.")),
        ),
        note=Page.view.product_note,
        actions=(rx.cond(Page.view.may_edit, add_button(_("New product"), ProductState.start)),),
    )


def _table(name: str, heads: tuple[tuple[str, str], ...], rows: rx.Component) -> rx.Component:
    return rx.el.div(
        rx.el.table(
            rx.el.caption(name, class_name="vh"),
            rx.el.thead(
                rx.el.tr(
                    *[
                        rx.el.th(
                            word or rx.el.span(_("Change"), class_name="vh"),
                            scope="col",
                            class_name=css,
                        )
                        for word, css in heads
                    ]
                )
            ),
            rx.el.tbody(rows),
            class_name="report-table two-lined",
        ),
        class_name="table-scroll",
        tab_index=0,
        role="region",
        aria_label=name,
    )


def _expense(line: ExpenseLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.day, class_name="tn quiet"),
        rx.el.td(
            rx.el.div(line.text, class_name="medium"),
            rx.el.div(line.about, class_name="quiet small"),
            _places(line),
            class_name="grow",
        ),
        rx.el.td(
            rx.cond(
                line.billed_href != "",
                page_link(line.billed, to=line.billed_href, class_name="link"),
                rx.el.span(line.status, class_name=line.status_css),
            )
        ),
        _amount(_("Cost"), line.cost),
        _amount(_("Price"), line.price),
        rx.el.td(line.billing, class_name="quiet"),
        rx.el.td(_receipt(line)),
        rx.el.td(rx.cond(line.billed_href == "", _expense_tools(line)), class_name="of-tools"),
        key=line.id,
    )


def _places(line: ExpenseLine) -> rx.Component:
    return rx.fragment(
        rx.cond(
            line.origin != "",
            rx.el.div(rx.icon("arrow-down-left"), line.origin, class_name="quiet small"),
        ),
        rx.cond(
            line.shared != "",
            rx.el.div(rx.icon("arrow-up-right"), line.shared, class_name="quiet small"),
        ),
    )


def _amount(word: str, amount: str | rx.Var[str]) -> rx.Component:
    return rx.el.td(amount, class_name="num", custom_attrs={"data-word": word})


def _receipt(line: ExpenseLine) -> rx.Component:
    bring = rx.el.label(
        rx.icon("paperclip"),
        rx.el.span(_("Add receipt"), class_name="small"),
        rx.el.input(
            type="file",
            accept="application/pdf,image/*",
            aria_label=rx.Var.create(_("Receipt of ")).to(str) + line.text,
            custom_attrs={"data-receipt": line.upload},
        ),
        class_name="receipt-of link",
    )
    return rx.cond(
        line.receipt_href != "",
        rx.el.span(
            file_link(line.receipt, href=line.receipt_href, class_name="link"),
            rx.cond(
                Page.view.may_edit & (line.upload != ""),
                small_button(
                    "x", _("Remove the receipt of {name}"), line.text, Page.remove_receipt(line.id)
                ),
            ),
            class_name="receipt-of",
        ),
        rx.cond(Page.view.may_edit & (line.upload != ""), bring),
    )


def _expense_tools(line: ExpenseLine) -> rx.Component:
    return rx.fragment(
        rx.cond(
            line.waits & Page.view.may_accept,
            rx.fragment(
                small_button("check", _("Accept {name}"), line.text, Page.accept(line.id)),
                small_button("ban", _("Reject {name}"), line.text, Page.reject(line.id)),
            ),
        ),
        rx.cond(
            Page.view.may_edit,
            rx.fragment(
                small_button("pencil", _("Edit {name}"), line.text, ExpenseState.edit(line.id)),
                rx.cond(
                    line.held,
                    rx.fragment(),
                    small_button(
                        "trash-2", _("Remove {name}"), line.text, Page.remove_expense(line.id)
                    ),
                ),
            ),
        ),
    )


def _product(line: ProductLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.day, class_name="tn quiet"),
        rx.el.td(
            rx.el.div(line.text, class_name="medium"),
            rx.el.div(line.about, class_name="quiet small"),
            class_name="grow",
        ),
        rx.el.td(line.quantity, class_name="num"),
        _amount(_("Price"), line.price),
        _amount(_("Net"), line.net),
        rx.el.td(
            rx.cond(
                line.billed_href != "",
                page_link(line.billed, to=line.billed_href, class_name="link"),
                rx.el.span(_("To be invoiced"), class_name="quiet"),
            )
        ),
        rx.el.td(
            rx.cond(
                (line.billed_href == "") & Page.view.may_edit,
                rx.fragment(
                    small_button("pencil", _("Edit {name}"), line.text, ProductState.edit(line.id)),
                    small_button(
                        "trash-2", _("Remove {name}"), line.text, Page.remove_product(line.id)
                    ),
                ),
            ),
            class_name="of-tools",
        ),
        key=line.id,
    )
