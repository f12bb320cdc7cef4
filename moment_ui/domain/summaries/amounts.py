"""What an invoice bills for each price model, VAT included."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.money import ZERO, round_money
from moment_ui.db.work import Work
from moment_ui.domain.price_models.billed import ONE, Kinds, part_billed
from moment_ui.domain.price_models.rules import bound_kinds
from moment_ui.domain.summaries.rules import HUNDRED, vat_shares
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.price_model import PriceModel, SplitBy

OTHERS = 0
"""The key of what counts towards no price model."""


def gross_per_model(work: Work, invoice: Invoice) -> dict[int, Decimal]:
    """What counts towards the price or total fee of each model on an invoice, with its VAT, by model.

    Expenses and products that are billed beside a fee are none of it; of what customers share by
    percent only the part of this invoice is. The VAT of all, and of what counts towards no model, is
    that of the invoice to the øre. Its models are those of its lines.
    """
    query = select(InvoiceLine).where(InvoiceLine.invoice_id == invoice.key)
    lines = work.session.exec(query.order_by(col(InvoiceLine.position))).all()
    wanted = {line.price_model_id for line in lines if line.price_model_id}
    models = work.session.exec(select(PriceModel).where(col(PriceModel.id).in_(wanted))).all()
    counting = _counting(lines, {model.key: model for model in models})
    nets: dict[tuple[str, Decimal], dict[int, Decimal]] = defaultdict(lambda: defaultdict(Decimal))
    for line, net in zip(lines, counting, strict=True):
        of_rate = nets[line.vat_code, line.vat_percent]
        of_rate[line.price_model_id or OTHERS] += net
        of_rate[OTHERS] += line.net - net
    found: dict[int, Decimal] = defaultdict(Decimal)
    for (_code, percent), by_model in nets.items():
        exact = _rounded(by_model, invoice.currency)
        vat = round_money(sum(exact.values(), ZERO) * percent / HUNDRED, invoice.currency)
        shares = vat_shares(exact, percent, vat, invoice.currency)
        for model_id, net in exact.items():
            found[model_id] += net + shares[model_id]
    found.pop(OTHERS, None)
    return dict(found)


def _counting(lines: Sequence[InvoiceLine], models: Mapping[int, PriceModel]) -> list[Decimal]:
    """What of each line counts towards its model, before VAT."""
    kinds: dict[int, Kinds] = defaultdict(lambda: defaultdict(Decimal))
    for line in lines:
        kinds[line.price_model_id or OTHERS][line.kind] += line.net
    parts = {key: part_billed(model, kinds[key]) for key, model in models.items()}

    def counts(line: InvoiceLine) -> Decimal:
        model = models.get(line.price_model_id or OTHERS)
        if model is None or line.kind not in bound_kinds(model):
            return ZERO
        own = line.kind is LineKind.HOURS and model.split_by is SplitBy.HOURS
        return line.net * (ONE if own else parts[model.key])

    return [counts(line) for line in lines]


def _rounded(nets: Mapping[int, Decimal], currency: str) -> dict[int, Decimal]:
    """The net amounts rounded; what that leaves is others', so that the sum stays."""
    whole = sum(nets.values(), ZERO)
    rounded = {key: round_money(net, currency) for key, net in nets.items() if key != OTHERS}
    rest = whole - sum(rounded.values(), ZERO)
    return rounded | {OTHERS: rest} if rest or not rounded else rounded
