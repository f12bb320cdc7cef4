"""Reading OCR giro files: transmissions, their assignments, and the payments in them.

Counts and sums of every assignment and transmission are checked. What belongs to other services in
the same transmission is passed over. See docs/payment-files.md.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import BinaryIO

from moment_ui.core.words import _
from moment_ui.formats.payments.ocr_records import NO_SERVICE, OCR_SERVICE, Record, records
from moment_ui.formats.payments.payment import ZERO, BankPayment, FileBroken, Payments, Told

CURRENCY = "NOK"
TYPES = frozenset(f"{number}" for number in range(10, 22))
REVERSALS = frozenset({"18", "20"})
WITH_TEXT = frozenset({"20", "21"})


def is_ocr(head: bytes) -> bool:
    """Whether a file that begins so is OCR giro."""
    said = head.lstrip(b"\xef\xbb\xbf\xff\xfe\0\r\n ").replace(b"\0", b"")
    return re.match(rb"NY\d{6}", said) is not None


def read_ocr(stream: BinaryIO, told: Told) -> Payments:
    """The payments of a file, one after the other, as far as they have been read.

    Raises FileBroken with line and reason when a record is wrong, or when what is counted and summed
    differs from what records 88 and 89 say: then nothing of the file is to be believed.
    """
    lines = records(stream)
    first = next(lines, None)
    if first is None:
        raise FileBroken(0, _("The file is empty."))
    while first is not None:
        yield from _Transmission(first, lines, told).payments()
        first = next(lines, None)


@dataclass(slots=True)
class _Sums:
    """What was counted: `added` as if nothing went back, `deducted` with the file's own signs."""

    transactions: int = 0
    records: int = 0
    added: Decimal = ZERO
    deducted: Decimal = ZERO
    net: Decimal = ZERO

    def allows(self, said: Decimal) -> bool:
        """Whether a sum fits: some banks add what goes back, others deduct it."""
        return said in {self.added, abs(self.deducted), abs(self.net)}

    def take(self, other: "_Sums") -> None:
        """Add an assignment to its transmission."""
        self.transactions += other.transactions
        self.records += other.records
        self.added += other.added
        self.deducted += other.deducted
        self.net += other.net


class _Transmission:
    """One transmission: from its record 10 to its record 89."""

    def __init__(self, first: Record, lines: Iterator[Record], told: Told) -> None:
        if (first.service, first.kind) != (NO_SERVICE, "10"):
            raise first.broken(_("A transmission begins with record 10 (NY000010)."))
        self._lines = lines
        self._told = told
        self._sender = first.digits(9, 16, _("The data sender"))
        self._number = first.digits(17, 23, _("The transmission number"))
        first.digits(24, 31, _("The data recipient"))
        told.references.append(f"{self._sender}:{self._number}")
        self._last = first
        self._sums = _Sums(records=1)
        self._others = False
        self._seen: Counter[str] = Counter()

    def payments(self) -> Payments:
        """The payments; checks the whole at its end."""
        while True:
            record = self._next()
            if (record.service, record.kind) == (NO_SERVICE, "89"):
                self._sums.records += 1
                self._check_end(record)
                return
            if record.kind != "20":
                raise record.broken(
                    _(
                        "Here an assignment begins (20) or the transmission ends (89), not {kind}."
                    ).format(kind=record.kind)
                )
            if record.service == OCR_SERVICE:
                yield from self._assignment(record)
            else:
                self._pass_over(record)

    def _next(self) -> Record:
        record = next(self._lines, None)
        if record is None:
            text = _("The file ends without record 89: it was cut short.")
            raise self._last.broken(text)
        self._last = record
        return record

    def _assignment(self, start: Record) -> Payments:
        number = start.digits(18, 24, _("The assignment number"))
        account = start.digits(25, 35, _("The account"))
        sums = _Sums(records=1)
        record = self._next()
        while record.kind == "30":
            payment, record = self._payment(record, account, number, sums)
            yield payment
        if record.kind != "88" or record.service != OCR_SERVICE:
            text = _("Here a payment begins (30) or the assignment ends (88), not {kind}.")
            raise record.broken(text.format(kind=record.kind))
        sums.records += 1
        _check(record, sums)
        self._sums.take(sums)

    def _payment(
        self, item: Record, account: str, assignment: str, sums: _Sums
    ) -> tuple[BankPayment, Record]:
        """A payment of records 30, 31 and perhaps 32, and the record that follows."""
        if item.service != OCR_SERVICE or item.type not in TYPES:
            text = _("The transaction type {type} is not known.")
            raise item.broken(text.format(type=item.type))
        number = item.digits(9, 15, _("The transaction number"))
        more = self._of_same(self._next(), item, number, "31")
        payer_account = more.digits(48, 58, _("The payer’s account"))
        text, record = "", self._next()
        used = 2
        if record.kind == "32":
            self._of_same(record, item, number, "32")
            text, used, record = record.words(16, 55), 3, self._next()
        raw = item.money(33, 49, _("The amount"))
        amount = self._signed(item, raw, sums)
        sums.transactions += 1
        sums.records += used
        parts = f"ocr:{self._sender}:{self._number}:{assignment}:{number}:{item.text[15:21]}"
        self._seen[parts] += 1
        again = self._seen[parts]
        payment = BankPayment(
            line=item.line,
            account=account,
            paid_on=item.day(16, 21, _("The date")),
            amount=amount,
            currency=CURRENCY,
            payment_id=_payment_id(item),
            text=text,
            payer_account=payer_account.strip("0") and payer_account,
            key=parts if again == 1 else f"{parts}:{again}",
        )
        return payment, record

    def _of_same(self, record: Record, item: Record, number: str, kind: str) -> Record:
        if record.kind != kind:
            text = _("Record {wanted} of transaction {number} is missing; here stands {kind}.")
            raise record.broken(text.format(wanted=kind, number=number, kind=record.kind))
        found = record.digits(9, 15, _("The transaction number"))
        if found != number or record.type != item.type:
            text = _("This record belongs to transaction {found}, the one before to {number}.")
            raise record.broken(text.format(found=found, number=number))
        return record

    def _signed(self, item: Record, raw: Decimal, sums: _Sums) -> Decimal:
        sign = item.text[31]
        if sign not in "0-":
            text = _("The sign (position 32) is “{sign}”; it is 0 or -.")
            raise item.broken(text.format(sign=sign))
        marked = -raw if sign == "-" else raw
        amount = -raw if sign == "-" or item.type in REVERSALS else raw
        sums.added += raw
        sums.deducted += marked
        sums.net += amount
        return amount

    def _pass_over(self, start: Record) -> None:
        """Another service’s assignment: counted, and nothing else."""
        self._others = True
        self._told.skipped += 1
        self._sums.records += 1
        while True:
            record = self._next()
            if record.service != start.service:
                text = _("The assignment of service {service} has no end (88).")
                raise record.broken(text.format(service=start.service))
            self._sums.records += 1
            if record.kind == "88":
                return

    def _check_end(self, end: Record) -> None:
        if not self._others:
            _check(end, self._sums)
        elif end.count(17, 24, _("The number of records")) != self._sums.records:
            _differs(end, _("records"), end.count(17, 24, ""), self._sums.records)


def _check(end: Record, sums: _Sums) -> None:
    """Compare what an 88 or 89 says with what was counted. Raises FileBroken."""
    transactions = end.count(9, 16, _("The number of transactions"))
    if transactions != sums.transactions:
        _differs(end, _("transactions"), transactions, sums.transactions)
    lines = end.count(17, 24, _("The number of records"))
    if lines != sums.records:
        _differs(end, _("records"), lines, sums.records)
    total = end.money(25, 41, _("The sum"))
    if not sums.allows(total):
        _differs(end, _("kroner"), total, sums.deducted)


def _differs(end: Record, what: str, said: Decimal | int, counted: Decimal | int) -> None:
    text = _("Record {kind} says {said} {what}, the file holds {counted}.")
    reason = text.format(kind=end.kind, said="{said}", what=what, counted="{counted}")
    raise FileBroken(end.line, reason, said=Decimal(said), counted=Decimal(counted))


def _payment_id(item: Record) -> str:
    """The KID, right-aligned in blanks; transactions with free text have none."""
    return "" if item.type in WITH_TEXT else item.text[49:74].strip()
