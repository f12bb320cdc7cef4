"""What can stop an e-invoice from leaving."""

from collections.abc import Sequence

from moment_ui.core.errors import Conflict, NeedsConfirmation
from moment_ui.core.words import _

SEND_AGAIN = "send-e-invoice-again"
TOLD = 3


class NoAccessPoint(Conflict):
    """There is nobody to hand an e-invoice to."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "No access point is configured, and nothing was sent. Download the e-invoice and "
                "hand it over by hand."
            )
        )


class NotAnEInvoice(Conflict):
    """Something must be mended before the invoice can go as an e-invoice."""

    def __init__(self, texts: Sequence[str]) -> None:
        more = len(texts) - TOLD
        told = " ".join(texts[:TOLD]) + (
            _(" And {count} more.").format(count=more) if more > 0 else ""
        )
        super().__init__(_("It cannot go as an e-invoice yet: {reasons}").format(reasons=told))
        self.texts = tuple(texts)


class RulesNotRun(Conflict):
    """The official rules at hand could not be run, and nothing leaves unchecked."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The official rules could not be run, and nothing was sent. Try again, or tell an "
                "administrator."
            )
        )


class HandedOverBefore(NeedsConfirmation):
    """The invoice was given to the network already."""

    def __init__(self) -> None:
        super().__init__(
            SEND_AGAIN,
            _(
                "The e-invoice was handed over before. Hand it over again? The customer may get it twice."
            ),
        )
