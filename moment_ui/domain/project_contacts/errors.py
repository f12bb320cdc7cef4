"""What can stop a contact from being added to a project."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class AlreadyInProject(Conflict):
    """The person is a contact of the project already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is a contact of this project already. Edit the contact there.").format(
                name=name
            )
        )
