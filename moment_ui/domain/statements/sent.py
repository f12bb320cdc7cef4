"""One statement or reminder that was mailed: what it said and of which invoices."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.statements.drawing import VIEW
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.reminder import ReminderItem, ReminderMessage


@dataclass(frozen=True, slots=True)
class SentMail:
    """A mail with the customer's name, and the invoices it told of; a statement names none."""

    message: ReminderMessage
    customer: str
    items: Sequence[tuple[ReminderItem, Invoice]]


@needs(*VIEW)
def sent_mail(work: Work, message_id: int) -> SentMail:
    """A mail as it went. Raises NotFound."""
    query = (
        select(ReminderMessage, Customer.name)
        .join(Customer, col(Customer.id) == col(ReminderMessage.customer_id))
        .where(ReminderMessage.id == message_id)
    )
    found = work.session.exec(query).first()
    if found is None:
        raise NotFound(_("The message"))
    told = (
        select(ReminderItem, Invoice)
        .join(Invoice, col(Invoice.id) == col(ReminderItem.invoice_id))
        .where(ReminderItem.message_id == message_id)
        .order_by(col(Invoice.due_date), col(Invoice.number))
    )
    return SentMail(*found, work.session.exec(told).all())
