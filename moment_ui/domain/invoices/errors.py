"""What can be wrong with a payment."""

from decimal import Decimal
from typing import Self

from moment_ui.core.errors import Conflict
from moment_ui.core.money import currency_decimals
from moment_ui.core.words import _


class PaymentRefused(Conflict):
    """The payment cannot be posted on this invoice."""

    @classmethod
    def on_draft(cls) -> Self:
        """Nobody owes a draft."""
        return cls(_("A draft cannot be paid. Finalise the invoice first."))

    @classmethod
    def of_nothing(cls) -> Self:
        """No amount."""
        return cls(_("Write an amount; a negative one gives money back."))

    @classmethod
    def too_exact(cls, currency: str) -> Self:
        """An amount that nobody can pay in the currency."""
        text = _("An amount in {currency} has at most {count} decimals.")
        return cls(text.format(currency=currency, count=currency_decimals(currency)))

    @classmethod
    def beyond(cls, outstanding: Decimal) -> Self:
        """More written off than is owed."""
        return cls(
            _("Only what is outstanding can be written off: {amount:.2f}.").format(
                amount=outstanding
            )
        )
