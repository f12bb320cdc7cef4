"""What can stop the company's details from being changed."""

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _


class CompanyChanged(Conflict):
    """Somebody else changed the details after the form was opened."""

    def __init__(self) -> None:
        super().__init__(
            _("Somebody else changed these details just now. Open the form again to see them.")
        )


class NoLogo(Invalid):
    """The file is no picture that can be printed."""

    def __init__(self) -> None:
        super().__init__(file=_("Choose a PNG or JPEG picture of at most 5 MB."))
