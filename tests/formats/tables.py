"""Tables to write: one as an invoice list looks, and one with everything a reader may type."""

import datetime as dt
import io
from collections.abc import Iterator
from decimal import Decimal

from hypothesis import strategies as st

from moment_ui.core.money import Money
from moment_ui.core.table import Heading, Kind, Mark, Table, TableColumn, Tone, Toned, Total, Value
from moment_ui.formats import find_format
from moment_ui.formats.text import Reader

HEADING = Heading(
    title="Invoices",
    company="Lysgård Arkitekter AS",
    filters=("Issued 01.07.2026\u201320.11.2026", "Type Invoice, Credit note"),
    made_at="Extracted 21.11.2026 14:05",
    made_by="Ingrid Holm",
)
READER = Reader("nb_NO", "Europe/Oslo")
INSTANT = dt.datetime(2026, 11, 21, 13, 5, tzinfo=dt.UTC)  # five past two in Oslo

wall = dt.datetime.fromisoformat
"""A moment on a wall clock, without a zone."""

COLUMNS = (
    TableColumn("number", "Number", Kind.NUMBER),
    TableColumn("customer", "Customer", Kind.TEXT),
    TableColumn("state", "State", Kind.STATUS),
    TableColumn("issued", "Issued", Kind.DATE),
    TableColumn("sent", "Sent", Kind.INSTANT),
    TableColumn("gross", "Gross", Kind.MONEY, adds_up=True),
    TableColumn("outstanding", "Outstanding", Kind.MONEY, adds_up=True),
    TableColumn("days", "Days late", Kind.COUNT),
    TableColumn("hours", "Hours", Kind.HOURS, adds_up=True),
    TableColumn("margin", "Margin", Kind.PERCENT),
    TableColumn("paper", "On paper", Kind.FLAG),
    TableColumn("tags", "Tags", Kind.TAGS),
)


def invoice(number: int, amount: str, currency: str = "NOK") -> tuple[Value, ...]:
    """One row of COLUMNS."""
    money = Money(Decimal(amount), currency)
    return (
        number,
        "Skarvøy kommune",
        Mark("Sent", Tone.INFO),
        dt.date(2026, 11, 18),
        INSTANT,
        money,
        Toned(money, Tone.GOOD),
        9,
        90,
        Decimal("12.5"),
        True,
        ("Offentlig", "Viktig"),
    )


def invoices(*currencies: str, rows: int = 3) -> Table:
    """`rows` invoices in each currency, with the totals they have."""
    listed = [
        invoice(20000 + at, f"{-1 if at % 2 else 1}{at}234.50".replace("--", "-"), currency)
        for currency in currencies
        for at in range(rows)
    ]
    return Table(COLUMNS, iter(listed), totals_of(COLUMNS, listed), len(listed))


def totals_of(columns: tuple[TableColumn, ...], rows: list[tuple[Value, ...]]) -> tuple[Total, ...]:
    """Sums per currency of the columns that add up, in the way a report counts them."""
    sums: dict[str, dict[str, Decimal]] = {}
    for row in rows:
        for column, value in zip(columns, row, strict=True):
            money = value.money if isinstance(value, Toned) else value
            if column.adds_up and isinstance(money, Money):
                of = sums.setdefault(money.currency, {})
                of[column.key] = of.get(column.key, Decimal(0)) + money.amount
            elif column.adds_up and isinstance(money, int | Decimal):
                of = sums.setdefault("", {})
                of[column.key] = of.get(column.key, Decimal(0)) + money
    return tuple(Total(currency, of) for currency, of in sums.items())


def written(key: str, table: Table, reader: Reader = READER) -> bytes:
    """The table as a file of the format."""
    found = find_format(key)
    assert found is not None
    out = io.BytesIO()
    found.write(table, HEADING, reader, out)
    return out.getvalue()


NASTY = (
    "=1+1",
    '=HYPERLINK("http://example.com","x")',
    "+47 22 33 44 55",
    "-5",
    "@SUM(A1)",
    " =1+1",
    "\t=1",
    "\r=1",
    "a;b,c\"d'e",
    "line\nbreak\r\nand another\rone",
    "\x00\x01\x0b\x1f\x7f\ufffe",
    "\ud800 alone",
    "<script>alert(1)</script>&amp;",
    "]]>",
    "_x0041_",
    "😀 👩‍👩‍👧 Łódź ŋ Ω ж",
    "\u202eevil\u202c שלום مرحبا",
    "é" * 500,
    "word " * 300,
    "x" * 40_000,
    "",
    " ",
    "#REF!",
    "1e5",
    "00123",
    "2026-11-21",
    "TRUE",
)
"""What people and programs put in text fields."""

texts = st.one_of(st.sampled_from(NASTY), st.text(max_size=60))
amounts = st.decimals(
    min_value=Decimal("-9e13"), max_value=Decimal("9e13"), places=4, allow_nan=False
)
moneys = st.builds(Money, amounts, st.sampled_from(["NOK", "EUR", "JPY", "KWD"]))

_VALUES: dict[Kind, st.SearchStrategy[Value]] = {
    Kind.NUMBER: st.integers(min_value=0, max_value=10**18),
    Kind.TEXT: texts,
    Kind.STATUS: st.builds(Mark, texts),
    Kind.DATE: st.dates(),
    Kind.INSTANT: st.datetimes(
        min_value=wall("1970-01-02"),
        max_value=wall("2200-01-01"),
        timezones=st.just(dt.UTC),
    ),
    Kind.MONEY: moneys,
    Kind.COUNT: st.integers(min_value=-(10**9), max_value=10**9),
    Kind.HOURS: st.integers(min_value=0, max_value=10**7),
    Kind.PERCENT: st.decimals(min_value=-1000, max_value=1000, places=2),
    Kind.FLAG: st.booleans(),
    Kind.TAGS: st.lists(texts, max_size=3).map(tuple),
}


def rows() -> st.SearchStrategy[list[tuple[Value, ...]]]:
    """Rows of COLUMNS with any values, None included, but for the number each row has."""
    number, *others = (_VALUES[column.kind] for column in COLUMNS)
    cells = [number, *(st.one_of(st.none(), other) for other in others)]
    return st.lists(st.tuples(*cells), max_size=8)


def table_of(values: list[tuple[Value, ...]]) -> Table:
    """A table whose rows come from a generator, as in an export."""

    def generated() -> Iterator[tuple[Value, ...]]:
        yield from values

    return Table(COLUMNS, generated(), totals_of(COLUMNS, values), len(values))
