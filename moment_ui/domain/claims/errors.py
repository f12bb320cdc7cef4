"""What can stop a claim from being changed, decided or paid out."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class ClaimChanged(Conflict):
    """Somebody else changed it since the form was opened."""

    def __init__(self, title: str) -> None:
        said = _("{title} was changed by somebody else meanwhile. Close the form and look again.")
        super().__init__(said.format(title=title))


class ClaimLocked(Conflict):
    """It is not the owner's to change now."""

    def __init__(self, title: str, status: str) -> None:
        said = _("{title} is {status}, and stays as it is. Take it back first to change it.")
        super().__init__(said.format(title=title, status=status.lower()))


class NothingClaimed(Conflict):
    """A claim without lines has nothing to review."""

    def __init__(self) -> None:
        super().__init__(_("The claim has no lines yet. Add what you paid, then send it."))


class NotYoursToReview(Conflict):
    """Somebody else reviews or pays out this claim."""

    def __init__(self) -> None:
        super().__init__(
            _("This claim is for somebody else to decide on: its reviewer, or the economy.")
        )


class AlreadyInvoiced(Conflict):
    """A line of the claim is on a draft or an invoice as a project expense."""

    def __init__(self, text: str) -> None:
        said = _(
            "{text} is on a draft or an invoice as a project expense. Take it off there, or credit the "
            "invoice, before the approval is withdrawn."
        )
        super().__init__(said.format(text=text))


class ProjectInOtherMoney(Conflict):
    """A line cannot become an expense of a project that counts in a third currency."""

    def __init__(self, text: str, currency: str) -> None:
        said = _(
            "The project of {text} is in {currency}, which is neither what was paid nor your "
            "company’s currency. Give the line in {currency}, or take the project off it."
        )
        super().__init__(said.format(text=text, currency=currency))
