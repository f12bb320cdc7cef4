import pytest
from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.db.work import global_writing, reading
from moment_ui.domain.access.commands import join_company
from moment_ui.domain.access.members import members
from moment_ui.models.access import Membership, Role, RoleKey, User
from moment_ui.reports.customers.who_can_see import MANY, who_can_see
from tests.world import NOW


def own_role(company_id, name, *permissions):
    """A role of the company's own, with one person in it."""
    with global_writing() as session:
        role = Role(company_id=company_id, name=name, permissions=[*permissions])
        session.add(role)
        session.flush()
        join(session, f"Åse {name}", company_id, role.id)


def join(session, name, company_id, role_id):
    email = f"{name.replace(' ', '.').lower()}@nord.example"
    user = User(email=email, name=name, created_at=NOW)
    session.add(user)
    session.flush()
    join_company(session, user.id or 0, company_id, role_id)


def seen(world, text="", number=10001):
    with reading(world.nord.co_worker) as work:
        return who_can_see(work, world.nord.customers[number], text)


def names(lines):
    return {line.role: [person.name for person in line.people] for line in lines}


def test_people_stand_by_role_and_those_without_access_with_the_reason(world):
    found = seen(world)
    assert names(found.inside) == {
        "Administrator": ["Bodil Begge", "Kari Administrator"],
        "Economy": ["Kari Economy"],
        "Project leader": ["Kari Project-Leader"],
        "Co-worker": ["Kari Co-Worker"],
    }
    assert names(found.outside) == {"External": ["Kari External"]}
    assert found.outside[0].about == "External people see no customers."
    assert found.summary == "5 of 6 in the company can see this customer."
    assert not found.many


def test_what_each_role_may_do_follows_its_permissions(world):
    may = {line.role: line.about for line in seen(world).inside}
    assert may["Co-worker"] == "May see the customer, see files."
    assert "see what it owes" in may["Economy"]
    assert "see what it owes" not in may["Project leader"]
    assert "write offers" in may["Project leader"]


def test_roles_of_the_companys_own_count_by_what_they_permit(world):
    own_role(world.nord.company_id, "Arkiv", Permission.VIEW_CUSTOMERS, Permission.EDIT_CONTACTS)
    own_role(world.nord.company_id, "Lager", Permission.VIEW_OWN_SETTINGS)
    found = seen(world)
    assert {line.role: line.about for line in found.inside}["Arkiv"] == (
        "May see the customer, edit contacts."
    )
    assert {line.role: line.about for line in found.outside}["Lager"] == (
        "This role does not allow looking at customers."
    )


def test_nobody_of_another_company_and_nobody_who_left_is_named(world):
    with global_writing() as session:
        left = select(Membership).where(Membership.user_id == world.nord.economy.user_id)
        session.exec(left).one().active = False
        closed = select(User).where(User.id == world.nord.project_leader.user_id)
        session.exec(closed).one().active = False
    with reading(world.nord.administrator) as work:
        emails = {each.email for each in members(work)}
    assert emails == {
        world.both_email,
        *(world.nord.email(RoleKey(key)) for key in ("administrator", "co-worker", "external")),
    }


def test_one_person_in_two_companies_has_the_role_of_each(world):
    def roles(place):
        with reading(place.administrator) as work:
            return {each.email: each.role for each in members(work)}

    assert roles(world.nord)[world.both_email] == "Administrator"
    assert roles(world.sor)[world.both_email] == "Co-worker"


def test_a_search_finds_names_and_addresses_without_accents(world):
    own_role(world.nord.company_id, "Arkiv", Permission.VIEW_CUSTOMERS)
    assert names(seen(world, "ASE").inside) == {"Arkiv": ["Åse Arkiv"]}
    assert names(seen(world, "begge@").inside) == {"Administrator": ["Bodil Begge"]}
    assert seen(world, "nobody at all").inside == []


def test_from_many_people_on_one_may_search(world):
    with global_writing() as session:
        role = session.exec(
            select(Role.id).where(
                Role.company_id == world.nord.company_id, Role.key == RoleKey.CO_WORKER
            )
        ).one()
        for number in range(MANY - 6):
            join(session, f"Medarbeider {number}", world.nord.company_id, role)
        session.flush()
    assert not seen(world).many
    own_role(world.nord.company_id, "Arkiv")
    assert seen(world).many


def test_customers_of_others_and_roles_without_access_are_refused(world):
    with reading(world.nord.administrator) as work, pytest.raises(NotFound):
        who_can_see(work, world.sor.customers[10001])
    with reading(world.nord.external) as work, pytest.raises(NotPermitted):
        members(work)
