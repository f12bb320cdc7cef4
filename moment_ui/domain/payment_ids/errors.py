"""Why an invoice gets no payment ID."""

from moment_ui.core.errors import AppError
from moment_ui.core.words import _


class PaymentIdRefused(AppError):
    """The format cannot hold this invoice: nothing is ever cut to fit."""

    @classmethod
    def too_long(cls, number: int, digits: int, token: str) -> "PaymentIdRefused":
        """A number has more digits than its field."""
        return cls(
            _(
                "The payment ID has no room for {number}: {token} holds {digits} digits. Give it more under Setup → Payments."
            ).format(number=number, digits=digits, token=token)
        )

    @classmethod
    def negative(cls, number: int) -> "PaymentIdRefused":
        """A number below nought has no digits to write."""
        return cls(_("{number} cannot stand in a payment ID.").format(number=number))

    @classmethod
    def format(cls, problem: str) -> "PaymentIdRefused":
        """The format itself is wrong by now."""
        return cls(
            _("The payment ID’s format needs a look under Setup → Payments: {problem}").format(
                problem=problem
            )
        )
