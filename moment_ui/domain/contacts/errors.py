"""What can stop a contact from being added."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class AlreadyContact(Conflict):
    """The person is a contact of the customer already."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} is a contact of this customer already. Edit the contact there.").format(
                name=name
            )
        )
