"""A group of companies: asked, answered, paused, left; each act by whom it is for, told to all it concerns."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlmodel import select

from moment_ui.core import events
from moment_ui.core.actor import Actor
from moment_ui.core.errors import Conflict, Invalid, NeedsConfirmation, NotFound, NotPermitted
from moment_ui.db.group_scope import NotPartners, at_the_doorstep
from moment_ui.db.session import EscapesCompany
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.partners import answering, asking, attaching, membership
from moment_ui.domain.partners.commands import choose_shared, finish_set_up
from moment_ui.domain.partners.errors import (
    AttachedAlready,
    CannotAdd,
    InAnotherGroup,
    MainStays,
    NoGroup,
    NotTheirs,
    NotTheMain,
    PartnerChanged,
    PartnersOff,
    RemindedToday,
)
from moment_ui.domain.partners.queries import Partner, PartnersPage, partners_page, requests
from moment_ui.domain.partners.todo import Task, is_linked, missing
from moment_ui.models.access import RoleKey
from moment_ui.models.audit import AuditEntry
from moment_ui.models.customer import Customer
from moment_ui.models.partner import MemberState
from tests import group
from tests.world import World

Act = Callable[[Work], Any]


def page(actor: Actor) -> PartnersPage:
    """The set-up page as somebody sees it."""
    with reading(actor) as work:
        return partners_page(work)


def partner(actor: Actor, company_id: int) -> Partner:
    """Another company on somebody's page."""
    return next(row for row in page(actor).partners if row.company_id == company_id)


def do(actor: Actor, act: Act) -> Any:
    """One act, committed."""
    with writing(actor) as work:
        return act(work)


@pytest.fixture
def both(world: World) -> tuple[Actor, Actor]:
    """Both administrators, with the module on."""
    actors = world.nord.administrator, world.sor.administrator
    for actor in actors:
        do(actor, membership.switch_on)
    return actors


def test_the_whole_way_without_an_operator(world: World, both: tuple[Actor, Actor]) -> None:
    """Asked, confirmed, attached on both sides: linked, and each side sees what the other has left."""
    nord, sor = both
    asked = do(nord, lambda work: asking.ask(work, " SOR ", "Tegnegruppen"))
    assert page(nord).group.name == "Tegnegruppen"  # type: ignore[union-attr]
    assert partner(nord, asked.company_id).state is MemberState.INVITED
    assert partner(nord, asked.company_id).administrators == ()
    [request] = page(sor).requests
    assert (request.company, request.group, request.members) == (
        "Tegnestuen AS",
        "Tegnegruppen",
        ("Tegnestuen AS",),
    )
    do(sor, lambda work: answering.confirm(work, request.group_id, request.version))
    assert {each.task for each in missing(page(nord))} == {Task.ATTACH, Task.ATTACH_US}
    assert partner(nord, sor.company_id).administrators == ("Kari Administrator",)
    do(nord, lambda work: attaching.attach(work, sor.company_id, world.nord.customers[10002]))
    with pytest.raises(Conflict), writing(nord) as work:
        finish_set_up(work)
    do(sor, lambda work: attaching.attach_new(work, nord.company_id))
    there = partner(nord, sor.company_id)
    assert there.theirs is not None
    assert there.theirs.customer == "10006 Tegnestuen AS"
    assert is_linked(page(nord), there)
    do(nord, finish_set_up)
    assert page(nord).checked_at is not None


WRONG_NAMES = [
    ("", "Type the company"),
    ("finnes-ikke", "No company has the database name"),
    ("nord", "your own company"),
    ("https://moment.example/nord/customers", "your own company"),
]


@pytest.mark.parametrize(("typed", "said"), WRONG_NAMES)
def test_a_name_that_leads_nowhere(both: tuple[Actor, Actor], typed: str, said: str) -> None:
    with pytest.raises(CannotAdd) as refused, writing(both[0]) as work:
        asking.ask(work, typed)
    assert said in refused.value.fields["slug"]
    assert page(both[0]).group is None


def test_a_company_that_is_known_or_busy(both: tuple[Actor, Actor]) -> None:
    """Asked twice, in the group, declined, in another group: each says which."""
    nord, sor = both
    third = group.company("vest")
    do(third, membership.switch_on)
    asked = do(nord, lambda work: asking.ask(work, "sor"))
    _refused(nord, "sor", "asked already")
    _refused(sor, "vest", "Confirm or decline that first")
    [request] = page(sor).requests
    do(sor, lambda work: answering.decline(work, request.group_id, request.version))
    _refused(nord, "sor", "declined before")
    version = partner(nord, asked.company_id).version
    do(nord, lambda work: asking.ask_again(work, asked.company_id, version))
    [request] = page(sor).requests
    do(sor, lambda work: answering.confirm(work, request.group_id, request.version))
    _refused(nord, "sor", "in the group already")
    _refused(third, "sor", "one group at a time")


def _refused(actor: Actor, slug: str, said: str) -> None:
    with pytest.raises(CannotAdd) as refused, writing(actor) as work:
        asking.ask(work, slug)
    assert said in refused.value.fields["slug"]


def test_asked_by_two_groups_one_is_chosen(both: tuple[Actor, Actor]) -> None:
    """The second yes is refused by rule; a group in which one is alone is left by itself."""
    nord, sor = both
    third = group.company("vest")
    do(third, membership.switch_on)
    do(nord, lambda work: asking.ask(work, "vest"))
    do(sor, lambda work: asking.ask(work, "vest"))
    first, second = page(third).requests
    do(third, lambda work: answering.confirm(work, first.group_id, first.version))
    with pytest.raises(InAnotherGroup), writing(third) as work:
        answering.confirm(work, second.group_id, second.version)
    do(third, lambda work: answering.decline(work, second.group_id, second.version))
    loser, winner = (nord, sor) if page(sor).group.id == first.group_id else (sor, nord)  # type: ignore[union-attr]
    slug = "nord" if loser is nord else "sor"
    do(winner, lambda work: asking.ask(work, slug))
    [request] = page(loser).requests
    do(loser, lambda work: answering.confirm(work, request.group_id, request.version))
    assert {row.name for row in page(third).partners} == {"Tegnestuen AS"}
    assert len(page(third).partners) == 2


NOBODYS = [role for role in RoleKey if role is not RoleKey.ADMINISTRATOR]
ACTS: dict[str, Act] = {
    "switch_on": membership.switch_on,
    "switch_off": membership.switch_off,
    "ask": lambda work: asking.ask(work, "sor"),
    "withdraw": lambda work: asking.withdraw(work, 1, 1),
    "remind": lambda work: asking.remind(work, 1),
    "ask_again": lambda work: asking.ask_again(work, 1, 1),
    "confirm": lambda work: answering.confirm(work, 1, 1),
    "decline": lambda work: answering.decline(work, 1, 1),
    "pause": membership.pause,
    "resume": membership.resume,
    "leave": lambda work: membership.leave(work, 1),
    "remove": lambda work: membership.remove(work, 1, 1),
    "rename": lambda work: membership.rename(work, "X", 1),
    "hand_over": lambda work: membership.hand_over(work, 1, 1),
    "attach": lambda work: attaching.attach(work, 1, 1),
    "attach_new": lambda work: attaching.attach_new(work, 1),
    "choose_shared": lambda work: choose_shared(work, (), 1),
    "finish": finish_set_up,
    "page": partners_page,
    "requests": requests,
}


@pytest.mark.parametrize("name", ACTS)
def test_administrators_alone(world: World, name: str) -> None:
    """Every act, as every other role of both companies, in a group and asked into one."""
    group.link(world)
    for place in world.places:
        for role in NOBODYS:
            with pytest.raises(NotPermitted), writing(place.actors[role]) as work:
                ACTS[name](work)


STATES = [*MemberState, None]


@pytest.mark.parametrize("state", STATES)
def test_what_each_side_may_do_in_each_state(world: World, state: MemberState | None) -> None:
    """Every transition from every state, by the main company and by the other one: allowed or refused."""
    nord, sor = world.nord.administrator, world.sor.administrator
    group_id = group.link(world)
    group.set_state(sor.company_id, state or MemberState.LEFT)
    if state is None:  # never asked
        group.forget(sor.company_id)
    by_main = {
        "withdraw": lambda work: asking.withdraw(work, sor.company_id, 1),
        "remind": lambda work: asking.remind(work, sor.company_id),
        "ask_again": lambda work: asking.ask_again(work, sor.company_id, 1),
        "remove": lambda work: membership.remove(work, sor.company_id, 1),
        "hand_over": lambda work: membership.hand_over(work, sor.company_id, 1),
        "attach": lambda work: attaching.attach(work, sor.company_id, world.nord.customers[10001]),
        "attach_new": lambda work: attaching.attach_new(work, sor.company_id),
    }
    by_other = {
        "confirm": lambda work: answering.confirm(work, group_id, 1),
        "decline": lambda work: answering.decline(work, group_id, 1),
        "pause": membership.pause,
        "resume": membership.resume,
        "leave": lambda work: membership.leave(work, 1),
        "withdraw": lambda work: asking.withdraw(work, nord.company_id, 1),
        "remove": lambda work: membership.remove(work, nord.company_id, 1),
        "rename": lambda work: membership.rename(work, "Nytt", 1),
        "hand_over": lambda work: membership.hand_over(work, nord.company_id, 1),
    }
    allowed = {name for name, act in by_main.items() if _works(nord, act)}
    allowed |= {f"they {name}" for name, act in by_other.items() if _works(sor, act)}
    assert allowed == MAY[state]


MAY: dict[MemberState | None, set[str]] = {
    MemberState.INVITED: {"withdraw", "remind", "attach", "they confirm", "they decline"},
    MemberState.CONFIRMED: {
        *("remove", "hand_over", "attach", "attach_new"),
        *("they confirm", "they pause", "they resume", "they leave"),
    },
    MemberState.PAUSED: {
        *("remove", "attach", "attach_new"),
        *("they confirm", "they pause", "they resume", "they leave"),
    },
    MemberState.DECLINED: {"ask_again", "they decline"},
    MemberState.LEFT: {"ask_again"},
    None: set(),
}


def _works(actor: Actor, act: Act) -> bool:
    """Whether an act is allowed now, or refused by a rule; nothing of it is kept."""
    with pytest.raises((_Undone, *REFUSALS)) as ended, writing(actor) as work:
        _try(work, act)
    return ended.type is _Undone


def _try(work: Work, act: Act) -> None:
    act(work)
    raise _Undone


REFUSALS = (NotFound, PartnerChanged, NoGroup, NotTheMain, NotTheirs, MainStays)


class _Undone(Exception):
    """Ends a transaction that was only tried."""


def test_only_the_main_company_decides_for_all(world: World) -> None:
    """And it cannot leave before it has handed over; then the other one decides."""
    group.link(world)
    nord, sor = world.nord.administrator, world.sor.administrator
    with pytest.raises(MainStays), writing(nord) as work:
        membership.leave(work, 1)
    do(nord, lambda work: membership.rename(work, "  Nytt   navn ", 1))
    with pytest.raises(PartnerChanged), writing(nord) as work:
        membership.hand_over(work, sor.company_id, 1)
    do(nord, lambda work: membership.hand_over(work, sor.company_id, 2))
    assert page(sor).group.is_main  # type: ignore[union-attr]
    with pytest.raises(NotTheMain), writing(nord) as work:
        membership.rename(work, "X", 3)
    do(nord, lambda work: membership.leave(work, 1))
    assert page(nord).group is None
    assert partner(sor, nord.company_id).state is MemberState.LEFT


def test_switched_off_nothing_works_and_nothing_is_lost(world: World) -> None:
    group.link(world)
    nord, sor = world.nord.administrator, world.sor.administrator
    do(nord, membership.switch_off)
    assert page(nord).partners == ()
    assert partner(sor, nord.company_id).theirs is None
    for act in (membership.pause, lambda work: asking.ask(work, "vest")):
        with pytest.raises(PartnersOff), writing(nord) as work:
            act(work)
    assert do(nord, membership.switch_on) == [sor.company_id]
    there = partner(nord, sor.company_id)
    assert there.ours is not None
    assert there.theirs is not None


def test_both_sides_are_told_in_their_logs_and_on_their_pages(both: tuple[Actor, Actor]) -> None:
    """An invited company is behind no door yet; still it is told, and nothing of it can be read."""
    nord, sor = both
    heard: list[tuple[int, str]] = []
    stop = events.subscribe(lambda event: heard.append((event.company_id, event.topic)))
    try:
        do(nord, lambda work: asking.ask(work, "sor"))
    finally:
        stop()
    assert {(nord.company_id, "partners"), (sor.company_id, "partners")} <= set(heard)
    with reading(sor) as work:
        query = select(AuditEntry).where(AuditEntry.action == "ask_partner_company")
        [entry] = work.session.exec(query).all()
        assert entry.user_name == nord.name
    with writing(nord) as work, at_the_doorstep(work, sor.company_id) as step:
        with pytest.raises(EscapesCompany):
            step.session.exec(select(Customer)).all()
        step.session.add(Customer(number=1, name="Snik"))
        with pytest.raises(EscapesCompany):
            step.session.flush()
        step.session.expunge_all()
    third = group.company("vest")
    with writing(nord) as work, pytest.raises(NotPartners):
        at_the_doorstep(work, third.company_id).__enter__()


def test_a_reminder_a_day(both: tuple[Actor, Actor]) -> None:
    nord, sor = both
    do(nord, lambda work: asking.ask(work, "sor"))
    do(nord, lambda work: asking.remind(work, sor.company_id))
    assert page(sor).requests[0].reminded_at is not None
    with pytest.raises(RemindedToday), writing(nord) as work:
        asking.remind(work, sor.company_id)


def test_two_at_once_and_a_double_click(both: tuple[Actor, Actor]) -> None:
    """Asked, confirmed and attached by several at once: once, whoever comes second is told or agrees."""
    nord, sor = both

    def asked(_index: int) -> bool:
        try:
            return bool(do(nord, lambda work: asking.ask(work, "sor")))
        except Invalid:
            return False

    with ThreadPoolExecutor(6) as pool:
        assert sorted(pool.map(asked, range(6))) == [False] * 5 + [True]
    [request] = page(sor).requests

    def answered(index: int) -> str:
        act = answering.confirm if index % 2 else answering.decline
        try:
            do(sor, lambda work: act(work, request.group_id, request.version))
        except PartnerChanged:
            return "changed"
        return act.__name__

    with ThreadPoolExecutor(6) as pool:
        outcomes = set(pool.map(answered, range(6)))
    assert len(outcomes - {"changed"}) == 1
    assert page(sor).requests == ()


def test_a_customer_stands_for_one_partner(world: World) -> None:
    """By org number one click away; a merged one, or another company's, is none."""
    nord, sor = world.nord.administrator, world.sor.administrator
    group.link(world)
    third = group.company("vest")
    do(third, membership.switch_on)
    do(nord, lambda work: asking.ask(work, "vest"))
    with pytest.raises(AttachedAlready), writing(nord) as work:
        attaching.attach(work, third.company_id, world.nord.customers[10002])
    with pytest.raises(NotFound), writing(nord) as work:
        attaching.attach(work, third.company_id, world.sor.customers[10001])
    with writing(nord) as work:
        row = work.session.exec(select(Customer).where(Customer.number == 10001)).one()
        row.name = "Vest A/S"
    match = partner(nord, third.company_id).match
    assert match is not None
    assert match.id == world.nord.customers[10001]
    assert partner(nord, sor.company_id).match is None


def test_a_group_of_five(both: tuple[Actor, Actor]) -> None:
    """Any member adds; everybody sees the other four, and each attaches each."""
    nord, sor = both
    others = [group.company(slug) for slug in ("vest", "ost", "midt")]
    group.joined(nord, sor, *others[:2])
    do(others[2], membership.switch_on)
    do(sor, lambda work: asking.ask(work, "midt"))
    [request] = page(others[2]).requests
    do(others[2], lambda work: answering.confirm(work, request.group_id, request.version))
    everybody = [nord, sor, *others]
    for actor in everybody:
        for other in everybody:
            if other is not actor:
                _attach_new(actor, other.company_id)
    for actor in everybody:
        shown = page(actor)
        assert len(shown.partners) == 4
        assert all(is_linked(shown, row) for row in shown.partners)
        assert missing(shown) == []


def _attach_new(actor: Actor, company_id: int) -> None:
    """Nord and Sør have one name, so the second of them looks like a double and is saved all the same."""
    try:
        do(actor, lambda work: attaching.attach_new(work, company_id))
    except NeedsConfirmation as asked:
        keys = frozenset({asked.key})
        do(actor, lambda work: attaching.attach_new(work, company_id, confirmed=keys))
