"""What can be said of a bank's payment without a database."""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from enum import StrEnum

from moment_ui.core.fields import Unfit
from moment_ui.core.money import ZERO
from moment_ui.domain.payment_ids.digits import RF
from moment_ui.domain.payment_ids.reading import plain
from moment_ui.domain.payment_ids.rules import added, checked_parts, longest
from moment_ui.models.company import Company
from moment_ui.models.finances import FinanceSettings, PaymentIdKind
from moment_ui.models.payment_file import BankFileState, EntryState

_NUMBERS = re.compile(r"(?<![\d.,])\d{3,9}(?![\d.,]*\d)")
MOST_NUMBERS = 10


class Shown(StrEnum):
    """Where a file stands as a reader sees it."""

    READ = "read"
    PARTLY = "partly"
    POSTED = "posted"
    UNDONE = "undone"
    ASIDE = "aside"


def shown_state(state: BankFileState, counts: Mapping[EntryState, int]) -> Shown:
    """Where a file stands by its payments: posted only when each is in the books or set aside."""
    posted, aside = counts.get(EntryState.POSTED, 0), counts.get(EntryState.SET_ASIDE, 0)
    waiting = sum(counts.values()) - posted - aside
    if posted:
        return Shown.PARTLY if waiting else Shown.POSTED
    if not waiting:
        return Shown.ASIDE
    return Shown.UNDONE if state is BankFileState.UNDONE else Shown.READ


class Fit(StrEnum):
    """How a payment fits what is outstanding when its turn comes."""

    EXACT = "exact"
    PART = "part"
    OVER = "over"
    BACK = "back"


def fit(amount: Decimal, outstanding: Decimal) -> Fit:
    """How an amount fits what is outstanding before it; one that goes back is told apart."""
    if amount < ZERO:
        return Fit.BACK
    if amount == outstanding:
        return Fit.EXACT
    return Fit.PART if amount < outstanding else Fit.OVER


def bare_account(text: str) -> str:
    """An account as it is compared: without blanks and points, a Norwegian or Danish IBAN as its digits."""
    bare = re.sub(r"[\s.-]", "", text).upper()
    domestic = re.fullmatch(r"NO\d{2}(\d{11})|DK\d{2}(\d{14})", bare)
    return domestic[1] or domestic[2] if domestic else bare


def own_accounts(company: Company, settings: FinanceSettings) -> frozenset[str]:
    """The company's own accounts; none when none is set, and then any account is taken for ours."""
    said = (
        company.bank_account,
        settings.iban,
        settings.bankgiro,
        settings.plusgiro,
        settings.fik_creditor,
        *settings.other_accounts.split(),
    )
    return frozenset(filter(None, map(bare_account, said)))


def id_length(settings: FinanceSettings) -> int:
    """How many characters the company's payment IDs have, 0 when the format is wrong."""
    try:
        if settings.payment_id_kind is PaymentIdKind.FIK:
            return longest(settings)
        parts = checked_parts(settings)
    except Unfit:
        return 0
    return sum(part.width for part in parts) + added(settings)


def spellings(payment_id: str, length: int) -> tuple[str, ...]:
    """The ways a payment ID may be stored: as it came, bare of print, with noughts lost or added."""
    bare = plain(payment_id)
    head = bare[:4] if bare.startswith(RF) else ""
    stripped = bare[len(head) :].lstrip("0")
    wanted = length - len(head)
    filled = head + stripped.rjust(wanted, "0") if stripped and len(stripped) <= wanted else bare
    return tuple(dict.fromkeys(filter(None, (payment_id, bare, filled))))


def numbers_in(*texts: str) -> list[int]:
    """What may be invoice numbers in free text, in the order they stand, none twice."""
    found: Iterable[str] = (number for text in texts for number in _NUMBERS.findall(text))
    return list(dict.fromkeys(int(number) for number in found))[:MOST_NUMBERS]
