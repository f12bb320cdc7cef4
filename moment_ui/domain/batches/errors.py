"""What can be wrong with sending many."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class NothingToSend(Conflict):
    """None of what was chosen can go."""

    def __init__(self) -> None:
        super().__init__(_("None of these can be sent. Mend what stands beside them first."))


class BatchOver(Conflict):
    """The sending has ended, or was cancelled."""

    def __init__(self) -> None:
        super().__init__(_("This sending has ended."))
