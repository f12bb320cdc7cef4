"""A price model's rows: finding and locking it, what of it is invoiced. For this noun's commands."""

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.audit.commands import Changes, record
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.price_models.errors import ModelChanged
from moment_ui.domain.sharing.rates import tell_rates
from moment_ui.models.invoice import InvoiceLine
from moment_ui.models.price_model import (
    PlannedPayment,
    PriceModel,
    SubscriptionPeriod,
    SummaryRecord,
)
from moment_ui.models.project import Activity, Project


def locked_project(work: Work, project_id: int) -> Project:
    """The project, held until the transaction ends: models are ordered by one at a time.

    Raises NotFound.
    """
    query = select(Project).where(Project.id == project_id).with_for_update()
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The project"))
    return found


def locked_model(work: Work, model_id: int) -> PriceModel:
    """The price model, held until the transaction ends. Raises NotFound."""
    query = select(PriceModel).where(PriceModel.id == model_id).with_for_update()
    found = work.session.exec(query.execution_options(populate_existing=True)).first()
    if found is None:
        raise NotFound(_("The price model"))
    return found


def seen_model(work: Work, seen: Seen) -> PriceModel:
    """The price model, held, if it is as the page showed it. Raises NotFound, ModelChanged."""
    model = locked_model(work, seen.row_id)
    if model.version != seen.version:
        raise ModelChanged(model.name)
    return model


def models_of(work: Work, project_id: int) -> list[PriceModel]:
    """The project's price models in their order."""
    query = (
        select(PriceModel)
        .where(PriceModel.project_id == project_id)
        .order_by(col(PriceModel.position), col(PriceModel.id))
    )
    return list(work.session.exec(query))


def is_invoiced(work: Work, model: PriceModel) -> bool:
    """Whether anything of the model is on an invoice or a draft, or in its summary."""
    payment = col(PlannedPayment.invoice_line_id).is_not(None)
    asked = (
        select(InvoiceLine.id).where(InvoiceLine.price_model_id == model.key),
        select(PlannedPayment.id).where(PlannedPayment.price_model_id == model.key, payment),
        select(SubscriptionPeriod.id).where(SubscriptionPeriod.price_model_id == model.key),
        select(SummaryRecord.id).where(SummaryRecord.price_model_id == model.key),
    )
    return any(work.session.exec(query.limit(1)).first() is not None for query in asked)


def check_activity(work: Work, model: PriceModel, activity_id: int | None) -> None:
    """The activity is one of the model's project, or none is named. Raises NotFound."""
    if activity_id is None:
        return
    query = select(Activity.id).where(
        Activity.id == activity_id, Activity.project_id == model.project_id
    )
    if work.session.exec(query).first() is None:
        raise NotFound(_("The activity"))


def note(work: Work, action: str, model: PriceModel, changes: Changes | None = None) -> None:
    """The model was changed: its next version, the log of its project, and news."""
    model.version += 1
    work.session.add(model)
    work.session.flush()
    told(work, action, model, changes)


def told(work: Work, action: str, model: PriceModel, changes: Changes | None = None) -> None:
    """Write the act down under the model's project, and tell whoever watches."""
    project = work.session.exec(select(Project).where(Project.id == model.project_id)).one()
    summary = f"{project.number} {project.name}: {model.name}"
    record(work, action, project, summary, changes)
    tell_rates(work, "price-models")
