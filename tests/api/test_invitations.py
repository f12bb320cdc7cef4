"""/invitation/<token>: answered without a log-in, once, in time, by whoever got the mail; and nothing else told."""

import datetime as dt
import re
from collections.abc import AsyncIterator

import httpx
import pytest
from sqlmodel import select
from starlette.applications import Starlette

from moment_ui.api import invitations
from moment_ui.api.attempts import Attempts
from moment_ui.api.headers import SecurityHeaders
from moment_ui.core import clock
from moment_ui.core.signing import signed
from moment_ui.db.work import reading, writing
from moment_ui.domain.access.commands import authenticate
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.domain.access.queries import find_access
from moment_ui.domain.sharing import inviting
from moment_ui.domain.sharing.links import PURPOSE
from moment_ui.domain.sharing.mails import invitations as letters_of
from moment_ui.models.project import CoWorker
from tests import group
from tests.world import World

NEW = {"name": "Eva Ekstern", "password": "granskog og lyng"}


@pytest.fixture
async def visitor(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a log-in, who has asked for nothing yet."""
    monkeypatch.setattr(invitations, "READS", Attempts(limit=60, seconds=300))
    monkeypatch.setattr(invitations, "ANSWERS", Attempts(limit=20, seconds=300))
    app = SecurityHeaders(Starlette(routes=[*invitations.ROUTES]))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


def invited(world: World, email: str) -> tuple[int, str]:
    """The co-worker who was invited, and the path in the mail."""
    with writing(world.nord.administrator) as work:
        [key] = inviting.invite(work, email)
        return key, _path(letters_of(work, [key])[0][1].text)


def _path(text: str) -> str:
    found = re.search(r"https?://[^/\s]+(/invitation/\S+)", text)
    assert found is not None
    return found[1]


def person(world: World, key: int) -> CoWorker:
    with reading(world.nord.administrator) as work:
        row = work.session.exec(select(CoWorker).where(CoWorker.id == key)).one()
        work.session.expunge(row)
        return row


async def test_somebody_without_an_account_gets_one_and_begins(
    world: World, visitor: httpx.AsyncClient
) -> None:
    key, path = invited(world, "eva@ekstern.example")
    shown = await visitor.get(path)
    assert (shown.status_code, "eva@ekstern.example" in shown.text) == (200, True)
    assert world.sor.mark not in shown.text
    weak = await visitor.post(path, data=NEW | {"password": "kort"})
    assert (weak.status_code, "10 to 200 characters" in weak.text) == (422, True)
    assert authenticate("eva@ekstern.example", NEW["password"]).user_id is None
    done = await visitor.post(path, data=NEW)
    assert (done.status_code, done.headers["location"]) == (303, "/nord/timesheet")
    access = find_access(done.cookies[cookie_name()], "nord")
    assert access is not None
    assert access.actor is not None
    assert (access.user_id, access.actor.name) == (person(world, key).user_id, "Eva Ekstern")
    assert authenticate("eva@ekstern.example", NEW["password"]).succeeded
    row = person(world, key)
    assert (row.invite_digest, row.invite_answered_at is not None) == ("", True)


async def test_a_link_works_once_in_time_and_only_the_newest(
    world: World, visitor: httpx.AsyncClient
) -> None:
    """Looking uses nothing up; what is withdrawn, changed, or another co-worker's leads nowhere."""
    key, old = invited(world, "eva@ekstern.example")
    with writing(world.nord.administrator) as work:
        inviting.invite_again(work, [key])
        newest = _path(letters_of(work, [key])[0][1].text)
    other, _other = invited(world, "ola@ekstern.example")
    stolen = signed(PURPOSE, [world.nord.company_id, other, "x"])
    for path in (old, newest[:-2] + "zz", f"/invitation/{stolen}", "/invitation/tull"):
        assert (await visitor.get(path)).status_code == 404
        assert (await visitor.post(path, data=NEW)).status_code == 404
    assert (await visitor.get(newest)).status_code == 200
    with writing(world.nord.administrator) as work:
        inviting.withdraw(work, [key])
    assert (await visitor.post(newest, data=NEW)).status_code == 404
    with writing(world.nord.administrator) as work:
        inviting.undo_withdraw(work, [key])
    with clock.frozen(clock.now() + dt.timedelta(days=13)):
        assert (await visitor.get(newest)).status_code == 200
    with clock.frozen(clock.now() + dt.timedelta(days=15)):
        assert (await visitor.get(newest)).status_code == 404
    assert (await visitor.post(newest, data=NEW)).status_code == 303
    again = await visitor.post(newest, data=NEW | {"password": "en helt annen skog"})
    assert again.status_code == 404
    assert not authenticate("eva@ekstern.example", "en helt annen skog").succeeded


async def test_who_has_an_account_logs_in_and_lands_at_home(
    world: World, visitor: httpx.AsyncClient
) -> None:
    """No password is asked for or set, and no session begins: the mail proves the address, not the person."""
    group.link(world)
    with writing(world.sor.administrator) as work:
        query = select(CoWorker).where(CoWorker.user_id == world.sor.co_worker.user_id)
        work.session.exec(query).one().email = "kari@sor.example"
    key, path = invited(world, "kari@sor.example")
    shown = await visitor.get(path)
    assert "Choose a password" not in shown.text
    done = await visitor.post(path, data=NEW)
    assert (done.status_code, done.headers["location"]) == (303, "/sor/timesheet")
    assert cookie_name() not in done.cookies
    assert person(world, key).user_id == world.sor.co_worker.user_id
    assert not authenticate("kari@sor.example", NEW["password"]).succeeded
