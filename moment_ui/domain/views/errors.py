"""What can go wrong with saved views."""

from moment_ui.core.errors import Invalid
from moment_ui.core.words import _


class ViewNameInUse(Invalid):
    """The reader has a view of this name already."""

    def __init__(self, name: str) -> None:
        text = _("You have a view called {name} already. Choose another name.")
        super().__init__(name=text.format(name=name))


class TooManyViews(Invalid):
    """The reader keeps as many views of a list as the panel can show."""

    def __init__(self, most: int) -> None:
        text = _("You have {most} views of this list already. Delete one first.")
        super().__init__(name=text.format(most=most))
