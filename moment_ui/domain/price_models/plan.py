"""The payment plan of a fixed price: rows that fall due, and what of them is invoiced."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences
from moment_ui.domain.composing.rows import Seen, made, values_of
from moment_ui.domain.price_models.errors import PaymentChanged, PaymentInvoiced, WrongKind
from moment_ui.domain.price_models.rows import check_activity, locked_model, told
from moment_ui.domain.price_models.rules import PaymentDraft
from moment_ui.models.price_model import PlannedPayment, PriceModel, PriceModelKind


@dataclass(frozen=True, slots=True)
class RemovedPayment:
    """What `remove_payment` took away: enough to put it back."""

    text: str
    values: dict[str, Any]


@needs(Permission.EDIT_INVOICING)
def add_payment(work: Work, model_id: int, draft: PaymentDraft) -> int:
    """Plan a payment of a fixed price; returns its id. Raises NotFound, WrongKind."""
    model = _fixed(work, model_id)
    check_activity(work, model, draft.activity_id)
    row = PlannedPayment(price_model_id=model_id, due_on=draft.due_on)
    _fill(row, draft)
    work.session.add(row)
    work.session.flush()
    told(work, "add_payment_to_plan", model, {row.text: ("", row.amount)})
    return row.key


@needs(Permission.EDIT_INVOICING)
def edit_payment(work: Work, seen: Seen, draft: PaymentDraft) -> int:
    """Change a planned payment, to move it forward say; returns its version.

    Raises NotFound, PaymentChanged, PaymentInvoiced.
    """
    model, row = _locked(work, seen.row_id)
    if row.version != seen.version:
        raise PaymentChanged(row.text)
    check_activity(work, model, draft.activity_id)
    before = values_of(row)
    _fill(row, draft)
    row.version += 1
    work.session.add(row)
    work.session.flush()
    told(work, "edit_payment_of_plan", model, differences(before, values_of(row)))
    return row.version


@needs(Permission.EDIT_INVOICING)
def remove_payment(work: Work, payment_id: int) -> RemovedPayment:
    """Take a payment out of its plan. Raises NotFound, PaymentInvoiced."""
    model, row = _locked(work, payment_id)
    removed = RemovedPayment(row.text, values_of(row))
    work.session.delete(row)
    work.session.flush()
    told(work, "remove_payment_of_plan", model, {row.text: (row.amount, "")})
    return removed


@needs(Permission.EDIT_INVOICING)
def restore_payment(work: Work, removed: RemovedPayment) -> int:
    """Undo `remove_payment`; returns the new id. Raises NotFound when its price model has gone."""
    model = _fixed(work, removed.values["price_model_id"])
    row = made(PlannedPayment, removed.values)
    work.session.add(row)
    work.session.flush()
    told(work, "add_payment_to_plan", model, {row.text: ("", row.amount)})
    return row.key


def _fixed(work: Work, model_id: int) -> PriceModel:
    model = locked_model(work, model_id)
    if model.kind != PriceModelKind.FIXED_PRICE:
        raise WrongKind(model.name)
    return model


def _locked(work: Work, payment_id: int) -> tuple[PriceModel, PlannedPayment]:
    """The payment, held with its model, if nothing of it is invoiced."""
    query = select(PlannedPayment).where(PlannedPayment.id == payment_id).with_for_update()
    row = work.session.exec(query.execution_options(populate_existing=True)).first()
    if row is None:
        raise NotFound(_("The planned payment"))
    if row.invoice_line_id is not None:
        raise PaymentInvoiced(row.text)
    model = work.session.exec(select(PriceModel).where(PriceModel.id == row.price_model_id)).one()
    return model, row


def _fill(row: PlannedPayment, draft: PaymentDraft) -> None:
    row.due_on, row.text, row.amount = draft.due_on, draft.text, draft.amount
    row.activity_id, row.elsewhere = draft.activity_id, draft.elsewhere
