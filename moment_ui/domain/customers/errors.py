"""What can stop a customer from being saved, with the facts."""

import datetime as dt
from dataclasses import dataclass

from moment_ui.core.errors import Conflict, Invalid, NeedsConfirmation
from moment_ui.core.words import _


class NumberTaken(Invalid):
    """Another customer has the number."""

    def __init__(self, holder: str, next_free: int) -> None:
        super().__init__(
            number=_("Taken by {name}. Next free: {number}.").format(name=holder, number=next_free)
        )


def outside_series_key(number: int) -> str:
    """The key that confirms a number outside the series."""
    return f"number-outside-series-{number}"


class NumberOutsideSeries(NeedsConfirmation):
    """A typed number does not belong to the series: allowed, but the accounts may expect the series."""

    def __init__(self, number: int, series: str) -> None:
        super().__init__(
            key=outside_series_key(number),
            question=_(
                "Number {number} is outside the customer series {series}. Your accounting system may "
                "expect numbers of the series. Use {number} all the same?"
            ).format(number=number, series=series),
        )


@dataclass(frozen=True, slots=True)
class Lookalike:
    """A customer that may be the same company, and what they have in common."""

    id: int
    number: int
    name: str
    status: str
    reason: str


class PossibleDuplicate(NeedsConfirmation):
    """Customers like this one exist: open one of them, or save all the same."""

    def __init__(self, lookalikes: tuple[Lookalike, ...]) -> None:
        ids = "-".join(str(other.id) for other in lookalikes)
        super().__init__(
            key=f"duplicate-{ids}",
            question=_("This may be a customer you already have. Save a new one all the same?"),
        )
        self.lookalikes = lookalikes


class MergedAway(Conflict):
    """The customer is another one by now: its page, its number and its name lead there."""

    def __init__(self, merged: str, survivor: str, survivor_id: int) -> None:
        super().__init__(_("{merged} is now {survivor}.").format(merged=merged, survivor=survivor))
        self.survivor_id = survivor_id


class CustomerChanged(Conflict):
    """Somebody saved the customer after the form was opened."""

    def __init__(self, name: str, by: str, at: dt.datetime) -> None:
        super().__init__(
            _(
                "{name} was changed by {by} while you were editing. Nothing of yours is lost: see what "
                "changed, then save again."
            ).format(name=name, by=by or _("someone else"))
        )
        self.by = by
        self.at = at
