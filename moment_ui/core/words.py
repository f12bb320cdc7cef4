"""The one catalogue of words on the screen: gettext, keyed by the English text.

`_("Customers")` returns the text in the installation's language (MOMENT_LANGUAGE). Catalogues lie in
moment_ui/locales/<language>/LC_MESSAGES/moment.mo; without one the English text is shown.
"""

import gettext
from functools import lru_cache

from moment_ui.core.settings import ROOT, settings


@lru_cache(maxsize=1)
def _catalogue() -> gettext.NullTranslations:
    return gettext.translation(
        "moment", ROOT / "moment_ui" / "locales", [settings().language], fallback=True
    )


def _(text: str) -> str:
    """The text in the installation's language."""
    return _catalogue().gettext(text)


def plural(one: str, many: str, count: int) -> str:
    """The singular or plural text, with `{count}` filled in."""
    return _catalogue().ngettext(one, many, count).format(count=count)


def initials(name: str) -> str:
    """Two letters for a name: the first of its first and last word."""
    words = name.split()
    return (words[0][:1] + words[-1][:1] if len(words) > 1 else name[:2]).upper()
