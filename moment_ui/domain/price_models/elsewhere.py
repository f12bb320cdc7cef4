"""What was billed of price models elsewhere, as somebody has written (product spec 5.6, 12)."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.money import ZERO, round_money
from moment_ui.db.work import Work
from moment_ui.domain.invoicing.queries import effective
from moment_ui.domain.vat.errors import NothingStartsWith
from moment_ui.domain.vat.queries import categories, vat_code_for
from moment_ui.models.price_model import PlannedPayment, PriceModel, SummaryRecord

HUNDRED = Decimal(100)


def billed_elsewhere(work: Work, models: Collection[PriceModel]) -> dict[int, Decimal]:
    """Amounts before VAT, by model.

    Records of the invoice summary say them with the VAT of the model, rows of a payment plan without. Where
    there are both they tell of the same, and the larger counts.
    """
    ids = [model.key for model in models]
    noted, planned = _noted(work, models, ids), _planned(work, ids)
    return {key: max(noted.get(key, ZERO), planned.get(key, ZERO)) for key in {*noted, *planned}}


def _noted(work: Work, models: Collection[PriceModel], ids: list[int]) -> dict[int, Decimal]:
    gross: dict[int, Decimal] = defaultdict(Decimal)
    query = select(col(SummaryRecord.price_model_id), col(SummaryRecord.gross)).where(
        col(SummaryRecord.price_model_id).in_(ids),
        col(SummaryRecord.invoice_id).is_(None),
    )
    for key, amount in work.session.exec(query):
        gross[key] += amount
    return {
        model.key: round_money(
            gross[model.key] * HUNDRED / (HUNDRED + _vat_percent(work, model)), model.currency
        )
        for model in models
        if gross.get(model.key)
    }


def _planned(work: Work, ids: list[int]) -> dict[int, Decimal]:
    found: dict[int, Decimal] = defaultdict(Decimal)
    query = select(col(PlannedPayment.price_model_id), col(PlannedPayment.amount)).where(
        col(PlannedPayment.price_model_id).in_(ids), col(PlannedPayment.elsewhere).is_(True)
    )
    for key, amount in work.session.exec(query):
        found[key] += amount
    return found


def _vat_percent(work: Work, model: PriceModel) -> Decimal:
    """The rate of the model's own VAT code, else the one that the project's lines start with."""
    own = categories(work).get(model.vat_code)
    if own is not None:
        return own.percent
    handling = effective(work, project_id=model.project_id)["vat_handling"].value
    try:
        return vat_code_for(work, handling).percent
    except NothingStartsWith:
        return ZERO
