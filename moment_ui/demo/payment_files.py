"""Payment files of a demo company: one posted some days ago, one just read with some payments in doubt."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.payment_files.matching import Matcher
from moment_ui.formats.payments.payment import BankPayment
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceKind
from moment_ui.models.payment import Payment, PaymentKind
from moment_ui.models.payment_file import (
    BankEntry,
    BankFile,
    BankFileState,
    BankFormat,
    Doubt,
    EntryState,
)

SENDER, EARLIER, LATER = "00008080", "0170028", "0170029"


@dataclass(frozen=True, slots=True)
class Paid:
    """A payment of a file."""

    day: dt.date
    amount: Decimal
    payment_id: str
    payer: str
    text: str = ""


POSTED, OPEN = 9, 7


def add_payment_files(work: Work, slug: str) -> None:
    """A file that the latest OCR payments came with, and one that waits to be posted."""
    company = work.session.exec(select(Company).where(Company.id == work.company_id)).one()
    account = company.bank_account
    _posted_file(work, slug, account)
    _waiting_file(work, slug, account)


def _posted_file(work: Work, slug: str, account: str) -> None:
    found = work.session.exec(
        select(Payment, Invoice.payment_id, Customer.name)
        .join(Invoice, col(Invoice.id) == col(Payment.invoice_id))
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(
            Payment.kind == PaymentKind.OCR,
            Invoice.currency == "NOK",
            col(Payment.paid_on) <= work.today() - dt.timedelta(days=3),
        )
        .order_by(col(Payment.paid_on).desc(), col(Payment.id).desc())
        .limit(POSTED)
    ).all()
    by_place = list(reversed(found))
    paid = _payments(
        account,
        EARLIER,
        [Paid(one.paid_on, one.amount, kid, name) for one, kid, name in by_place],
    )
    if not paid:
        return
    file = _file(work, slug, paid, EARLIER, BankFileState.POSTED)
    rows = Matcher.of(work, BankFormat.OCR, file.key).rows(paid)
    for row, (payment, _payment_id, _name) in zip(rows, by_place, strict=True):
        row |= {
            "state": EntryState.POSTED,
            "doubt": Doubt.NONE,
            "invoice_id": payment.invoice_id,
        }
    ids = work.insert_rows(BankEntry, rows, returning=True)
    pairs = zip(ids, by_place, strict=True)
    work.update_rows(
        Payment, [{"id": found[0].key, "bank_entry_id": entry} for entry, found in pairs]
    )


def _waiting_file(work: Work, slug: str, account: str) -> None:
    found = work.session.exec(
        select(Invoice, Customer.name)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(
            Invoice.currency == "NOK",
            Invoice.kind == InvoiceKind.INVOICE,
            Invoice.outstanding > ZERO,
            Invoice.payment_id != "",
        )
        .order_by(col(Invoice.due_date).desc(), col(Invoice.id).desc())
        .limit(OPEN)
    ).all()
    day = work.today() - dt.timedelta(days=1)
    if len(found) < OPEN:
        return
    paid = [Paid(day, one.outstanding, one.payment_id, name) for one, name in found]
    last, name = found[-1]
    paid[1] = replace(paid[1], amount=(paid[1].amount / 2).quantize(Decimal(1)))
    paid[2] = replace(paid[2], amount=paid[2].amount + 500)
    paid[-1] = Paid(day, last.outstanding, "", name, f"Faktura {last.number}")
    paid += [
        Paid(day, Decimal(12500), "0099999998", ""),
        Paid(day, Decimal("4375.50"), "", "Bjørnøya Ærfugl AS", "Takk for møblene"),
    ]
    rows = _payments(account, LATER, paid)
    file = _file(work, slug, rows, LATER, BankFileState.READ)
    work.insert_rows(BankEntry, Matcher.of(work, BankFormat.OCR, file.key).rows(rows))


def _payments(account: str, number: str, paid: Sequence[Paid]) -> list[BankPayment]:
    return [
        BankPayment(
            line=3 + 2 * place,
            account=account,
            paid_on=each.day,
            amount=each.amount,
            currency="NOK",
            payment_id=each.payment_id,
            text=each.text,
            payer=each.payer,
            key=f"ocr:{SENDER}:{number}:0000001:{place + 1:07}:{each.day:%d%m%y}",
        )
        for place, each in enumerate(paid)
    ]


def _file(
    work: Work, slug: str, paid: Sequence[BankPayment], number: str, state: BankFileState
) -> BankFile:
    days = sorted(each.paid_on for each in paid)
    at = clock.now() - dt.timedelta(hours=5 if state is BankFileState.READ else 70)
    by = "Trond Aasen"
    file = BankFile(
        format=BankFormat.OCR,
        title=f"OCR.D{days[-1]:%d%m%y}.txt",
        sha256=sha256(f"{slug} {number}".encode()).hexdigest(),
        marks=f"\n{SENDER}:{number}\n",
        state=state,
        account=paid[0].account,
        currency="NOK",
        total=sum((each.amount for each in paid), ZERO),
        count=len(paid),
        first_day=days[0],
        last_day=days[-1],
        read_at=at,
        read_by=by,
    )
    if state is BankFileState.POSTED:
        file.posted_at, file.posted_by, file.rounds = at + dt.timedelta(minutes=4), by, 1
    work.session.add(file)
    work.session.flush()
    return file
