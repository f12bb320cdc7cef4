"""Finances → To be invoiced: projects with what can be billed up to a day, and drafts of those ticked."""

from typing import Any

import reflex as rx

from moment_ui.components.billing.new_drafts import new_drafts_dialog
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed
from moment_ui.components.tick import tick
from moment_ui.core.words import _
from moment_ui.reports.billing.billing_view import ProjectLine
from moment_ui.state.billing.to_be_invoiced import ToBeInvoicedState as Page

HEADS = (
    (_("Project"), "grow"),
    (_("Customer"), "who"),
    (_("Held back"), ""),
    (_("Hours"), "num"),
    (_("Hours, amount"), "num"),
    (_("Fixed prices"), "num"),
    (_("Subscriptions"), "num"),
    (_("Expenses, products"), "num"),
    (_("To invoice"), "num"),
)


def to_be_invoiced() -> rx.Component:
    """The filter, the list, its sums, and the dialog."""
    return shell(
        page_head(
            _("To be invoiced"),
            _create(),
            note=Page.view.count_text,
            trail=crumbs((_("Finances"), ""), (_("To be invoiced"), "")),
        ),
        rx.cond(
            Page.phase == "failed",
            failed(_("This could not be read"), Page.problem, retry=Page.load),
            rx.cond(
                Page.phase == "ready",
                rx.el.div(_toolbar(), _body(), _pager(), class_name="report-main billing"),
            ),
        ),
        new_drafts_dialog(),
        area="finances/to-be-invoiced",
    )


def _create() -> rx.Component:
    return rx.el.button(
        rx.icon("file-plus-2"),
        _("Create drafts…"),
        type="button",
        class_name="btn solid",
        disabled=(Page.ticked.length() == 0) & ~Page.everything,
        on_click=Page.preview,
    )


def _until() -> rx.Component:
    """The day up to which everything counts; included."""
    return rx.el.label(
        rx.el.span(_("Up to and including"), class_name="quiet"),
        rx.el.input(
            type="date",
            default_value=Page.until,
            key=Page.until,
            on_change=Page.set_until.debounce(600),
            class_name="field tn",
            aria_invalid=rx.cond(Page.wrong_day != "", "true", "false"),
            required=True,
        ),
        class_name="until",
    )


def _toolbar() -> rx.Component:
    return rx.el.div(
        _until(),
        rx.el.span(class_name="sep"),
        rx.el.input(
            type="search",
            default_value=Page.text,
            placeholder=_("Project or customer"),
            aria_label=_("Project or customer"),
            on_change=Page.find.debounce(300),
            class_name="field find",
        ),
        rx.cond(
            Page.view.sees_all,
            _choice(_("All leaders"), _("Leader"), Page.view.leaders, Page.leader, Page.set_leader),
        ),
        rx.cond(
            Page.view.tags,
            _choice(_("All tags"), _("Tag"), Page.view.tags, Page.tag, Page.set_tag),
        ),
        rx.cond(
            Page.view.customer != "",
            rx.el.span(
                rx.el.span(_("Customer "), rx.el.b(Page.view.customer)),
                rx.el.button(
                    rx.icon("x"),
                    type="button",
                    aria_label=_("Show all customers"),
                    on_click=Page.every_customer,
                ),
                class_name="chip",
            ),
        ),
        class_name="toolbar",
    )


def _choice(nobody: str, label: str, options: Any, value: rx.Var[str], chosen: Any) -> rx.Component:
    return rx.el.select(
        rx.el.option(nobody, value=""),
        rx.foreach(options, lambda one: rx.el.option(one[1], value=one[0], key=one[0])),
        value=value,
        on_change=chosen,
        aria_label=label,
        class_name="field",
    )


def _body() -> rx.Component:
    return rx.cond(
        Page.view.rows,
        rx.fragment(
            rx.cond(Page.everything | (Page.ticked.length() > 0), _selection()),
            rx.el.div(
                rx.el.table(
                    rx.el.caption(_("Projects to be invoiced"), class_name="vh"),
                    rx.el.thead(
                        rx.el.tr(
                            rx.el.th(
                                tick(
                                    on=Page.ticked.length() > 0,
                                    chosen=Page.tick_page,
                                    aria_label=_("Select all on this page"),
                                ),
                                class_name="pick",
                                scope="col",
                            ),
                            *[rx.el.th(word, scope="col", class_name=css) for word, css in HEADS],
                        )
                    ),
                    rx.el.tbody(rx.foreach(Page.view.rows, _row)),
                    rx.el.tfoot(
                        rx.foreach(Page.view.sums, _sum),
                        rx.cond(
                            Page.view.summing,
                            rx.el.tr(
                                rx.el.td(class_name="pick"),
                                rx.el.td(
                                    _("Adding up the whole filter …"),
                                    col_span=9,
                                    class_name="label quiet",
                                ),
                            ),
                        ),
                    ),
                    class_name="report-table listy",
                ),
                class_name="table-scroll",
                tab_index=0,
                role="region",
                aria_label=_("Projects to be invoiced"),
            ),
        ),
        empty(
            "receipt",
            _("Nothing to invoice up to this day"),
            _(
                "Hours, expenses, products, planned payments and subscriptions show here when they are due. "
                "Choose a later day, or another filter."
            ),
        ),
    )


def _selection() -> rx.Component:
    return rx.el.div(
        rx.cond(
            Page.everything,
            rx.el.span(_("All projects in the filter are selected."), class_name="medium"),
            rx.el.span(Page.ticked.length(), _(" selected"), class_name="medium"),
        ),
        rx.cond(
            ~Page.everything & (Page.view.count > Page.view.rows.length()),
            rx.el.button(
                _("Select all in the filter"),
                type="button",
                class_name="btn ghost s1",
                on_click=Page.tick_everything,
            ),
        ),
        rx.el.button(
            _("Clear"), type="button", class_name="btn ghost s1", on_click=Page.tick_page(False)
        ),
        class_name="toolbar selection",
    )


def _row(line: ProjectLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(
            rx.cond(
                line.can & (line.id != 0),
                tick(
                    on=Page.everything | Page.ticked.contains(line.id),
                    chosen=lambda yes: Page.tick(line.id, yes),
                    aria_label=rx.Var.create(_("Select ")).to(str) + line.title,
                ),
            ),
            class_name="pick l-pick",
        ),
        rx.el.td(
            page_link(line.title, to=line.href),
            class_name="name grow l-name",
        ),
        rx.el.td(line.customer, class_name="quiet who l-sub"),
        rx.el.td(
            rx.cond(
                line.held != "",
                page_link(
                    rx.el.span(line.held, class_name=line.held_css), to=line.href, title=line.more
                ),
            ),
            class_name="held l-side",
        ),
        rx.el.td(line.hours, class_name="num"),
        rx.el.td(line.hour_amount, class_name="num"),
        rx.el.td(line.fixed, class_name="num"),
        rx.el.td(line.subscriptions, class_name="num"),
        rx.el.td(line.extras, class_name="num"),
        rx.el.td(line.total, " ", line.currency, class_name="num strong l-amount"),
        key=f"{line.id}-{line.currency}",
        aria_selected=Page.ticked.contains(line.id),
    )


def _sum(line: ProjectLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(class_name="pick"),
        rx.el.td(line.title, col_span=3, class_name="label"),
        rx.el.td(line.hours, class_name="num"),
        rx.el.td(line.hour_amount, class_name="num"),
        rx.el.td(line.fixed, class_name="num"),
        rx.el.td(line.subscriptions, class_name="num"),
        rx.el.td(line.extras, class_name="num"),
        rx.el.td(line.total, class_name="num l-amount"),
        key=line.currency,
    )


def _pager() -> rx.Component:
    return rx.cond(
        Page.view.count > Page.view.rows.length(),
        rx.el.nav(
            rx.el.span(Page.view.place, class_name="push tn"),
            rx.foreach(
                Page.view.pages,
                lambda page: rx.el.button(
                    page[1],
                    type="button",
                    class_name="btn ghost s1",
                    disabled=page[0] == "",
                    on_click=Page.turn(page[0]),
                    key=page[1],
                ),
            ),
            class_name="pager",
            aria_label=_("Pages"),
        ),
    )
