"""The VAT code of each line to be: the price model's own, what an offer says, or what the VAT handling says."""

from decimal import Decimal

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.vat.errors import NothingStartsWith
from moment_ui.domain.vat.queries import categories, codes_of_rate, vat_code_for
from moment_ui.domain.vat.rules import VatDraft


class VatBook:
    """The company's VAT codes, read once."""

    def __init__(self, work: Work) -> None:
        self.work = work
        self.codes = categories(work)
        self._starting: dict[str, VatDraft | None] = {}

    def code(self, chosen: str, said: Decimal | None, handling: str) -> tuple[str, Decimal]:
        """The code and rate of a line; no code where none fits, or several do: one is asked for.

        `chosen` is the price model's own code, "" for none, `said` the rate of its offer, None for none. What an
        offer says is charged: where the handling says another rate, the code is the one of the rate.
        """
        own = self.codes.get(chosen)
        found = own or self._starts(handling)
        if own is None and said is not None and (found is None or found.percent != said):
            return (self._only_code(said), said)
        return (found.code, found.percent) if found else ("", ZERO)

    def _only_code(self, percent: Decimal) -> str:
        """The code of a rate; "" where several have it, because only a reader knows which is meant."""
        fitting = codes_of_rate(self.work, percent)
        return fitting[0].code if len(fitting) == 1 else ""

    def _starts(self, handling: str) -> VatDraft | None:
        if handling not in self._starting:
            try:
                self._starting[handling] = vat_code_for(self.work, handling)
            except NothingStartsWith:
                self._starting[handling] = None
        return self._starting[handling]
