"""What can go wrong with a file on its way in."""

from moment_ui.core.errors import AppError, Conflict, Invalid
from moment_ui.core.settings import settings
from moment_ui.core.words import _


class NoRoomForFiles(Conflict):
    """The files of the company's customers and projects take up what they may."""

    def __init__(self) -> None:
        text = _(
            "The files of your customers and projects take up the {count} MB there is room for. Deleted "
            "ones count until they are gone for good after 30 days. Ask whoever runs the server for more."
        )
        super().__init__(text.format(count=settings().max_files_mb))


class NotTaken(AppError):
    """A file of a kind that is refused."""

    def __init__(self) -> None:
        super().__init__(
            _("This is a program. Programs are not taken; what must be sent goes into a ZIP file.")
        )


class EmptyFile(AppError):
    """There is nothing in the file."""

    def __init__(self) -> None:
        super().__init__(_("This file is empty."))


class FileChanged(Conflict):
    """Somebody else changed the file's name or description since the form was opened."""

    def __init__(self, name: str) -> None:
        text = _("{name} was changed by somebody else meanwhile. Close the form and look again.")
        super().__init__(text.format(name=name))


class SameName(Invalid):
    """There is another file of this name."""

    def __init__(self, name: str) -> None:
        text = _("There is a file called {name} already. To add a version of it, upload it again.")
        super().__init__(name=text.format(name=name))
