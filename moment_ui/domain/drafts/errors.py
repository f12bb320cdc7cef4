"""What can stop a draft from being made or removed."""

from typing import Self

from moment_ui.core.errors import Conflict, Invalid, NeedsConfirmation
from moment_ui.core.words import _


class NoInvoices(Conflict):
    """The customer's status or part does not allow new invoices."""

    @classmethod
    def blocked(cls, name: str) -> Self:
        """Blocked customers get no new invoices."""
        text = _(
            "{name} is blocked and gets no new invoices. Set the status to Active first, if that is "
            "right."
        )
        return cls(text.format(name=name))

    @classmethod
    def inactive(cls, name: str) -> Self:
        """Inactive customers are hidden from choices."""
        return cls(_("{name} is inactive. Set the status to Active first.").format(name=name))

    @classmethod
    def participant(cls, name: str) -> Self:
        """A project participant is not invoiced."""
        text = _(
            "{name} is a project participant only. Make it a customer too, under Edit, to invoice it."
        )
        return cls(text.format(name=name))


class ActivateFirst(NeedsConfirmation):
    """A potential customer becomes an active one with its first invoice."""

    def __init__(self, name: str) -> None:
        text = _("{name} is a potential customer. Make it active and create the draft?")
        super().__init__(key="activate", question=text.format(name=name))


class NotADraft(Conflict):
    """The invoice has been finalised: only a credit note corrects it."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The invoice is finalised. Correct it with a credit note; drafts only can be changed."
            )
        )


class DraftChanged(Conflict):
    """Somebody else changed the draft after the page had shown it."""

    def __init__(self, by: str) -> None:
        super().__init__(
            _(
                "{by} changed this draft just now. You see it as it stands; do what you wanted once more."
            ).format(by=by or _("Somebody else"))
        )


class TooMuch(Invalid):
    """The amount of a line is beyond what is kept."""

    def __init__(self) -> None:
        super().__init__(unit_price=_("This comes to more than an invoice can hold."))


class TooManyLines(Conflict):
    """The draft has as many lines as a draft may have."""

    def __init__(self, most: int) -> None:
        super().__init__(_("An invoice holds at most {most} lines.").format(most=most))


class PricedInCurrency(Conflict):
    """What the lines bill has its prices in the draft's currency."""

    def __init__(self, currency: str) -> None:
        text = _("The lines bill hours and others priced in {currency}. Take those off first.")
        super().__init__(text.format(currency=currency))


class OfTheProgram(Conflict):
    """The program writes the line itself."""

    def __init__(self) -> None:
        super().__init__(_("The rounding follows from the total; change the step under Company."))


class NothingToApprove(Conflict):
    """The draft does not wait for approval."""

    def __init__(self) -> None:
        super().__init__(_("The draft does not wait for approval now. The page shows it as it is."))


class BilledSince(Conflict):
    """What was taken out and is to come back has been billed or removed since."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "What this billed is on another draft or invoice by now, or was removed: it would be billed "
                "twice. Take it off there first, or make a draft under To be invoiced."
            )
        )


class SeveralRates(Conflict):
    """A line has one amount for hours at several rates, and does not say which of them one had."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The line has one amount for hours at rates that changed. Change its amount yourself, or "
                "remove the line and choose again under To be invoiced."
            )
        )


class SharedDraft(Conflict):
    """The draft bills a part of what several customers share: the parts stand or go together."""

    @classmethod
    def line(cls) -> Self:
        """A line would free what the other customers' drafts still bill a part of."""
        return cls(
            _(
                "Several customers share what this line bills. Delete the draft, and those of the others "
                "with it; then make them again under To be invoiced."
            )
        )

    @classmethod
    def issued(cls, number: int) -> Self:
        """Another part is an invoice by now."""
        text = _(
            "Invoice {number} bills another part of the same work. Credit it first; then this draft can "
            "be deleted."
        )
        return cls(text.format(number=number))
