"""A customer that a partner knows: found while registering, brought along, followed; and nothing beside it."""

import pytest
from sqlmodel import select

from moment_ui.core.errors import NotFound, NotPermitted
from moment_ui.db.group_scope import NotPartners
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.draft import CustomerDraft, draft_of
from moment_ui.domain.shared_customers.commands import (
    Source,
    create_from_partner,
    pass_over,
    set_in_step,
    take_over,
)
from moment_ui.domain.shared_customers.errors import NotTheSame
from moment_ui.domain.shared_customers.queries import brought, followed, known_there
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer, CustomerNote, CustomerStatus
from moment_ui.models.partner import MemberState, PartnerSettings
from tests import factories, group
from tests.world import World

NUMBER = "918654321"


@pytest.fixture
def known(world: World) -> int:
    """A customer that Sør alone has, with a contact person, a note and an invoice; its id there."""
    group.link(world)
    with writing(world.sor.administrator) as work:
        row = factories.customer(
            work, 777, "Vik Bygg AS", org_number=NUMBER, postal_city="Bergen", phone="55000000"
        )
        factories.contact(work, "Vera Vik", "vera@vik.example", row.key)
        factories.note(work, row.key, "SOR-ONLY")
        factories.invoice(work, row.key, 7001, "9000", work.today())
        return row.key


FOUND = [
    ("Noe annet", NUMBER, True),
    ("VIK BYGG A/S", "", False),
    ("Vik Bygg", "", False),
]


@pytest.mark.parametrize(("name", "number", "by_number"), FOUND)
def test_found_by_number_then_by_name(
    world: World, known: int, name: str, number: str, by_number: bool
) -> None:
    """What the box says is where, whether it is active, and how many people come along."""
    with reading(world.nord.project_leader) as work:
        [there] = known_there(work, name, number)
    assert (there.customer_id, there.name, there.by_number) == (known, "Vik Bygg AS", by_number)
    assert (there.company, there.status, there.people) == (
        "Tegnestuen AS",
        CustomerStatus.ACTIVE,
        1,
    )


def test_only_from_those_who_share_and_to_those_who_may(world: World, known: int) -> None:
    """Not shared, paused, another number, a role without it; and no leafing through the others."""
    nord = world.nord.project_leader
    with reading(nord) as work:
        assert known_there(work, "Vik Bygg AS", "912660680") == []
        assert known_there(work, "", "") == []
        with pytest.raises(NotFound):
            brought(work, world.sor.company_id, known, "Fjord Eiendom AS", "")
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        known_there(work, "Vik Bygg AS", NUMBER)
    with writing(world.sor.administrator) as work:
        work.session.exec(select(PartnerSettings)).one().share_customers = False
    _hidden(world, known)
    with writing(world.sor.administrator) as work:
        work.session.exec(select(PartnerSettings)).one().share_customers = True
    group.set_state(world.sor.company_id, MemberState.PAUSED)
    _hidden(world, known)


def _hidden(world: World, known: int) -> None:
    with reading(world.nord.project_leader) as work:
        assert known_there(work, "Vik Bygg AS", NUMBER) == []
        with pytest.raises(NotPartners):
            brought(work, world.sor.company_id, known, "Vik Bygg AS", NUMBER)


def _created(world: World, known: int, *, in_step: bool) -> int:
    nord = world.nord.project_leader
    with reading(nord) as work:
        along = brought(work, world.sor.company_id, known, "Vik Bygg AS", "")
    assert along.texts["org_number"] == NUMBER
    with writing(nord) as work:
        draft = draft_of(along.texts)[0]
        return create_from_partner(work, draft, Source(world.sor.company_id, known, in_step))


def test_number_and_people_come_along_and_nothing_else(world: World, known: int) -> None:
    customer_id = _created(world, known, in_step=False)
    with reading(world.nord.administrator) as work:
        row = work.session.exec(select(Customer).where(Customer.id == customer_id)).one()
        assert (row.org_number, row.postal_city, row.number) == (NUMBER, "Bergen", 10006)
        places = select(CustomerContact).where(CustomerContact.customer_id == customer_id)
        assert len(work.session.exec(places).all()) == 1
        notes = select(CustomerNote).where(CustomerNote.customer_id == customer_id)
        assert work.session.exec(notes).all() == []
        stands = followed(work, customer_id)
        assert stands is not None
        assert not stands.in_step
    with pytest.raises(NotTheSame), writing(world.nord.project_leader) as work:
        create_from_partner(work, CustomerDraft("Annet AS"), Source(world.sor.company_id, known))


def test_later_changes_are_proposed_taken_over_or_left(world: World, known: int) -> None:
    """Only what the partner says, only while it is wanted, and what was left is not asked about again."""
    customer_id = _created(world, known, in_step=True)
    nord = world.nord.administrator
    with writing(world.sor.administrator) as work:
        row = work.session.exec(select(Customer).where(Customer.id == known)).one()
        row.phone, row.visiting_city, row.external_receiver = "99000000", "Voss", "hos@sor.example"
        factories.contact(work, "Vidar Vik", "vidar@vik.example", known)
    with reading(nord) as work:
        stands = followed(work, customer_id)
    assert stands is not None
    assert {field for field, _ours, _theirs in stands.changes} == {"phone", "visiting_city"}
    assert [person.name for person in stands.people] == ["Vidar Vik"]
    with writing(nord) as work:
        assert take_over(work, stands.link_id, ["phone"]) == 2
    with writing(nord) as work:
        row = work.session.exec(select(Customer).where(Customer.id == customer_id)).one()
        assert (row.phone, row.visiting_city, row.external_receiver) == ("99000000", "", "")
        pass_over(work, stands.link_id)
        left = followed(work, customer_id)
        assert left is not None
        assert (left.changes, left.people) == ((), ())
    with pytest.raises(NotFound), writing(world.sor.administrator) as work:
        take_over(work, stands.link_id, ["phone"])


def test_following_can_be_switched_off_and_rests_in_a_pause(world: World, known: int) -> None:
    customer_id = _created(world, known, in_step=True)
    nord = world.nord.administrator
    with writing(nord) as work:
        link = followed(work, customer_id)
        assert link is not None
        set_in_step(work, link.link_id, "no")
        off = followed(work, customer_id)
        assert off is not None
        assert not off.in_step
    group.set_state(world.sor.company_id, MemberState.PAUSED)
    with reading(nord) as work:
        paused = followed(work, customer_id)
    assert paused is not None
    assert not paused.reachable
