"""How much of price models and of offers' lines is billed: the one truth of their page and of To be invoiced."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.money import ZERO, round_money
from moment_ui.db.work import Work
from moment_ui.domain.price_models.counting import keys, of
from moment_ui.domain.price_models.discounts import discounted, given_by
from moment_ui.domain.price_models.elsewhere import billed_elsewhere
from moment_ui.domain.price_models.rules import EVERYTHING, HOURS_ONLY, PRICES_ONLY, bound_kinds
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.price_model import PriceModel, PriceModelLine, SplitBy

ONE = Decimal(1)
NOTHING: frozenset[int] = frozenset()
"""Lines that count as not there, because their draft is made anew: none."""

Kinds = dict[LineKind, Decimal]


@dataclass(frozen=True, slots=True)
class Billed:
    """Amounts before VAT: on invoices less what can be billed again, on drafts, and by others than us.

    `discount` was given off prices: nobody pays it, and it is billed all the same.
    """

    invoiced: Decimal = ZERO
    drafted: Decimal = ZERO
    elsewhere: Decimal = ZERO
    discount: Decimal = ZERO

    @property
    def total(self) -> Decimal:
        """What of a price is billed."""
        return self.invoiced + self.drafted + self.elsewhere + self.discount


Amounts = dict[int, Billed]
UNBILLED = Billed()


@dataclass
class Counted:
    """What is billed, by model: of hours, of fixed prices, of everything; and by an offer's or subscription's line.

    What was billed elsewhere stands in each of a model's figures: nobody wrote what it was for.
    """

    hours: Amounts = field(default_factory=dict[int, Billed])
    fixed: Amounts = field(default_factory=dict[int, Billed])
    whole: Amounts = field(default_factory=dict[int, Billed])
    lines: Amounts = field(default_factory=dict[int, Billed])

    def bound(self, model: PriceModel) -> Billed:
        """What counts towards the price or total fee of a model: no expenses that are billed beside it."""
        key = model.key
        hours, fixed = self.hours.get(key, UNBILLED), self.fixed.get(key, UNBILLED)
        kinds = bound_kinds(model)
        if kinds == HOURS_ONLY:
            return hours
        if kinds == PRICES_ONLY:
            return fixed
        if kinds == EVERYTHING:
            return self.whole.get(key, UNBILLED)
        return Billed(
            hours.invoiced + fixed.invoiced,
            hours.drafted + fixed.drafted,
            hours.elsewhere,
            fixed.discount,
        )

    def left_of(self, model: PriceModel) -> Decimal:
        """What of a fixed price is not billed; negative where more is."""
        return round_money(model.net - self.bound(model).total, model.currency)

    def left_of_line(self, line: PriceModelLine) -> Decimal:
        """What of an offer's line is not billed, as a part of it: nought where it is billed whole."""
        if not line.net:
            return ZERO
        left = line.net - self.lines.get(line.key, UNBILLED).total
        return left if (left > 0) is (line.net > 0) else ZERO


def counted(
    work: Work, models: Collection[PriceModel], released: frozenset[int] = NOTHING
) -> Counted:
    """What is billed of these models, without the lines that are released.

    Of a model that customers share by percent each invoice has the whole, and a deduction: what it
    bills of a line is the same part as of all. Of those shared by hours each invoice has its own hours.
    """
    by_id = {model.key: model for model in models}
    nets = _nets(work, by_id, released)
    parts = {key: part_billed(by_id[key[0]], kinds) for key, kinds in nets.items()}
    sums: dict[str, dict[int, dict[bool, Decimal]]] = defaultdict(lambda: defaultdict(_nothing))
    for (model_id, drafted, invoice_id), kinds in nets.items():
        part = parts[model_id, drafted, invoice_id]
        of_hours = ONE if by_id[model_id].split_by is SplitBy.HOURS else part
        sums["whole"][model_id][drafted] += sum(kinds.values(), ZERO)
        sums["hours"][model_id][drafted] += kinds.get(LineKind.HOURS, ZERO) * of_hours
        sums["fixed"][model_id][drafted] += kinds.get(LineKind.FIXED_PRICE, ZERO) * part
    model_of: dict[int, int] = {}
    for model_id, drafted, invoice_id, line_id, kind, net in _per_line(work, by_id, released):
        own = kind is LineKind.HOURS and by_id[model_id].split_by is SplitBy.HOURS
        part = ONE if own else parts[model_id, bool(drafted), invoice_id]
        sums["lines"][line_id][bool(drafted)] += net * part
        model_of[line_id] = model_id
    given: dict[str, dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for row in discounted(work, by_id, released):
        amount = (
            given_by(row, by_id[row.model].currency)
            * parts[row.model, bool(row.drafted), row.invoice]
        )
        given["fixed"][row.model] += amount
        given["lines"][row.line] += amount
    elsewhere = billed_elsewhere(work, models)
    return Counted(
        *(
            {
                key: _rounded(
                    sums[name][key], by_id[key].currency, elsewhere.get(key, ZERO), given[name][key]
                )
                for key in sums[name].keys() | elsewhere.keys()
            }
            for name in ("hours", "fixed", "whole")
        ),
        lines={
            key: _rounded(found, by_id[model_of[key]].currency, ZERO, given["lines"][key])
            for key, found in sums["lines"].items()
        },
    )


def _nets(
    work: Work, ids: Collection[int], released: frozenset[int]
) -> dict[tuple[int, bool, int], Kinds]:
    """What each invoice bills of each model, by the kind of its lines; True for drafts."""
    kind = col(InvoiceLine.kind)
    query = (
        sa.select(*keys(), sa.label("kind", kind), sa.func.sum(col(InvoiceLine.net)))
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(*of(ids, released))
        .group_by(*keys(), kind)
    )
    found: dict[tuple[int, bool, int], Kinds] = defaultdict(dict)
    for model_id, drafted, invoice_id, line_kind, total in _many(work, query):
        found[model_id, bool(drafted), invoice_id][line_kind] = total
    return found


def _per_line(work: Work, ids: Collection[int], released: frozenset[int]) -> Iterable[Any]:
    """What each invoice bills of each line of a model."""
    line, kind = col(InvoiceLine.price_model_line_id), col(InvoiceLine.kind)
    query = (
        sa.select(
            *keys(),
            sa.label("line", line),
            sa.label("kind", kind),
            sa.func.sum(col(InvoiceLine.net)),
        )
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(*of(ids, released), line.is_not(None))
        .group_by(*keys(), line, kind)
    )
    return _many(work, query)


def part_billed(model: PriceModel, kinds: Kinds) -> Decimal:
    """How much of its lines an invoice bills after its deductions: 1 without any.

    `kinds` are the nets of the model's lines on that invoice. Where hours are shared themselves,
    nothing is deducted from them.
    """
    deducted = kinds.get(LineKind.DEDUCTION, ZERO)
    whole = sum(kinds.values(), ZERO) - deducted
    if model.split_by is SplitBy.HOURS:
        whole -= kinds.get(LineKind.HOURS, ZERO)
    return (whole + deducted) / whole if whole else ONE


def _rounded(
    found: dict[bool, Decimal], currency: str, elsewhere: Decimal, given: Decimal
) -> Billed:
    invoiced, drafted = (round_money(found.get(key, ZERO), currency) for key in (False, True))
    return Billed(invoiced, drafted, elsewhere, round_money(given, currency))


def _nothing() -> dict[bool, Decimal]:
    return defaultdict(Decimal)


def _many(work: Work, query: Any) -> Iterable[Any]:
    return cast("Any", work.session).exec(query)
