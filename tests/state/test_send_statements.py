"""Statements to the customers ticked in the ledger: looked at, sent by real SMTP, stopped, and to whom not."""

import asyncio
import datetime as dt
import threading

from sqlmodel import select

from moment_ui.core.errors import LoggedOut
from moment_ui.db.work import reading, writing
from moment_ui.domain.letters import delivery
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer
from moment_ui.models.reminder import ReminderMessage
from moment_ui.state.ledger import mail_run
from moment_ui.state.ledger.ledger import LedgerState
from tests.mail.test_post import Box, way_out
from tests.mail.test_post import server as mail_server
from tests.tabs import HYDRATE


async def looked_at(tabs, actor, query="?open=yes&period=..2026-11-12"):
    tab = tabs.open(actor, f"/nord/finances/ledger{query}")
    await tab.call(HYDRATE)
    await tab.call(LedgerState.load)
    await tab.call(LedgerState.tick_all)
    return tab, await tab.call(LedgerState.look_at_statements)


def sent(actor):
    with reading(actor) as work:
        rows = work.session.exec(select(ReminderMessage)).all()
        return [(row.customer_id, row.level, row.receivers) for row in rows]


class Slow(Box):
    """A server that waits with its first answer."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go_on = threading.Event(), threading.Event()

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.begun.set()
        await asyncio.to_thread(self.go_on.wait, 10)
        return await super().handle_DATA(server, session, envelope)


async def test_each_customer_gets_one_of_the_day_of_the_list_and_nobody_twice(
    tabs, world, monkeypatch
):
    nord = world.nord
    fjord, berg = nord.customers[10001], nord.customers[10002]
    tab, looked = await looked_at(tabs, nord.economy)
    mails = {mail.customer_id: mail for mail in looked.vars["mails"]}
    assert set(mails) == {fjord, berg}
    assert mails[berg].address == "post@10002.example"
    assert "12.11.2026" in mails[berg].subject
    assert [mails[berg].lines[-1][at] for at in (0, 4)] == ["5003", "4\N{NO-BREAK SPACE}000,00 NOK"]
    box = Box()
    with mail_server(box) as port, monkeypatch.context() as patch:
        patch.setattr(delivery, "post", lambda: way_out(port, smtp_seconds=10))
        done = await tab.call(LedgerState.send_mails)
        await tab.call(LedgerState.send_mails)
    assert any("2 statements are sent." in notice for notice in done.notices)
    assert sorted(box.receivers) == ["post@10001.example", "post@10002.example"]
    assert sorted(row[:2] for row in sent(nord.economy)) == sorted([(fjord, 0), (berg, 0)])
    assert sent(world.sor.economy) == []


async def test_what_is_stopped_does_not_go(tabs, world, monkeypatch):
    tab, _looked = await looked_at(tabs, world.nord.economy)
    box = Slow()
    with mail_server(box) as port, monkeypatch.context() as patch:
        patch.setattr(delivery, "post", lambda: way_out(port, smtp_seconds=10))
        sending = asyncio.create_task(tab.call(LedgerState.send_mails))
        assert await asyncio.to_thread(box.begun.wait, 10)
        stopping = asyncio.create_task(tab.call(LedgerState.stop_mails))
        async with asyncio.timeout(10):
            while not any("Stopping" in str(told) for _tab, told in tabs.sent):  # noqa: ASYNC110 - news of the page
                await asyncio.sleep(0.01)
        box.go_on.set()
        done = await sending
        await stopping
    assert len(box.letters) == len(sent(world.nord.economy)) == 1
    assert any("Stopped: 1 did not go." in notice for notice in done.notices)


async def test_a_run_that_breaks_off_tells_how_many_are_left(tabs, world, monkeypatch):
    tab, _looked = await looked_at(tabs, world.nord.economy)
    actors = [world.nord.economy]

    async def ended():
        if not actors:
            raise LoggedOut
        return actors.pop()

    box = Box()
    with mail_server(box) as port, monkeypatch.context() as patch:
        patch.setattr(delivery, "post", lambda: way_out(port, smtp_seconds=10))
        patch.setattr(mail_run, "fresh_actor", ended)
        done = await tab.call(LedgerState.send_mails)
    assert len(box.letters) == 1
    assert {"1 statement is sent.", "Stopped: 1 did not go."} <= set(done.notices)


async def test_who_has_no_address_is_told_and_who_may_not_send_gets_no_dialog(tabs, world):
    nord = world.nord
    berg = nord.customers[10002]
    with writing(nord.administrator) as work:
        work.session.get_one(Customer, berg).email = ""
        here = select(CustomerContact).where(CustomerContact.customer_id == berg)
        for place in work.session.exec(here):
            place.employed_to = dt.date(2026, 1, 1)
    _tab, looked = await looked_at(tabs, nord.economy)
    assert looked.vars["left_out"] == ["Berg Entreprenør AS has no e-mail address."]
    assert [mail.customer_id for mail in looked.vars["mails"]] == [nord.customers[10001]]
    _tab, refused = await looked_at(tabs, nord.project_leader)
    assert "mails" not in refused.vars
