"""What can go wrong when a number is taken."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class SeriesUsedUp(Conflict):
    """Every number of the series is in use."""

    def __init__(self, last: int) -> None:
        super().__init__(
            _(
                "The number series ends at {last} and every number is used. Extend the series, "
                "or type a number yourself."
            ).format(last=last)
        )


class TakenByPartner(Conflict):
    """A partner company that draws from the same series has given the number."""

    def __init__(self, number: int, company: str) -> None:
        super().__init__(
            _(
                "{number} is used by {company}, which shares the number series. Take another one, or "
                "leave the field empty for the next."
            ).format(number=number, company=company)
        )
