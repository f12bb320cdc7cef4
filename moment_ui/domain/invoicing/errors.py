"""What can stop invoicing options from being saved."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class OptionsChanged(Conflict):
    """Somebody else set the same options meanwhile. `now` holds what they say by option, if anything."""

    def __init__(self, now: dict[str, str | None]) -> None:
        super().__init__(
            _("Somebody else saved in the meantime. Look at what changed, then save again.")
        )
        self.now = now
