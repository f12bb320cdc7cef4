"""The VAT code of each line to be: the price model's own, what an offer says, or what the VAT handling says."""

from decimal import Decimal

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.billing.lines import PlannedLine
from moment_ui.domain.vat.errors import NothingStartsWith
from moment_ui.domain.vat.queries import categories, vat_code_for
from moment_ui.domain.vat.rules import VatDraft


class VatBook:
    """The company's VAT codes, read once."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.codes = categories(work)
        self._starting: dict[str, VatDraft | None] = {}

    def code(self, line: PlannedLine, handling: str) -> tuple[str, Decimal]:
        """The code and rate of a line; no code where the company has none that fits: one is asked for."""
        own = self.codes.get(line.vat_code)
        found = own or self._starts(handling)
        if own is None and line.vat_percent is not None and self._differs(found, line.vat_percent):
            found = self._with_percent(line.vat_percent)
            return (found.code if found else "", line.vat_percent)
        return (found.code, found.percent) if found else ("", ZERO)

    def _differs(self, found: VatDraft | None, percent: Decimal) -> bool:
        return found is None or (bool(found.percent) and found.percent != percent)

    def _with_percent(self, percent: Decimal) -> VatDraft | None:
        """A code of the rate, one that a handling starts with before others."""
        fitting = [draft for draft in self.codes.values() if draft.percent == percent]
        return min(fitting, key=lambda draft: not draft.handling, default=None)

    def _starts(self, handling: str) -> VatDraft | None:
        if handling not in self._starting:
            try:
                self._starting[handling] = vat_code_for(self.work, handling)
            except NothingStartsWith:
                self._starting[handling] = None
        return self._starting[handling]
