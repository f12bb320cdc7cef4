"""Posting payments keeps the balance right, and says so in the audit log."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NeedsConfirmation, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.invoices.commands import recount_balances
from moment_ui.domain.invoices.rules import ShownState, Standing, shown_state
from moment_ui.domain.payments.commands import PaymentDraft, post_payment, take_back, write_off
from moment_ui.domain.payments.errors import NotTakenBack, PaymentRefused
from moment_ui.models.audit import AuditEntry
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.payment import Payment, PaymentKind, WriteOffReason

D = Decimal
BAD_DEBT = WriteOffReason.BAD_DEBT
DAY = dt.date(2026, 10, 12)
ACT = "a-key-of-the-dialog"


def pay(world, number, amount, **fields):
    with writing(world.nord.economy) as work:
        draft = PaymentDraft(fields.pop("on", DAY), D(amount), **fields)
        if draft.kind is PaymentKind.WRITE_OFF:
            write_off(work, world.nord.invoices[number], replace(draft, reason=BAD_DEBT))
        else:
            post_payment(work, world.nord.invoices[number], draft)
    with reading(world.nord.economy) as work:
        invoice = work.session.exec(select(Invoice).where(col(Invoice.number) == number)).one()
        work.session.expunge(invoice)
        return invoice


def test_part_rest_and_too_much(world):
    part = pay(world, 5001, "250")
    assert (part.paid, part.outstanding, part.paid_on) == (D(250), D(1000), None)
    rest = pay(world, 5001, "1000", on=DAY + dt.timedelta(days=3))
    assert (rest.outstanding, rest.paid_on) == (D(0), DAY + dt.timedelta(days=3))
    more = pay(world, 5001, "100")
    assert (more.outstanding, more.paid_on) == (D(-100), DAY + dt.timedelta(days=3))
    back = pay(world, 5001, "-100", on=DAY + dt.timedelta(days=9))
    assert (back.outstanding, back.paid) == (D(0), D(1250))


def test_what_is_written_off_in_full_is_marked_so(world):
    some = pay(world, 5001, "50", kind=PaymentKind.WRITE_OFF)
    assert (some.outstanding, some.state) == (D(1200), InvoiceState.SENT)
    rest = pay(world, 5001, "1200", kind=PaymentKind.WRITE_OFF)
    assert (rest.outstanding, rest.state) == (D(0), InvoiceState.WRITTEN_OFF)


def test_what_is_paid_after_a_write_off_is_overpaid_until_it_is_given_or_taken_back(world):
    pay(world, 5001, "1250", kind=PaymentKind.WRITE_OFF)
    late = pay(world, 5001, "1250", on=DAY + dt.timedelta(days=30))
    assert (late.paid, late.outstanding, late.state) == (D(2500), D(-1250), InvoiceState.SENT)
    standing = Standing(late.kind, late.state, late.paid, late.outstanding, late.due_date)
    assert shown_state(standing, DAY) is ShownState.OVERPAID
    part = pay(world, 5001, "-250", on=DAY + dt.timedelta(days=31))
    assert (part.outstanding, part.state) == (D(-1000), InvoiceState.SENT)
    rest = pay(world, 5001, "-1000", kind=PaymentKind.WRITE_OFF)
    assert (rest.outstanding, rest.state) == (D(0), InvoiceState.WRITTEN_OFF)


def test_a_write_off_is_taken_back_by_a_negative_one_and_no_more_than_that(world):
    pay(world, 5001, "1250", kind=PaymentKind.WRITE_OFF)
    with pytest.raises(PaymentRefused):
        pay(world, 5001, "-1250.01", kind=PaymentKind.WRITE_OFF)
    back = pay(world, 5001, "-1250", kind=PaymentKind.WRITE_OFF)
    assert (back.paid, back.outstanding, back.state) == (D(0), D(1250), InvoiceState.SENT)


@pytest.mark.parametrize(
    ("number", "amount", "kind"),
    [
        (5001, "0", PaymentKind.MANUAL),
        (5001, "1250.01", PaymentKind.WRITE_OFF),
        (5001, "-1", PaymentKind.WRITE_OFF),
        (5002, "1", PaymentKind.WRITE_OFF),
    ],
)
def test_nothing_and_more_than_is_owed_are_refused(world, number, amount, kind):
    with pytest.raises(PaymentRefused):
        pay(world, number, amount, kind=kind)


def test_drafts_other_companies_and_others_roles_are_refused(world):
    draft = PaymentDraft(DAY, D(1))
    with writing(world.nord.economy) as work, pytest.raises(PaymentRefused):
        post_payment(work, world.nord.drafts[0], draft)
    with writing(world.nord.economy) as work, pytest.raises(NotFound):
        post_payment(work, world.sor.invoices[5001], draft)
    with writing(world.nord.project_leader) as work, pytest.raises(NotPermitted):
        post_payment(work, world.nord.invoices[5001], draft)


def test_a_payment_is_in_the_audit_log_with_what_it_changed(world):
    pay(world, 5001, "250")
    with reading(world.nord.administrator) as work:
        entry = work.session.exec(
            select(AuditEntry).where(col(AuditEntry.action) == "post_payment")
        ).one()
        assert entry.subject_id == world.nord.invoices[5001]
        assert [D(value) for value in entry.changes["outstanding"]] == [D(1250), D(1000)]


def test_a_draft_that_is_recounted_owes_nothing(world):
    draft_id = world.nord.drafts[0]
    with writing(world.nord.economy) as work:
        recount_balances(work, [draft_id])
    with reading(world.nord.economy) as work:
        owed = select(col(Invoice.gross), col(Invoice.outstanding)).where(
            col(Invoice.id) == draft_id
        )
        gross, outstanding = work.session.exec(owed).one()
    assert (gross > 0, outstanding) == (True, 0)


def payments(world, number=5001):
    with reading(world.nord.economy) as work:
        query = select(Payment).where(col(Payment.invoice_id) == world.nord.invoices[number])
        rows = work.session.exec(query.order_by(col(Payment.id))).all()
        work.session.expunge_all()
        return rows


def back(world, payment, actor=None):
    with writing(actor or world.nord.economy) as work:
        return take_back(work, payment.key)


def test_a_payment_taken_back_stays_beside_its_opposite(world):
    pay(world, 5001, "250", description="Bank 7714")
    pay(world, 5001, "1000")
    back(world, payments(world)[0])
    first, _second, opposite = payments(world)
    assert (opposite.amount, opposite.paid_on) == (D(-250), first.paid_on)
    assert (opposite.takes_back_id, opposite.by_name) == (first.key, "Kari Economy")
    for payment in (first, opposite):
        with pytest.raises(NotTakenBack):
            back(world, payment)


def test_what_lies_in_a_closed_period_is_taken_back_today_and_nothing_is_posted_there(world):
    pay(world, 5001, "250")
    with writing(world.nord.administrator) as work:
        work.session.add(
            FinanceSettings(closed_until=dt.date(2026, 10, 31), payments_need_description=True)
        )
    with pytest.raises(Invalid) as refused:
        pay(world, 5001, "250")
    assert set(refused.value.fields) == {"paid_on", "description"}
    back(world, payments(world)[0])
    assert payments(world)[1].paid_on == dt.date(2026, 11, 16)


@pytest.mark.parametrize("kind", [PaymentKind.OCR, PaymentKind.BANK_FILE, PaymentKind.CREDIT])
def test_what_came_with_others_is_not_taken_back_alone(world, kind):
    pay(world, 5001, "250", kind=kind)
    with pytest.raises(NotTakenBack):
        back(world, payments(world)[0])


def test_taking_back_asks_for_the_company_and_the_permission(world):
    pay(world, 5001, "1250", kind=PaymentKind.WRITE_OFF)
    written_off = payments(world)[0]
    clerk = replace(
        world.nord.economy, permissions=world.nord.economy.permissions - {Permission.WRITE_OFF}
    )
    with pytest.raises(NotPermitted):
        back(world, written_off, clerk)
    with pytest.raises(NotPermitted), writing(clerk) as work:
        write_off(work, written_off.invoice_id, PaymentDraft(DAY, D(1), PaymentKind.WRITE_OFF))
    with pytest.raises(NotPermitted), writing(clerk) as work:
        post_payment(work, written_off.invoice_id, PaymentDraft(DAY, D(1), PaymentKind.WRITE_OFF))
    with pytest.raises(NotFound):
        back(world, written_off, world.sor.economy)
    back(world, written_off)
    with reading(world.nord.economy) as work:
        invoice = work.session.get_one(Invoice, written_off.invoice_id)
        assert (invoice.outstanding, invoice.state) == (D(1250), InvoiceState.SENT)


def test_a_double_click_posts_once(world):
    first = pay(world, 5001, "250", act=ACT)
    again = pay(world, 5001, "250", act=ACT)
    assert (first.outstanding, again.outstanding) == (D(1000), D(1000))
    assert len(payments(world)) == 1


def test_who_saw_another_balance_is_asked_and_told_who_was_first(world):
    pay(world, 5001, "250")
    with pytest.raises(NeedsConfirmation, match=r"Kari Economy .* 1.000,00.NOK"):
        pay(world, 5001, "1250", seen=D(1250))
    draft = PaymentDraft(DAY, D(1250), seen=D(1250))
    with writing(world.nord.economy) as work:
        post_payment(work, world.nord.invoices[5001], draft, confirmed=frozenset({"meanwhile"}))
    assert len(payments(world)) == 2


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"on": dt.date(2026, 11, 17)}, "paid_on"),
        ({"on": dt.date(1026, 11, 12)}, "paid_on"),
        ({"amount": "1.005"}, "amount"),
        ({"amount": "1", "reason": WriteOffReason.OTHER}, "description"),
    ],
)
def test_what_is_wrong_is_told_by_field(world, fields, wrong):
    values = {"amount": "1"} | fields
    with pytest.raises(Invalid) as refused:
        pay(world, 5001, values.pop("amount"), **values)
    assert set(refused.value.fields) == {wrong}
