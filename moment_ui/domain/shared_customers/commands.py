"""Creating a customer with what a partner knows of it, and following the partner's changes.

What changes there later is shown as a proposal on the customer's page and is taken over by hand: nobody's
address moves behind an accountant's back, each company's log says who did it, and a pause needs no care.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.customers.commands import create_customer, edit_customer
from moment_ui.domain.customers.draft import CustomerDraft, draft_from
from moment_ui.domain.customers.errors import PossibleDuplicate
from moment_ui.domain.partners.group import name_of
from moment_ui.domain.people.adding import new_person
from moment_ui.domain.people.keeping import locked_person
from moment_ui.domain.people.known import known_people
from moment_ui.domain.shared_customers.errors import NotTheSame
from moment_ui.domain.shared_customers.people import person_key
from moment_ui.domain.shared_customers.queries import followed
from moment_ui.domain.shared_customers.source import (
    Person,
    customer_there,
    is_same,
    people_there,
    sharing,
)
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer
from moment_ui.models.partner import SharedCustomer

NOTHING_CONFIRMED: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Source:
    """The partner's customer that a new one comes from, and whether to follow it from then on."""

    company_id: int
    customer_id: int
    in_step: bool = False


@needs(Permission.CREATE_CUSTOMERS)
def create_from_partner(
    work: Work,
    draft: CustomerDraft,
    source: Source,
    *,
    tag_ids: Sequence[int] = (),
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> int:
    """Save a new customer with the contact persons of a partner's; returns its id.

    Raises NotPartners when the partner shares nothing any more, NotTheSame when name and number are
    another company's by now, NotFound, and as `create_customer`.
    """
    with sharing(work, source.company_id) as theirs:
        there = customer_there(theirs, source.customer_id)
        if not is_same(there, draft.name, draft.org_number):
            raise NotTheSame(name_of(work, source.company_id))
        people = people_there(theirs, there.key)
    customer_id = create_customer(work, draft, tag_ids=tag_ids, confirmed=confirmed)
    _add_people(work, customer_id, people)
    _link(work, customer_id, replace(source, customer_id=there.key))
    company = name_of(work, source.company_id)
    record(work, "bring_customer_from_partner", ("customer", customer_id), company)
    return customer_id


@needs(Permission.EDIT_CUSTOMERS)
def set_in_step(work: Work, link_id: int, wanted: str) -> None:
    """Follow the partner's customer from now on ("yes"), or no longer ("no"). Raises NotFound."""
    link = _locked(work, link_id)
    before = link.in_step
    link.in_step = wanted == "yes"
    work.session.add(link)
    if link.in_step != before:
        change = {"in step": ("yes" if before else "no", wanted)}
        record(work, "keep_in_step", ("customer", link.customer_id), changes=change)
        work.emit("customers")


@needs(Permission.EDIT_CUSTOMERS)
def take_over(work: Work, link_id: int, seen: Sequence[str]) -> int:
    """Let our customer say what the partner's says in these fields, and add its new contact persons.

    `seen` are the fields that were shown. Returns how many fields and people changed. Raises NotFound,
    NotPartners, and as `edit_customer`.
    """
    link = _locked(work, link_id)
    now = followed(work, link.customer_id)
    if now is None:
        raise NotFound(_("The customer"))
    said = {field: theirs for field, _ours, theirs in now.changes if field in seen}
    row = work.session.exec(select(Customer).where(Customer.id == link.customer_id)).one()
    if said:
        draft = replace(draft_from(row), **said)
        _edit(work, row, draft)
    _add_people(work, row.key, now.people)
    work.emit("customers")
    return len(said) + len(now.people)


@needs(Permission.EDIT_CUSTOMERS)
def pass_over(work: Work, link_id: int) -> None:
    """Leave our customer as it is: what the partner says now is not proposed again. Raises NotFound."""
    link = _locked(work, link_id)
    now = followed(work, link.customer_id)
    if now is None:
        return
    said = {field: theirs for field, _ours, theirs in now.changes}
    people = {person_key(person): person.name for person in now.people}
    link.passed_over = {**link.passed_over, **said, **people}
    work.session.add(link)
    work.emit("customers")


def _edit(work: Work, row: Customer, draft: CustomerDraft) -> None:
    """Save what was taken over, also when another customer of ours has the same number or e-mail."""
    try:
        edit_customer(work, row.key, row.version, draft)
    except PossibleDuplicate as asked:
        edit_customer(work, row.key, row.version, draft, confirmed=frozenset({asked.key}))


def _locked(work: Work, link_id: int) -> SharedCustomer:
    query = select(SharedCustomer).where(SharedCustomer.id == link_id).with_for_update()
    link = work.session.exec(query).first()
    if link is None:
        raise NotFound(_("The customer"))
    return link


def _link(work: Work, customer_id: int, source: Source) -> None:
    """Remember where the customer came from. What followed the same one before, follows no more."""
    query = select(SharedCustomer).where(
        SharedCustomer.partner_company_id == source.company_id,
        SharedCustomer.partner_customer_id == source.customer_id,
    )
    link = work.session.exec(query.with_for_update()).first() or SharedCustomer(
        customer_id=customer_id,
        partner_company_id=source.company_id,
        partner_customer_id=source.customer_id,
        created_at=clock.now(),
    )
    link.customer_id, link.in_step, link.passed_over = customer_id, source.in_step, {}
    work.session.add(link)
    work.session.flush()


def _add_people(work: Work, customer_id: int, people: Iterable[Person]) -> None:
    """Place persons with a customer; one who is known already is that one, and nobody is there twice."""
    placed = select(CustomerContact.contact_id).where(CustomerContact.customer_id == customer_id)
    there = set(work.session.exec(placed))
    for each in people:
        known = known_people(work, each.name, (each.email,), each.phone)
        person = (
            locked_person(work, known[0].id)
            if known
            else new_person(work, each.name, each.email, each.phone, is_global=False)
        )
        if person.key in there:
            continue
        there.add(person.key)
        place = CustomerContact(customer_id=customer_id, contact_id=person.key, title=each.title)
        work.session.add(place)
        work.session.flush()
        change = {"contact": ("", person.name)}
        record(work, "add_contact", ("customer", customer_id), person.name, change)
    work.emit("contacts")
