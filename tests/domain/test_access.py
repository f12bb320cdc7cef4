"""Log-ins, sessions, roles and passwords."""

import datetime as dt

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.db.lookup import prepared
from moment_ui.db.session import EscapesCompany
from moment_ui.db.work import Work, global_reading, global_writing, reading
from moment_ui.domain.access import commands, queries
from moment_ui.domain.access.errors import PasswordRefused, UnknownUser
from moment_ui.domain.access.needs import needs
from moment_ui.domain.access.rules import STANDARD_ROLES, check_password, permissions_of
from moment_ui.models.access import LoginSession, Membership, RoleKey, User
from moment_ui.models.customer import Customer
from tests.world import NOW, World


def later(**delta: int) -> dt.datetime:
    return NOW + dt.timedelta(**delta)


def close_account(email: str) -> None:
    with global_writing() as session:
        session.exec(select(User).where(User.email == email)).one().active = False


def test_the_right_password_succeeds_in_any_spelling_of_the_address(world: World) -> None:
    email = f"  {world.nord.email(RoleKey.ECONOMY).upper()} "
    attempt = commands.authenticate(email, world.password)
    assert attempt == commands.Attempt(world.nord.economy.user_id, succeeded=True)


def test_a_closed_account_fails_with_the_right_password(world: World) -> None:
    email = world.nord.email(RoleKey.ECONOMY)
    close_account(email)
    assert not commands.authenticate(email, world.password).succeeded


def test_an_account_without_a_password_never_opens(world: World) -> None:
    with global_writing() as session:
        session.add(User(email="ny@nord.example", name="Ny", created_at=clock.now()))
    assert not commands.authenticate("ny@nord.example", "").succeeded


def test_a_closed_account_ends_its_sessions(world: World) -> None:
    token = commands.open_session(world.nord.economy.user_id)
    assert queries.find_access(token, "nord")
    close_account(world.nord.email(RoleKey.ECONOMY))
    assert queries.find_access(token, "nord") is None


def test_sessions_end_after_hours_or_days(world: World) -> None:
    short = commands.open_session(world.nord.economy.user_id)
    long = commands.open_session(world.nord.economy.user_id, remember=True)
    with clock.frozen(later(hours=11)):
        assert queries.find_access(short, "nord")
    with clock.frozen(later(hours=12)):
        assert queries.find_access(short, "nord") is None
        assert queries.find_access(long, "nord")
    with clock.frozen(later(days=14)):
        assert queries.find_access(long, "nord") is None


def test_old_sessions_are_swept(world: World) -> None:
    commands.open_session(world.nord.economy.user_id)
    with clock.frozen(later(days=60)):
        commands.open_session(world.nord.co_worker.user_id)
    with global_reading() as session:
        owners = session.exec(select(LoginSession.user_id)).all()
    assert owners == [world.nord.co_worker.user_id]


def test_a_session_acts_in_the_companies_of_its_user_only(world: World) -> None:
    token = commands.open_session(world.nord.economy.user_id)
    found = queries.find_access(token, "nord")
    assert found
    assert found.actor == world.nord.economy
    elsewhere = queries.find_access(token, "sor")
    assert elsewhere
    assert elsewhere.actor is None


def test_one_person_has_another_role_in_each_company(world: World) -> None:
    token = commands.open_session(world.nord.both.user_id)
    seen = [queries.find_access(token, place.slug) for place in world.places]
    assert [access.actor for access in seen if access] == [world.nord.both, world.sor.both]
    assert world.nord.both.permissions > world.sor.both.permissions


def test_a_closed_membership_gives_no_actor(world: World) -> None:
    token = commands.open_session(world.nord.both.user_id)
    with global_writing() as session:
        mine = select(Membership).where(
            Membership.user_id == world.nord.both.user_id,
            Membership.company_id == world.nord.company_id,
        )
        session.exec(mine).one().active = False
    found = queries.find_access(token, "nord")
    assert found
    assert found.actor is None
    assert queries.companies_of(world.nord.both.user_id) == [world.sor.company_id]
    assert queries.member(world.nord.both.user_id, world.nord.company_id) is None


def test_the_switcher_names_the_readers_own_companies(world: World) -> None:
    with reading(world.nord.both) as work:
        mine = queries.my_companies(work)
    assert {(choice.slug, choice.role) for choice in mine} == {
        ("nord", "Administrator"),
        ("sor", "Co-worker"),
    }
    with reading(world.nord.economy) as work:
        assert [choice.slug for choice in queries.my_companies(work)] == ["nord"]


def test_a_new_password_takes_effect_and_ends_every_session(world: World) -> None:
    email = world.nord.email(RoleKey.ECONOMY)
    token = commands.open_session(world.nord.economy.user_id)
    commands.set_password(email.upper(), "a fine long phrase")
    assert queries.find_access(token, "nord") is None
    assert commands.authenticate(email, "a fine long phrase").succeeded
    assert not commands.authenticate(email, world.password).succeeded


def test_a_password_for_nobody_is_refused(world: World) -> None:
    with pytest.raises(UnknownUser, match=r"nobody@nord\.example"):
        commands.set_password("nobody@nord.example", "a fine long phrase")


@pytest.mark.parametrize(
    "password",
    ["", "short", "x" * 201, "Password1234", "aaaaaaaaaaaa", "kari.nordmann", "QWERTYUIOP"],
)
def test_poor_passwords_are_refused(password: str) -> None:
    with pytest.raises(PasswordRefused) as refused:
        check_password(password, "kari.nordmann@example.com")
    assert list(refused.value.fields) == ["password"]


def test_good_passwords_are_taken() -> None:
    check_password("fjell og fjord 7", "kari@example.com")


def test_only_known_permissions_come_from_a_companys_own_role() -> None:
    stored = ["view-customers", "rule-the-world"]
    assert permissions_of(None, stored) == {Permission.VIEW_CUSTOMERS}
    assert permissions_of(RoleKey.EXTERNAL, stored) == STANDARD_ROLES[RoleKey.EXTERNAL]


@needs(Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS)
def touch(work: Work) -> int:
    """An operation that needs two permissions."""
    return work.company_id


@pytest.mark.parametrize("role", RoleKey)
def test_operations_check_every_permission(world: World, role: RoleKey) -> None:
    actor = world.nord.actors[role]
    both = {Permission.VIEW_CUSTOMERS, Permission.EDIT_CUSTOMERS}
    with reading(actor) as work:
        if both <= actor.permissions:
            assert touch(work) == world.nord.company_id
        else:
            with pytest.raises(NotPermitted):
                touch(work)


def test_a_look_up_cannot_name_a_companys_table() -> None:
    with pytest.raises(EscapesCompany):
        prepared(select(Customer.name))
    customers = select(Customer.id).where(col(Customer.number) == 1)
    with pytest.raises(EscapesCompany):
        prepared(select(User.name).where(col(User.id).in_(customers)))
