"""What can stop a mailing list from being saved."""

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _


class ListNameTaken(Invalid):
    """Another list has the name."""

    def __init__(self, name: str) -> None:
        super().__init__(
            name=_("There is a list called {name} already. Choose another name.").format(name=name)
        )


class ListChanged(Conflict):
    """Somebody saved the list after it was opened."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} was changed by someone else meanwhile. Look at it again, then save.").format(
                name=name
            )
        )
