"""What can be chosen in an offer's head: currencies, and the languages it can be printed in."""

from moment_ui.core import fields
from moment_ui.core.settings import settings

PRINTED = ("nb", "sv", "da", "en")

CURRENCIES = [(code, code) for code in fields.currencies()]
LANGUAGES = [(code, fields.languages(settings().language)[code]) for code in PRINTED]
