"""GET /api/exports/<name>: the reader's own file, or 404."""

from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from moment_ui.api import exports
from moment_ui.api.headers import SecurityHeaders
from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.files import random_name
from moment_ui.db.work import global_writing, writing
from moment_ui.domain.access.commands import join_company, open_session, revoke_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.domain.access.queries import companies_of
from moment_ui.domain.exports import files
from moment_ui.domain.exports.commands import KEPT, ExportFile, register_export
from moment_ui.models.access import Membership, Role, RoleKey
from tests.world import NOW, World

INVOICES = frozenset({Permission.VIEW_INVOICES})


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a log-in."""
    app = SecurityHeaders(Starlette(routes=[*exports.ROUTES]))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


def kept(
    actor: Actor,
    title: str = "invoices.csv",
    media_type: str = "text/csv",
    needed: frozenset[Permission] = INVOICES,
) -> str:
    name = f"invoices.{random_name()}"
    path = files.path_of(name)
    assert path is not None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"the rows")
    with writing(actor) as work:
        register_export(work, ExportFile(name, title, media_type, 8, 1, needed))
    return name


async def fetched(
    visitor: httpx.AsyncClient, name: str, reader: Actor | None = None, token: str = ""
) -> httpx.Response:
    session = token or (open_session(reader.user_id) if reader else "")
    headers = {"cookie": f"{cookie_name()}={session}"} if session else {}
    return await visitor.get(f"/api/exports/{name}", headers=headers)


async def test_the_reader_gets_the_own_file(visitor: httpx.AsyncClient, actor: Actor) -> None:
    answer = await fetched(visitor, kept(actor), actor)
    assert answer.status_code == 200
    assert answer.content == b"the rows"
    assert answer.headers["content-disposition"] == 'attachment; filename="invoices.csv"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["cache-control"] == "no-store"


async def test_file_names_travel_in_every_script(visitor: httpx.AsyncClient, actor: Actor) -> None:
    answer = await fetched(visitor, kept(actor, "fakturaer-åsgård.csv"), actor)
    assert answer.headers["content-disposition"] == (
        "attachment; filename*=utf-8''fakturaer-%C3%A5sg%C3%A5rd.csv"
    )


async def test_a_page_to_print_is_shown_under_the_content_policy(
    visitor: httpx.AsyncClient, actor: Actor
) -> None:
    name = kept(actor, "invoices.html", "text/html; charset=utf-8")
    answer = await fetched(visitor, name, actor)
    assert answer.headers["content-disposition"].startswith("inline")
    assert "script-src 'self'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


async def test_without_a_log_in_there_is_no_such_file(
    visitor: httpx.AsyncClient, actor: Actor
) -> None:
    assert (await fetched(visitor, kept(actor))).status_code == 404


async def test_nobody_else_gets_it(visitor: httpx.AsyncClient, world: World, actor: Actor) -> None:
    name = kept(actor)
    for place in (world.nord, world.sor):
        for other in place.actors.values():
            if other != actor:
                assert (await fetched(visitor, name, other)).status_code == 404


async def test_a_reader_of_both_companies_gets_the_files_of_both(
    visitor: httpx.AsyncClient, world: World
) -> None:
    both = world.nord.both
    assert (await fetched(visitor, kept(both), both)).status_code == 200
    as_co_worker = kept(world.sor.both)  # who may not read invoices there
    assert (await fetched(visitor, as_co_worker, both)).status_code == 404


async def test_a_company_where_the_reader_may_nothing_does_not_hide_the_files_of_others(
    visitor: httpx.AsyncClient, world: World
) -> None:
    name = kept(world.sor.economy)
    with global_writing() as session:
        nothing = Role(company_id=world.nord.company_id, name="Nothing", permissions=[])
        session.add(nothing)
        session.flush()
        join_company(session, world.sor.economy.user_id, world.nord.company_id, nothing.id or 0)
    assert companies_of(world.sor.economy.user_id)[0] == world.nord.company_id
    assert (await fetched(visitor, name, world.sor.economy)).status_code == 200


async def test_a_role_that_no_longer_reads_the_report_gets_no_file(
    visitor: httpx.AsyncClient, world: World
) -> None:
    reader = world.nord.project_leader
    name = kept(reader)
    assert (await fetched(visitor, name, reader)).status_code == 200
    _change(reader, role_of=world.nord.actors[RoleKey.CO_WORKER])
    assert (await fetched(visitor, name, reader)).status_code == 404


async def test_a_file_with_amounts_is_closed_to_who_may_no_longer_see_amounts(
    visitor: httpx.AsyncClient, world: World
) -> None:
    reader = world.nord.economy
    plain = kept(reader, needed=frozenset({Permission.VIEW_CUSTOMERS}))
    amounts = kept(
        reader, needed=frozenset({Permission.VIEW_CUSTOMERS, Permission.VIEW_CUSTOMER_ECONOMY})
    )
    _change(reader, role_of=world.nord.project_leader)
    assert (await fetched(visitor, plain, reader)).status_code == 200
    assert (await fetched(visitor, amounts, reader)).status_code == 404


async def test_who_has_left_the_company_gets_no_file(
    visitor: httpx.AsyncClient, actor: Actor
) -> None:
    name = kept(actor)
    _change(actor, active=False)
    assert (await fetched(visitor, name, actor)).status_code == 404


async def test_a_log_in_that_has_ended_gets_no_file(
    visitor: httpx.AsyncClient, actor: Actor
) -> None:
    name, token = kept(actor), open_session(actor.user_id)
    assert (await fetched(visitor, name, token=token)).status_code == 200
    revoke_session(token)
    assert (await fetched(visitor, name, token=token)).status_code == 404


async def test_it_is_there_for_an_hour(visitor: httpx.AsyncClient, actor: Actor) -> None:
    name = kept(actor)
    with clock.frozen(NOW + KEPT):
        assert (await fetched(visitor, name, actor)).status_code == 404


@pytest.mark.parametrize(
    "name", ["x", "..", "..%2f..%2fmoment.db", "invoices.", "%00", "users." + "a" * 43, "a" * 5000]
)
async def test_names_that_never_were_give_the_same_answer(
    visitor: httpx.AsyncClient, actor: Actor, name: str
) -> None:
    assert (await fetched(visitor, name, actor)).status_code == 404


async def test_other_files_of_the_company_are_not_served(
    visitor: httpx.AsyncClient, world: World, actor: Actor
) -> None:
    for name in world.nord.files:
        assert (await fetched(visitor, name, actor)).status_code == 404


def _change(actor: Actor, *, role_of: Actor | None = None, active: bool = True) -> None:
    with global_writing() as session:
        rows = {(row.user_id, row.company_id): row for row in session.exec(select(Membership))}
        mine = rows[actor.user_id, actor.company_id]
        mine.active = active
        if role_of is not None:
            mine.role_id = rows[role_of.user_id, role_of.company_id].role_id
