"""What can stop hours from being written in a timesheet. Each says what to do instead."""

import datetime as dt

from moment_ui.core.errors import AppError, Conflict, NotPermitted
from moment_ui.core.words import _, plural
from moment_ui.domain.timesheets.rules import Lock

LOCK_WORDS: dict[Lock, str] = {
    Lock.DAY: _("The day is locked. Ask the economy to open it."),
    Lock.APPROVED: _("These hours are approved. The project’s leader can give them back to you."),
    Lock.INVOICED: _("These hours are on an invoice or a draft, and stay as they are."),
    Lock.SUBMITTED: _("The week is submitted. Take it back to change it."),
    Lock.PROJECT: _("The project is closed or on hold: no hours are written on it."),
    Lock.ACTIVITY: _("The activity is put aside: no hours are written on it. Choose another one."),
    Lock.TEAM: _("You are not in the project’s team. Ask its leader to add you."),
    Lock.HOME: _("Write these hours at home, in {company}."),
    Lock.INACTIVE: _("You are not an active co-worker of the company any more."),
    Lock.MIRROR: _("These hours were written in another company, and are changed there."),
}


class HoursLocked(Conflict):
    """The hours cannot be changed now, and why."""

    def __init__(self, lock: Lock, company: str = "") -> None:
        super().__init__(LOCK_WORDS[lock].format(company=company))
        self.lock = lock


class NoCoWorker(NotPermitted):
    """The reader writes no hours here: no co-worker of the company has this log-in."""

    def __init__(self) -> None:
        super().__init__()
        self.message = _(
            "You are not among the company’s co-workers, so there is no timesheet of yours here. "
            "Ask an administrator to connect your log-in to a co-worker."
        )
        self.args = (self.message,)


class CellChanged(Conflict):
    """The hours are not what the page showed; `minutes` is what stands there now."""

    def __init__(self, now: str, minutes: int) -> None:
        text = _("Changed elsewhere meanwhile: {hours} h stand here now. Save again to replace it.")
        gone = _("Taken away elsewhere meanwhile. Save again to write it all the same.")
        super().__init__(text.format(hours=now) if minutes else gone)
        self.minutes = minutes


class SeveralEntries(Conflict):
    """The cell is a sum of several entries."""

    def __init__(self, count: int) -> None:
        super().__init__(
            plural(
                "{count} entry makes this sum. Change it below.",
                "{count} entries make this sum. Change them one by one below.",
                count,
            )
        )


class DayFull(Conflict):
    """More than a day holds would be written on it; `left` are hours as text."""

    def __init__(self, left: str) -> None:
        text = _("A day has 24 hours: {hours} h are left of this one.")
        none = _("A day has 24 hours, and all of this one are written.")
        super().__init__(text.format(hours=left) if left else none)


class NothingWritten(AppError):
    """A week without hours is not submitted."""

    def __init__(self) -> None:
        super().__init__(_("There are no hours in this week to submit."))


class WeekApproved(Conflict):
    """Something of the week is approved already."""

    def __init__(self) -> None:
        super().__init__(
            _("Some of the week is approved, so it stays submitted. The project’s leader can help.")
        )


class TypeTaken(Conflict):
    """Another kind of hours has this name."""

    def __init__(self, name: str) -> None:
        super().__init__(_("There is a kind of hours called {name} already.").format(name=name))


class TypeUsed(Conflict):
    """Hours are written with this kind."""

    def __init__(self, name: str) -> None:
        text = _("Hours are written as {name}. Put it aside instead: what is written keeps it.")
        super().__init__(text.format(name=name))


def locked_to(before: dt.date) -> dt.date:
    """The last day that is locked, of a co-worker locked before a day."""
    return before - dt.timedelta(days=1)
