"""What can stop a credit note from being made."""

from moment_ui.core.errors import Conflict, Invalid, NeedsConfirmation
from moment_ui.core.words import _


class CannotCredit(Conflict):
    """The invoice cannot be credited."""

    @classmethod
    def a_draft(cls) -> "CannotCredit":
        """It has no number yet."""
        return cls(_("A draft is changed or deleted, not credited."))

    @classmethod
    def a_credit_note(cls) -> "CannotCredit":
        """It is one itself."""
        return cls(_("A credit note is not credited. Make a new invoice instead."))

    @classmethod
    def less_than_nought(cls, number: int) -> "CannotCredit":
        """It came to less than nought, which was possible once: it is one in all but name."""
        text = _(
            "Invoice {number} comes to less than nought: it owes the customer, as a credit note does. "
            "Make a new invoice of the same amount instead, and set the two off with a payment on each."
        )
        return cls(text.format(number=number))

    @classmethod
    def nothing_left(cls, number: int) -> "CannotCredit":
        """Credit notes have taken all of it."""
        return cls(_("Invoice {number} is credited already, all of it.").format(number=number))

    @classmethod
    def without_project(cls) -> "CannotCredit":
        """There is no project to move."""
        return cls(_("The invoice has no project that could move to another customer."))

    @classmethod
    def copied(cls, number: int) -> "CannotCredit":
        """A draft bills the same to a new customer already."""
        text = _(
            "There is a draft that copies invoice {number} for another customer already. Delete it "
            "first, or credit the invoice alone."
        )
        return cls(text.format(number=number))


class CreditDraftThere(NeedsConfirmation):
    """There is a draft that credits the invoice."""

    def __init__(self, number: int) -> None:
        text = _(
            "There is a draft of a credit note for invoice {number} already. Make another one?"
        )
        super().__init__(key="another", question=text.format(number=number))


class NotThatInvoice(Invalid):
    """The number does not name an invoice of the customer."""

    def __init__(self) -> None:
        super().__init__(
            credit_of=_("The customer has no invoice with this number, or it is a credit note.")
        )
