"""The hours behind an invoice, with the columns and the grouping that were chosen."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from moment_ui.formats.invoice import ZERO, HourRow
from moment_ui.formats.invoice_texts import InvoiceTexts
from moment_ui.formats.paper_table import Column, Place, Row, Table
from moment_ui.formats.text import clean

STANDARD = "date,co-worker,activity,hours,comment;project"
_HOURS, _AMOUNT = "hours", "amount"
_BY: dict[str, Callable[[HourRow], str]] = {
    "co-worker": lambda row: row.co_worker,
    "activity": lambda row: row.activity,
    "project": lambda row: row.project,
}
_PLACES = {
    "date": Place.SHORT,
    "hours": Place.FIGURE,
    "rate": Place.FIGURE,
    "amount": Place.FIGURE,
}


def hour_table(texts: InvoiceTexts) -> Table:
    """The hours by day, in groups with a sum each, and the sum of all."""
    return _Hours(texts).table()


class _Hours:
    """Writes the hours of one invoice."""

    def __init__(self, texts: InvoiceTexts) -> None:
        self._texts = texts
        self._by_clock = any(row.minutes % 3 for row in texts.document.hours)
        chosen = texts.document.hour_columns or STANDARD
        columns, _mark, self._grouping = chosen.partition(";")
        shown = [key for key in columns.split(",") if key in self._heads()]
        self._keys = [key for key in shown if key != self._grouping] or shown

    def table(self) -> Table:
        heads = self._heads()
        columns = tuple(Column(heads[key], _PLACES.get(key, Place.TEXT)) for key in self._keys)
        return Table(columns, tuple(self._rows()))

    def _heads(self) -> dict[str, str]:
        words = self._texts.words
        return {
            "date": words.date,
            "co-worker": words.co_worker,
            "role": words.role,
            "activity": words.activity,
            "hours": words.hours,
            "rate": words.rate,
            "amount": words.amount,
            "comment": words.comment,
        }

    def _rows(self) -> Iterable[Row]:
        hours = sorted(self._texts.document.hours, key=lambda row: row.day)
        by = _BY.get(self._grouping)
        groups: dict[str, list[HourRow]] = {}
        for row in hours:
            groups.setdefault(by(row) if by else "", []).append(row)
        several = len(groups) > 1
        for name, rows in groups.items():
            title = name or self._texts.words.adjusted
            if by:
                yield self._across(title, {})
            yield from map(self._row, rows)
            if several:
                yield self._across(self._texts.words.sum_of.format(name=title), _sums(rows))
        yield self._across(self._texts.words.total_hours, _sums(hours))

    def _row(self, row: HourRow) -> Row:
        texts = self._texts
        billed = bool(row.rate)
        cells = {
            "date": texts.day(row.day),
            "co-worker": row.co_worker or texts.words.adjusted,
            "role": row.role,
            "activity": row.activity,
            "hours": self._hours(row.minutes),
            "rate": texts.price(row.rate) if billed else "",
            "amount": texts.money(row.amount) if billed else "",
            "comment": clean(row.comment),
        }
        if not row.co_worker:
            return self._across(texts.words.adjusted, cells, strong=False)
        return Row(tuple(cells[key] for key in self._keys))

    def _across(
        self, title: str, cells: dict[str, str] | dict[str, Decimal], *, strong: bool = True
    ) -> Row:
        """A row that says something over the columns of text, with figures of its own."""
        figures = {key: self._figure(key, cells[key]) for key in (_HOURS, _AMOUNT) if key in cells}
        first, *rest = self._keys
        said = title if first not in figures else f"{title}  {figures[first]}"
        return Row((said, *[figures.get(key, "") for key in rest]), strong=strong, wide=True)

    def _figure(self, key: str, value: str | Decimal) -> str:
        if isinstance(value, str):
            return value
        return self._hours(int(value)) if key == _HOURS else self._texts.money(value)

    def _hours(self, minutes: int) -> str:
        return self._texts.hours_in_column(minutes, by_clock=self._by_clock)


def _sums(rows: Sequence[HourRow]) -> dict[str, Decimal]:
    amount = sum((row.amount for row in rows), ZERO)
    billed = any(row.rate for row in rows)
    minutes = Decimal(sum(row.minutes for row in rows))
    return {_HOURS: minutes, **({_AMOUNT: amount} if billed else {})}
