"""The demo's companies as partners: one group, each other's customers, and what is shared."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.core.folding import search_text
from moment_ui.db.work import Work, global_reading, writing
from moment_ui.demo.budgets import set_shared_budgets
from moment_ui.demo.shared_projects import share_projects
from moment_ui.domain.customers.numbers import number_for
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer, InvoiceType
from moment_ui.models.partner import (
    MemberState,
    PartnerCustomer,
    PartnerGroup,
    PartnerMember,
    PartnerSettings,
)

GROUP = "Lysgård-gruppen"


def add_partners(actors: dict[str, Actor]) -> bool:
    """Link the companies and share projects among them, each in one transaction; False when it was done.

    `actors` may do everything, by the company's slug; the first one's company is the main company.
    """
    with global_reading() as session:
        companies = list(session.exec(select(Company).order_by(col(Company.id))))
        session.expunge_all()
    done = True
    for company in companies:
        with writing(actors[company.slug]) as work:
            if work.session.exec(select(PartnerSettings.id)).first() is None:
                _begin(work, company, companies)
                done = False
    with writing(actors[companies[0].slug]) as work:
        if work.session.exec(select(PartnerGroup.id)).first() is None:
            _join(work, companies)
    shared = share_projects(actors)
    if shared:
        for actor in actors.values():
            with writing(actor) as work:
                set_shared_budgets(work)
    return shared or not done


def _begin(work: Work, company: Company, companies: list[Company]) -> None:
    """Switch the module on, and know every other company as a customer."""
    work.session.add(
        PartnerSettings(
            enabled=True,
            enabled_at=clock.now(),
            share_customers=True,
            share_tasks=True,
            share_expenses=True,
            share_rates=True,
            checked_at=clock.now(),
        )
    )
    for other in companies:
        if other.id != company.id:
            _attach(work, other)


def _attach(work: Work, other: Company) -> None:
    number = number_for(work, None, frozenset())
    name = f"{other.name} AS"
    customer = Customer(
        number=number,
        name=name,
        org_number=other.org_number,
        vat_number=other.vat_number,
        email=other.email,
        phone=other.phone,
        website=other.website,
        postal_line1=other.address_line1,
        postal_code=other.postal_code,
        postal_city=other.city,
        invoice_type=InvoiceType.EMAIL,
        search=search_text(name, number, other.org_number, other.email),
        created_at=clock.now(),
        updated_at=clock.now(),
    )
    work.session.add(customer)
    work.session.flush()
    attached = PartnerCustomer(
        partner_company_id=other.id or 0,
        customer_id=customer.key,
        attached_at=clock.now(),
        attached_by_name=work.actor.name,
    )
    work.session.add(attached)


def _join(work: Work, companies: list[Company]) -> None:
    main = companies[0].id or 0
    group = PartnerGroup(name=GROUP, main_company_id=main, created_at=clock.now())
    work.session.add(group)
    work.session.flush()
    for company in companies:
        member = PartnerMember(
            group_id=group.id or 0,
            company_id=company.id or 0,
            state=MemberState.CONFIRMED,
            asked_by_company_id=main,
            asked_by_name=work.actor.name,
            asked_at=clock.now(),
            answered_by_name=work.actor.name,
            answered_at=clock.now(),
        )
        work.session.add(member)
