"""What can be wrong with an account."""

from moment_ui.core.errors import Conflict, Invalid
from moment_ui.core.words import _, plural


class AccountNumberTaken(Invalid):
    """Another account has the number."""

    def __init__(self, holder: str) -> None:
        super().__init__(number=_("Taken by {name}. Choose another.").format(name=holder))


class AccountChosen(Invalid):
    """Options book revenue on the account: it cannot become another kind."""

    def __init__(self, count: int) -> None:
        text = plural(
            "{count} option books revenue on it. Choose another account there first.",
            "{count} options book revenue on it. Choose another account there first.",
            count,
        )
        super().__init__(kind=text)


class AccountChanged(Conflict):
    """Somebody else saved the account while the form was open."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("{name} was changed by somebody else. Open it again to see how.").format(name=name)
        )
