"""What a camt.054 says of one entry, and of each payment in it.

Versions differ: .02 has a payment's amount in AmtDtls/TxAmt, later ones in Amt; from .08 on a status
is Sts/Cd and a party's name stands in Pty.
"""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.words import _
from moment_ui.formats.payments.camt_tags import Element, Part
from moment_ui.formats.payments.payment import ZERO

BOOKED = "BOOK"
CREDIT, DEBIT = "CRDT", "DBIT"
REFERENCES = ("AcctSvcrRef", "EndToEndId", "TxId", "InstrId", "PmtInfId", "MsgId")
TEXT_LENGTH = 500
_NAMED = re.compile(
    r"(?:KID|OCR|FIK)(?:[ -]?(?:nr|nummer|no))?[ .:#]*(\d[\d ]{1,33}-?)", re.IGNORECASE
)
"""A text that is nothing but a payment ID and says that it is one."""

_CREDIT_NOTE = "CREN"
_ORDERED = tuple(f"AmtDtls/{kind}/Amt" for kind in ("TxAmt", "CntrValAmt", "InstdAmt"))
_PAYERS = tuple(
    f"RltdPties/{path}" for path in ("Dbtr/Pty/Nm", "Dbtr/Nm", "UltmtDbtr/Pty/Nm", "UltmtDbtr/Nm")
)
_ACCOUNTS = tuple(
    f"RltdPties/DbtrAcct/Id/{path}" for path in ("IBAN", "Othr/Id", "BBAN", "PrtryAcct/Id")
)


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry on the account: one payment, or a batch of them. `amount` has no sign.

    `charges` are what the bank kept for itself, where the entry says so.
    """

    line: int
    amount: Decimal
    currency: str
    credit: bool
    reversal: bool
    booked: bool
    day: dt.date
    servicer_reference: str
    charges: Decimal


@dataclass(frozen=True, slots=True)
class Details:
    """One payment; None and "" where only its entry says so.

    `amount` is in the entry's currency where it is said in that; `ordered` is what the payer ordered in
    another. `remitted` are its references, with the part of the amount that each is for where the file says so.
    """

    line: int
    amount: Decimal | None
    currency: str
    ordered: tuple[Decimal, str] | None
    credit: bool
    reversal: bool
    remitted: tuple[tuple[str, Decimal | None], ...]
    text: str
    payer: str
    payer_account: str
    references: tuple[str, ...]
    charges: Decimal

    def sign(self, entry: Entry) -> int:
        """1 for money to us, -1 for money that goes back, 0 for what is neither."""
        if not entry.booked:
            return 0
        if self.reversal:
            return 0 if self.credit else -1
        return 1 if self.credit else 0

    def shares(self, amount: Decimal) -> list[tuple[str, Decimal]]:
        """The amount by reference: whole with the only one, divided as said, else without any."""
        references = {reference for reference, _part in self.remitted}
        if len(references) == 1:
            return [(references.pop(), amount)]
        parts = [(reference, part) for reference, part in self.remitted if part]
        if (
            len(parts) == len(self.remitted)
            and sum((p for _r, p in parts), ZERO) == amount
            and parts
        ):
            return parts
        return [("", amount)]


def entry_of(element: Element) -> Entry:
    """What an Ntry says. Raises FileBroken without an amount, a currency, a direction or a date."""
    entry = Part(element, without="TxDtls")
    money = entry.money("Amt")
    if money is None:
        raise entry.broken(_("This entry has no amount (Amt)."))
    if not (len(money[1]) == 3 and money[1].isascii() and money[1].isupper()):
        raise entry.broken(_("This entry’s amount has no currency (Ccy)."))
    day = entry.day("BookgDt", "ValDt")
    if day is None:
        raise entry.broken(_("This entry has no date (BookgDt)."))
    return Entry(
        line=entry.line,
        amount=money[0],
        currency=money[1],
        credit=_is_credit(entry, None),
        reversal=entry.yes("RvslInd"),
        booked=entry.text("Sts/Cd", "Sts") == BOOKED,
        day=day,
        servicer_reference=entry.text("AcctSvcrRef", "NtryRef"),
        charges=_charges(entry),
    )


@dataclass(frozen=True, slots=True)
class Batches:
    """What the batches of an entry say of themselves: payments and sum, None where they do not say."""

    count: int | None
    total: Decimal | None


def batches_of(element: Element, currency: str) -> Batches:
    """What the batches of an Ntry that has ended say they hold; no sum where one is in another currency."""
    batches = Part(element, without="TxDtls").parts("NtryDtls/Btch")
    counts = [count for batch in batches if (count := batch.whole("NbOfTxs")) is not None]
    said = [money for batch in batches if (money := batch.money("TtlAmt")) is not None]
    sums = [amount for amount, stated in said if stated in {currency, ""}]
    return Batches(
        sum(counts) if counts else None,
        sum(sums, ZERO) if sums and len(sums) == len(batches) else None,
    )


def details_of(element: Element, entry: Entry) -> Details:
    """What a TxDtls says, or an Ntry without details. Raises FileBroken."""
    part = Part(element)
    money, ordered = _amounts(part, entry)
    remitted = _remitted(part)
    texts = (
        *part.texts("RmtInf/Ustrd"),
        *_named_beside(part, remitted),
        *part.texts("RmtInf/Strd/AddtlRmtInf"),
        part.text("AddtlTxInf"),
        part.text("AddtlNtryInf"),
    )
    return Details(
        line=part.line or entry.line,
        amount=money[0] if money else None,
        currency=money[1] if money else "",
        ordered=ordered,
        credit=_is_credit(part, entry.credit),
        reversal=entry.reversal or part.yes("RvslInd"),
        remitted=tuple(remitted),
        text=" ".join(filter(None, texts))[:TEXT_LENGTH],
        payer=part.text(*_PAYERS)[:200],
        payer_account=part.text(*_ACCOUNTS)[:40],
        references=tuple(part.text(f"Refs/{name}")[:70] for name in REFERENCES),
        charges=_charges(part),
    )


def _charges(part: Part) -> Decimal:
    """What the bank kept, in all or by record; in another currency it says nothing of our sum."""
    whole = part.money("Chrgs/TtlChrgsAndTaxAmt", "Chrgs/Amt")
    if whole is not None:
        return whole[0]
    records = (record.money("Amt") for record in part.parts("Chrgs/Rcrd"))
    return sum((money[0] for money in records if money), ZERO)


def _amounts(
    part: Part, entry: Entry
) -> tuple[tuple[Decimal, str] | None, tuple[Decimal, str] | None]:
    """What came in, in the entry's currency if any amount is, and what was ordered in another."""
    paths = _ORDERED if part.name == "Ntry" else ("Amt", *_ORDERED)
    said = [money for path in paths if (money := part.money(path))]
    ours = next((money for money in said if money[1] in ("", entry.currency)), None)
    ordered = part.money("AmtDtls/InstdAmt/Amt")
    abroad = ordered if ordered and ordered[1] not in ("", entry.currency) else None
    if part.name == "Ntry":
        return None, abroad
    return ours or next(iter(said), None), abroad


def _is_credit(part: Part, otherwise: bool | None) -> bool:  # noqa: FBT001 - what else holds
    said = part.text("CdtDbtInd")
    if said in {CREDIT, DEBIT}:
        return said == CREDIT
    if otherwise is None or said:
        raise part.broken(_("CdtDbtInd is CRDT or DBIT here."))
    return otherwise


def _remitted(part: Part) -> list[tuple[str, Decimal | None]]:
    found: list[tuple[str, Decimal | None]] = []
    for structured in part.parts("RmtInf/Strd"):
        reference = "".join(structured.text("CdtrRefInf/Ref").split())[:140]
        if reference:
            found.append((reference, _part_for(structured)))
    named = [match for text in part.texts("RmtInf/Ustrd") if (match := _NAMED.fullmatch(text))]
    if not found and len(named) == 1:
        found.append(("".join(named[0][1].split()), None))
    return found


def _part_for(structured: Part) -> Decimal | None:
    """What of a payment is for one document; less than nought for a credit note that was deducted."""
    credit = structured.money("RfrdDocAmt/CdtNoteAmt")
    money = structured.money("RfrdDocAmt/RmtdAmt", "RfrdDocAmt/DuePyblAmt")
    if credit is not None and (money is None or not money[0]):
        return -credit[0]
    if money is None:
        return None
    kinds = structured.texts("RfrdDocInf/Tp/CdOrPrtry/Cd")
    return -money[0] if _CREDIT_NOTE in kinds else money[0]


def _named_beside(part: Part, remitted: list[tuple[str, Decimal | None]]) -> list[str]:
    """Documents that a payment names, and its references where several share it: for who looks at it."""
    several = {reference for reference, _part in remitted}
    numbers = part.texts("RmtInf/Strd/RfrdDocInf/Nb")
    return [*numbers, *(sorted(several) if len(several) > 1 else ())]
