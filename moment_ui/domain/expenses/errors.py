"""What can stop an expense or a product from being changed."""

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.settings import settings
from moment_ui.core.words import _


class AlreadyBilled(Conflict):
    """It is on a draft or an invoice, which says what it says."""

    def __init__(self, text: str) -> None:
        said = _(
            "{text} is on a draft or an invoice already. Remove the draft, or credit the invoice, to "
            "change it."
        )
        super().__init__(said.format(text=text))


class ChangedMeanwhile(Conflict):
    """Somebody else changed it since the form was opened."""

    def __init__(self, text: str) -> None:
        said = _("{text} was changed by somebody else meanwhile. Close the form and look again.")
        super().__init__(said.format(text=text))


class NotInProject(Invalid):
    """The activity or the co-worker named is not one of the project's, or of the company's."""

    def __init__(self, field: str) -> None:
        super().__init__(**{field: _("Choose one of the list; what was chosen may have gone.")})


class NoRoomForReceipts(Conflict):
    """The company's receipts take up what they may."""

    def __init__(self) -> None:
        text = _(
            "The receipts of your company take up the {count} MB there is room for. Ask whoever runs "
            "the server for more."
        )
        super().__init__(text.format(count=settings().max_files_mb))


class HeldElsewhere(Conflict):
    """The expense came from a partner company or a claim, which goes on deciding what it is."""

    def __init__(self, text: str, holder: str) -> None:
        said = _(
            "{text} comes from {holder} and is changed or removed there. Here you decide what the "
            "customer pays."
        )
        super().__init__(said.format(text=text, holder=holder))
