"""What can stop hours from being approved or corrected."""

import datetime as dt

from moment_ui.core.errors import Conflict, NotPermitted
from moment_ui.core.words import _, plural


class HoursInvoiced(Conflict):
    """Some of the hours are on an invoice or a draft."""

    def __init__(self, count: int) -> None:
        super().__init__(
            plural(
                "{count} time record is on an invoice or a draft and stays as it is.",
                "{count} time records are on an invoice or a draft and stay as they are.",
                count,
            )
        )


class NotYours(NotPermitted):
    """The hours are of a project that somebody else approves."""

    def __init__(self) -> None:
        super().__init__()
        self.message = _(
            "Hours are approved by the project’s leader, or by the economy: these are not yours."
        )
        self.args = (self.message,)


class HoursChanged(Conflict):
    """Somebody else corrected the time record meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed these hours meanwhile. Close the form and look again.")
        )


class DaysLocked(Conflict):
    """The hours of a co-worker are locked on one of the days."""

    def __init__(self, name: str, before: dt.date) -> None:
        last = before - dt.timedelta(days=1)
        super().__init__(
            _(
                "{name}’s hours are locked up to and including {day}. Whoever keeps the timesheets can "
                "unlock them under Company → Timesheet status."
            ).format(name=name, day=f"{last:%d.%m.%Y}")
        )
        self.before = before


class LockChanged(Conflict):
    """Another lock was set since."""

    def __init__(self) -> None:
        super().__init__(_("Somebody else set another lock meanwhile: look at the list again."))
