"""What is asked to be invoiced, and the drafts that would arise of it. Plain values."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.domain.billing.lines import PlannedLine
from moment_ui.domain.billing.sheet import Blocker, Item
from moment_ui.domain.drafts.rules import DraftOptions
from moment_ui.domain.invoices.rules import InvoiceTotals, totals_of_nets
from moment_ui.models.price_model import SplitBy


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be invoiced of a project: the items named by `keys`, everything when None.

    `amounts` are those of free items, `receivers` who pays for an item where lines are divided.
    """

    project_id: int
    keys: frozenset[str] | None = None
    amounts: Mapping[str, Decimal] = field(default_factory=dict[str, Decimal])
    receivers: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class VatLine:
    """A line with its account and VAT."""

    line: PlannedLine
    account: str
    vat_code: str
    vat_percent: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannedDraft:
    """A draft to be. `customer` is number and name; `group` is not empty where customers share, `split_by` says how."""

    customer_id: int
    customer: str
    project_id: int | None
    owns_project: bool
    projects: tuple[str, ...]
    currency: str
    group: str
    split_by: SplitBy | None
    lines: tuple[VatLine, ...]
    options: DraftOptions
    fee: VatLine | None
    items: dict[str, Item]

    @property
    def totals(self) -> InvoiceTotals:
        """What it adds up to, with the fee that every draft begins with."""
        return totals_of_nets(
            [(one.line.net, one.vat_code, one.vat_percent) for one in self.everything],
            self.currency,
        )

    @property
    def everything(self) -> tuple[VatLine, ...]:
        """The lines, and the fee."""
        return (*self.lines, *([self.fee] if self.fee else ()))


@dataclass(frozen=True, slots=True)
class Plan:
    """The drafts that arise. `warnings` do not stop them; `left_out` are projects without a draft, and why."""

    drafts: tuple[PlannedDraft, ...]
    warnings: tuple[tuple[str, Blocker], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def seen(self) -> str:
        """A mark of everything a reader saw: two plans with the same mark make the same drafts."""
        said = [
            (draft.customer_id, draft.project_id, draft.currency, draft.split_by, _said(draft))
            for draft in self.drafts
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def _said(draft: PlannedDraft) -> list[object]:
    return [
        (
            one.line.kind.value,
            one.line.text,
            str(one.line.quantity),
            str(one.line.price),
            str(one.line.net),
            one.vat_code,
            str(one.vat_percent),
            one.line.items,
        )
        for one in draft.everything
    ]
