"""What can stop drafts from being made of what is billed."""

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _


class NothingChosen(Conflict):
    """Nothing that can be billed was ticked."""

    def __init__(self) -> None:
        super().__init__(_("Tick what is to be invoiced first."))


class StandsInTheWay(Conflict):
    """A reason for which no draft can be made of a project."""

    def __init__(self, project: str, reason: str) -> None:
        super().__init__(f"{project}: {reason}")


class BilledMeanwhile(Conflict):
    """What was shown can be billed so no more: somebody else was first, or something changed."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "What can be invoiced has changed since it was shown: somebody else made a draft, or hours "
                "and prices are others now. No draft was made. Look again."
            )
        )


class TooMuch(Invalid):
    """An amount that goes beyond what is left, or is not one."""

    def __init__(self, text: str, most: str) -> None:
        said = _("{text}: at most {most} is left.").format(text=text, most=most)
        super().__init__(amount=said)


class CannotRefresh(Conflict):
    """A draft that several customers share is made anew by removing all of them."""

    def __init__(self) -> None:
        super().__init__(
            _(
                "This draft is shared between customers. Remove the drafts of all of them, and make them "
                "again under To be invoiced."
            )
        )
