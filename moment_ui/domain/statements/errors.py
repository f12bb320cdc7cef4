"""Why a statement is not sent to a customer among many."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class NothingOpen(Conflict):
    """There is nothing to tell."""

    def __init__(self, customer: str) -> None:
        super().__init__(_("{customer} has nothing open.").format(customer=customer))


class NoAddress(Conflict):
    """Nobody to send it to."""

    def __init__(self, customer: str) -> None:
        text = _("{customer} has no e-mail address.")
        super().__init__(text.format(customer=customer))
