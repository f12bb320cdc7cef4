"""Who pays for a price model, when it is not the project's customer alone."""

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.lists import contains, every_word, starts_with_digits
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.price_models.rows import note, seen_model
from moment_ui.domain.price_models.rules import Share, Split, check_shares
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.models.price_model import ModelCustomer, PriceModel
from moment_ui.models.project import Project

OFFERED = 20


@needs(Permission.EDIT_INVOICING)
def split_model(work: Work, seen: Seen, split: Split) -> Split:
    """Let these customers pay the model; returns who paid before, which undoes it.

    No shares: the project's customer pays all. Raises NotFound, ModelChanged, Invalid when a customer
    is not there, is named twice or blocked, and NotHundred.
    """
    model = seen_model(work, seen)
    _check(work, split)
    rows = _rows(work, model)
    before = Split(model.split_by, tuple(Share(row.customer_id, row.percent) for row in rows))
    for row in rows:
        work.session.delete(row)
    work.session.flush()
    model.split_by = split.by
    for share in split.shares:
        work.session.add(
            ModelCustomer(
                price_model_id=model.key, customer_id=share.customer_id, percent=share.percent
            )
        )
    work.session.flush()
    note(work, "split_price_model", model, {"customers": (_said(work, before), _said(work, split))})
    return before


@needs(Permission.VIEW_RATES, Permission.VIEW_CUSTOMERS)
def own_customer(work: Work, model_id: int) -> tuple[int, str] | None:
    """The id and name of the customer of a model's project; None for our own work."""
    query = (
        select(Customer)
        .join(Project, col(Project.customer_id) == col(Customer.id))
        .join(PriceModel, col(PriceModel.project_id) == col(Project.id))
        .where(PriceModel.id == model_id)
    )
    found = work.session.exec(query).first()
    return (found.key, f"{found.number} {found.name}") if found else None


@needs(Permission.VIEW_RATES, Permission.VIEW_CUSTOMERS)
def candidates(work: Work, text: str) -> list[tuple[int, str]]:
    """Customers and participants whose number or name holds every word, by name; a few."""
    wanted = every_word(
        text,
        lambda word: sa.or_(
            contains(col(Customer.search), word), starts_with_digits(col(Customer.number), word)
        ),
    )
    query = (
        select(Customer)
        .where(col(Customer.merged_into_id).is_(None), wanted)
        .where(col(Customer.status).in_([CustomerStatus.ACTIVE, CustomerStatus.POTENTIAL]))
        .order_by(col(Customer.sort_name), col(Customer.id))
        .limit(OFFERED)
    )
    return [(row.key, f"{row.number} {row.name}") for row in work.session.exec(query)]


def _rows(work: Work, model: PriceModel) -> list[ModelCustomer]:
    query = (
        select(ModelCustomer)
        .where(ModelCustomer.price_model_id == model.key)
        .order_by(col(ModelCustomer.id))
    )
    return list(work.session.exec(query))


def _check(work: Work, split: Split) -> None:
    wanted = [share.customer_id for share in split.shares]
    if len(set(wanted)) < len(wanted):
        raise Invalid(customer_id=_("Each customer is named once."))
    if any(share.percent <= 0 for share in split.shares):
        raise Invalid(percent=_("Each share is more than nothing."))
    query = select(Customer.id).where(
        col(Customer.id).in_(wanted),
        col(Customer.merged_into_id).is_(None),
        Customer.status != CustomerStatus.BLOCKED,
    )
    if len(work.session.exec(query).all()) < len(wanted):
        raise Invalid(customer_id=_("Choose customers that are there and not blocked."))
    check_shares(split.shares)


def _said(work: Work, split: Split) -> str:
    keys = [share.customer_id for share in split.shares]
    query = select(col(Customer.id), Customer.name).where(col(Customer.id).in_(keys))
    names = dict(work.session.exec(query).all())
    return ", ".join(f"{names.get(one.customer_id, '')} {one.percent:f} %" for one in split.shares)
