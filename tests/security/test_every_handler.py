"""Every registered handler under attack, also those written tomorrow: no list to keep up."""

import asyncio
from collections.abc import Iterable, Sequence

import pytest
from reflex_base.utils.format import format_event_handler

from moment_ui.core.actor import Permission
from moment_ui.domain.access.commands import open_session
from moment_ui.models.access import RoleKey
from moment_ui.pages import ROUTES
from moment_ui.state.arguments import BadArgument
from moment_ui.state.guard import permissions_needed
from tests.security.attacker import PATIENCE, Socket, Target, connected
from tests.security.hostile import NONSENSE, handlers, ids_of, misfit, payloads, shapes_of, shared
from tests.world import World

PATHS = (
    "/nord/customers",
    "/nord/customers/{customer}",
    "/nord/customers/{customer}/invoices",
    "/nord/customers/{customer}/files",
    "/nord/projects/{project}/invoicing-options",
    "/nord/finances/invoices/{invoice}",
    "/nord/offers/{offer}",
)


LONG_ATTACK = 120
"""Seconds that the server may take for all that one test has sent."""
BROKEN = "Something went wrong on our side"
"""What a handler says that did not check its arguments."""

HANDLERS = handlers()
ON_LOAD = {format_event_handler(handler) for route in ROUTES for handler in route.handlers}
"""What runs when a page opens: refused without a word, because the page says it."""

AT_ONCE = 8
"""States that one socket attacks; what each test sets up costs more than what it asks."""

MANY_AT_ONCE = 60
"""The same, where no handler runs and each is called once."""

STATES = list(HANDLERS)


def each_group(size: int) -> pytest.MarkDecorator:
    """So many states for each run of a test."""
    groups = [STATES[at : at + size] for at in range(0, len(STATES), size)]
    return pytest.mark.parametrize("states", groups, ids=lambda states: f"{states[0]}...")


def named(states: Iterable[str]) -> list[str]:
    """The handlers of these states."""
    return [name for state in states for name in HANDLERS[state]]


async def attack(socket: Socket, names: Iterable[str], values: tuple[object, ...]) -> None:
    """Call handlers with everything hostile."""
    for name in names:
        for payload in payloads(name, values):
            await socket.send(name, payload)


async def rest(socket: Socket) -> str:
    """Wait until the server is done, background events too; returns all that came back."""
    await socket.settle(LONG_ATTACK)
    await asyncio.sleep(0.1)
    return socket.everything


@each_group(MANY_AT_ONCE)
async def test_nobody_gets_and_changes_nothing(
    attacked: Target, victims: World, states: Sequence[str]
) -> None:
    before = attacked.contents()
    async with connected(attacked, "/nord/customers") as socket:
        await attack(socket, named(states), NONSENSE[::5])
        heard = await rest(socket)
    assert attacked.contents() == before
    for secret in (*(place.mark for place in victims.places), "Kari", "Fjord", "Tegnestuen"):
        assert secret not in heard


@each_group(AT_ONCE)
async def test_an_external_reader_gets_and_changes_nothing(
    attacked: Target, victims: World, states: Sequence[str]
) -> None:
    """Whatever is open to the role is asked everything; what is closed does not look at arguments.

    An external has a timesheet, its report and tasks: how the lists are shown there is their own choice.
    """
    external = victims.nord.external
    before = attacked.contents(but_own_of=external.user_id)
    cookie = open_session(external.user_id)
    async with connected(attacked, "/nord/customers", cookie=cookie) as socket:
        await socket.settle()
        socket.heard.clear()
        values = (*NONSENSE, *ids_of(victims.nord), *shapes_of(victims.nord))
        for name in named(states):
            open_to_role = needed_by(name) <= external.permissions
            await attack(socket, [name], values if open_to_role else values[::7])
        heard = await rest(socket)
    assert attacked.contents(but_own_of=external.user_id) == before
    for secret in (*(place.mark for place in victims.places), "Fjord", "5001", BROKEN):
        assert secret not in heard


@each_group(AT_ONCE)
async def test_an_administrator_reaches_nothing_of_another_company(
    attacked: Target, victims: World, states: Sequence[str]
) -> None:
    """With the other company's ids as arguments and in the address, on every page.

    The ids meet every address; their other shapes, which no address changes, one address each. What
    several states have in common meets another address in each of them.
    """
    theirs = victims.sor
    before = attacked.contents_of(theirs.company_id)
    cookie = open_session(victims.nord.administrator.user_id)
    async with connected(attacked, PATHS[0], cookie=cookie) as socket:
        shapes = shapes_of(theirs)
        common = shared(named(states))
        for at, path in enumerate(PATHS):
            socket.path = path.format(
                customer=theirs.customers[10001],
                invoice=theirs.invoices[5001],
                offer=theirs.offers[1001],
                project=theirs.projects["P-100"],
            )
            values = (*ids_of(theirs), *shapes[at :: len(PATHS)])
            for state in states:
                skipped = common if STATES.index(state) % len(PATHS) != at else set[str]()
                await attack(socket, [one for one in HANDLERS[state] if one not in skipped], values)
        heard = await rest(socket)
    assert theirs.mark not in heard
    assert BROKEN not in heard
    assert attacked.contents_of(theirs.company_id) == before


@each_group(MANY_AT_ONCE)
@pytest.mark.parametrize("role", RoleKey)
async def test_roles_without_the_permission_are_refused(
    attacked: Target, victims: World, states: Sequence[str], role: RoleKey
) -> None:
    actor = victims.nord.actors[role]
    closed = [name for name in named(states) if not needed_by(name) <= actor.permissions]
    if not closed:
        return
    said = [name for name in closed if name not in ON_LOAD]
    before = await attacked.at_rest()
    async with connected(attacked, "/nord/customers", cookie=open_session(actor.user_id)) as socket:
        for name in closed:
            await socket.send(name)
        async with asyncio.timeout(PATIENCE):
            heard = await rest(socket)
            while told(socket) < len(said):
                heard = await rest(socket)
        notices = socket.notices
    assert told(socket) == len(said)  # one for each, and no other message
    assert not said or notices[-1]["text"].startswith("Your role does not allow this")
    assert victims.nord.mark not in heard
    assert attacked.contents() == before


@each_group(MANY_AT_ONCE)
async def test_arguments_that_do_not_fit_reach_no_handler(
    attacked: Target, victims: World, states: Sequence[str]
) -> None:
    """Whoever asks: so that the attacks send only what gets through to the handlers."""
    names = named(states)
    before = await attacked.at_rest()
    cookie = open_session(victims.nord.administrator.user_id)
    async with connected(attacked, "/nord/customers", cookie=cookie) as socket:
        for name in names:
            await socket.send(name, misfit(name))
        async with asyncio.timeout(PATIENCE):
            while told(socket) < len(names):
                await rest(socket)
        notices = socket.notices
    assert told(socket) == len(names)
    assert {notice["text"] for notice in notices} == {BadArgument().message}
    assert attacked.contents() == before


def told(socket: Socket) -> int:
    """How many messages there were: each has the next number."""
    return socket.notices[-1]["id"] if socket.notices else 0


def needed_by(name: str) -> frozenset[Permission]:
    """What a handler declares; every handler declares something."""
    needed = permissions_needed(name)
    assert needed is not None
    return needed
