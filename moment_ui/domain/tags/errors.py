"""What can go wrong with tags."""

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _


class TagChanged(Conflict):
    """Somebody saved the tag, or renamed the group, after the form was opened."""

    def __init__(self, name: str) -> None:
        text = _("{name} was changed while you were editing. Look at it, then save again.")
        super().__init__(text.format(name=name))


class NameInUse(Invalid):
    """There is one of this name already."""

    def __init__(self, name: str) -> None:
        super().__init__(name=_("{name} exists already. Choose another name.").format(name=name))


class CodeInUse(Invalid):
    """Another tag of the group has this code."""

    def __init__(self, code: str, tag: str) -> None:
        text = _("{tag} has the code {code}. Exports could not tell the two apart.")
        super().__init__(code=text.format(code=code, tag=tag))
