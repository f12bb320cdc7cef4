"""Who may order an offer or a project; the first order makes a potential customer an active one."""

from sqlmodel import col, select

from moment_ui.core.errors import NeedsConfirmation, NotFound
from moment_ui.core.words import _
from moment_ui.db.lists import contains, every_word, starts_with_digits
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


def who_may_order(work: Work, text: str, most: int) -> list[tuple[int, str]]:
    """Customers who may order, and whose name or number holds every word: id, number and name."""
    query = (
        select(Customer)
        .where(
            col(Customer.status).in_([CustomerStatus.ACTIVE, CustomerStatus.POTENTIAL]),
            col(Customer.is_customer).is_(True),
            col(Customer.merged_into_id).is_(None),
            every_word(
                text,
                lambda word: (
                    contains(col(Customer.search), word)
                    | starts_with_digits(col(Customer.number), word)
                ),
            ),
        )
        .order_by(col(Customer.sort_name), col(Customer.id))
        .limit(most)
    )
    return [(row.key, f"{row.number} {row.name}") for row in work.session.exec(query)]
