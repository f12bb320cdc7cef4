"""What a reader may choose: themes, and ways of writing numbers and dates."""

from moment_ui.core.errors import Invalid
from moment_ui.core.words import _

THEMES = ("system", "light", "dark")
LOCALES = ("nb_NO", "nn_NO", "sv_SE", "da_DK", "fi_FI", "en_GB", "en_US", "de_DE")


def check_theme(theme: str) -> None:
    """Raises Invalid for a theme that does not exist."""
    if theme not in THEMES:
        raise Invalid(theme=_("Choose system, light or dark."))


def check_locale(locale: str) -> None:
    """Raises Invalid for a way of writing that is not on offer."""
    if locale not in LOCALES:
        raise Invalid(locale=_("Choose one of the ways of writing in the list."))
