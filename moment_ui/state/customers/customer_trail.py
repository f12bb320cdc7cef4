"""Which addresses quick steps from customer to customer pass by."""

import datetime as dt
from dataclasses import dataclass

from moment_ui.core import clock

UNDER_WAY = dt.timedelta(seconds=5)
"""How long a browser may take to reach an address it was sent to."""


@dataclass(frozen=True, slots=True)
class Trail:
    """The customers that quick steps led to, whose addresses the browser has yet to reach.

    The one they began at stands first: the browser may be about to say that it arrived there.
    """

    whose: tuple[str, str] = ("", "")
    at: dt.datetime | None = None
    ids: tuple[int, ...] = ()

    def then(self, whose: tuple[str, str], start: int, goal: int) -> "Trail":
        """The trail with one step more, from `start` to `goal`."""
        before = self.ids if self.ids and self._holds(whose) else (start,)
        return Trail(whose, clock.now(), (*before, goal))

    def after(self, whose: tuple[str, str], customer_id: int | None) -> "Trail":
        """What is left of it at an address: nothing at its end, and at one it does not lead by."""
        if customer_id not in self.ids or not self._holds(whose):
            return Trail()
        return Trail(whose, self.at, self.ids[self.ids.index(customer_id) + 1 :])

    def _holds(self, whose: tuple[str, str]) -> bool:
        return self.at is not None and self.whose == whose and clock.now() - self.at < UNDER_WAY
