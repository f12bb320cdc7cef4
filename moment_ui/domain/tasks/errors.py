"""What can stop a task from being moved or changed."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class TaskChanged(Conflict):
    """Somebody else changed it since the form was opened."""

    def __init__(self, title: str) -> None:
        said = _("{title} was changed by somebody else meanwhile. Close the form and look again.")
        super().__init__(said.format(title=title))


class NotYourTask(Conflict):
    """A task of a partner company that is somebody else's: it is moved over there."""

    def __init__(self, company: str) -> None:
        said = _("This task of {company} is not yours. Whoever it is for, or {company}, moves it.")
        super().__init__(said.format(company=company))
