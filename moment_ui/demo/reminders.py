"""Reminders that the demo company has sent: late payers were reminded, some of them twice."""

import datetime as dt
import hashlib
from dataclasses import replace

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.files import written_whole
from moment_ui.core.media import PDF
from moment_ui.core.money import ZERO
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.invoices.rules import ShownState
from moment_ui.domain.invoices.states import stands_in
from moment_ui.domain.payment_ids.rules import shown
from moment_ui.domain.reminders.defaults import FEE, default_level, title_of
from moment_ui.domain.reminders.rules import ANSWER_DAYS
from moment_ui.domain.reminders.writing import filled, texts_of
from moment_ui.domain.sending import files
from moment_ui.domain.statements.drawing import document_of, file_name, pdf_of
from moment_ui.formats.statement import OpenLine
from moment_ui.formats.statement_words import written_in
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.invoice import Invoice
from moment_ui.models.reminder import ReminderItem, ReminderMessage
from moment_ui.models.sending import SendResult

BY = "Trond Aasen"


def add_reminders(work: Work) -> None:
    """Remind of every third invoice that is late by more than a month, 16 days after it was due."""
    today: dt.date = work.today()
    late = stands_in([ShownState.OVERDUE], today)
    query = (
        select(Invoice, Customer)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(late, col(Invoice.due_date) < today - dt.timedelta(days=30))
        .order_by(col(Invoice.due_date), col(Invoice.number))
    )
    for at, (invoice, customer) in enumerate(work.session.exec(query).all()):
        if at % 3 == 0 and customer.email and invoice.due_date:
            _remind(work, invoice, customer, invoice.due_date + dt.timedelta(days=16))


def _remind(work: Work, invoice: Invoice, customer: Customer, day: dt.date) -> None:
    sent_at = dt.datetime.combine(day, dt.time(8), dt.UTC)
    language = customer.language or "nb"
    company = work.session.get_one(Company, work.company_id)
    write, fee = writer(language, company.timezone), FEE if invoice.currency == "NOK" else ZERO
    words = {
        "customer": customer.name,
        "company": company.name,
        "invoices": str(invoice.number),
        "total": f"{write.amount(invoice.outstanding + fee, invoice.currency)} {invoice.currency}",
        "until": write.day(day + dt.timedelta(days=ANSWER_DAYS)),
    }
    subject, text = texts_of(default_level(1, company), language)
    message = ReminderMessage(
        customer_id=customer.key,
        act=f"demo-{invoice.key}",
        level=1,
        by_name=BY,
        receivers=[customer.email],
        subject=filled(subject, words),
        text=filled(text, words),
        result=SendResult.SENT,
        message_id=f"demo-{invoice.key}@lysgard.example",
        begun_at=sent_at,
        ended_at=sent_at,
    )
    work.session.add(message)
    work.session.flush()
    item = ReminderItem(
        message_id=message.key,
        invoice_id=invoice.key,
        level=1,
        open=invoice.outstanding,
        fee=fee,
        days_late=16,
    )
    work.session.add(item)
    invoice.reminders = 1
    work.session.flush()
    _keep(work, message, invoice, item)


def _keep(work: Work, message: ReminderMessage, invoice: Invoice, item: ReminderItem) -> None:
    """The paper that went with it, as it was on its day, under a name that follows from its bytes."""
    customer = work.session.get_one(Customer, message.customer_id)
    line = OpenLine(
        "invoice",
        invoice.number or 0,
        invoice.issue_date or message.begun_at.date(),
        invoice.due_date,
        shown(finance_settings(work), invoice.payment_id) if invoice.payment_id else "",
        invoice.currency,
        invoice.gross,
        item.open,
        item.days_late,
        item.interest,
        item.fee,
    )
    language = written_in(customer.language or "nb")
    document = replace(
        document_of(work, customer, (line,), language, title_of(1, language)),
        as_of=message.begun_at.date(),
    )
    content = pdf_of(document)
    digest = hashlib.sha256(content).hexdigest()
    with written_whole(files.folder() / digest[:43]) as stream:
        stream.write(content)
    stored = StoredFile(
        name=digest[:43],
        purpose=FilePurpose.INVOICE,
        title=file_name(document),
        media_type=PDF,
        size=len(content),
        sha256=digest,
        owner_id=work.actor.user_id,
        needs=[Permission.VIEW_INVOICES.value],
        created_at=message.begun_at,
    )
    work.session.add(stored)
    work.session.flush()
    message.stored_file_id, message.paper = stored.key, stored.title
