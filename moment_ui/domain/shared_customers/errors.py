"""What can stop a customer from being made of a partner's."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class NotTheSame(Conflict):
    """Name and number were changed since the partner's customer was chosen."""

    def __init__(self, company: str) -> None:
        super().__init__(
            _(
                "What you have typed is another company than the one at {company}. Choose “Leave it out”, "
                "or write the name and number as they are there."
            ).format(company=company)
        )
