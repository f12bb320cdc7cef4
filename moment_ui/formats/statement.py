"""A statement of account, or a reminder's list of what is overdue: plain values."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.formats.invoice import Party, PaymentBox

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class OpenLine:
    """An invoice or credit note that is open; amounts in its currency. `days_late` is 0 until it is due."""

    kind: str
    number: int
    issued: dt.date
    due: dt.date | None
    payment_id: str
    currency: str
    gross: Decimal
    open: Decimal
    days_late: int = 0
    interest: Decimal = ZERO
    fee: Decimal = ZERO

    @property
    def to_pay(self) -> Decimal:
        """What is open with interest and fee."""
        return self.open + self.interest + self.fee


@dataclass(frozen=True, slots=True)
class Movement:
    """What moved an account on a day: a document (`invoiced`), or a payment or write-off (`paid`).

    `kind` is the ledger's word for it, or what `StatementWords.kind` knows besides; `number` that of the
    document it is about, `of` whether that is an invoice or a credit note, `text` what the bank wrote with
    it, or the number it is set off against. `balance` is what is owed after it.
    """

    day: dt.date
    kind: str
    number: int | None
    text: str
    due: dt.date | None
    invoiced: Decimal | None
    paid: Decimal | None
    balance: Decimal
    of: str = "invoice"


@dataclass(frozen=True, slots=True)
class Account:
    """All that moved in one currency, from what was owed before."""

    currency: str
    opening: Decimal
    movements: tuple[Movement, ...]

    @property
    def closing(self) -> Decimal:
        """What is owed after all of it."""
        return self.movements[-1].balance if self.movements else self.opening


@dataclass(frozen=True, slots=True)
class Ageing:
    """What is owed in a currency by how late it is: not due, 1-30, 31-60, 61-90 days, more; and credits.

    Credits, the last, are below nought: all of them add up to the balance.
    """

    currency: str
    amounts: tuple[Decimal, ...]


@dataclass(frozen=True, slots=True)
class StatementDocument:
    """Everything a statement says. `title` and `text` are a reminder's own words, "" for a plain statement.

    `as_of` is the day whose end it tells of, `since` the first day of what moved; without one it is
    from the beginning. `accounts` are there when it tells all that moved; else `lines` are what is open.
    """

    language: str
    as_of: dt.date
    seller: Party
    buyer: Party
    payment: PaymentBox
    currency: str
    lines: tuple[OpenLine, ...]
    title: str = ""
    text: str = ""
    logo: str = ""
    since: dt.date | None = None
    accounts: tuple[Account, ...] | None = None
    ages: tuple[Ageing, ...] = ()
