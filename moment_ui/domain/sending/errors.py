"""What can stop an invoice from being sent."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class NotIssued(Conflict):
    """A draft has no number yet."""

    def __init__(self) -> None:
        super().__init__(_("This is a draft. Finalise it first: then it has a number to be sent."))


class BeingSent(Conflict):
    """A message with the invoice is on its way."""

    def __init__(self) -> None:
        super().__init__(_("The invoice is being sent this moment. Wait until that has ended."))


class NoAddress(Conflict):
    """Nobody at the customer has an e-mail address."""

    def __init__(self, name: str) -> None:
        text = _("{name} has no e-mail address. Write one on the customer, or send a letter.")
        super().__init__(text.format(name=name))


class SentBefore(Conflict):
    """The invoice went out already, and many at once never send again."""

    def __init__(self) -> None:
        super().__init__(_("It was sent before. Open it to send it again."))


class SentOtherwise(Conflict):
    """The invoice went out already, and letters wait until they are sent for the first time."""

    def __init__(self) -> None:
        text = _(
            "It was sent before, so it does not wait among the letters. Print it on its page, and "
            "say here that you give it to the customer yourself: the send log keeps both."
        )
        super().__init__(text)


class MaybeSentBefore(Conflict):
    """Nobody knows whether the invoice went out."""

    def __init__(self) -> None:
        super().__init__(
            _("It may have been sent before. Open it, and say in the send log whether it arrived.")
        )


class TooLate(Conflict):
    """The message took so long to be made that the log calls it lost: somebody may have sent another."""

    def __init__(self) -> None:
        super().__init__(_("It took too long to be made. Nothing was sent."))


class FileGone(Conflict):
    """A file that goes along is not on the disk any more."""

    def __init__(self, title: str) -> None:
        text = _("{name} is gone from the disk. Nothing was sent.")
        super().__init__(text.format(name=title))


class NothingUncertain(Conflict):
    """What became of the message is known."""

    def __init__(self) -> None:
        super().__init__(_("What became of it is known by now."))
