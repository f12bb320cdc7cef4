"""What every reader of payment files gives, and what it says of a file that it does not take."""

import datetime as dt
from collections import Counter
from collections.abc import Hashable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256

from moment_ui.core.errors import AppError
from moment_ui.core.words import _
from moment_ui.core.writing import Writer

ZERO = Decimal(0)


class FileBroken(AppError):
    """A payment file that is refused whole: something in it does not add up.

    `numbers` stand in the reason by name, as {name}; `written` says them as a reader writes them.
    """

    def __init__(self, line: int, reason: str, **numbers: Decimal) -> None:
        where = _("Line {line}: {reason}") if line else "{reason}"
        plain = {name: f"{number.normalize():f}" for name, number in numbers.items()}
        self.line = line
        self.reason = reason.format(**plain) if numbers else reason
        self._said, self._numbers = reason, numbers
        super().__init__(where.format(line=line, reason=self.reason))

    def written(self, write: Writer) -> "FileBroken":
        """The same, with its numbers as the reader writes them."""
        if not self._numbers:
            return self
        said = {name: write.asked(number) for name, number in self._numbers.items()}
        return FileBroken(self.line, self._said.format(**said))


@dataclass(frozen=True, slots=True)
class BankPayment:
    """Money that came in, or went back when `amount` is negative.

    `line` is where it begins in the file, from 1. `account` is the one it came to, `payment_id` the
    reference that was agreed on, "" without one. `key` is the same in every file that tells of this
    payment, and in no other payment. `ordered` is what the payer ordered in another currency than it
    came in, and `ordered_in` which. `together` is how many payments the bank made one sum of.
    """

    line: int
    account: str
    paid_on: dt.date
    amount: Decimal
    currency: str
    payment_id: str = ""
    text: str = ""
    payer: str = ""
    payer_account: str = ""
    key: str = ""
    ordered: Decimal | None = None
    ordered_in: str = ""
    together: int = 1


@dataclass(slots=True)
class Told:
    """What a file says of itself, filled in while it is read.

    `references` name the transmissions in it, one each; `skipped` counts what is no payment to us.
    """

    references: list[str] = field(default_factory=list[str])
    skipped: int = 0


Payments = Iterator[BankPayment]


class Keys:
    """Makes keys of what a payment says; the second equal one of a file is another payment."""

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._seen: Counter[str] = Counter()

    def key(self, *parts: Hashable) -> str:
        """The key of a payment that says this: at most 80 characters."""
        said = "|".join(str(part) for part in parts)
        digest = sha256(said.encode("utf-8", "backslashreplace")).hexdigest()[:40]
        self._seen[digest] += 1
        return f"{self._kind}:{digest}:{self._seen[digest]}"
