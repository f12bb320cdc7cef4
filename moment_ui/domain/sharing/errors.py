"""What can stop a project from being shared, or a shared one from being changed here."""

from collections.abc import Sequence

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class FollowsMain(Conflict):
    """The project is a secondary one, and what was to be changed comes from its main project.

    `href` is the main project's address in this program.
    """

    def __init__(self, company: str, number: str, href: str) -> None:
        super().__init__(
            _(
                "This comes from the main project, {number} of {company}, and is changed there. "
                "This project follows at once."
            ).format(number=number, company=company)
        )
        self.href = href


class CannotShare(Conflict):
    """Something is missing before projects can be shared; each line says what, and who must act."""

    def __init__(self, name: str, company: str, missing: Sequence[str]) -> None:
        super().__init__(
            _(
                "{name} works in {company}, and projects are not shared with {company} yet. {missing}"
            ).format(name=name, company=company, missing=" ".join(missing))
        )
        self.missing = tuple(missing)
