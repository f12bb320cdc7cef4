"""What can go wrong when customers are reminded."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class NothingToRemind(Conflict):
    """What was chosen is paid, held back or has no address by now."""

    def __init__(self) -> None:
        super().__init__(_("There is nothing left to remind this customer of."))


class RemindedMeanwhile(Conflict):
    """An invoice is not at the level any more at which it was looked at."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The customer has been reminded meanwhile. Look at the reminder again before it goes."
            )
        )


class LevelChanged(Conflict):
    """Somebody else saved the level while the page was open."""

    def __init__(self) -> None:
        super().__init__(_("The level was changed by somebody else. Reload the page to see how."))
