"""Errors a reader can do something about. Each message says what happened and what to do next."""

from dataclasses import dataclass, field

from moment_ui.core.words import _


class AppError(Exception):
    """Something the reader can read and act on; shown as a notice."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class NotFound(AppError):
    """The row does not exist, or not in the reader's company: the two look the same on purpose."""

    def __init__(self, what: str = "") -> None:
        super().__init__(
            _(
                "{what} was not found. It may have been removed, or belong to another company."
            ).format(what=what or _("What you asked for"))
        )


class NotPermitted(AppError):
    """The reader's role does not allow the act."""

    def __init__(self) -> None:
        super().__init__(_("Your role does not allow this. Ask an administrator of the company."))


class LoggedOut(AppError):
    """There is no valid log-in behind the request."""

    def __init__(self) -> None:
        super().__init__(_("You are logged out. Log in again to go on."))


class Conflict(AppError):
    """Somebody else was first, or the state does not allow the act any more."""


class Invalid(AppError):
    """One or more fields cannot be saved as they are.

    `fields` maps a field's key to its message.
    """

    def __init__(self, **fields: str) -> None:
        super().__init__("; ".join(fields.values()))
        self.fields = fields


@dataclass
class NeedsConfirmation(AppError):
    """The act is allowed but often a mistake: ask, then repeat it with `confirmed={key}`."""

    key: str
    question: str
    fields: dict[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        super().__init__(self.question)
