"""The figures of an offer in the reader's language: its rows cell by cell as typed, and its sums."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.money import currency_decimals, round_money
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.domain.offers.rows import Content
from moment_ui.domain.offers.rules import offer_totals
from moment_ui.models.offer import Billing, OfferActivity, OfferLine
from moment_ui.reports.offers.offer_view import OfferActivityView, OfferFact, OfferLineView


@dataclass(frozen=True, slots=True)
class OfferFigures:
    """Writes the rows of one offer for one reader."""

    content: Content
    currency: str
    write: Writer

    def activities(self) -> list[OfferActivityView]:
        """The activities, each with its lines."""
        content = self.content
        last = len(content.activities) - 1
        return [
            self._activity(activity, content.of(activity), first=at == 0, last=at == last)
            for at, activity in enumerate(content.activities)
        ]

    def _activity(
        self, row: OfferActivity, lines: Sequence[OfferLine], *, first: bool, last: bool
    ) -> OfferActivityView:
        minutes = sum(line.minutes for line in lines)
        return OfferActivityView(
            id=row.key,
            name=row.name,
            billing=row.billing.value,
            price=self._price(row.price) if row.billing == Billing.FIXED_PRICE else "",
            discount=self._percent(row.discount_percent),
            vat=self.write.exact(row.vat_percent),
            net=self._money(row.net),
            hours=self._hours(minutes),
            first=first,
            last=last,
            lines=self.lines(lines),
        )

    def lines(self, rows: Sequence[OfferLine]) -> list[OfferLineView]:
        """Lines of hours, or products."""
        last = len(rows) - 1
        return [
            OfferLineView(
                id=row.key,
                text=row.text,
                hours=self._hours(row.minutes),
                quantity=self.write.exact(row.quantity),
                unit=row.unit,
                price=self._price(row.price),
                discount=self._percent(row.discount_percent),
                vat=self.write.exact(row.vat_percent),
                net=self._money(row.net),
                first=at == 0,
                last=at == last,
            )
            for at, row in enumerate(rows)
        ]

    def sums(self) -> list[OfferFact]:
        """Net, VAT per rate, and the total last."""
        totals = offer_totals(self.content.priced(), self.currency)
        by_rate = sorted(totals.groups, key=lambda group: -group.vat_percent)
        rates = [
            OfferFact(
                _("VAT {rate} % of {basis}").format(
                    rate=self.write.exact(group.vat_percent), basis=self._money(group.basis)
                ),
                self._money(group.vat),
            )
            for group in by_rate
        ]
        total = _("Total {currency}").format(currency=self.currency)
        return [
            OfferFact(_("Net"), self._money(totals.net)),
            *rates,
            OfferFact(total, self._money(totals.gross)),
        ]

    def _money(self, amount: Decimal) -> str:
        rounded = round_money(amount, self.currency)
        return self.write.number(rounded, currency_decimals(self.currency))

    def _price(self, price: Decimal) -> str:
        """As typed: 1450 is 1 450,00, and 0,3333 stays."""
        if not price:
            return ""
        return self.write.exact(price, currency_decimals(self.currency))

    def _percent(self, value: Decimal) -> str:
        return self.write.exact(value) if value else ""

    def _hours(self, minutes: int) -> str:
        if not minutes:
            return ""
        exact = Decimal(minutes) / 60
        whole = minutes % 3 == 0  # two decimals say it exactly; else as hours and minutes
        return self.write.exact(exact) if whole else f"{minutes // 60}:{minutes % 60:02}"
