"""The dated rates set in a price model, written as those of price lists are."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.price_models.errors import WrongKind
from moment_ui.domain.price_models.rows import locked_model, told
from moment_ui.domain.rates import sheets
from moment_ui.domain.rates.rules import RateList
from moment_ui.domain.rates.sheets import MODELS, NOTHING_CONFIRMED, RateChange
from moment_ui.domain.sharing.rates import tell_rates
from moment_ui.models.price_model import PriceModel, PriceModelKind

BILLED_BY_THE_HOUR = {PriceModelKind.HOURLY, PriceModelKind.OFFER}


@needs(Permission.EDIT_INVOICING)
def set_rate(
    work: Work, change: RateChange, *, confirmed: frozenset[str] = NOTHING_CONFIRMED
) -> RateChange:
    """Write a rate of a price model, or take it away; returns the change that was made.

    Raises NotFound, WrongKind, RateChanged, and PastRate for a period that has begun unless confirmed.
    """
    model = _hourly(work, change.list_id)
    sheets.write(work, MODELS, change, confirmed)
    _tell(work, "set_rate_of_model", model, [change])
    return change


@needs(Permission.EDIT_INVOICING)
def add_period(work: Work, model_id: int, starts_on: dt.date, percent: Decimal) -> list[RateChange]:
    """Begin a period: every rate of that day, changed by so many percent, from then on.

    Raises NotFound, WrongKind, PeriodExists, NothingToCopy.
    """
    model = _hourly(work, model_id)
    changes = sheets.begin_period(work, MODELS, model_id, (starts_on, percent, model.currency))
    _tell(work, "add_period_to_model", model, changes)
    return changes


@needs(Permission.EDIT_INVOICING)
def remove_period(
    work: Work,
    model_id: int,
    starts_on: dt.date,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> list[RateChange]:
    """Take a period away. Raises NotFound, WrongKind, PastRate unless confirmed."""
    model = _hourly(work, model_id)
    changes = sheets.end_period(work, MODELS, model_id, starts_on, confirmed)
    _tell(work, "remove_period_of_model", model, changes)
    return changes


@needs(Permission.EDIT_INVOICING)
def write_back(work: Work, changes: Sequence[RateChange]) -> None:
    """Undo changes of a model's rates, all or none. Raises NotFound, WrongKind, RateChanged."""
    for change in changes:
        model = _hourly(work, change.list_id)
        back = sheets.taken_back(work, MODELS, change)
        _tell(work, "set_rate_of_model", model, [back])


@needs(Permission.VIEW_RATES)
def model_rates(work: Work, model_id: int) -> RateList:
    """The rates set in a price model. Raises NotFound."""
    model = locked_model(work, model_id)
    return RateList(model.key, model.name, model.currency, sheets.rates_of(work, MODELS, model_id))


def _hourly(work: Work, model_id: int) -> PriceModel:
    model = locked_model(work, model_id)
    if model.kind not in BILLED_BY_THE_HOUR:
        raise WrongKind(model.name)
    return model


def _tell(work: Work, action: str, model: PriceModel, changes: Sequence[RateChange]) -> None:
    told(work, action, model, sheets.in_words(work, changes))
    tell_rates(work)
