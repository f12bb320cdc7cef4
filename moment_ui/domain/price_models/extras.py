"""Expenses of a price model: within its price, or invoiced separately."""

from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.price_models.rows import models_of
from moment_ui.models.expense import ProjectExpense
from moment_ui.models.price_model import PriceModel
from moment_ui.models.project import Activity


def let_expenses_follow(work: Work, model: PriceModel) -> None:
    """Let the expenses that a model bills, and no draft or invoice yet, be within its price as it says."""
    query = select(ProjectExpense).where(
        ProjectExpense.project_id == model.project_id,
        col(ProjectExpense.invoice_line_id).is_(None),
        col(ProjectExpense.included) != model.extras_included,
        _billed_by(work, model),
    )
    rows = work.session.exec(query.order_by(col(ProjectExpense.id)).with_for_update()).all()
    for row in rows:
        row.included = model.extras_included
        row.version += 1
        work.session.add(row)
    if rows:
        work.emit("expenses")


def _billed_by(work: Work, model: PriceModel) -> Any:
    """Whether a model bills an expense: its activity chose it, or none while it is the first in use."""
    activity = col(ProjectExpense.activity_id)
    of_project = col(Activity.project_id) == model.project_id
    chose = select(col(Activity.id)).where(of_project, Activity.price_model_id == model.key)
    first = next((one for one in models_of(work, model.project_id) if one.active), None)
    if first is None or first.id != model.id:
        return activity.in_(chose)
    chosen = col(Activity.price_model_id).is_not(None)
    others = select(col(Activity.id)).where(
        of_project, chosen, Activity.price_model_id != model.key
    )
    return sa.or_(activity.is_(None), activity.not_in(others))
