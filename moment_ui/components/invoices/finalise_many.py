"""Finalising the drafts that are ticked in a list of invoices."""

from typing import Any

import reflex as rx

from moment_ui.components.link import page_link
from moment_ui.core.words import _
from moment_ui.reports.invoices.draft_view import CheckedView
from moment_ui.state.invoices.invoices import InvoiceListState


def finalise_ticked_button(page: type[InvoiceListState]) -> rx.Component:
    """The act on the rows ticked."""
    return rx.cond(
        page.may_finalise,
        rx.el.button(
            rx.icon("file-check"),
            _("Finalise selected"),
            type="button",
            class_name="btn ghost s1",
            on_click=page.ask_finalise_ticked,
        ),
    )


def finalise_ticked_dialog(page: type[InvoiceListState]) -> rx.Component:
    """Which drafts can go, which not and why, and what became of each."""
    return rx.dialog.root(
        rx.dialog.content(
            rx.dialog.title(_("Finalise the drafts")),
            rx.el.div(
                rx.el.p(
                    _(
                        "Each gets the next number, the oldest first. Those that something stops stay "
                        "drafts. Closing the window ends it after the draft it is at."
                    )
                ),
                rx.el.ul(
                    rx.foreach(page.checked, lambda row: _draft(row, page.around.base)),
                    class_name="problems",
                    tab_index=0,
                    aria_label=_("Drafts"),
                    aria_live="polite",
                ),
                rx.el.div(
                    rx.dialog.close(
                        rx.el.button(_("Close"), type="button", class_name="btn outline")
                    ),
                    rx.el.button(
                        rx.cond(page.going, _("Finalising …"), _("Finalise those that can go")),
                        type="button",
                        class_name="btn solid",
                        disabled=page.going,
                        on_click=page.finalise_ticked,
                    ),
                    class_name="row foot",
                ),
                class_name="form",
            ),
            custom_attrs={"aria-describedby": ""},
        ),
        open=page.deciding,
        on_open_change=page.set_deciding,
    )


def _draft(row: CheckedView, base: Any) -> rx.Component:
    return rx.el.li(
        rx.cond(
            row.done != "",
            rx.el.span(_("Done"), class_name="status good disc"),
            rx.cond(
                row.stops,
                rx.el.span(_("Stops"), class_name="status bad square"),
                rx.cond(
                    row.problems != "",
                    rx.el.span(_("Asks"), class_name="status warn half"),
                    rx.el.span(_("Ready"), class_name="status info ring"),
                ),
            ),
        ),
        rx.el.span(
            page_link(row.title, to=base + row.link, class_name="medium"),
            rx.el.div(row.about, class_name="quiet"),
            rx.cond(
                (row.done != "") | (row.problems != ""),
                rx.el.div(rx.cond(row.done != "", row.done, row.problems), class_name="small"),
            ),
            class_name="grow",
        ),
        key=row.id,
    )
