"""Every registered handler under attack, also those written tomorrow: no list to keep up."""

import asyncio

import pytest

from moment_ui.core.actor import Actor
from moment_ui.domain.access.commands import open_session
from moment_ui.state.guard import permissions_needed
from tests.security.attacker import Socket, Target, connected
from tests.security.hostile import NONSENSE, handlers, ids_of, payloads
from tests.world import World

PATHS = (
    "/nord/customers",
    "/nord/customers/{customer}",
    "/nord/customers/{customer}/invoices",
    "/nord/finances/invoices/{invoice}",
)


BROKEN = "Something went wrong on our side"
"""What a handler says that did not check its arguments."""


async def attack(socket: Socket, name: str, values: tuple[object, ...]) -> None:
    """Call a handler with everything hostile."""
    for payload in payloads(name, values):
        await socket.send(name, payload)


async def rest(socket: Socket) -> str:
    """Wait until the server is done, background events too; returns all that came back."""
    await socket.settle()
    await asyncio.sleep(0.1)
    return socket.everything


@pytest.mark.parametrize("name", handlers())
async def test_nobody_gets_and_changes_nothing(attacked: Target, victims: World, name: str) -> None:
    before = attacked.contents()
    async with connected(attacked, "/nord/customers") as socket:
        await attack(socket, name, NONSENSE[::3])
        heard = await rest(socket)
    assert attacked.contents() == before
    for secret in (*(place.mark for place in victims.places), "Kari", "Fjord", "Tegnestuen"):
        assert secret not in heard


@pytest.mark.parametrize("name", handlers())
async def test_an_external_reader_gets_and_changes_nothing(
    attacked: Target, victims: World, name: str
) -> None:
    before = attacked.contents()
    cookie = open_session(victims.nord.external.user_id)
    async with connected(attacked, "/nord/customers", cookie=cookie) as socket:
        await socket.settle()
        socket.heard.clear()
        await attack(socket, name, (*NONSENSE, *ids_of(victims.nord)))
        heard = await rest(socket)
    assert attacked.contents() == before
    for secret in (*(place.mark for place in victims.places), "Fjord", "5001", BROKEN):
        assert secret not in heard


@pytest.mark.parametrize("name", handlers())
async def test_an_administrator_reaches_nothing_of_another_company(
    attacked: Target, victims: World, name: str
) -> None:
    """With the other company's ids as arguments and in the address, on every page."""
    theirs = victims.sor
    before = attacked.contents_of(theirs.company_id)
    cookie = open_session(victims.nord.administrator.user_id)
    async with connected(attacked, PATHS[0], cookie=cookie) as socket:
        for path in PATHS:
            socket.path = path.format(
                customer=theirs.customers[10001], invoice=theirs.invoices[5001]
            )
            await attack(socket, name, ids_of(theirs))
        heard = await rest(socket)
    assert theirs.mark not in heard
    assert BROKEN not in heard
    assert attacked.contents_of(theirs.company_id) == before


@pytest.mark.parametrize("name", handlers())
async def test_roles_without_the_permission_are_refused(
    attacked: Target, victims: World, name: str
) -> None:
    needed = permissions_needed(name)
    assert needed is not None
    for actor in victims.nord.actors.values():
        if needed <= actor.permissions:
            continue
        before = attacked.contents()
        heard = await _as(attacked, actor, name)
        assert "Your role does not allow this" in heard
        assert attacked.contents() == before


async def _as(attacked: Target, actor: Actor, name: str) -> str:
    cookie = open_session(actor.user_id)
    async with connected(attacked, "/nord/customers", cookie=cookie) as socket:
        await socket.send(name, {})
        await socket.settle()
        return socket.everything
