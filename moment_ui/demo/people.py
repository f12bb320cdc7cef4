"""The demo group's companies, users, roles and co-workers."""

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.folding import folded
from moment_ui.db.session import GlobalSession
from moment_ui.db.work import Work, global_writing
from moment_ui.demo import material, numbers
from moment_ui.demo.dice import dice
from moment_ui.demo.logins import LOGINS
from moment_ui.domain.access.commands import add_standard_roles, hash_password, join_company
from moment_ui.models.access import User
from moment_ui.models.company import Company
from moment_ui.models.project import CoWorker

TITLES = ("Sivilarkitekt", "Ingeniør", "Prosjektleder", "Landskapsarkitekt", "Fagleder", "Modellør")


def add_group() -> dict[str, Actor]:
    """Write companies, users and memberships where they are missing.

    Returns, by slug, an actor that may do everything: the first log-in.
    """
    hashed = {login.email: hash_password(login.password) for login in LOGINS}
    with global_writing() as session:
        if session.exec(select(Company.id)).first() is None:
            users = {login.email: _user(login.name, login.email, hashed) for login in LOGINS}
            session.add_all(users.values())
            session.flush()
            for company in material.COMPANIES:
                _add_company(session, company, users)
        owner = session.exec(select(User).where(col(User.email) == LOGINS[0].email)).one()
        companies = session.exec(select(Company)).all()
        return {company.slug: _actor(owner, company) for company in companies}


def add_co_workers(work: Work, company: material.DemoCompany) -> list[int]:
    """Write the company's co-workers; returns the ids of those who write hours there."""
    users = {user.name: user.id for user in work.session.exec(select(User))}
    everybody = company.co_workers + company.externals
    chance = dice(company.slug, "people")
    rows = [
        {
            "user_id": users.get(name),
            "name": name,
            "email": _email(name, company),
            "title": chance.choice(TITLES),
            "is_external": name in company.externals,
            "employee_number": "" if name in company.externals else str(100 + place),
        }
        for place, name in enumerate(everybody)
    ]
    return work.insert_rows(CoWorker, rows, returning=True)


def _add_company(
    session: GlobalSession, company: material.DemoCompany, users: dict[str, User]
) -> None:
    chance = dice(company.slug, "company")
    org_number = numbers.org_number("NO", chance)
    code, city = company.city
    row = Company(
        slug=company.slug,
        name=company.name,
        org_number=org_number,
        vat_number=numbers.vat_number("NO", org_number),
        address_line1=company.address,
        postal_code=code,
        city=city,
        email=f"post@{company.slug}.example",
        phone=numbers.phone(chance),
        website=f"{company.slug}.example",
        bank_account=numbers.bank_account(chance),
        created_at=clock.now(),
    )
    session.add(row)
    session.flush()
    roles = add_standard_roles(session, _key(row.id))
    for login in LOGINS:
        for slug, role in login.places:
            if slug == company.slug:
                join_company(session, _key(users[login.email].id), _key(row.id), roles[role])


def _user(name: str, email: str, hashed: dict[str, str]) -> User:
    return User(email=email, name=name, password_hash=hashed[email], created_at=clock.now())


def _actor(owner: User, company: Company) -> Actor:
    return Actor(
        user_id=_key(owner.id),
        company_id=_key(company.id),
        permissions=frozenset(Permission),
        name=owner.name,
        timezone=company.timezone,
    )


def _email(name: str, company: material.DemoCompany) -> str:
    known = {login.name: login.email for login in LOGINS}
    if name in company.externals:
        homes = (other for other in material.COMPANIES if name in other.co_workers)
        company = next(homes, company)
    return known.get(name, f"{folded(name).replace(' ', '.')}@{company.slug}.example")


def _key(key: int | None) -> int:
    if key is None:
        raise ValueError("The row has not been stored yet")
    return key
