"""What can stop an offer from being made, changed, sent or decided."""

import datetime as dt

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _


class NoOffers(Conflict):
    """The customer's status or part does not allow new offers."""

    @classmethod
    def blocked(cls, name: str) -> "NoOffers":
        """Blocked customers get nothing new."""
        return cls(
            _("{name} is blocked and gets no offers. Set the status to Active first.").format(
                name=name
            )
        )

    @classmethod
    def inactive(cls, name: str) -> "NoOffers":
        """Inactive customers are hidden from choices."""
        return cls(_("{name} is inactive. Set the status to Active first.").format(name=name))

    @classmethod
    def participant(cls, name: str) -> "NoOffers":
        """A project participant orders nothing."""
        return cls(
            _(
                "{name} is a project participant only. Make it a customer too, under Edit, to give it "
                "an offer."
            ).format(name=name)
        )


class WrongState(Conflict):
    """The offer's state does not allow the act."""

    def __init__(self, number: str, state: str) -> None:
        super().__init__(
            _(
                "Offer {number} is {state} now, and that cannot be done with it. The page shows it as it is."
            ).format(number=number, state=state)
        )


class OfferChanged(Conflict):
    """Somebody else changed the offer after the page had shown it."""

    def __init__(self, by: str) -> None:
        super().__init__(
            _(
                "{by} changed this offer just now. You see it as it stands; do what you wanted once more."
            ).format(by=by or _("Somebody else"))
        )
        self.by = by


class NotReady(Invalid):
    """The offer lacks something before it can go to a customer."""


class TooMuch(Invalid):
    """The amount of a line is beyond what is kept."""

    def __init__(self) -> None:
        super().__init__(price=_("This comes to more than an offer can hold."))


class TooManyRows(Conflict):
    """The offer has as many rows as an offer may have."""

    def __init__(self, most: int) -> None:
        super().__init__(_("An offer holds at most {most} lines.").format(most=most))


class BeingSent(Conflict):
    """A message with the offer is on its way."""

    def __init__(self) -> None:
        super().__init__(_("The offer is being sent this moment. Wait until that has ended."))


class MayHaveBeenSent(Conflict):
    """The offer may be with the customer."""

    def __init__(self) -> None:
        super().__init__(
            _("The offer may be with the customer already, so it stays. Make a revision instead.")
        )


class HasProject(Conflict):
    """There is a project of the offer."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _("Project {number} was made of this offer. Take that back first.").format(
                number=number
            )
        )


class ProjectInUse(Conflict):
    """Something was written on the project since it was made."""

    def __init__(self, number: str) -> None:
        super().__init__(
            _("Project {number} is in use: hours or invoices are on it, so it stays.").format(
                number=number
            )
        )


class Expired(Conflict):
    """The offer cannot be accepted any more."""

    def __init__(self, valid_until: dt.date) -> None:
        super().__init__(
            _("The offer was valid until {day}. Extend it first.").format(
                day=f"{valid_until:%d.%m.%Y}"
            )
        )
