"""Why somebody else's server gave no answer."""

from enum import StrEnum

from moment_ui.core.errors import AppError
from moment_ui.core.words import _


class Failure(StrEnum):
    """Why there is no answer."""

    SLOW = "slow"
    UNREACHABLE = "unreachable"
    REFUSED = "refused"
    BROKEN = "broken"
    UNREADABLE = "unreadable"


_WHY = {
    Failure.SLOW: _("did not answer in time"),
    Failure.UNREACHABLE: _("cannot be reached"),
    Failure.REFUSED: _("refused the question"),
    Failure.BROKEN: _("has a fault of its own"),
    Failure.UNREADABLE: _("gave an answer that cannot be read"),
}


class NoAnswer(AppError):
    """Somebody else's server gave no answer; `kind` says why, the message is one line."""

    def __init__(self, kind: Failure, said: str) -> None:
        super().__init__(said)
        self.kind = kind


class RegisterUnavailable(NoAnswer):
    """A company register gave no answer."""

    def __init__(self, kind: Failure) -> None:
        said = _("The company register {why}. Fill in the fields yourself, or try again later.")
        super().__init__(kind, said.format(why=_WHY[kind]))


class ParticipantsUnavailable(NoAnswer):
    """It could not be found out who receives e-invoices: that says nothing of the one asked about."""

    def __init__(self, kind: Failure) -> None:
        said = _("Peppol's look-up {why}. Nothing is known of the address; try again later.")
        super().__init__(kind, said.format(why=_WHY[kind]))
