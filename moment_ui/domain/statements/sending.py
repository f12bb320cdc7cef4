"""Sending a statement by e-mail: written down first, then taken to the post, then completed.

It is logged beside the reminders, as a message of level 0.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import SendOrder, check_act
from moment_ui.domain.letters.people import host, reply_to, sender_of, shown_person
from moment_ui.domain.statements.drawing import VIEW, statement
from moment_ui.domain.statements.rules import Asked
from moment_ui.formats.statement import StatementDocument
from moment_ui.mail.letter import Letter
from moment_ui.models.company import Company
from moment_ui.models.reminder import ReminderMessage
from moment_ui.models.sending import SendResult

SEND = Permission.SEND_REMINDERS
STATEMENT = 0
"""The level of a message that reminds of nothing."""

MOST_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A statement that is written down and shall now go."""

    row_id: int
    customer_id: int
    letter: Letter
    document: StatementDocument


@needs(SEND, *VIEW)
def begin_statement(
    work: Work, customer_id: int, asked: Asked, order: SendOrder
) -> Outgoing | None:
    """Write down that a customer's statement is to be sent; None when this act was begun before.

    Raises NotFound, Invalid.
    """
    check_act(order.act)
    document = statement(work, customer_id, asked)
    if work.session.exec(select(ReminderMessage).where(ReminderMessage.act == order.act)).first():
        return None
    company = work.session.get_one(Company, work.company_id)
    row = ReminderMessage(
        customer_id=customer_id,
        act=order.act,
        level=STATEMENT,
        by_name=work.actor.name,
        receivers=[shown_person(person) for person in order.receivers],
        subject=order.subject,
        text=order.text,
        begun_at=clock.now(),
        message_id=f"statement-{order.act}@{host()}",
    )
    work.session.add(row)
    work.session.flush()
    work.emit("invoices")
    answers = reply_to(company, company.name)
    letter = Letter(
        sender_of(company), order.receivers, order.subject, order.text, row.message_id, (), answers
    )
    return Outgoing(row.key, customer_id, letter, document)


@needs(SEND, *VIEW)
def end_statement(work: Work, row_id: int, outcome: Outcome) -> None:
    """Write down what became of it. Raises NotFound."""
    query = select(ReminderMessage).where(
        ReminderMessage.id == row_id, ReminderMessage.level == STATEMENT
    )
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The message"))
    row.result, row.detail = outcome.result, outcome.detail[:500]
    row.refused, row.ended_at = list(outcome.refused), clock.now()
    changes = {"result": (SendResult.PENDING.value, outcome.result.value)}
    to = ("customer", row.customer_id)
    record(work, "send_statement", to, ", ".join(row.receivers), changes)
    work.emit("invoices")


@needs(*VIEW)
def statements_sent(work: Work, customer_id: int) -> Iterable[ReminderMessage]:
    """The reminders and statements that went to a customer, the newest first."""
    query = (
        select(ReminderMessage)
        .where(ReminderMessage.customer_id == customer_id)
        .order_by(col(ReminderMessage.id).desc())
    )
    return work.session.exec(query.limit(MOST_SHOWN)).all()
