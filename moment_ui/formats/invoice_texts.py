"""What stands where on an invoice: its facts, the cells of its tables, its sums, in its language."""

from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import cast

from moment_ui.formats.invoice import ONE, ZERO, Address, InvoiceDocument, Line
from moment_ui.formats.invoice_numbers import number_word, shown_number, their_numbers
from moment_ui.formats.invoice_words import COUNTRY_MARK, UNITS, InvoiceWords, words_for
from moment_ui.formats.paper_figures import Figures
from moment_ui.formats.paper_table import Column, Place, Row, Table
from moment_ui.formats.text import clean

CREDIT_NOTE, TEXT, ROUNDING = "credit-note", "text", "rounding"
NIL = "\N{EN DASH}"
Pair = tuple[str, str]


class InvoiceTexts(Figures):
    """Writes one invoice or credit note."""

    def __init__(self, document: InvoiceDocument) -> None:
        self.words: InvoiceWords = words_for(document.language)
        super().__init__(self.words.locale, document.currency)
        self.document = document
        self.credits = document.kind == CREDIT_NOTE
        self._lines = [line for line in document.lines if line.kind != ROUNDING]

    def title(self) -> str:
        """What the paper is called: Faktura 20417; a draft has no number."""
        if self.document.number is None:
            return self.words.draft
        return f"{self._kind()} {self.document.number}"

    def _kind(self) -> str:
        return self.words.credit_note if self.credits else self.words.invoice

    def note(self) -> str:
        """What must be said of the paper itself: that it is a draft, what it credits, who made it."""
        document, words = self.document, self.words
        source = document.credit_of
        said = [
            words.not_an_invoice if document.number is None else "",
            words.credit_of.format(number=source.number, day=self.day(source.issued))
            if source
            else "",
            words.rebuilt if document.rebuilt else "",
        ]
        return "\n".join(filter(None, said))

    def hours_shared(self) -> str:
        """How much of the hours the invoice is for, where several customers share them; "" elsewhere."""
        document, words = self.document, self.words
        if not document.hours_share:
            return ""
        said = words.hours_divided if document.hours_divided else words.hours_billed
        return said.format(percent=self.percent(document.hours_share))

    def facts(self) -> list[Pair]:
        """What stands beside the receiver; empty ones are left out."""
        document, words = self.document, self.words
        pairs = [
            (words.dated if self.credits else words.issued, self.day(document.issued)),
            (words.due, self.day(document.due) if document.due and not self.credits else ""),
            (words.customer_number, document.buyer.number),
            *their_numbers(document, words),
            (words.project, document.project_number),
            (words.delivered, self.period()),
            (words.your_reference, clean(document.your_reference)),
            (words.order_reference, clean(document.order_reference)),
            (words.contract, clean(document.contract_reference)),
            (words.our_reference, document.our_reference),
        ]
        return [pair for pair in pairs if pair[1]]

    def period(self) -> str:
        """When the work was done."""
        start, end = self.document.period_start, self.document.period_end
        days = [self.day(day) for day in dict.fromkeys((start, end)) if day]
        if not days and self.document.delivered_on:
            days = [self.day(self.document.delivered_on)]
        return NIL.join(days)

    def receiver(self) -> list[str]:
        """The address field: name first, unless a line was asked for above it."""
        buyer, contact = self.document.buyer, self.document.buyer.contact
        to = f"{self.words.attention} {contact}".replace("/ ", "/") if contact else ""
        abroad = buyer.address.country != self.document.seller.address.country
        lines = (
            buyer.line_above_name,
            buyer.name,
            buyer.line_below_name,
            to,
            *place_of(buyer.address),
            self.country(buyer.address.country).upper() if abroad else "",
        )
        return [clean(line) for line in lines if line.strip()]

    def country(self, code: str) -> str:
        """A country's name in the language of the paper."""
        return cast("dict[str, str]", self.locale.territories).get(code, code)

    def sender(self) -> str:
        """The sender in one line, for the window of the envelope."""
        seller = self.document.seller
        return ", ".join(filter(None, (seller.name, *place_of(seller.address))))

    def foot(self) -> list[str]:
        """Who we are, piece by piece, as the law wants it on every paper."""
        seller, words = self.document.seller, self.words
        norwegian = seller.address.country == "NO"
        number = shown_number(seller)
        if norwegian and seller.vat_number:
            number = f"{number} MVA"
        pieces = [
            seller.name,
            f"{number_word(seller, words)} {number}" if number else "",
            COUNTRY_MARK if seller.in_business_register else "",
            f"{words.vat_number} {seller.vat_number}"
            if seller.vat_number and not norwegian
            else "",
            words.f_tax if seller.has_f_tax else "",
            *place_of(seller.address),
            seller.email,
            seller.phone,
            seller.website,
        ]
        return [piece for piece in pieces if piece]

    def table(self) -> Table:
        """The lines, under their projects when there are several."""
        words, less = self.words, any(line.discount_percent for line in self._lines)
        heads = (
            words.quantity,
            words.price,
            *((words.discount,) if less else ()),
            words.vat,
            f"{words.amount} {self.document.currency}",
        )
        columns = (Column(words.description, Place.TEXT), *map(Column, heads))
        return Table(columns, tuple(self._rows(len(columns), less=less)))

    def _rows(self, width: int, *, less: bool) -> Iterable[Row]:
        several = len({line.project for line in self._lines}) > 1
        project = ""
        for line in self._lines:
            if several and line.project and line.project != project:
                project = line.project
                yield Row((project, *[""] * (width - 1)), strong=True, wide=True)
            yield self._row(line, width, less=less)

    def _row(self, line: Line, width: int, *, less: bool) -> Row:
        text = clean(line.text)
        if line.kind == TEXT and not line.net:
            return Row((text, *[""] * (width - 1)), wide=True)
        discount = self.percent(line.discount_percent) if line.discount_percent else ""
        cells = (
            text,
            f"{self.exact(line.quantity)} {self.unit(line)}".strip(),
            self.price(line.unit_price),
            *((discount,) if less else ()),
            self.percent(line.vat_percent),
            self.money(line.net),
        )
        return Row(cells, self._note(line))

    def unit(self, line: Line) -> str:
        """A line's unit, in the language of the paper where it is one of those offered."""
        return UNITS.get(self.document.language, {}).get(line.unit, line.unit)

    def _note(self, line: Line) -> str:
        days = [self.day(day) for day in dict.fromkeys((line.period_start, line.period_end)) if day]
        per = ""
        if line.per != ONE:
            per = self.words.per.format(count=self.exact(line.per), unit=self.unit(line)).strip()
        return "  \u00b7  ".join(filter(None, (NIL.join(days), per)))

    def carried(self, table: Table, before: int) -> Decimal:
        """What the lines of the table's first rows come to."""
        shown = [row for row in table.rows[:before] if not (row.wide and row.strong)]
        return sum((line.net for line in self._lines[: len(shown)]), ZERO)

    def carry(self, word: str, amount: Decimal, table: Table) -> Row:
        """The row that carries a sum over a page's end."""
        return Row((word, *[""] * (len(table.columns) - 2), self.money(amount)), strong=True)

    def vat_table(self) -> Table:
        """VAT by rate, with what it is charged on."""
        words = self.words
        heads = (Column(words.vat_rate, Place.SHORT), Column(words.basis), Column(words.vat))
        rows = tuple(
            Row((self.percent(group.percent), self.money(group.basis), self.money(group.vat)))
            for group in sorted(self.document.vat_groups, key=lambda x: -x.percent)
        )
        return Table(heads, rows)

    def reasons(self) -> list[str]:
        """Why no VAT is charged where none is, and what the VAT is at home."""
        document = self.document
        reasons = (clean(group.reason) for group in document.vat_groups if group.reason)
        found = list(dict.fromkeys(reasons))
        if document.currency != document.home_currency:
            words, home = self.words, document.home_currency
            if document.rate != 1:  # a draft may not say it yet
                rate = self.exact(document.rate.normalize())
                said = words.exchange.format(currency=document.currency, rate=rate, home=home)
                found.append(said)
            if document.vat_at_home is not None:
                vat = self.money_in(document.vat_at_home, home)
                found.append(f"{words.vat_in.format(home=home)}: {vat}")
        return found

    def sums(self) -> list[Pair]:
        """Net, VAT, rounding and the total last, as (word, amount)."""
        document, words = self.document, self.words
        net = document.net - document.rounding
        found = [(words.net, self.money(net)), (words.vat, self.money(document.vat))]
        if document.rounding:
            found.append((words.rounding, self.money(document.rounding)))
        total = (f"{words.total} {document.currency}", self.money(document.gross))
        if not document.prepaid:
            return [*found, total]
        owed = (f"{words.to_pay} {document.currency}", self.money(self.owed()))
        return [*found, total, (words.prepaid, self.money(-document.prepaid)), owed]

    def owed(self) -> Decimal:
        """What is to be paid."""
        return self.document.gross - self.document.prepaid


def place_of(address: Address) -> Sequence[str]:
    """The lines of an address, without a country."""
    place = f"{address.postal_code} {address.city}".strip()
    return [line for line in (address.line1, address.line2, place) if line]
