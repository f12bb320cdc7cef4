"""What can be wrong with a payment, or with taking one back."""

import datetime as dt
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
    def beyond(cls, outstanding: str) -> Self:
        """More written off than is owed, which is said as the reader writes amounts."""
        text = _("Only what is outstanding can be written off: {amount}.")
        return cls(text.format(amount=outstanding))


class NotTakenBack(Conflict):
    """The payment stays as it is."""

    @classmethod
    def already(cls) -> Self:
        """Somebody was first."""
        return cls(_("The payment has been taken back already."))

    @classmethod
    def takes_back(cls) -> Self:
        """It is itself what took another back."""
        return cls(_("This takes another payment back. Register that one again instead."))

    @classmethod
    def of_a_file(cls) -> Self:
        """It came with others."""
        return cls(
            _(
                "The payment was read from a payment file. Undo the whole file under Payment files, "
                "or register a negative payment."
            )
        )

    @classmethod
    def of_a_credit_note(cls) -> Self:
        """Two documents are settled by it."""
        return cls(_("A credit note and its invoice settle each other. That cannot be taken back."))

    @classmethod
    def of_accounting(cls) -> Self:
        """Another system is the source."""
        return cls(_("The payment came from the accounting system. Take it back there."))


def in_closed_period(until: dt.date) -> str:
    """What is wrong with a day in a closed period."""
    return _("The period until {day} is closed. Choose a later day.").format(
        day=f"{until:%d.%m.%Y}"
    )
