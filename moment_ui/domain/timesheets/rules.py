"""Weeks and their days, and what may be written of hours. No database."""

import datetime as dt
import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum

from moment_ui.core.actor import Actor
from moment_ui.core.period import ONE_DAY, Period

FIRST_YEAR, LAST_YEAR = 2000, 2100
_WEEK = re.compile(r"(\d{4})-W(\d{2})", re.ASCII)


@dataclass(frozen=True, slots=True, order=True)
class Week:
    """A week by its Monday, named as in addresses: `2026-W47`."""

    monday: dt.date

    @classmethod
    def of(cls, day: dt.date) -> "Week":
        """The week of a day."""
        return cls(day - ONE_DAY * day.weekday())

    @classmethod
    def named(cls, name: str) -> "Week | None":
        """The week of a name; None when there is none, or it is too far away to be meant."""
        found = _WEEK.fullmatch(name)
        if not found or not FIRST_YEAR <= int(found[1]) <= LAST_YEAR:
            return None
        try:
            return cls(dt.date.fromisocalendar(int(found[1]), int(found[2]), 1))
        except ValueError:
            return None

    @property
    def name(self) -> str:
        """As in addresses."""
        year, week, _day = self.monday.isocalendar()
        return f"{year}-W{week:02}"

    @property
    def number(self) -> int:
        """1 to 53."""
        return self.monday.isocalendar().week

    @property
    def days(self) -> tuple[dt.date, ...]:
        """Monday to Sunday."""
        return tuple(self.monday + ONE_DAY * at for at in range(7))

    @property
    def period(self) -> Period:
        """Its days, half-open."""
        return Period(self.monday, self.monday + 7 * ONE_DAY)

    def later(self, weeks: int) -> "Week":
        """So many weeks later; earlier when negative."""
        return Week(self.monday + weeks * 7 * ONE_DAY)


class Lock(StrEnum):
    """Why hours cannot be written or changed."""

    DAY = "day"
    APPROVED = "approved"
    INVOICED = "invoiced"
    SUBMITTED = "submitted"
    PROJECT = "project"
    ACTIVITY = "activity"
    TEAM = "team"
    HOME = "home"
    INACTIVE = "inactive"
    MIRROR = "mirror"


def billable_after(before: int, billable: int, after: int) -> int:
    """What is billed of hours that change: all of them if all was, else as much as there is."""
    return after if billable == before else min(billable, after)


def share(part: int, whole: int) -> int:
    """A part in whole percent, 0 of nothing; halves are rounded up."""
    return (200 * part + whole) // (2 * whole) if whole else 0


def queue_of(actor: Actor) -> str:
    """What a browser calls the hours it keeps for a reader in a company until they can be sent."""
    whose = f"hours of {actor.user_id} in {actor.company_id}"
    return hashlib.sha256(whose.encode()).hexdigest()[:24]
