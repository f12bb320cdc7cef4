"""What can go wrong when settings are saved."""

from moment_ui.core.errors import Conflict
from moment_ui.core.words import _


class SettingsChanged(Conflict):
    """Somebody else saved the settings while the page was open."""

    def __init__(self) -> None:
        super().__init__(
            _("The settings were changed by somebody else. Reload the page to see how.")
        )
