"""Why a payment file, or a payment of it, is refused."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class FileKnown(Conflict):
    """The file was read before: the same bytes, or the same transmission of the same sender."""

    def __init__(self, file_id: int, when: str, by: str, what: str = "") -> None:
        begin = what or _("This file")
        text = _("{what} was read on {when} by {by}. It is not read twice.")
        super().__init__(text.format(what=begin, when=when, by=by or "–"))
        self.file_id = file_id


class PaymentIdsOff(Conflict):
    """OCR files say what was paid by payment ID only."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "OCR files need payment IDs, and the company does not use them. "
                "Switch them on under Setup → Payments."
            )
        )


class NothingToPost(Conflict):
    """No payment of the file has an invoice that it can be posted on."""

    def __init__(self) -> None:
        super().__init__(_("Nothing in this file can be posted. Look at the payments in doubt."))


class NothingPosted(Conflict):
    """There is nothing to undo."""

    def __init__(self) -> None:
        super().__init__(_("Nothing of this file is posted."))


class StillPosted(Conflict):
    """A file with payments in the books cannot be removed."""

    def __init__(self) -> None:
        super().__init__(
            _("Payments of this file are or were in the books. Undo it; its list stays.")
        )


class EntryGone(Conflict):
    """Somebody else has dealt with the payment."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else has dealt with this payment. Reload the page."))


class EmptyPaymentFile(Conflict):
    """A file that is right, without any payment to us."""

    def __init__(self, skipped: int) -> None:
        text = _("There is no payment to us in this file; {count} other things are passed over.")
        super().__init__(text.format(count=skipped))
