"""POST of hours that a phone has kept: by their reader, in their company, and once however often they come."""

import httpx
import pytest
from starlette.applications import Starlette

from moment_ui.api import hours
from moment_ui.db.work import writing
from moment_ui.domain.timesheets.rules import queue_of
from moment_ui.models.hours import HoursStatus
from tests import group
from tests.api.test_papers import cookie
from tests.timesheets import activity_of, change, person_of, records

URL = "/api/timesheet/nord/hours"


@pytest.fixture
async def phone(world):
    transport = httpx.ASGITransport(Starlette(routes=[*hours.ROUTES]))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


@pytest.fixture
def leader(world):
    return world.nord.project_leader


def entry(world, actor, typed, shown="", **more):
    cell = f"{activity_of(world.nord)}-0-2026-11-20"
    return {"queue": queue_of(actor), "cell": cell, "shown": shown, "hours": typed, **more}


async def test_what_was_kept_is_written_once_however_often_it_comes(world, phone, leader):
    sent = entry(world, leader, "0730-1500", comment=" Akse C ")
    for _again in range(3):
        answer = await phone.post(URL, json=sent, headers=cookie(leader))
        assert (answer.status_code, answer.json()) == (200, {"hours": "7,5"})
    assert [(row.minutes, row.comment, row.version) for row in records(leader)] == [
        (450, "Akse C", 1)
    ]
    lost = entry(world, leader, "4", sent="7,5")  # the answer to 7,5 never came
    assert (await phone.post(URL, json=lost, headers=cookie(leader))).status_code == 200
    assert [row.minutes for row in records(leader)] == [240]


async def test_a_refusal_says_why(world, phone, leader):
    async def post(sent):
        answer = await phone.post(URL, json=sent, headers=cookie(leader))
        return answer.status_code, answer.text

    await phone.post(URL, json=entry(world, leader, "4"), headers=cookie(leader))
    status, text = await post(entry(world, leader, "5"))
    assert (status, "4,0 h stand here now" in text) == (409, True)
    assert (await post(entry(world, leader, "lots", shown="4")))[0] == 422
    change(world.nord, records(leader)[0].key, status=HoursStatus.APPROVED)
    status, text = await post(entry(world, leader, "", shown="4"))
    assert (status, "approved" in text) == (409, True)
    foreign = entry(world, leader, "4") | {"cell": f"{activity_of(world.sor)}-0-2026-11-20"}
    assert (await post(foreign))[0] == 404
    assert [row.minutes for row in records(leader)] == [240]


async def test_hours_kept_for_another_reader_or_company_are_not_written(world, phone, leader):
    theirs = entry(world, world.nord.co_worker, "4")
    assert (await phone.post(URL, json=theirs, headers=cookie(leader))).status_code == 403
    both = world.nord.both
    of_sor = entry(world, world.sor.both, "4")
    assert (await phone.post(URL, json=of_sor, headers=cookie(both))).status_code == 403
    mine = entry(world, leader, "4")
    assert (await phone.post(URL, json=mine)).status_code == 401
    there = URL.replace("nord", "sor")
    assert (await phone.post(there, json=mine, headers=cookie(leader))).status_code == 404
    assert records(leader) == []


async def test_nonsense_is_refused_and_breaks_nothing(world, phone, leader):
    good = entry(world, leader, "4")
    nonsense = [
        b"",
        b"[]",
        b"{",
        b"[" * 9000,
        b"x" * 20_000,
        *(good | wrong for wrong in ({"cell": "1"}, {"cell": 7}, {"hours": None}, {"hours": [1]})),
        *(good | {"cell": cell} for cell in ("0-0-2026-11-20", "1-0-2026-13-40", "9" * 40)),
        good | {"comment": chr(0)},
        good | {"comment": "x" * 3000},
        good | {"sent": "x"},
    ]
    for each in nonsense:
        given = {"content": each} if isinstance(each, bytes) else {"json": each}
        answer = await phone.post(URL, headers=cookie(leader), **given)
        assert answer.status_code == 422, each
    assert records(leader) == []


async def test_an_external_is_sent_home_whatever_is_sent(world, phone):
    group.link(world)
    shared = group.share(world)
    external = world.nord.external
    with writing(world.nord.administrator) as work:
        person_of(work, world.sor.co_worker).user_id = external.user_id
    sent = entry(world, external, "4") | {"cell": f"{shared.main_activity}-0-2026-11-20"}
    answer = await phone.post(URL, json=sent, headers=cookie(external))
    assert (answer.status_code, "at home, in Tegnestuen AS" in answer.text) == (409, True)
    assert records(external) == []
