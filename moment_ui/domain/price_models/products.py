"""The products of a subscription: what each of its periods is billed for."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.composing.rows import Seen, made, values_of
from moment_ui.domain.expenses.rules import product_net
from moment_ui.domain.price_models.errors import WrongKind
from moment_ui.domain.price_models.rows import locked_model, note, seen_model
from moment_ui.domain.price_models.rules import ProductDraft
from moment_ui.models.price_model import PriceKind, PriceModel, PriceModelKind, PriceModelLine


@dataclass(frozen=True, slots=True)
class RemovedProduct:
    """What `remove_product` took away: enough to put it back."""

    text: str
    values: dict[str, Any]


@needs(Permission.EDIT_INVOICING)
def add_product(work: Work, model_id: int, draft: ProductDraft) -> int:
    """Bill a product with each period to come; returns its id. Raises NotFound, WrongKind."""
    model = _subscription(locked_model(work, model_id))
    query = select(col(PriceModelLine.position)).where(PriceModelLine.price_model_id == model_id)
    last = max(work.session.exec(query), default=-1)
    row = PriceModelLine(price_model_id=model_id, kind=PriceKind.PRODUCT, position=last + 1)
    _fill(row, draft, model.currency)
    _keep(work, model, row)
    note(work, "add_product_to_subscription", model, {row.text: ("", row.net)})
    return row.key


@needs(Permission.EDIT_INVOICING)
def edit_product(work: Work, seen: Seen, line_id: int, draft: ProductDraft) -> int:
    """Change a product of the model seen; returns the model's version.

    Raises NotFound, ModelChanged, WrongKind. Periods that are invoiced stay as they are.
    """
    model = _subscription(seen_model(work, seen))
    row = _product(work, line_id)
    if row.price_model_id != model.key:
        raise NotFound(_("The product"))
    before = row.net
    _fill(row, draft, model.currency)
    _keep(work, model, row)
    note(work, "edit_product_of_subscription", model, {row.text: (before, row.net)})
    return model.version


@needs(Permission.EDIT_INVOICING)
def remove_product(work: Work, line_id: int) -> RemovedProduct:
    """Bill a product no longer. Raises NotFound, WrongKind."""
    row = _product(work, line_id)
    model = _subscription(locked_model(work, row.price_model_id))
    removed = RemovedProduct(row.text, values_of(row))
    work.session.delete(row)
    work.session.flush()
    _sum(work, model)
    note(work, "remove_product_of_subscription", model, {row.text: (row.net, "")})
    return removed


@needs(Permission.EDIT_INVOICING)
def restore_product(work: Work, removed: RemovedProduct) -> int:
    """Undo `remove_product`; returns the new id. Raises NotFound when its price model has gone."""
    model = _subscription(locked_model(work, removed.values["price_model_id"]))
    row = made(PriceModelLine, removed.values)
    _keep(work, model, row)
    note(work, "add_product_to_subscription", model, {row.text: ("", row.net)})
    return row.key


def _subscription(model: PriceModel) -> PriceModel:
    if model.kind != PriceModelKind.SUBSCRIPTION:
        raise WrongKind(model.name)
    return model


def _product(work: Work, line_id: int) -> PriceModelLine:
    found = work.session.exec(select(PriceModelLine).where(PriceModelLine.id == line_id)).first()
    if found is None:
        raise NotFound(_("The product"))
    return found


def _fill(row: PriceModelLine, draft: ProductDraft, currency: str) -> None:
    row.text, row.unit = draft.text, draft.unit
    row.quantity, row.price = draft.quantity, draft.price
    row.discount_percent = draft.discount_percent
    row.net = product_net(row.quantity, row.price, row.discount_percent, currency)


def _keep(work: Work, model: PriceModel, row: PriceModelLine) -> None:
    work.session.add(row)
    work.session.flush()
    _sum(work, model)


def _sum(work: Work, model: PriceModel) -> None:
    """What a period costs stands on the model."""
    query = select(col(PriceModelLine.net)).where(PriceModelLine.price_model_id == model.key)
    model.net = sum(work.session.exec(query), model.net * 0)
