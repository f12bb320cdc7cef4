"""Why a draft is not finalised."""

from collections.abc import Sequence

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _
from moment_ui.domain.finalising.rules import Problem


class CannotFinalise(Conflict):
    """Something has to be mended, or asked about, first. `problems` tells what."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        said = " ".join(problem.text for problem in problems)
        super().__init__(_("The draft cannot be finalised yet.") + " " + said)
