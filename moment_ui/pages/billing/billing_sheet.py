"""One project in To be invoiced: its rows by kind, what is held back, and drafts of what is ticked."""

from typing import Any

import reflex as rx

from moment_ui.components.billing.new_drafts import new_drafts_dialog
from moment_ui.components.billing.planned_payments import later_card, payment_dialog
from moment_ui.components.blockers import blocker_rows
from moment_ui.components.card import callout, card
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.components.tick import tick
from moment_ui.core.words import _
from moment_ui.reports.billing.billing_view import ItemLine, KindView
from moment_ui.state.billing.billing_sheet import BillingSheetState as Sheet
from moment_ui.state.billing.due_payment import DuePaymentState


def billing_sheet() -> rx.Component:
    """What is held back first, then a card for each kind."""
    return shell(
        page_head(
            Sheet.view.title,
            _until(),
            rx.el.button(
                rx.icon("file-plus-2"),
                _("Create drafts…"),
                type="button",
                class_name="btn solid",
                disabled=(Sheet.ticked.length() == 0) | Sheet.view.stopped,
                on_click=Sheet.preview,
            ),
            trail=crumbs(
                (_("Finances"), ""),
                (_("To be invoiced"), Sheet.company + "/finances/to-be-invoiced"),
                (Sheet.view.name, ""),
            ),
        ),
        rx.cond(
            Sheet.phase == "failed",
            failed(_("This cannot be shown"), Sheet.problem, retry=Sheet.load),
            rx.cond(Sheet.phase == "ready", _sheet()),
        ),
        new_drafts_dialog(),
        payment_dialog(),
        area="finances/to-be-invoiced",
    )


def _until() -> rx.Component:
    wrong: Any = Sheet.errors.contains("until")
    return rx.el.label(
        rx.el.span(_("Up to and including"), class_name="quiet"),
        rx.el.input(
            type="date",
            default_value=Sheet.until,
            key=Sheet.until,
            on_change=Sheet.set_until.debounce(600),
            class_name="field tn",
            required=True,
            aria_invalid=rx.cond(wrong, "true", "false"),
        ),
        rx.cond(wrong, rx.el.span(Sheet.errors["until"], class_name="error", role="alert")),
        class_name="until",
    )


def _sheet() -> rx.Component:
    return rx.el.div(
        rx.el.p(
            rx.cond(
                Sheet.view.customer_id != 0,
                page_link(
                    Sheet.view.customer,
                    to=Sheet.company + f"/customers/{Sheet.view.customer_id}",
                    class_name="link",
                ),
                rx.el.span(_("Without a customer")),
            ),
            rx.cond(Sheet.view.leader != "", rx.el.span(_(" · led by "), Sheet.view.leader)),
            rx.el.span(" · "),
            page_link(
                _("the project"),
                to=Sheet.company + f"/projects/{Sheet.view.id}",
                class_name="link",
            ),
            class_name="quiet",
        ),
        rx.cond(Sheet.view.within != "", callout(Sheet.view.within)),
        rx.cond(
            Sheet.view.blockers,
            card(_("Held back"), blocker_rows(Sheet.view.blockers, Sheet.approve)),
        ),
        rx.foreach(Sheet.view.kinds, _kind),
        rx.cond(
            Sheet.view.kinds.length() == 0,
            card(
                _("Nothing can be invoiced up to this day"),
                empty(
                    "receipt",
                    _("Nothing is due"),
                    _("Choose a later day, or mend what is held back."),
                ),
            ),
        ),
        later_card(),
        class_name="content stack billing-sheet",
    )


def _kind(kind: KindView) -> rx.Component:
    keys = kind.rows
    return rx.el.section(
        rx.el.header(
            tick(
                on=Sheet.ticked_kinds.contains(kind.kind),
                chosen=lambda yes: Sheet.tick_kind(kind.kind, yes),
                aria_label=rx.Var.create(_("Select all: ")).to(str) + kind.title,
            ),
            rx.el.h2(kind.title),
            rx.el.span(kind.note, class_name="quiet tn"),
            rx.cond((kind.kind == "expense") & Sheet.view.may_edit, _switch()),
        ),
        rx.el.div(
            rx.el.table(
                rx.el.caption(kind.title, class_name="vh"),
                rx.el.tbody(rx.foreach(keys, _item)),
                class_name="report-table items",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=kind.title,
        ),
        class_name="card",
        key=kind.kind,
    )


def _switch() -> rx.Component:
    return rx.el.span(
        rx.el.button(
            _("Include in the price"),
            type="button",
            class_name="btn ghost s1",
            on_click=Sheet.include(True),
        ),
        rx.el.button(
            _("Invoice separately"),
            type="button",
            class_name="btn ghost s1",
            on_click=Sheet.include(False),
        ),
        class_name="push",
    )


def _item(item: ItemLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            tick(
                on=Sheet.ticked.contains(item.key),
                chosen=lambda yes: Sheet.tick(item.key, yes),
                aria_label=rx.Var.create(_("Select ")).to(str) + item.text,
            ),
            class_name="pick",
        ),
        rx.el.td(
            rx.el.div(item.text, class_name="medium"),
            rx.el.div(item.about, class_name="quiet small"),
            class_name="grow",
        ),
        rx.el.td(item.day, class_name="quiet tn only-wide-cell"),
        rx.el.td(item.hours, class_name="num"),
        rx.el.td(item.price, class_name="num quiet"),
        rx.el.td(
            rx.match(
                item.free,
                (True, _amount(item)),
                rx.el.span(item.amount, class_name=rx.cond(item.included, "quiet", "")),
            ),
            class_name="num strong",
        ),
        rx.el.td(
            rx.cond(item.payers, _payer(item)),
            rx.cond(
                item.planned & Sheet.view.may_edit,
                rx.el.button(
                    rx.icon("pencil"),
                    type="button",
                    class_name="btn ghost icon s1",
                    aria_label=rx.Var.create(_("Change amount and date of ")).to(str) + item.text,
                    title=_("Change amount and date"),
                    on_click=DuePaymentState.start(item.row_id),
                ),
            ),
            class_name="of-tools",
        ),
        key=item.key,
    )


def _amount(item: ItemLine) -> rx.Component:
    wrong: Any = Sheet.errors.contains(item.key)
    return rx.el.div(
        rx.el.input(
            default_value=item.typed,
            key=item.typed + " " + Sheet.round.to_string(),
            on_blur=lambda typed: Sheet.set_amount(item.key, typed),
            input_mode="decimal",
            auto_complete="off",
            class_name="field num",
            aria_label=rx.Var.create(_("Amount of ")).to(str) + item.text,
            aria_invalid=rx.cond(wrong, "true", "false"),
        ),
        rx.cond(wrong, rx.el.span(Sheet.errors[item.key], class_name="error", role="alert")),
        class_name="cell",
    )


def _payer(item: ItemLine) -> rx.Component:
    return rx.el.select(
        rx.foreach(item.payers, lambda one: rx.el.option(one[1], value=one[0], key=one[0])),
        on_change=lambda key: Sheet.set_payer(item.key, key),
        aria_label=rx.Var.create(_("Who pays for ")).to(str) + item.text,
        class_name="field",
        key=Sheet.round.to_string(),
    )
