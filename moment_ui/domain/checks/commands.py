"""Storing what was found out about a customer. No answer never takes the place of an answer."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.check import ReceiverCheck, RegisterCheck
from moment_ui.models.customer import Customer
from moment_ui.registers.participants import Receiving
from moment_ui.registers.register import RegisterEntry, Standing


@needs(Permission.EDIT_CUSTOMERS)
def keep_register_answer(
    work: Work, customer_id: int, org_number: str, entry: RegisterEntry | None
) -> None:
    """Store what the register says of a number; `entry` None: that it knows of none.

    An answer about a number that the customer has no longer is dropped. Raises NotFound.
    """
    customer = _locked(work, customer_id)
    if org_number != customer.org_number:
        return
    check = _register_check(work, customer)
    check.standing = entry.standing if entry else Standing.NOT_FOUND
    check.deleted_on = entry.deleted_on if entry else None
    check.answered_at, check.failed_at = clock.now(), None
    work.emit("customers")


@needs(Permission.EDIT_CUSTOMERS)
def keep_register_failure(work: Work, customer_id: int, org_number: str) -> None:
    """Store that the register could not be asked about the customer's number. Raises NotFound."""
    customer = _locked(work, customer_id)
    if org_number == customer.org_number:
        _register_check(work, customer).failed_at = clock.now()
        work.emit("customers")


@needs(Permission.EDIT_CUSTOMERS)
def keep_receiver_answer(
    work: Work, customer_id: int, address: str, receiving: Receiving | None
) -> None:
    """Store what an e-invoice address can receive; None: it could not be asked. Raises NotFound.

    An answer about an address that the customer has no longer is dropped.
    """
    customer = _locked(work, customer_id)
    if address != f"{customer.einvoice_scheme}:{customer.einvoice_id}":
        return
    check = _receiver_check(work, customer_id, address)
    if receiving is None:
        check.failed_at = clock.now()
    else:
        check.receiving, check.answered_at, check.failed_at = receiving, clock.now(), None
    work.emit("customers")


def _locked(work: Work, customer_id: int) -> Customer:
    """The customer, held so that two answers at once do not become two rows."""
    query = select(Customer).where(Customer.id == customer_id).with_for_update()
    customer = work.session.exec(query).first()
    if customer is None:
        raise NotFound(_("The customer"))
    return customer


def _register_check(work: Work, customer: Customer) -> RegisterCheck:
    """The row about the customer's present number; rows about earlier ones stay."""
    country, number = customer.country, customer.org_number
    query = (
        select(RegisterCheck)
        .where(RegisterCheck.customer_id == customer.key, RegisterCheck.country == country)
        .where(RegisterCheck.org_number == number)
        .order_by(col(RegisterCheck.answered_at).desc().nulls_last(), col(RegisterCheck.id).desc())
    )
    kept = work.session.exec(query).first()
    if kept is None:
        kept = RegisterCheck(customer_id=customer.key, country=country, org_number=number)
        work.session.add(kept)
        work.session.flush()
    return kept


def _receiver_check(work: Work, customer_id: int, address: str) -> ReceiverCheck:
    """The row about the customer's present address; rows about earlier ones stay."""
    query = (
        select(ReceiverCheck)
        .where(ReceiverCheck.customer_id == customer_id, ReceiverCheck.address == address)
        .order_by(col(ReceiverCheck.answered_at).desc().nulls_last(), col(ReceiverCheck.id).desc())
    )
    kept = work.session.exec(query).first()
    if kept is None:
        kept = ReceiverCheck(customer_id=customer_id, address=address)
        work.session.add(kept)
        work.session.flush()
    return kept
