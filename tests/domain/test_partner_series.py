"""Number series in a group: drawn from the main company, none twice, no gap, and the company's own again."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import select

from moment_ui.core.actor import Actor
from moment_ui.core.errors import Invalid, NeedsConfirmation
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.customers.commands import create_customer
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.numbering.errors import TakenByPartner
from moment_ui.domain.numbering.series import proposed_number, take_number
from moment_ui.domain.partners import membership, series
from moment_ui.domain.partners.errors import NoGroup
from moment_ui.models.customer import Customer
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.partner import MemberState
from tests import factories, group
from tests.world import World

CUSTOMER, INVOICE = SeriesKind.CUSTOMER, SeriesKind.INVOICE


def inherit(actor: Actor, kind: SeriesKind = CUSTOMER) -> None:
    """Draw a kind's numbers from the main company from now on."""
    with writing(actor) as work:
        series.inherit(
            work, kind, reason="Revisor er enig", confirmed=frozenset({series.INVOICE_KEY})
        )


def new_number(actor: Actor, name: str) -> int:
    """The number of a new customer."""
    with writing(actor) as work:
        customer_id = create_customer(work, CustomerDraft(name))
        return work.session.exec(select(Customer.number).where(Customer.id == customer_id)).one()


def test_many_companies_at_once_draw_each_number_once(world: World) -> None:
    """Three companies, invoices: all different, and together without a gap, what is rolled back given back."""
    nord, sor, vest = world.nord.administrator, world.sor.administrator, group.company("vest")
    group.joined(nord, sor, vest)
    for actor in (sor, vest):
        inherit(actor, INVOICE)

    def draw(index: int) -> int | None:
        actor = (nord, sor, vest)[index % 3]
        try:
            with writing(actor) as work:
                number = take_number(work, INVOICE)
                _issue(work, number)
                if index % 7 == 0:
                    _change_mind()
        except _ChangedMind:
            return None
        return number

    with ThreadPoolExecutor(8) as pool:
        drawn = [number for number in pool.map(draw, range(30)) if number is not None]
    assert sorted(drawn) == list(range(5006, 5006 + len(drawn)))
    assert len(drawn) == 25


def _issue(work: Work, number: int) -> None:
    customer = work.session.exec(select(Customer.id).limit(1)).first()
    customer_id = customer or factories.customer(work, 1, "Kunde").key
    factories.invoice(work, customer_id, number, "100", work.today())


def _change_mind() -> None:
    raise _ChangedMind


class _ChangedMind(Exception):
    """Rolls a transaction back."""


def test_switching_renumbers_nothing_and_tells_what_is_given_twice(world: World) -> None:
    """Both have the same five customers and invoices: told first, and the next is nobody's."""
    nord, sor = world.nord.administrator, world.sor.administrator
    group.link(world)
    with reading(sor) as work:
        told = series.collisions(work, CUSTOMER)
        assert (told.count, len(told.first)) == (5, 5)
        assert told.first[0].ours == "Fjord Eiendom AS"
        assert told.first[0].company == "Tegnestuen AS"
        assert series.collisions(work, INVOICE).count == 5
    inherit(sor)
    with reading(sor) as work:
        assert sorted(work.session.exec(select(Customer.number))) == list(range(10001, 10006))
        assert proposed_number(work, CUSTOMER) == 10006
    assert new_number(sor, "Første") == 10006
    assert new_number(nord, "Andre") == 10007
    assert new_number(sor, "Tredje") == 10008
    with pytest.raises(TakenByPartner), writing(sor) as work:
        create_customer(work, CustomerDraft("Fjerde", number=10007))
    with pytest.raises(TakenByPartner), writing(nord) as work:
        create_customer(work, CustomerDraft("Fjerde", number=10008))


def test_back_to_own_goes_on_after_the_highest(world: World) -> None:
    """By choice, by leaving; and while the partnership is paused, without a word."""
    nord, sor = world.nord.administrator, world.sor.administrator
    group.link(world)
    inherit(sor)
    with writing(nord) as work:
        row = work.session.exec(select(NumberSeries).where(NumberSeries.kind == CUSTOMER)).one()
        row.next_number = 10050
    assert new_number(sor, "I gruppen") == 10050
    with writing(sor) as work:
        membership.pause(work)
    assert new_number(sor, "Under pausen") == 10051
    assert new_number(nord, "Samtidig") == 10051
    with writing(sor) as work:
        membership.resume(work)
    with reading(sor) as work:
        assert [row.number for row in series.collisions(work, CUSTOMER).first][-1] == 10051
    assert new_number(sor, "Etter pausen") == 10052
    with writing(sor) as work:
        series.keep_own(work, CUSTOMER)
    assert new_number(nord, "Hoved") == 10053
    assert new_number(sor, "Egen") == 10053


def test_leaving_gives_the_series_back(world: World) -> None:
    sor = world.sor.administrator
    group.link(world)
    inherit(sor)
    with writing(sor) as work:
        membership.leave(work, 1)
    with reading(sor) as work:
        assert series.inherited_kinds(work) == []
    group.set_state(sor.company_id, MemberState.LEFT)
    assert new_number(sor, "Alene") == 10006


def test_the_main_role_takes_the_series_along(world: World) -> None:
    """What was one series goes on as one, drawn from the new main company."""
    nord, sor = world.nord.administrator, world.sor.administrator
    group.link(world)
    inherit(sor)
    assert new_number(sor, "Første") == 10006
    with writing(nord) as work:
        membership.hand_over(work, sor.company_id, 1)
    with reading(nord) as work:
        assert series.inherited_kinds(work) == [CUSTOMER]
    assert new_number(nord, "Andre") == 10007
    assert new_number(sor, "Tredje") == 10008


def test_invoices_of_two_legal_entities_are_asked_about(world: World) -> None:
    sor = world.sor.administrator
    alone = group.company("vest")
    with writing(alone) as work:
        membership.switch_on(work)
    with pytest.raises(NoGroup), writing(alone) as work:
        series.inherit(work, CUSTOMER)
    group.link(world)
    with pytest.raises(NeedsConfirmation) as asked, writing(sor) as work:
        series.inherit(work, INVOICE)
    keys = frozenset({asked.value.key})
    with pytest.raises(Invalid), writing(sor) as work:
        series.inherit(work, INVOICE, reason=" ", confirmed=keys)
    with pytest.raises(NoGroup), writing(world.nord.administrator) as work:
        series.inherit(work, CUSTOMER)
    with reading(sor) as work:
        assert series.inherited_kinds(work) == []
