"""How an offer writes its figures, and what stands in the cells of its tables."""

from moment_ui.formats.offer import FIXED_PRICE, PRODUCTS, OfferDocument, Part, PrintedLine
from moment_ui.formats.offer_words import OfferWords, words_for
from moment_ui.formats.paper_figures import Figures
from moment_ui.formats.paper_table import Column, Place, Row, Table


class OfferTexts(Figures):
    """Writes one offer's figures in its own language."""

    def __init__(self, document: OfferDocument) -> None:
        self.words: OfferWords = words_for(document.language)
        super().__init__(self.words.locale, document.currency)
        self._document = document

    def title(self) -> str:
        """What the offer is called in the letterhead: Tilbud 1003-2."""
        return f"{self.words.offer} {self._document.number}"

    def facts(self) -> list[tuple[str, str]]:
        """What stands beside the receiver, as (word, value); empty ones are left out."""
        document, words, day = self._document, self.words, self.day
        pairs = [
            (words.offer_number, document.number),
            (words.customer_number, str(document.receiver.number)),
            (words.issued, day(document.issued)),
            (words.valid_until, day(document.valid_until)),
            (words.starts, day(document.starts) if document.starts else ""),
            (words.your_reference, document.customer_reference),
            (words.contract, document.contract_reference),
            (words.our_contact, document.author),
        ]
        return [pair for pair in pairs if pair[1]]

    def receiver(self) -> list[str]:
        """The address field."""
        to, words = self._document.receiver, self.words
        contact = [f"{words.attention} {to.contact}".replace("/ ", "/ ")] if to.contact else []
        return [to.name, *contact, *to.address]

    def part_title(self, part: Part) -> str:
        """What a part is called."""
        if part.billing == PRODUCTS:
            return self.words.products
        return part.name or self.words.description

    def part_note(self, part: Part) -> str:
        """How a part is billed, where its lines do not say it."""
        if part.billing != FIXED_PRICE:
            return ""
        word = self.words.vat
        vat = f"{word if word.isupper() else word.lower()} {self.percent(part.vat_percent)}"
        if not part.discount_percent:
            return f"{self.words.fixed_price}, {vat}"
        less = f"{self.words.discount.lower()} {self.percent(part.discount_percent)}"
        return f"{self.words.fixed_price} {self.price(part.price)}, {less}, {vat}"

    def table(self, part: Part) -> Table:
        """The lines of a part."""
        words = self.words
        if part.billing == FIXED_PRICE:
            rows = tuple(
                Row((line.text, self.hours(line.minutes) if line.minutes else ""))
                for line in part.lines
            )
            counted_in = words.hours if any(row.cells[1] for row in rows) else ""
            return _table((words.included, counted_in), rows)
        counted, less = part.billing == PRODUCTS, _has_discount(part)
        heads = (
            words.description,
            words.quantity if counted else words.hours,
            words.price if counted else words.rate,
            *((words.discount,) if less else ()),
            words.vat,
            words.amount,
        )
        rows = tuple(Row(self._row(line, counted=counted, less=less)) for line in part.lines)
        return _table(heads, rows)

    def _row(self, line: PrintedLine, *, counted: bool, less: bool) -> tuple[str, ...]:
        amount = self._quantity(line) if counted else self.hours(line.minutes)
        discount = self.percent(line.discount_percent) if line.discount_percent else ""
        return (
            line.text,
            amount,
            self.price(line.price),
            *((discount,) if less else ()),
            self.percent(line.vat_percent),
            self.money(line.net),
        )

    def _quantity(self, line: PrintedLine) -> str:
        return f"{self.exact(line.quantity)} {line.unit}".strip()

    def sums(self) -> list[tuple[str, str]]:
        """Net, VAT per rate, and the total last, as (word, amount)."""
        document, words = self._document, self.words
        rates = [
            (
                words.vat_of.format(rate=self.exact(vat.percent), basis=self.money(vat.basis)),
                self.money(vat.vat),
            )
            for vat in document.vat_sums
        ]
        total = f"{words.total} {document.currency}"
        return [(words.net, self.money(document.net)), *rates, (total, self.money(document.gross))]

    def day_valid(self) -> str:
        """The last valid day."""
        return self.day(self._document.valid_until)


def _table(heads: tuple[str, ...], rows: tuple[Row, ...]) -> Table:
    text, *figures = heads
    return Table((Column(text, Place.TEXT), *map(Column, figures)), rows)


def _has_discount(part: Part) -> bool:
    return any(line.discount_percent for line in part.lines)
