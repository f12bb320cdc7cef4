"""Finances → Sent together: many invoices sent by one click, while they go and after."""

from typing import Any

import reflex as rx

from moment_ui.components.card import callout, card
from moment_ui.components.invoices.send_many import counts, lines_of
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import empty, failed, working
from moment_ui.core.words import _
from moment_ui.reports.invoices.send_many import EarlierView
from moment_ui.state.invoices.send_batch import SendBatchState as State

SHOWN: Any = State.shown


def send_batch() -> rx.Component:
    """The sending, and those before it."""
    return shell(
        page_head(
            _("Sent together"),
            rx.cond(
                SHOWN.again & (SHOWN.phase != "going"),
                rx.el.button(
                    rx.icon("rotate-ccw"),
                    _("Try those again that did not go"),
                    type="button",
                    class_name="btn outline",
                    on_click=State.again,
                ),
            ),
            note=SHOWN.title,
            trail=crumbs(
                (_("Finances"), ""),
                (_("Invoices"), State.base + "/finances/invoices"),
                (_("Sent together"), ""),
            ),
        ),
        rx.cond(
            State.phase == "failed",
            failed(_("The sending cannot be shown"), State.problem, retry=State.load),
        ),
        rx.cond(
            State.phase == "empty",
            empty(
                "send",
                _("Nothing was sent together yet"),
                _("Tick invoices in the list of invoices, then choose Send selected."),
            ),
        ),
        rx.cond(State.phase == "ready", _sending()),
        area="finances/invoices",
    )


def _sending() -> rx.Component:
    return rx.el.div(
        rx.cond(
            SHOWN.phase == "going",
            working(
                _("Sending"),
                SHOWN.progress,
                State.percent,
                cancel=State.cancel,
                help_text=_("You can leave this page: it goes on, and you find it here again."),
            ),
        ),
        rx.cond(SHOWN.phase == "broken", _broken()),
        rx.cond(
            SHOWN.phase == "cancelled",
            callout(_("It was cancelled. What had gone by then has gone."), tone="warn"),
        ),
        counts(SHOWN.counts),
        card(
            _("Invoices"),
            rx.el.div(
                lines_of(SHOWN.lines, State.base),
                rx.cond(SHOWN.more != "", rx.el.p(SHOWN.more, class_name="quiet small")),
                class_name="body",
            ),
            note=SHOWN.note,
        ),
        rx.cond(
            SHOWN.earlier,
            card(
                _("The latest"),
                rx.el.div(
                    rx.el.table(
                        rx.el.caption(_("What was sent together"), class_name="vh"),
                        rx.el.thead(
                            rx.el.tr(
                                rx.el.th(_("Sending"), scope="col"),
                                rx.el.th(_("By"), scope="col", class_name="grow"),
                            )
                        ),
                        rx.el.tbody(rx.foreach(SHOWN.earlier, _earlier)),
                        class_name="report-table",
                    ),
                    class_name="table-scroll",
                    tab_index=0,
                    role="region",
                    aria_label=_("What was sent together"),
                ),
            ),
        ),
        class_name="content stack",
    )


def _broken() -> rx.Component:
    return callout(
        rx.el.p(
            _("The server was stopped while it was sending: "),
            SHOWN.progress,
            _(" were begun. Nothing goes twice when you go on."),
        ),
        rx.el.div(
            rx.el.button(
                _("Send the rest"), type="button", class_name="btn outline s1", on_click=State.go_on
            ),
            rx.el.button(
                _("Leave it"), type="button", class_name="btn ghost s1", on_click=State.cancel
            ),
            class_name="row",
        ),
        tone="warn",
    )


def _earlier(one: EarlierView) -> rx.Component:
    return rx.el.tr(
        rx.el.td(page_link(one.title, to=State.base + one.link)),
        rx.el.td(one.note, class_name="grow quiet"),
        key=one.link,
    )
