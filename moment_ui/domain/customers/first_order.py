"""A customer's first order: it makes a potential customer an active one."""

from sqlmodel import select

from moment_ui.core.errors import NeedsConfirmation, NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.customers.commands import set_status
from moment_ui.models.customer import Customer, CustomerStatus


def locked_customer(work: Work, customer_id: int) -> Customer:
    """The customer, as it is until the transaction ends. Raises NotFound."""
    query = select(Customer).where(Customer.id == customer_id).with_for_update()
    customer = work.session.exec(query).first()
    if customer is None:
        raise NotFound(_("The customer"))
    return customer


def make_active(
    work: Work, customer: Customer, question: NeedsConfirmation, confirmed: frozenset[str]
) -> None:
    """Make a potential customer active; others stay as they are. Raises the question first."""
    if customer.status != CustomerStatus.POTENTIAL:
        return
    if question.key not in confirmed:
        raise question
    set_status(work, [customer.key], CustomerStatus.ACTIVE)
