"""What can stop rates from being changed."""

import datetime as dt

from moment_ui.core.errors import Conflict, Invalid, NeedsConfirmation
from moment_ui.core.words import _


class PastRate(NeedsConfirmation):
    """The rate has begun to hold: hours may have been invoiced by it."""

    def __init__(self, starts_on: dt.date) -> None:
        text = _(
            "The period from {day} has begun: hours may have been invoiced at these rates. What is "
            "invoiced stays as it is. Change them all the same?"
        )
        super().__init__(key="past", question=text.format(day=f"{starts_on:%d.%m.%Y}"))


class RateChanged(Conflict):
    """Somebody else wrote the same rate meanwhile."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "Somebody else changed this rate meanwhile. It is shown as it is now: write it again."
            )
        )


class PeriodExists(Invalid):
    """The list has a period that begins that day."""

    def __init__(self) -> None:
        super().__init__(starts_on=_("A period begins on this day already."))


class NothingToCopy(Invalid):
    """There is no rate to begin the period with."""

    def __init__(self) -> None:
        super().__init__(starts_on=_("No rate holds before this day: there is nothing to copy."))


class ListNameTaken(Invalid):
    """Another list of the company's is called so."""

    def __init__(self, name: str) -> None:
        super().__init__(name=_("There is a list called {name} already.").format(name=name))


class ListChanged(Conflict):
    """Somebody else renamed the list meanwhile."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("Somebody else renamed this list meanwhile: it is called {name}.").format(name=name)
        )


class StandardList(Conflict):
    """The standard list holds for every customer without a list: it cannot be put aside."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is the standard list. Make another one the standard first.").format(name=name)
        )


class ListPutAside(Conflict):
    """A list that was put aside is not chosen anew."""

    def __init__(self, name: str) -> None:
        super().__init__(_("{name} was put aside. Bring it back first.").format(name=name))
