"""What the form of an account offers."""

from moment_ui.core.words import _
from moment_ui.domain.bookkeeping.rules import PEPPOL_CODES, STARTER_LABELS
from moment_ui.models.invoicing import AccountKind

KIND_WORDS = {AccountKind.REVENUE: _("Revenue"), AccountKind.RECEIVABLE: _("Receivable")}
KIND_CHOICES = [(kind.value, word) for kind, word in KIND_WORDS.items()]
PEPPOL_CHOICES = list(PEPPOL_CODES.items())
STARTER_CHOICES = list(STARTER_LABELS.items())
