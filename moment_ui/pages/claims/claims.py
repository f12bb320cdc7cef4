"""Travel & expense → My claims, and Claims: those one decides on."""

import reflex as rx

from moment_ui.components.claims.claim_form import claim_form, new_claim_buttons
from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.claims.claim_lists import ClaimsState, MyClaimsState

OWN = Words(
    icon="ticket",
    nothing_yet=_("You have no claims yet"),
    nothing_found=_("No claims in this filter"),
    could_not_read=_("Your claims could not be read"),
)
ALL = Words(
    icon="ticket",
    nothing_yet=_("No claims have been sent to you"),
    nothing_found=_("No claims in this filter"),
    could_not_read=_("The claims could not be read"),
)


def my_claims() -> rx.Component:
    """One's own claims, whatever became of them."""
    return shell(
        page_head(
            _("My claims"),
            export_menu(MyClaimsState),
            panel_button(MyClaimsState),
            *new_claim_buttons(),
            note=MyClaimsState.count_text,
            trail=crumbs((_("Travel & expense"), ""), (_("My claims"), "")),
        ),
        report(MyClaimsState, OWN),
        claim_form(),
        area="claims",
    )


def claims() -> rx.Component:
    """What was sent for review, with its sums."""
    return shell(
        page_head(
            _("Claims"),
            export_menu(ClaimsState),
            panel_button(ClaimsState),
            note=ClaimsState.count_text,
            trail=crumbs((_("Travel & expense"), ""), (_("Claims"), "")),
        ),
        report(ClaimsState, ALL),
        area="claims/review",
    )
