"""What can be chosen in a draft's head."""

from moment_ui.core.words import _
from moment_ui.domain.invoicing.options import EXPORT_PRESETS, INVOICE_TYPES
from moment_ui.state.offers.offer_choices import CURRENCIES, LANGUAGES

__all__ = ["CURRENCIES", "EXPORT_PRESETS", "INVOICE_TYPES", "LANGUAGES", "PRINTED_IN"]

PRINTED_IN = [("", _("The customer’s")), *LANGUAGES]
