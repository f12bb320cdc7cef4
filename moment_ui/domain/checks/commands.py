"""Storing what was found out about a customer. No answer never takes the place of an answer."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import before_log_in, needs
from moment_ui.domain.checks.rules import contradicted_fields, differing_fields, said_of
from moment_ui.models.check import ReceiverCheck, RegisterCheck
from moment_ui.models.customer import Customer
from moment_ui.registers.participants import Receiving
from moment_ui.registers.register import RegisterEntry, Standing


@needs(Permission.EDIT_CUSTOMERS)
def keep_register_answer(
    work: Work,
    customer_id: int,
    org_number: str,
    entry: RegisterEntry | None,
    *,
    watched: bool = False,
) -> None:
    """Store what the register says of a number; `entry` None: that it knows of none.

    `watched`: nobody asked but the server. Then only what the register has changed is proposed, and
    what somebody left as it is stays so until the register says something else again.
    An answer about a number that the customer has no longer is dropped. Raises NotFound.
    """
    customer = locked(work, customer_id)
    if org_number != customer.org_number:
        return
    check = register_check(work, customer)
    before, was_otherwise = _told(check), check.otherwise
    check.standing = entry.standing if entry else Standing.NOT_FOUND
    check.deleted_on = entry.deleted_on if entry else None
    check.said = said_of(entry)
    check.answered_at, check.failed_at = clock.now(), None
    _answer_all(work, customer_id)
    news = _told(check) != before
    fields = contradicted_fields if watched and news else differing_fields
    differs = check.standing != Standing.REGISTERED or bool(fields(customer, check.said))
    check.otherwise = differs and (was_otherwise or news or not watched)
    if watched and not news and check.otherwise == was_otherwise:
        work.leave_figures()
    else:
        _tell(work)


@needs(Permission.EDIT_CUSTOMERS)
def leave_register(work: Work, customer_id: int) -> None:
    """Leave the customer as it is, for as long as the register says what it says. Raises NotFound."""
    locked(work, customer_id)
    _answer_all(work, customer_id)
    _tell(work)


@needs(Permission.EDIT_CUSTOMERS)
def keep_register_failure(work: Work, customer_id: int, org_number: str) -> None:
    """Store that the register could not be asked about the customer's number. Raises NotFound."""
    customer = locked(work, customer_id)
    if org_number == customer.org_number:
        register_check(work, customer).failed_at = clock.now()
        work.emit("customers")


@needs(Permission.EDIT_CUSTOMERS)
def keep_receiver_answer(
    work: Work, customer_id: int, address: str, receiving: Receiving | None
) -> None:
    """Store what an e-invoice address can receive; None: it could not be asked. Raises NotFound.

    An answer about an address that the customer has no longer is dropped.
    """
    customer = locked(work, customer_id)
    if address != f"{customer.einvoice_scheme}:{customer.einvoice_id}":
        return
    check = _receiver_check(work, customer_id, address)
    if receiving is None:
        check.failed_at = clock.now()
    else:
        check.receiving, check.answered_at, check.failed_at = receiving, clock.now(), None
    work.emit("customers")


@before_log_in("called by commands that have checked their own permission")
def locked(work: Work, customer_id: int) -> Customer:
    """The customer, held so that two answers at once do not become two rows. Raises NotFound."""
    query = select(Customer).where(Customer.id == customer_id).with_for_update()
    customer = work.session.exec(query).first()
    if customer is None:
        raise NotFound(_("The customer"))
    return customer


@before_log_in("called by commands that have checked their own permission")
def register_check(work: Work, customer: Customer) -> RegisterCheck:
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


def _told(check: RegisterCheck) -> tuple[object, ...]:
    return check.standing, check.deleted_on, check.said


def _answer_all(work: Work, customer_id: int) -> None:
    """Nothing waits any more, of earlier numbers and of customers merged into this one neither."""
    query = select(RegisterCheck).where(
        RegisterCheck.customer_id == customer_id, col(RegisterCheck.otherwise).is_(True)
    )
    for check in work.session.exec(query).all():
        check.otherwise = False


def _tell(work: Work) -> None:
    work.emit("customers")
    work.emit("registers")


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
