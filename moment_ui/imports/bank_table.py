"""Payments from a bank's table: CSV as online banks give it, or a workbook, by a mapping of columns."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from moment_ui.core import fields
from moment_ui.core.folding import folded
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.formats.payments.payment import BankPayment, FileBroken, Keys, Payments, Told
from moment_ui.imports import sheet
from moment_ui.imports.decimals import decimal
from moment_ui.imports.fields import Field, Row
from moment_ui.imports.kind import Columns, RowReader, check_mapping
from moment_ui.imports.mapping import guess
from moment_ui.imports.run import TOTALS, style_of
from moment_ui.imports.values import day, line, text_of

AMOUNT = "amount"
NOT_BOOKED = frozenset({
    "venter", "reservert", "reserveret", "reserverad", "reserverat", "pending", "afvist", "avvist", "avvisad",
    "rejected", "slettet", "raderad", "deleted", "annulleret", "annullert", "cancelled",
})  # fmt: skip
"""What banks write for a status, or in place of a date, of what has not come, or never will."""

_NAMES = frozenset({"navn", "namn", "name"})
_NAMED = re.compile(r"(?:^|[\s,;:])(?:KID|OCR|FIK)[ .:#-]*(\d[\d ]{1,33}-?)$", re.IGNORECASE)
"""A text whose end is a payment ID, and says that it is one."""

_TEXTS = ("payment_id", "text", "payer", "payer_account", "account", "currency")
_ROUNDED = re.compile(r"\d[.,]\d+E\+\d+", re.IGNORECASE)
_ROUNDED_AWAY = _(
    "The payment ID {said} was rounded by a spreadsheet, and its digits are lost. Export the table "
    "again without opening it, or with the column as text."
)

BANK_TABLE = Columns(
    title=_("Payments from a bank"),
    help=_("What came in, with date, amount and reference. What went out is passed over."),
    fields=(
        Field("paid_on", _("Date"), day,
              ("dato", "bokfort", "bokforingsdato", "bokfort dato", "bokforingsdag", "bogfort",
               "betalingsdato", "date", "booking date", "rentedato", "valuteringsdag"),
              required=True, example="16.11.2026"),
        Field("amount", _("Amount"), decimal,
              ("belop", "belopp", "beloeb", "belob", "sum", "amount", "belop i nok", "belop nok",
               "belopp i sek", "belopp sek", "belob i dkk", "belob dkk"), one_of=AMOUNT, example="1250,00"),
        Field("money_in", _("Amount in"), decimal,
              ("inn", "inn pa konto", "innskudd", "kredit", "insattning", "indsat", "inbetalning",
               "credit", "paid in"), one_of=AMOUNT),
        Field("money_out", _("Amount out (passed over)"), decimal,
              ("ut", "ut av konto", "ut fra konto", "uttak", "debet", "uttag", "haevet", "udbetaling",
               "debit", "paid out")),
        Field("payment_id", _("Payment ID"), line(140),
              ("kid", "kid nummer", "kid ref", "referanse", "reference", "betalingsid", "ocr",
               "ocr nummer", "fik", "kort art", "melding kid"), example="00043455"),
        Field("text", _("Text"), line(500),
              ("tekst", "forklaring", "beskrivelse", "melding", "meddelande", "text", "description",
               "message", "besked", "rubrik", "meddelelse", "tittel", "posteringstekst",
               "text/mottagare"), example="Faktura 4345"),
        Field("payer", _("Paid by"), line(200),
              ("betaler", "navn", "namn", "avsender", "fra", "betalare", "avsandare", "indbetaler", "name",
               "payer", "sender"), example="Fjordheim Bolig AS"),
        Field("payer_account", _("Payer’s account"), line(40),
              ("fra konto", "fra kontonummer", "avsenderkonto", "betalerkonto", "from account")),
        Field("account", _("Our account"), line(40),
              ("til konto", "til kontonummer", "konto", "kontonummer", "to account", "account")),
        Field("currency", _("Currency"), text_of(fields.currency), ("valuta", "currency")),
        Field("status", _("Status (what is not booked is passed over)"), line(80), ("status",)),
        Field("key", _("Bank’s own number"), line(80),
              ("arkivref", "arkivreferanse", "transaksjonsid", "bankreferanse", "verifikasjonsnummer",
               "verifikationsnummer", "lopenummer", "transaction id")),
    ),
)  # fmt: skip


def guessed(headings: Sequence[str], samples: Sequence[Sequence[str]] = ()) -> dict[str, int]:
    """The columns of a bank's table; beside a name, what is headed sender is the account it came from."""
    found = guess(BANK_TABLE, headings, samples)
    named = next((at for at, said in enumerate(headings) if folded(said) in _NAMES), None)
    if named is None or named in found.values():
        return found
    if "payer_account" not in found and "payer" in found:
        found["payer_account"] = found["payer"]
    return found | {"payer": named}


@dataclass(frozen=True, slots=True)
class BankTable:
    """A table with the column of each field; `decimal` is the sign of its amounts, "" to find out."""

    path: Path
    mapped: Mapping[str, int]
    decimal: str = ""

    @contextmanager
    def opened(self) -> Iterator[tuple[Payments, Told]]:
        """The payments, read from the start. Raises FileRefused, MissingColumns."""
        check_mapping(BANK_TABLE, self.mapped)
        style = style_of(self.path, BANK_TABLE, self.mapped, self.decimal)
        told = Told()
        with sheet.opened(self.path) as table:
            reader = RowReader(BANK_TABLE, self.mapped, style)
            one_amount = "amount" in self.mapped and "money_in" not in self.mapped
            told_by = [self.mapped[key] for key in ("paid_on", "status") if key in self.mapped]
            rows = _booked(table, told_by, told)
            yield _payments(rows, reader, told, one_amount=one_amount), told


def _booked(table: sheet.Sheet, told_by: Sequence[int], told: Told) -> Iterator[sheet.RawRow]:
    """The rows of what is booked: neither sums nor what still waits, by any of the cells that tell."""
    for raw in table.rows:
        first = next((cell for cell in raw.cells if sheet.filled(cell)), None)
        is_sum = isinstance(first, str) and TOTALS.fullmatch(folded(first))
        if is_sum or any(folded(str(raw.cells[at] or "")) in NOT_BOOKED for at in told_by):
            told.skipped += 1
        else:
            yield raw


def _payments(
    rows: Iterator[sheet.RawRow], reader: RowReader, told: Told, *, one_amount: bool
) -> Payments:
    """Payments as far as they are read. Raises FileBroken for a row that is wrong.

    `one_amount`: every row has its amount in the same column, in or out, or what went out in its own.
    """
    keys = Keys("csv")
    for raw in rows:
        if raw.problem:
            raise FileBroken(raw.number, raw.problem)
        row = reader.read(raw.number, raw.cells)
        amount = _amount(row)
        if row.problems:
            key, reason = next(iter(row.problems.items()))
            label = BANK_TABLE.field(key).label
            raise FileBroken(raw.number, f"{label}: {reason}")
        if one_amount and row.get("amount") is None and row.get("money_out") is None:
            raise FileBroken(raw.number, _("The amount is missing."))
        if _ROUNDED.fullmatch(str(row.get("payment_id") or "")):
            raise FileBroken(raw.number, _ROUNDED_AWAY.format(said=row.get("payment_id")))
        if amount > ZERO:
            yield _payment(row, amount, keys)
        else:
            told.skipped += 1


def _named(text: str) -> str:
    """The payment ID that a text ends with, where it says so."""
    found = _NAMED.search(text)
    return "".join(found[1].split()) if found else ""


def _amount(row: Row) -> Decimal:
    """What came in: nought or less when nothing did."""
    money_in = row.get("money_in")
    return abs(money_in) if money_in else row.get("amount") or ZERO


def _payment(row: Row, amount: Decimal, keys: Keys) -> BankPayment:
    def said(name: str) -> str:
        return str(row.get(name) or "")

    own = said("key")
    parts = (row.get("paid_on"), amount.normalize(), *map(said, _TEXTS))
    return BankPayment(
        line=row.number,
        account=said("account"),
        paid_on=row.get("paid_on"),
        amount=amount,
        currency=said("currency"),
        payment_id=said("payment_id") or _named(said("text")),
        text=said("text"),
        payer=said("payer"),
        payer_account=said("payer_account"),
        key=keys.key(own, amount.normalize()) if own else keys.key(*parts),
    )
