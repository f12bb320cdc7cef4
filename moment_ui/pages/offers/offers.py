"""Offers: the list of the company's offers, and the way to a new one."""

import reflex as rx

from moment_ui.components.lists.exports import export_menu
from moment_ui.components.lists.report import Words, report
from moment_ui.components.lists.report_panel import panel_button
from moment_ui.components.offers.new_offer import new_offer_button, new_offer_dialog
from moment_ui.components.page_head import crumbs, page_head
from moment_ui.components.shell import shell
from moment_ui.core.words import _
from moment_ui.state.offers.offers import OffersState

WORDS = Words(
    icon="file-text",
    nothing_yet=_("No offers yet"),
    nothing_found=_("No offers in this filter"),
    could_not_read=_("The offers could not be read"),
)


def offers() -> rx.Component:
    """The list with its head."""
    return shell(
        page_head(
            _("Offers"),
            export_menu(OffersState),
            panel_button(OffersState),
            rx.cond(OffersState.may_create, new_offer_button()),
            note=OffersState.count_text,
            trail=crumbs((_("Offers"), "")),
        ),
        report(OffersState, WORDS, first_step=rx.cond(OffersState.may_create, new_offer_button())),
        new_offer_dialog(),
        area="offers",
    )
