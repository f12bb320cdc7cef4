"""The customer that stands for a partner: chosen, found by org number, or made of its own data."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.folding import folded, name_key
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.customers.commands import create_customer
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.survivors import check_own
from moment_ui.domain.partners.errors import AttachedAlready, NoGroup, PartnerChanged
from moment_ui.domain.partners.group import find_group, held_group, member, name_of
from moment_ui.domain.partners.telling import Told, tell
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.partner import IN_GROUP, MemberState, PartnerCustomer

SHOWN = 20


@dataclass(frozen=True, slots=True)
class CustomerChoice:
    """A customer that may stand for a partner; `same`: it has the partner's org number or name."""

    id: int
    number: int
    name: str
    same: bool = False


@needs(Permission.SETUP_PARTNERS, Permission.VIEW_CUSTOMERS)
def customers_to_attach(work: Work, company_id: int, text: str = "") -> list[CustomerChoice]:
    """At most twenty customers by name or number, those that are the company itself first."""
    held = find_group(work)
    if held is None:
        raise NoGroup
    member(held, company_id)
    company = work.session.exec(select(Company).where(Company.id == company_id)).one()
    same = matching(work, [company]).get(company_id)
    query = select(Customer).where(col(Customer.merged_into_id).is_(None))
    for word in folded(text).split():
        query = query.where(col(Customer.search).contains(word, autoescape=True))
    query = query.order_by(col(Customer.sort_name), col(Customer.id)).limit(SHOWN)
    found = [_choice(row, same) for row in work.session.exec(query)]
    if same and not text.strip() and same.id not in {row.id for row in found}:
        found.insert(0, same)
    return sorted(found, key=lambda row: not row.same)


@needs(Permission.SETUP_PARTNERS, Permission.VIEW_CUSTOMERS)
def attach(work: Work, company_id: int, customer_id: int) -> str:
    """Let a customer of ours stand for a partner; returns the partner's name.

    Another one may be chosen later. Raises NotFound, MergedAway, AttachedAlready.
    """
    held = held_group(work)
    if member(held, company_id).state not in (*IN_GROUP, MemberState.INVITED):
        raise PartnerChanged
    query = select(Customer).where(Customer.id == customer_id).with_for_update(key_share=True)
    customer = work.session.exec(query).first()
    if customer is None:
        raise NotFound(_("The customer"))
    check_own(work, customer)
    _check_free(work, company_id, customer)
    row = _attached(work, company_id)
    before = _title(work, row.customer_id) if row else ""
    row = row or PartnerCustomer(
        partner_company_id=company_id, customer_id=customer_id, attached_at=clock.now()
    )
    row.customer_id = customer_id
    row.attached_at, row.attached_by_name = clock.now(), work.actor.name
    work.session.add(row)
    work.session.flush()
    partner = name_of(work, company_id)
    after = f"{customer.number} {customer.name}"
    if before != after:
        tell(work, held, Told("attach_partner_customer", partner, {"customer": (before, after)}))
    return partner


@needs(Permission.SETUP_PARTNERS, Permission.CREATE_CUSTOMERS)
def attach_new(work: Work, company_id: int, *, confirmed: frozenset[str] = frozenset()) -> str:
    """Make a customer of the partner's own data, and let it stand for it; returns the partner's name.

    A company that has not confirmed gives nothing of itself away. Raises PartnerChanged then,
    NeedsConfirmation when a customer like it exists, and as `attach`.
    """
    held = held_group(work)
    if member(held, company_id).state not in IN_GROUP:
        raise PartnerChanged
    company = work.session.exec(select(Company).where(Company.id == company_id)).one()
    draft = CustomerDraft(
        name=company.name,
        country=company.country,
        org_number=company.org_number,
        vat_number=company.vat_number,
        email=company.email,
        phone=company.phone,
        website=company.website,
        postal_line1=company.address_line1,
        postal_line2=company.address_line2,
        postal_code=company.postal_code,
        postal_city=company.city,
    )
    return attach(work, company_id, create_customer(work, draft, confirmed=confirmed))


def matching(work: Work, companies: Sequence[Company]) -> dict[int, CustomerChoice]:
    """The customer with a company's org number, else with its name, by the company's id."""
    numbers = {company.org_number for company in companies if company.org_number}
    names = {name_key(company.name) for company in companies}
    query = (
        select(Customer)
        .where(
            col(Customer.merged_into_id).is_(None),
            col(Customer.org_number).in_(numbers) | col(Customer.name_key).in_(names),
        )
        .order_by(col(Customer.id))
    )
    rows = work.session.exec(query).all()
    found: dict[int, CustomerChoice] = {}
    for company in companies:
        same = next((row for row in rows if _same_number(row, company)), None)
        same = same or next((row for row in rows if _same_name(row, company)), None)
        if same is not None:
            found[company.id or 0] = CustomerChoice(same.key, same.number, same.name, same=True)
    return found


def _same_number(row: Customer, company: Company) -> bool:
    return bool(company.org_number) and row.org_number == company.org_number


def _same_name(row: Customer, company: Company) -> bool:
    """A name alone is no match when both have org numbers, which differ."""
    differ = row.org_number and company.org_number and row.org_number != company.org_number
    return row.name_key == name_key(company.name) and not differ


def _choice(row: Customer, same: CustomerChoice | None) -> CustomerChoice:
    return CustomerChoice(row.key, row.number, row.name, same=bool(same and same.id == row.key))


def _attached(work: Work, company_id: int) -> PartnerCustomer | None:
    query = select(PartnerCustomer).where(PartnerCustomer.partner_company_id == company_id)
    return work.session.exec(query.with_for_update()).first()


def _check_free(work: Work, company_id: int, customer: Customer) -> None:
    query = select(PartnerCustomer.partner_company_id).where(
        PartnerCustomer.customer_id == customer.key,
        PartnerCustomer.partner_company_id != company_id,
    )
    other = work.session.exec(query).first()
    if other is not None:
        raise AttachedAlready(customer.name, name_of(work, other))


def _title(work: Work, customer_id: int) -> str:
    row = work.session.exec(select(Customer).where(Customer.id == customer_id)).first()
    return f"{row.number} {row.name}" if row else ""
