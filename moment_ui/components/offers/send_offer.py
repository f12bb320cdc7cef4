"""The dialog that sends an offer."""

import reflex as rx

from moment_ui.components.letter_dialog import LetterDialog, letter_dialog
from moment_ui.components.offers.offer_side import PDF, offer_sheets
from moment_ui.core.words import _
from moment_ui.state.offers.send_offer import SendOfferState


def send_dialog() -> rx.Component:
    """To whom, with what words; beside it what the customer will get."""
    return letter_dialog(
        LetterDialog(
            SendOfferState,
            _("Send the offer"),
            PDF,
            offer_sheets(),
            _("I give it to the customer myself: count it as sent"),
            hint=_("{link} becomes the address of the customer's page."),
        )
    )
