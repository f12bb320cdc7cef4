"""Creating and changing customers. Every change is in the audit log with its old and new value."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.rows import locked_rows
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import differences, record
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import CustomerDraft, draft_from, texts_of
from moment_ui.domain.customers.errors import CustomerChanged
from moment_ui.domain.customers.lookalikes import check_lookalikes
from moment_ui.domain.customers.numbers import number_for
from moment_ui.domain.customers.queries import last_change
from moment_ui.domain.customers.survivors import check_own
from moment_ui.domain.tags.commands import put_on_new
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer, CustomerStatus

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StatusChange:
    """What `set_status` did: the new status, and who had which one before. Undo takes it back."""

    status: CustomerStatus
    before: tuple[tuple[int, CustomerStatus], ...]

    @property
    def count(self) -> int:
        """How many customers changed."""
        return len(self.before)


@needs(Permission.CREATE_CUSTOMERS)
def create_customer(
    work: Work,
    draft: CustomerDraft,
    *,
    tag_ids: Sequence[int] = (),
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Save a new customer with its tags; returns its id.

    Raises Invalid with a message per field, NumberTaken, SeriesUsedUp, and NeedsConfirmation for a
    number outside the series or a customer that may exist already, unless its key is confirmed.
    """
    draft = rules.checked(draft)
    number = number_for(work, draft.number, confirmed)
    check_lookalikes(
        work, draft, confirmed
    )  # the series is locked: nobody saves the same meanwhile
    draft = replace(draft, number=number, currency=draft.currency or _company_currency(work))
    now = clock.now()
    customer = Customer(**rules.columns_of(draft), version=1, created_at=now, updated_at=now)
    work.session.add(customer)
    work.session.flush()
    put_on_new(work, customer, tag_ids)
    changes = differences(dict.fromkeys(texts_of(draft), ""), texts_of(draft))
    record(work, "create_customer", customer, _summary(customer), changes)
    work.emit("customers")
    return customer.key


@needs(Permission.EDIT_CUSTOMERS)
def edit_customer(
    work: Work,
    customer_id: int,
    version: int,
    draft: CustomerDraft,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Save the changed fields of a customer; returns its new version.

    `version` is the one the form was opened with. Raises NotFound, MergedAway, Invalid, NumberTaken,
    CustomerChanged when somebody saved in between, and NeedsConfirmation as `create_customer`.
    """
    customer = _locked(work, customer_id)
    if customer.version != version:
        by = last_change(work, customer_id)
        raise CustomerChanged(customer.name, by, customer.updated_at)
    before = draft_from(customer)
    draft = rules.checked(replace(draft, number=draft.number or customer.number))
    draft = replace(draft, currency=draft.currency or _company_currency(work))
    draft = rules.following_address(before, draft)
    changes = differences(texts_of(before), texts_of(draft))
    if not changes:
        return customer.version
    if changes.keys() & {"name", "org_number", "email"}:
        check_lookalikes(work, draft, confirmed, except_id=customer_id)
    if "number" in changes and draft.number:
        number_for(work, draft.number, confirmed)
    _change(customer, draft)
    record(work, "edit_customer", customer, _summary(customer), changes)
    work.emit("customers")
    return customer.version


@needs(Permission.EDIT_CUSTOMERS)
def set_status(work: Work, customer_ids: Sequence[int], status: CustomerStatus) -> StatusChange:
    """Give customers a status; those who have it already are left alone.

    Raises NotFound when one of them does not exist in the company, MergedAway for a merged one.
    """
    before: list[tuple[int, CustomerStatus]] = []
    for customer in locked_rows(work, Customer, customer_ids, _("A customer")):
        check_own(work, customer)
        if customer.status != status:
            before.append((customer.key, customer.status))
            _set_status(work, customer, status)
    if before:
        work.emit("customers")
    return StatusChange(status, tuple(before))


@needs(Permission.EDIT_CUSTOMERS)
def restore_status(work: Work, change: StatusChange) -> int:
    """Undo `set_status` for those who still have that status; returns how many went back.

    Those that were merged into others since stay as they are.
    """
    old = dict(change.before)
    changed = [
        c
        for c in locked_rows(work, Customer, list(old), _("A customer"))
        if c.status == change.status and c.merged_into_id is None
    ]
    for customer in changed:
        _set_status(work, customer, old[customer.key])
    work.emit("customers")
    return len(changed)


def _set_status(work: Work, customer: Customer, status: CustomerStatus) -> None:
    changes = {"status": (customer.status, status)}
    customer.status = status
    _touch(customer)
    record(work, "set_status", customer, _summary(customer), changes)


def _locked(work: Work, customer_id: int) -> Customer:
    query = select(Customer).where(Customer.id == customer_id).with_for_update()
    customer = work.session.exec(query).first()
    if customer is None:
        raise NotFound(_("The customer"))
    check_own(work, customer)
    return customer


def _change(customer: Customer, draft: CustomerDraft) -> None:
    for key, value in rules.columns_of(draft).items():
        setattr(customer, key, value)
    _touch(customer)


def _touch(customer: Customer) -> None:
    customer.version += 1
    customer.updated_at = clock.now()


def _company_currency(work: Work) -> str:
    company = work.session.get(Company, work.company_id)
    return company.currency if company else ""


def _summary(customer: Customer) -> str:
    return f"{customer.number} {customer.name}"
