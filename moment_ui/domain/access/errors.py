"""What can go wrong when somebody logs in or chooses a password."""

from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.words import _


class PasswordRefused(Invalid):
    """The password is too easy to guess; the message says why."""

    def __init__(self, why: str) -> None:
        super().__init__(password=why)

    @classmethod
    def length(cls, least: int, most: int) -> "PasswordRefused":
        """Too short or too long."""
        text = _("A password has {least} to {most} characters. Choose another.")
        return cls(text.format(least=least, most=most))

    @classmethod
    def common(cls) -> "PasswordRefused":
        """On the lists everybody tries first."""
        return cls(_("This password is among the first that are guessed. Choose another."))

    @classmethod
    def own_address(cls) -> "PasswordRefused":
        """Part of the log-in's own e-mail address."""
        return cls(_("The password is part of the e-mail address. Choose another."))


class UnknownUser(NotFound):
    """Nobody logs in with this e-mail address."""

    def __init__(self, email: str) -> None:
        super().__init__(_("The user {email}").format(email=email))
        self.email = email
