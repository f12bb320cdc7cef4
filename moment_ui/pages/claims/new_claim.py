"""Travel & expense → New: which kind of claim."""

import reflex as rx

from moment_ui.components.claims.claim_form import claim_form
from moment_ui.components.link import page_link
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.claims.claim_forms import ClaimState
from moment_ui.state.shell import ShellState


def new_claim() -> rx.Component:
    """Two kinds, and the way to an earlier claim to copy."""
    return shell(
        page_head(_("New claim"), trail=crumbs((_("Travel & expense"), ""), (_("New claim"), ""))),
        rx.el.div(
            _kind(
                "plane",
                "travel",
                _("Travel claim"),
                _("A journey: from, to, the days, and what it cost."),
            ),
            _kind(
                "receipt", "expense", _("Expense claim"), _("Something you paid for the company.")
            ),
            rx.el.p(
                _("Like an earlier one? Open it under "),
                page_link(
                    _("My claims"), to=f"/{ShellState.company.slug}/claims", class_name="link"
                ),
                _(" and copy it."),
                class_name="quiet",
            ),
            class_name="content claim-kinds",
        ),
        claim_form(),
        area="claims/new",
    )


def _kind(icon: str, kind: str, word: str, text: str) -> rx.Component:
    return rx.el.button(
        rx.icon(icon),
        rx.el.span(word, class_name="medium block"),
        rx.el.span(text, class_name="quiet block"),
        type="button",
        class_name="card claim-kind",
        on_click=ClaimState.start(kind),
    )
