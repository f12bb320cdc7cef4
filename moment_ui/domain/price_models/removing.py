"""Taking a price model away, and putting it back."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.composing.rows import made, values_of
from moment_ui.domain.price_models.errors import (
    ModelInvoiced,
    ModelOfOffer,
)
from moment_ui.domain.price_models.rows import (
    is_invoiced,
    locked_model,
    locked_project,
    told,
)
from moment_ui.models.base import CompanyScoped
from moment_ui.models.price_model import (
    ModelCustomer,
    ModelRate,
    PlannedPayment,
    PriceModel,
    PriceModelLine,
)
from moment_ui.models.project import Activity

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RemovedModel:
    """What `remove_model` took away: enough to put it back."""

    name: str
    model: Values
    rates: tuple[Values, ...]
    lines: tuple[Values, ...]
    payments: tuple[Values, ...]
    shares: tuple[Values, ...]
    activity_ids: tuple[int, ...]


@needs(Permission.EDIT_INVOICING)
def remove_model(work: Work, model_id: int) -> RemovedModel:
    """Take a price model away with all that is in it; its activities follow the default.

    Raises NotFound, ModelInvoiced, ModelOfOffer.
    """
    model = locked_model(work, model_id)
    if model.offer_id is not None:
        raise ModelOfOffer(model.name)
    if is_invoiced(work, model):
        raise ModelInvoiced(model.name)
    activities = work.session.exec(
        select(Activity).where(Activity.price_model_id == model_id)
    ).all()
    for activity in activities:
        activity.price_model_id = None
        work.session.add(activity)
    removed = RemovedModel(
        model.name,
        values_of(model),
        _taken(work, ModelRate, model_id),
        _taken(work, PriceModelLine, model_id),
        _taken(work, PlannedPayment, model_id),
        _taken(work, ModelCustomer, model_id),
        tuple(activity.key for activity in activities),
    )
    told(work, "remove_price_model", model, {"price_model": (model.name, "")})
    work.session.flush()
    work.session.delete(model)
    work.session.flush()
    return removed


@needs(Permission.EDIT_INVOICING)
def restore_model(work: Work, removed: RemovedModel) -> int:
    """Undo `remove_model`; returns the new id. Activities that chose another meanwhile keep it.

    Raises NotFound when the project has gone.
    """
    locked_project(work, removed.model["project_id"])
    model = made(PriceModel, removed.model)
    work.session.add(model)
    work.session.flush()
    for table, rows in (
        (ModelRate, removed.rates),
        (PriceModelLine, removed.lines),
        (PlannedPayment, removed.payments),
        (ModelCustomer, removed.shares),
    ):
        for values in rows:
            work.session.add(made(table, values | {"price_model_id": model.key}))
    free = col(Activity.price_model_id).is_(None)
    query = select(Activity).where(col(Activity.id).in_(removed.activity_ids), free)
    for activity in work.session.exec(query):
        activity.price_model_id = model.key
        work.session.add(activity)
    work.session.flush()
    told(work, "restore_price_model", model, {"price_model": ("", model.name)})
    return model.key


def _taken(work: Work, table: type[CompanyScoped], model_id: int) -> tuple[Values, ...]:
    """The rows of a model, taken away; what is returned makes them again."""
    owner: Any = table
    rows = work.session.exec(select(owner).where(owner.price_model_id == model_id)).all()
    kept = tuple(values_of(row) for row in rows)
    for row in rows:
        work.session.delete(row)
    return kept
