"""The dialog that shows which drafts arise, with what to know of them, before they are made."""

import reflex as rx

from moment_ui.components.blockers import blocker_rows
from moment_ui.components.card import callout
from moment_ui.core.words import _
from moment_ui.reports.billing.billing_view import DraftLine, PlannedView, SumLine
from moment_ui.state.billing.new_drafts import NewDraftsState as Drafts


def new_drafts_dialog() -> rx.Component:
    """The preview. Ctrl-Enter makes the drafts, Escape leaves."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(Drafts.view.title),
            rx.el.div(
                rx.cond(Drafts.problem != "", callout(Drafts.problem, tone="bad")),
                rx.el.div(rx.foreach(Drafts.view.drafts, _draft), class_name="planned"),
                rx.cond(Drafts.view.more != "", rx.el.p(Drafts.view.more, class_name="quiet")),
                rx.cond(
                    Drafts.view.warnings,
                    rx.el.section(
                        rx.el.h3(
                            _("To be mended before they are finalised"), class_name="card-title"
                        ),
                        blocker_rows(Drafts.view.warnings),
                        class_name="card",
                    ),
                ),
                rx.cond(
                    Drafts.view.left_out,
                    rx.el.section(
                        rx.el.h3(_("No draft is made of these"), class_name="card-title"),
                        rx.el.ul(
                            rx.foreach(Drafts.view.left_out, _left_out), class_name="blockers"
                        ),
                        class_name="card",
                    ),
                ),
                rx.el.dl(
                    rx.foreach(Drafts.view.totals, _total), class_name="facts sums planned-sums"
                ),
                rx.el.div(
                    rx.el.button(
                        _("Cancel"), type="button", class_name="btn ghost", on_click=Drafts.close
                    ),
                    rx.el.button(
                        Drafts.view.button,
                        type="button",
                        class_name="btn solid",
                        disabled=Drafts.saving | (Drafts.view.drafts.length() == 0),
                        on_click=Drafts.create,
                        custom_attrs={
                            "data-hotkey": "Ctrl+Enter",
                            "aria-keyshortcuts": "Control+Enter",
                        },
                    ),
                    class_name="dialog-foot",
                ),
                class_name="form",
            ),
            class_name="wide",
            custom_attrs={"aria-describedby": ""},
        ),
        open=Drafts.opened,
        on_open_change=Drafts.set_open,
    )


def _draft(draft: PlannedView) -> rx.Component:
    return rx.el.details(
        rx.el.summary(
            rx.el.span(
                rx.el.span(draft.customer, class_name="medium"),
                rx.el.span(draft.projects, class_name="quiet small"),
                rx.cond(draft.about != "", rx.el.span(draft.about, class_name="quiet small")),
                class_name="grow who",
            ),
            rx.el.span(
                rx.el.span(draft.net, " ", draft.currency, class_name="tn strong"),
                rx.el.span(_("with VAT "), draft.gross, class_name="quiet small tn"),
                class_name="what",
            ),
        ),
        rx.el.div(
            rx.el.table(
                rx.el.thead(
                    rx.el.tr(
                        rx.el.th(_("Line"), scope="col"),
                        rx.el.th(_("Quantity"), scope="col", class_name="num"),
                        rx.el.th(_("Price"), scope="col", class_name="num"),
                        rx.el.th(_("Net"), scope="col", class_name="num"),
                    )
                ),
                rx.el.tbody(rx.foreach(draft.lines, _line)),
                class_name="report-table",
            ),
            class_name="table-scroll",
            tab_index=0,
            role="region",
            aria_label=draft.customer,
        ),
        open=Drafts.view.drafts.length() == 1,
        key=draft.customer + draft.projects + draft.currency + draft.net,
    )


def _line(line: DraftLine) -> rx.Component:
    return rx.el.tr(
        rx.el.td(line.text, class_name="grow"),
        rx.el.td(line.quantity, class_name="num"),
        rx.el.td(line.price, class_name="num"),
        rx.el.td(line.net, class_name="num"),
    )


def _left_out(line: SumLine) -> rx.Component:
    return rx.el.li(
        rx.el.span(line.label, class_name="medium"),
        rx.el.span(line.value, class_name="grow quiet"),
        key=line.label,
    )


def _total(line: SumLine) -> rx.Component:
    return rx.fragment(rx.el.dt(line.label), rx.el.dd(line.value), key=line.label)
