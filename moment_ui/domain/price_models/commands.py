"""Making, changing, ordering and removing the price models of a project."""

from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences
from moment_ui.domain.composing.rows import Seen, moved, values_of
from moment_ui.domain.price_models.billed import counted
from moment_ui.domain.price_models.errors import (
    TrueCostIsKept,
    WrongKind,
)
from moment_ui.domain.price_models.extras import let_expenses_follow
from moment_ui.domain.price_models.rows import (
    locked_model,
    locked_project,
    models_of,
    note,
    seen_model,
    told,
)
from moment_ui.domain.price_models.rules import ModelDraft
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.price_model import (
    PriceModel,
    PriceModelKind,
    RateBase,
    SubscriptionPeriod,
)
from moment_ui.models.project import Project
from moment_ui.models.rates import PriceList


@needs(Permission.EDIT_INVOICING)
def create_model(work: Work, project_id: int, draft: ModelDraft) -> int:
    """Give a project a price model, the last in its order and in its currency; returns its id.

    Raises NotFound, Invalid for a price list that is not there, TrueCostIsKept.
    """
    project = locked_project(work, project_id)
    if draft.kind == PriceModelKind.OFFER:
        raise WrongKind(draft.name)
    _check(work, draft)
    model = PriceModel(
        project_id=project_id,
        kind=draft.kind,
        name=draft.name,
        currency=_currency(work, project),
        position=max([one.position for one in models_of(work, project_id)], default=-1) + 1,
        created_at=clock.now(),
    )
    _fill(model, draft)
    work.session.add(model)
    work.session.flush()
    told(work, "create_price_model", model, {"price_model": ("", model.name)})
    return model.key


@needs(Permission.EDIT_INVOICING)
def edit_model(work: Work, seen: Seen, draft: ModelDraft) -> int:
    """Change a price model; returns its version. Expenses not invoiced yet follow where these are within the price by now, or no longer.

    Raises NotFound, ModelChanged, WrongKind, TrueCostIsKept, and Invalid where what was invoiced says
    otherwise: a total below it, a subscription that begins on another day.
    """
    model = seen_model(work, seen)
    if model.kind != draft.kind:
        raise WrongKind(model.name)
    if draft.rate_base != model.rate_base:
        _check(work, draft)
    elif draft.price_list_id != model.price_list_id:
        _check_list(work, draft.price_list_id)
    _check_invoiced(work, model, draft)
    before = values_of(model)
    _fill(model, draft)
    if draft.extras_included != before["extras_included"]:
        let_expenses_follow(work, model)
    note(work, "edit_price_model", model, differences(before, values_of(model)))
    return model.version


@needs(Permission.EDIT_INVOICING)
def set_model_active(work: Work, model_id: int, *, active: bool) -> str:
    """Bill by a model, or put it aside; returns its name. Raises NotFound."""
    model = locked_model(work, model_id)
    if model.active != active:
        words = {True: _("in use"), False: _("put aside")}
        model.active = active
        note(work, "set_price_model_active", model, {"active": (words[not active], words[active])})
    return model.name


@needs(Permission.EDIT_INVOICING)
def move_model(work: Work, model_id: int, by: int) -> None:
    """Move a model a place up (−1) or down (1): the first active one is the default.

    Raises NotFound.
    """
    project_id = locked_model(work, model_id).project_id
    locked_project(work, project_id)
    models = models_of(work, project_id)
    at = next(place for place, one in enumerate(models) if one.id == model_id)
    order = moved(models, at, by)
    if order is None:
        return
    for place, model in enumerate(order):
        model.position = place
        work.session.add(model)
    work.session.flush()
    told(work, "move_price_model", models[at], {"order": (at + 1, order.index(models[at]) + 1)})


def _fill(model: PriceModel, draft: ModelDraft) -> None:
    model.name, model.vat_code = draft.name, draft.vat_code
    model.rate_base, model.price_list_id = draft.rate_base, draft.price_list_id
    model.estimated_total = draft.estimated_total
    model.extras_included, model.show_summary = draft.extras_included, draft.show_summary
    model.surcharge_percent = draft.surcharge_percent
    model.starts_on, model.ends_on = draft.starts_on, draft.ends_on
    model.interval_months, model.offset_days = draft.interval_months, draft.offset_days
    if draft.net is not None:
        model.net = draft.net


def _check(work: Work, draft: ModelDraft) -> None:
    if draft.rate_base == RateBase.TRUE_COST and not work.actor.may(Permission.SETUP_INVOICING):
        raise TrueCostIsKept
    _check_list(work, draft.price_list_id)


def _check_list(work: Work, list_id: int | None) -> None:
    if list_id is None:
        return
    query = select(PriceList.id).where(PriceList.id == list_id, col(PriceList.active).is_(True))
    if work.session.exec(query).first() is None:
        raise Invalid(price_list_id=_("Choose one of the lists that are offered."))


def _check_invoiced(work: Work, model: PriceModel, draft: ModelDraft) -> None:
    if draft.net is not None and draft.net < _invoiced(work, model):
        raise Invalid(net=_("More than this is invoiced already."))
    if model.kind != PriceModelKind.SUBSCRIPTION:
        return
    query = select(col(SubscriptionPeriod.ends_on)).where(
        SubscriptionPeriod.price_model_id == model.key
    )
    last = max(work.session.exec(query), default=None)
    if last is None:
        return
    if draft.starts_on != model.starts_on:
        raise Invalid(starts_on=_("Periods are invoiced from this day on: it stays."))
    if draft.interval_months != model.interval_months:
        raise Invalid(
            interval_months=_("Periods are invoiced by this interval. End it, and begin another.")
        )
    if draft.ends_on is not None and draft.ends_on < last:
        raise Invalid(until=_("A later period is invoiced already."))


def _invoiced(work: Work, model: PriceModel) -> Decimal:
    """What of the price is invoiced, here or elsewhere."""
    found = counted(work, [model]).bound(model)
    return found.invoiced + found.elsewhere


def _currency(work: Work, project: Project) -> str:
    if project.currency:
        return project.currency
    query = select(Customer.currency).where(Customer.id == project.customer_id)
    theirs = work.session.exec(query).first()
    return theirs or work.session.get_one(Company, work.company_id).currency
