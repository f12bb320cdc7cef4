"""What can go wrong with tags."""

from moment_ui.core.errors import Invalid
from moment_ui.core.words import _


class NameInUse(Invalid):
    """There is one of this name already."""

    def __init__(self, name: str) -> None:
        super().__init__(name=_("{name} exists already. Choose another name.").format(name=name))
