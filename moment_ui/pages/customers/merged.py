"""A merge that was done: what undoing it would do, and the button that does it."""

import reflex as rx

from moment_ui.components.card import callout, card, card_body
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.components.states import failed
from moment_ui.core.words import _
from moment_ui.state.customers.unmerge import UnmergeState as Unmerge

View = Unmerge.view


def merged() -> rx.Component:
    """What goes back, what stays, or why it cannot be undone."""
    here = Unmerge.company + f"/customers/{View.survivor_id}"
    return shell(
        page_head(
            _("Undo a merge"),
            trail=crumbs(
                (_("Customers"), Unmerge.company + "/customers"),
                (rx.cond(View.survivor == "", _("Customer"), View.survivor), here),
                (_("Merged"), ""),
            ),
        ),
        rx.fragment(
            rx.match(
                Unmerge.phase,
                (
                    "failed",
                    failed(_("The merge cannot be shown"), Unmerge.problem, retry=Unmerge.load),
                ),
                ("ready", rx.fragment(_content(), _foot(here))),
                rx.fragment(),
            )
        ),
        area="customers",
    )


def _content() -> rx.Component:
    return rx.el.div(
        rx.el.div(
            rx.el.p(View.said),
            rx.cond(View.may_undo, rx.el.p(View.again)),
            rx.cond(
                View.may_undo,
                callout(_("It can be undone until"), " ", View.until, "."),
                callout(
                    rx.el.p(_("It cannot be undone:"), class_name="medium"),
                    rx.el.ul(rx.foreach(View.reasons, rx.el.li)),
                    tone="bad",
                ),
            ),
            rx.cond(View.back.length() > 0, _goes_back()),
            rx.cond(View.stays.length() > 0, _stays()),
            class_name="stack narrow-text",
        ),
        class_name="content",
    )


def _goes_back() -> rx.Component:
    return rx.el.section(
        rx.el.header(rx.el.h2(_("Goes back to "), View.title)),
        card_body(
            rx.el.ul(
                rx.foreach(
                    View.back,
                    lambda line: rx.el.li(
                        rx.el.span(line.label),
                        rx.el.span(line.count, class_name="num"),
                        key=line.label,
                    ),
                ),
                class_name="moves",
            )
        ),
        class_name="card",
    )


def _stays() -> rx.Component:
    return card(
        _("Stays as it is"),
        card_body(rx.el.ul(rx.foreach(View.stays, rx.el.li))),
    )


def _foot(here: rx.Var[str]) -> rx.Component:
    return rx.el.div(
        page_link(_("Cancel"), to=here, class_name="btn ghost"),
        rx.el.span(class_name="push"),
        rx.el.button(
            rx.icon("undo-2"),
            _("Undo the merge"),
            type="button",
            class_name="btn solid",
            disabled=~View.may_undo,
            on_click=Unmerge.undo,
        ),
        class_name="foot-bar",
    )
