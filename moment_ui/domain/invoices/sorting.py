"""What each column of the invoice list is sorted by."""

import datetime as dt
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.selection import SortKey
from moment_ui.db.lists import Sorting, order_by
from moment_ui.domain.invoices.listed import Credited
from moment_ui.domain.invoices.rules import ShownState
from moment_ui.domain.invoices.states import stands_in, state_place
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.project import CoWorker, Project

INDEXED = ("number", "customer", "issue_date", "due_date", "gross", "outstanding", "payment_id")
"""Sort keys that an index has in order."""


def sorted_by(
    statement: sa.Select[Any], keys: tuple[SortKey, ...], today: dt.date, *, few: bool
) -> sa.Select[Any]:
    """The statement over invoices in the order of the keys; `few` as in `order_by`."""
    for join in sorted({_JOINED_FOR[key.key] for key in keys if key.key in _JOINED_FOR}):
        # Every invoice has a customer: said so, the index of customers can give the order.
        statement = statement.join(*_JOINS[join], isouter=join != "customer")
    sortings = {key.key: _sorting(key.key, today) for key in keys}
    return statement.order_by(*order_by(keys, sortings, col(Invoice.id), few=few))


def _sorting(key: str, today: dt.date) -> Sorting:
    if key == "state":
        return Sorting((state_place(today),))
    if key == "days_overdue":
        late = sa.case((stands_in([ShownState.OVERDUE], today), col(Invoice.due_date)))
        return Sorting((late,), turned=True)
    return _SORTINGS[key]


_JOINS = {
    "customer": (Customer, col(Customer.id) == col(Invoice.customer_id)),
    "project": (Project, col(Project.id) == col(Invoice.project_id)),
    "responsible": (CoWorker, col(CoWorker.id) == col(Invoice.responsible_id)),
    "credited": (Credited, col(Credited.id) == col(Invoice.credit_of_id)),
}
_JOINED_FOR = {
    "customer_number": "customer",
    "customer": "customer",
    "project_number": "project",
    "project": "project",
    "responsible": "responsible",
    "credit_of": "credited",
}
_SORTINGS = {
    "number": Sorting((col(Invoice.number),)),
    "kind": Sorting((col(Invoice.kind),)),
    "customer_number": Sorting((col(Customer.number),)),
    "customer": Sorting((col(Customer.sort_name), col(Customer.id))),
    "project_number": Sorting((col(Project.number),)),
    "project": Sorting((col(Project.search), col(Invoice.project_id))),
    "issue_date": Sorting((col(Invoice.issue_date),)),
    "due_date": Sorting((col(Invoice.due_date),)),
    "finalised_at": Sorting((col(Invoice.finalised_at),)),
    "sent_at": Sorting((col(Invoice.sent_at),)),
    "currency": Sorting((col(Invoice.currency),)),
    "net": Sorting((col(Invoice.net),)),
    "vat": Sorting((col(Invoice.vat),)),
    "gross": Sorting((col(Invoice.gross),)),
    "paid": Sorting((col(Invoice.paid),)),
    "outstanding": Sorting((col(Invoice.outstanding),)),
    "paid_on": Sorting((col(Invoice.paid_on),)),
    "payment_id": Sorting((col(Invoice.payment_id),)),
    "sent_as": Sorting((col(Invoice.invoice_type),)),
    "your_reference": Sorting((col(Invoice.your_reference),)),
    "order_reference": Sorting((col(Invoice.order_reference),)),
    "contract_reference": Sorting((col(Invoice.contract_reference),)),
    "export": Sorting((col(Invoice.export_status),)),
    "reminders": Sorting((col(Invoice.reminders),)),
    "responsible": Sorting((col(CoWorker.name),)),
    "credit_of": Sorting((col(Credited.number),)),
}
