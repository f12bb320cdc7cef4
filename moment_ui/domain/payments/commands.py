"""Posting payments and write-offs by hand, taking them back, and posting as many as files give."""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation, NotFound, NotPermitted
from moment_ui.core.money import can_be_paid
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.invoices.balances import balance_of, recount
from moment_ui.domain.invoices.drafting import Row
from moment_ui.domain.invoices.offsetting import lock_with_notes, offset_again
from moment_ui.domain.payments.errors import PaymentRefused
from moment_ui.domain.payments.rules import (
    PaymentDraft,
    Terms,
    check_by_hand,
    check_payment,
    check_take_back,
    day_of_taking_back,
    may_be_written_off,
)
from moment_ui.models.invoice import Invoice
from moment_ui.models.payment import Payment, PaymentKind

__all__ = ["PaymentDraft", "add_payments", "post_payment", "take_back", "terms", "write_off"]

MEANWHILE = "meanwhile"


@needs(Permission.IMPORT)
def add_payments(work: Work, payments: Sequence[Row]) -> list[int]:
    """Write payment rows and bring the balances of their invoices up to date; returns the ids."""
    ids = work.insert_rows(Payment, payments, returning=True)
    recount(work, {row["invoice_id"] for row in payments})
    work.emit("invoices")
    return ids


@needs(Permission.REGISTER_PAYMENTS)
def post_payment(
    work: Work, invoice_id: int, draft: PaymentDraft, *, confirmed: frozenset[str] = frozenset()
) -> int:
    """Post a payment and bring the balance up to date; returns the payment's id.

    Part and over-payments are allowed, negative ones give money back. What is paid after a
    write-off is overpaid, until money is given back or a negative write-off takes it back. The same
    `act` twice is one payment. Raises NotFound, Invalid, PaymentRefused, and NeedsConfirmation
    when somebody else changed what is outstanding meanwhile.
    """
    if draft.kind is PaymentKind.WRITE_OFF:
        raise NotPermitted
    return _post(work, invoice_id, draft, confirmed)


@needs(Permission.WRITE_OFF)
def write_off(
    work: Work, invoice_id: int, draft: PaymentDraft, *, confirmed: frozenset[str] = frozenset()
) -> int:
    """Give up what is outstanding, or a part of it, with a reason; returns the payment's id.

    At most what is owed. A negative one takes back. Raises as `post_payment`.
    """
    if draft.kind is not PaymentKind.WRITE_OFF:
        raise NotPermitted
    return _post(work, invoice_id, draft, confirmed)


@needs(Permission.REGISTER_PAYMENTS)
def take_back(work: Work, payment_id: int) -> int:
    """Take a payment or write-off back by its opposite, which names it; returns that one's id.

    Both stay in the books. The day is the payment's own, or today when its period is closed.
    Raises NotFound, NotTakenBack, NotPermitted for a write-off without that permission.
    """
    found = work.session.exec(select(Payment.invoice_id).where(Payment.id == payment_id)).first()
    if found is None:
        raise NotFound(_("The payment"))
    invoice = _locked(work, found)
    payment = work.session.exec(select(Payment).where(Payment.id == payment_id)).one()
    if payment.kind is PaymentKind.WRITE_OFF and not work.actor.may(Permission.WRITE_OFF):
        raise NotPermitted
    opposite = select(col(Payment.id)).where(Payment.takes_back_id == payment_id)
    check_take_back(payment, taken_back=work.session.exec(opposite).first() is not None)
    values = {name: getattr(payment, name) for name in ("invoice_id", "kind", "reason")}
    row = Payment(
        **values,
        paid_on=day_of_taking_back(payment.paid_on, terms(work)),
        amount=-payment.amount,
        description=payment.description,
        takes_back_id=payment_id,
        by_name=work.actor.name,
        created_at=clock.now(),
    )
    return _stored(work, invoice, row, "take_back_payment")


@needs(Permission.REGISTER_PAYMENTS)
def terms(work: Work) -> Terms:
    """What the company asks of payments registered by hand today."""
    settings = finance_settings(work)
    return Terms(work.today(), settings.closed_until, settings.payments_need_description)


def _post(work: Work, invoice_id: int, draft: PaymentDraft, confirmed: frozenset[str]) -> int:
    invoice = _locked(work, invoice_id)
    if draft.act and (posted := _posted(work, invoice_id, draft.act)) is not None:
        return posted
    if not can_be_paid(draft.amount, invoice.currency):
        raise Invalid(amount=PaymentRefused.too_exact(invoice.currency).message)
    check_payment(invoice.state, draft.amount)
    check_by_hand(draft, terms(work))
    if draft.kind is PaymentKind.WRITE_OFF:
        now = balance_of(work, invoice)
        if not may_be_written_off(now, draft.amount):
            raise PaymentRefused.beyond(_written(work, now.outstanding, invoice.currency))
    if draft.seen not in (None, invoice.outstanding) and MEANWHILE not in confirmed:
        raise NeedsConfirmation(MEANWHILE, _meanwhile(work, invoice))
    row = Payment(
        invoice_id=invoice_id,
        kind=draft.kind,
        paid_on=draft.paid_on,
        amount=draft.amount,
        description=draft.description,
        reason=draft.reason,
        act=draft.act or None,
        by_name=work.actor.name,
        created_at=clock.now(),
    )
    action = "write_off" if draft.kind is PaymentKind.WRITE_OFF else "post_payment"
    return _stored(work, invoice, row, action)


def _locked(work: Work, invoice_id: int) -> Invoice:
    lock_with_notes(work, invoice_id)
    query = select(Invoice).where(Invoice.id == invoice_id).with_for_update()
    invoice = work.session.exec(query).first()
    if invoice is None:
        raise NotFound(_("The invoice"))
    return invoice


def _posted(work: Work, invoice_id: int, act: str) -> int | None:
    """The payment that this act posted already. Raises Invalid for a key that is none."""
    if not 8 <= len(act) <= 64:
        raise Invalid(act=_("Open the dialog again."))
    query = select(Payment).where(Payment.act == act, Payment.invoice_id == invoice_id)
    found = work.session.exec(query).first()
    return found.key if found else None


def _stored(work: Work, invoice: Invoice, row: Payment, action: str) -> int:
    work.session.add(row)
    work.session.flush()
    before = {"outstanding": invoice.outstanding, "state": invoice.state}
    recount(work, [invoice.key])
    offset_again(work, [invoice.key])
    work.session.refresh(invoice)
    after = {"outstanding": invoice.outstanding, "state": invoice.state}
    changes = {key: (before[key], after[key]) for key in after if before[key] != after[key]}
    record(work, action, invoice, f"{invoice.number}: {row.amount} {invoice.currency}", changes)
    work.emit("invoices")
    return row.key


def _meanwhile(work: Work, invoice: Invoice) -> str:
    """Who has changed what is outstanding since the dialog was opened."""
    latest = col(Payment.id).desc()
    query = select(Payment).where(Payment.invoice_id == invoice.key).order_by(latest)
    last = work.session.exec(query).first()
    who = (last.by_name if last else "") or _("Somebody else")
    text = _("{who} has changed what is outstanding meanwhile. It is {amount} now.")
    return text.format(who=who, amount=_written(work, invoice.outstanding, invoice.currency))


def _written(work: Work, amount: Decimal, currency: str) -> str:
    return writer(work.actor.locale, work.actor.timezone).money(amount, currency)
