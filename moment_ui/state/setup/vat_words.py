"""What the form of a VAT code offers."""

from moment_ui.core.words import _
from moment_ui.domain.vat.presets import PRESET_LABELS
from moment_ui.domain.vat.rules import CATEGORY_WORDS, HANDLINGS

CATEGORY_CHOICES = [(category.value, word) for category, word in CATEGORY_WORDS.items()]
HANDLING_CHOICES = [("", _("None")), *HANDLINGS.items()]
PRESET_CHOICES = list(PRESET_LABELS.items())
