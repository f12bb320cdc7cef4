"""Every statement and reminder that was mailed, as a list."""

import datetime as dt
from typing import NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.db.elements import Condition
from moment_ui.db.lists import Join, by, contains, starts_with_digits
from moment_ui.domain.lists.declared import Facet
from moment_ui.domain.lists.meanings import holding, instants, one_of, words
from moment_ui.domain.lists.source import ListSource
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.reminder import ReminderItem, ReminderMessage
from moment_ui.models.sending import SendResult


class MailListed(NamedTuple):
    """A mail in the list. `level` 0 is a statement; `invoices` counts those it reminds of or tells of."""

    id: int
    begun_at: dt.datetime
    level: int
    customer_id: int
    customer_number: int
    customer: str
    subject: str
    receivers: list[str]
    by_name: str
    result: SendResult
    detail: str
    invoices: int
    paper: str


CUSTOMER = Join(Customer, col(Customer.id) == col(ReminderMessage.customer_id))
LEVEL = sa.cast(col(ReminderMessage.level), sa.String)
INVOICES = (
    sa.select(sa.func.count())
    .select_from(ReminderItem)
    .where(col(ReminderItem.message_id) == col(ReminderMessage.id))
    .scalar_subquery()
)


def _word(word: str) -> Condition:
    customers = sa.select(col(Customer.id)).where(contains(col(Customer.search), word))
    named = (
        sa.select(col(ReminderItem.message_id))
        .join(Invoice, col(Invoice.id) == col(ReminderItem.invoice_id))
        .where(starts_with_digits(col(Invoice.number), word))
    )
    return sa.or_(
        col(ReminderMessage.customer_id).in_(customers),
        col(ReminderMessage.subject).icontains(word, autoescape=True),
        sa.cast(col(ReminderMessage.receivers), sa.String).icontains(word, autoescape=True),
        col(ReminderMessage.id).in_(named),
    )


MAIL_LIST = ListSource(
    needs=Permission.VIEW_CUSTOMER_ECONOMY,
    table=ReminderMessage,
    joins=(CUSTOMER,),
    row=MailListed,
    columns={
        "id": col(ReminderMessage.id),
        "begun_at": col(ReminderMessage.begun_at),
        "level": col(ReminderMessage.level),
        "customer_id": col(ReminderMessage.customer_id),
        "customer_number": col(Customer.number),
        "customer": col(Customer.name),
        "subject": col(ReminderMessage.subject),
        "receivers": col(ReminderMessage.receivers),
        "by_name": col(ReminderMessage.by_name),
        "result": col(ReminderMessage.result),
        "detail": col(ReminderMessage.detail),
        "invoices": INVOICES,
        "paper": col(ReminderMessage.paper),
    },
    meanings={
        "text": words(_word),
        "sent": instants(col(ReminderMessage.begun_at)),
        "level": one_of(LEVEL),
        "result": one_of(col(ReminderMessage.result)),
        "customer": one_of(col(ReminderMessage.customer_id)),
        "by": holding(col(ReminderMessage.by_name)),
    },
    facets={"level": Facet(LEVEL), "result": Facet(col(ReminderMessage.result))},
    sortings={
        "begun_at": by(col(ReminderMessage.begun_at), quick=True),
        "level": by(col(ReminderMessage.level)),
        "customer": by(col(Customer.sort_name), joined=CUSTOMER),
        "customer_number": by(col(Customer.number), joined=CUSTOMER),
        "subject": by(sa.func.lower(col(ReminderMessage.subject))),
        "result": by(col(ReminderMessage.result)),
        "by": by(col(ReminderMessage.by_name)),
    },
)
