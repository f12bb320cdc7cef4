"""What can go wrong when mail is sent; each message says what happened and what to do."""

from moment_ui.core.errors import AppError
from moment_ui.core.words import _


class MailError(AppError):
    """The message was not sent."""


class MaybeSent(MailError):
    """The connection broke after the message was handed over and before the server had said yes."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "The connection to the mail server broke while it took the message: it may have gone "
                "out. Ask the receiver before you send it again."
            )
        )


class BadAddress(MailError):
    """A text that is no e-mail address."""

    def __init__(self, address: str) -> None:
        super().__init__(_("{address} is not an e-mail address.").format(address=address[:100]))


class NotReached(MailError):
    """The mail server does not answer."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            _(
                "The mail server {host}:{port} does not answer. Nothing was sent. Try again later."
            ).format(host=host, port=port)
        )


class NotTrusted(MailError):
    """The mail server's certificate, or that it offers no encryption."""

    def __init__(self, host: str) -> None:
        super().__init__(
            _(
                "The connection to {host} could not be made safe: its certificate is not trusted, or it "
                "offers no encryption. Nothing was sent. See SMTP_SECURITY and SMTP_CA_FILE."
            ).format(host=host)
        )


class LogInRefused(MailError):
    """The mail server does not take our name and password."""

    def __init__(self, host: str) -> None:
        super().__init__(
            _("{host} does not take the log-in of SMTP_USER. Nothing was sent.").format(host=host)
        )


class Refused(MailError):
    """The mail server took neither sender, receivers nor message; `answer` is what it said."""

    def __init__(self, what: str, answer: str) -> None:
        super().__init__(
            _("The mail server refused {what}: {answer} Nothing was sent.").format(
                what=what, answer=answer
            )
        )
