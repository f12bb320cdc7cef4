"""What each column of the invoice list is sorted by."""

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.db.lists import Sorting, by
from moment_ui.db.work import Work
from moment_ui.domain.invoices.listed import CREDITED, CUSTOMER, PROJECT, RESPONSIBLE, Credited
from moment_ui.domain.invoices.rules import ShownState
from moment_ui.domain.invoices.states import stands_in, state_place
from moment_ui.domain.lists.declared import ByWork
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import CoWorker, Project


def _state(work: Work) -> Sorting:
    return by(state_place(work.today()))


def _days_overdue(work: Work) -> Sorting:
    late = stands_in([ShownState.OVERDUE], work.today())
    return by(sa.case((late, col(Invoice.due_date))), turned=True)


SORTINGS: dict[str, ByWork[Sorting]] = {
    "number": by(col(Invoice.number), quick=True),
    "kind": by(col(Invoice.kind)),
    "state": _state,
    "customer_number": by(col(Customer.number), joined=CUSTOMER),
    "customer": by(col(Customer.sort_name), col(Customer.id), quick=True, joined=CUSTOMER),
    "project_number": by(col(Project.number), joined=PROJECT),
    "project": by(col(Project.search), col(Invoice.project_id), joined=PROJECT),
    "issue_date": by(col(Invoice.issue_date), quick=True),
    "due_date": by(col(Invoice.due_date), quick=True),
    "days_overdue": _days_overdue,
    "finalised_at": by(col(Invoice.finalised_at)),
    "sent_at": by(col(Invoice.sent_at)),
    "currency": by(col(Invoice.currency)),
    "net": by(col(Invoice.net)),
    "vat": by(col(Invoice.vat)),
    "gross": by(col(Invoice.gross), quick=True),
    "paid": by(col(Invoice.paid)),
    "outstanding": by(col(Invoice.outstanding), quick=True),
    "paid_on": by(col(Invoice.paid_on)),
    "payment_id": by(col(Invoice.payment_id), quick=True),
    "sent_as": by(col(Invoice.invoice_type)),
    "your_reference": by(col(Invoice.your_reference)),
    "order_reference": by(col(Invoice.order_reference)),
    "contract_reference": by(col(Invoice.contract_reference)),
    "export": by(col(Invoice.export_status)),
    "reminders": by(col(Invoice.reminders)),
    "responsible": by(col(CoWorker.name), joined=RESPONSIBLE),
    "credit_of": by(col(Credited.number), joined=CREDITED),
}
