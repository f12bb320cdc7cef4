"""What the summary of a camt.054's notice says of its entries, held against what was counted."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.core.words import _
from moment_ui.formats.payments.camt_entry import DEBIT, Entry
from moment_ui.formats.payments.camt_tags import Part
from moment_ui.formats.payments.payment import ZERO, FileBroken

ENTRIES, CREDITS, DEBITS = "entries", "credits", "debits"
MOVED, CREDITED, DEBITED, NET = "moved", "credited", "debited", "net"
_COUNTS = {
    ENTRIES: "TtlNtries/NbOfNtries",
    CREDITS: "TtlCdtNtries/NbOfNtries",
    DEBITS: "TtlDbtNtries/NbOfNtries",
}
_SUMS = {
    MOVED: "TtlNtries/Sum",
    CREDITED: "TtlCdtNtries/Sum",
    DEBITED: "TtlDbtNtries/Sum",
}
_NET = (
    ("TtlNtries/TtlNetNtry/Amt", "TtlNtries/TtlNetNtry/CdtDbtInd"),
    ("TtlNtries/TtlNetNtryAmt", "TtlNtries/CdtDbtInd"),
)
"""What is left of credits less debits, and which of them it is: from version .04 on, and before."""

_REASONS = {
    ENTRIES: _("The summary says {said} entries, the notice holds {found}."),
    CREDITS: _("The summary says {said} credits, the notice holds {found}."),
    DEBITS: _("The summary says {said} debits, the notice holds {found}."),
    MOVED: _("The summary says {said} in all, the entries come to {found}."),
    NET: _("The summary says {said} is left, the entries come to {found}."),
    CREDITED: _("The summary says {said} was credited, the entries come to {found}."),
    DEBITED: _("The summary says {said} was debited, the entries come to {found}."),
}


@dataclass(slots=True)
class Summary:
    """One notice: the account it is about, what its summary says, and what was found."""

    account: str = ""
    _said: dict[str, Decimal] = field(default_factory=dict[str, Decimal])
    _found: defaultdict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))

    def read(self, summary: Part) -> None:
        """Take what a TxsSummry says. Raises FileBroken for what is no number."""
        counts = {key: summary.whole(path) for key, path in _COUNTS.items()}
        sums = {key: summary.money(path) for key, path in _SUMS.items()}
        self._said |= {key: Decimal(said) for key, said in counts.items() if said is not None}
        self._said |= {key: said[0] for key, said in sums.items() if said is not None}
        for amount, direction in _NET:
            net = summary.money(amount)
            if net is not None:
                self._said[NET] = -net[0] if summary.text(direction) == DEBIT else net[0]

    def add(self, entry: Entry) -> None:
        """Count an entry, whatever becomes of it."""
        one = Decimal(1)
        self._found[ENTRIES] += one
        self._found[CREDITS if entry.credit else DEBITS] += one
        self._found[CREDITED if entry.credit else DEBITED] += entry.amount
        self._found[MOVED] += entry.amount
        self._found[NET] += entry.amount if entry.credit else -entry.amount

    def check(self, line: int) -> None:
        """Compare, at the notice's end. Raises FileBroken."""
        for key, said in self._said.items():
            found = self._found[key]
            if said != found:
                raise FileBroken(line, _REASONS[key], said=said, found=found)
