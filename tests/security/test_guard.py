"""The guard, in process: who gets an event through, and what a tab keeps when it changes hands."""

import asyncio
from typing import Any, ClassVar

import pytest
import reflex as rx
from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict
from moment_ui.db.work import Work, writing
from moment_ui.domain.access.commands import revoke_session, revoke_sessions_of
from moment_ui.models.access import Membership
from moment_ui.models.customer import Customer
from moment_ui.state import base, caller
from moment_ui.state.base import AppState, NoticeState, requires
from tests.tabs import HYDRATE, Answer, Tabs, server
from tests.world import World


def cities(work: Work) -> list[str]:
    """Something that only its own company may see."""
    return sorted(set(work.session.exec(select(Customer.postal_city))))


class ProbeState(AppState, rx.State):
    """Stands for a page: reads its company, keeps it in vars."""

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_CUSTOMERS})

    seen: rx.Field[list[str]] = rx.field(default_factory=list)

    @rx.event
    async def load(self) -> None:
        self.seen = await self._read(cities)

    @rx.event
    @requires(Permission.VIEW_AUDIT_LOG)
    async def load_more(self) -> None:
        self.seen = await self._read(cities)

    @rx.event(background=True)
    async def load_behind(self) -> None:
        seen = await self._read(cities)
        async with self:
            self.seen = seen

    @rx.event(background=True)
    async def watch(self) -> None:
        for _ in range(50):
            seen = await self._read(cities)
            async with self:
                self.seen = [*self.seen, *seen]
            await asyncio.sleep(0.01)

    @rx.event
    async def fail(self, typed: str) -> None:
        raise RuntimeError(f"broken by {typed}")

    @rx.event
    async def refuse(self) -> None:
        raise Conflict("Somebody else was first. Load the page again.")


class UndeclaredState(AppState, rx.State):
    """Forgot to say what its handlers need."""

    ran: rx.Field[bool] = rx.field(default=False)

    @rx.event
    async def run(self) -> None:
        self.ran = True


async def loaded(tabs: Tabs, actor: Any, path: str) -> Answer:
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return await tab.call(ProbeState.load)


async def test_a_reader_sees_the_company_of_the_address(world: World) -> None:
    async with server() as tabs:
        answer = await loaded(tabs, world.nord.both, "/nord/customers")
        assert answer.vars["seen"] == ["NORD-ONLY"]
        answer = await loaded(tabs, world.nord.both, "/sor/customers")
        assert answer.vars["seen"] == ["SOR-ONLY"]


@pytest.mark.parametrize("handler", ["load", "load_behind"])
async def test_nobody_gets_nothing(world: World, handler: str) -> None:
    async with server() as tabs:
        tab = tabs.open(None, "/nord/customers?page=2")
        await tab.call(HYDRATE)
        answer = await tab.call(getattr(ProbeState, handler))
        assert answer.redirects == ["/login/?next=/nord/customers%3Fpage%3D2"]
        assert "NORD" not in answer.everything


async def test_another_company_answers_nothing(world: World) -> None:
    async with server() as tabs:
        for path in ("/sor/customers", "/nobody/customers", "/", "/login/"):
            answer = await loaded(tabs, world.nord.administrator, path)
            assert answer.redirects == ["/nord/customers"]
            assert "SOR" not in answer.everything


async def test_a_revoked_session_stops_at_the_next_event(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        assert "seen" in (await tab.call(ProbeState.load)).vars
        revoke_session(tab.cookie)
        answer = await tab.call(ProbeState.load)
        assert answer.redirects
        assert "NORD" not in answer.everything


async def test_a_closed_membership_stops_at_the_next_event(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.both, "/nord/customers")
        await tab.call(HYDRATE)
        await tab.call(ProbeState.load)
        with writing(world.nord.administrator) as work:
            for member in work.session.exec(select(Membership)):
                member.active = member.company_id != world.nord.company_id
        answer = await tab.call(ProbeState.load)
        assert answer.redirects == ["/sor/customers"]
        assert "NORD" not in answer.everything


async def test_the_role_decides(world: World) -> None:
    async with server() as tabs:
        external = await loaded(tabs, world.nord.external, "/nord/customers")
        assert "seen" not in external.vars
        assert external.notices == [
            "Your role does not allow this. Ask an administrator of the company."
        ]
        tab = tabs.open(world.nord.economy, "/nord/customers")
        await tab.call(HYDRATE)
        assert "seen" in (await tab.call(ProbeState.load)).vars
        assert "seen" not in (await tab.call(ProbeState.load_more)).vars


async def test_handlers_that_declare_nothing_never_run(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        assert "ran" not in (await tab.call(UndeclaredState.run)).vars


async def test_arguments_that_do_not_fit_are_refused(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        for payload in ({}, {"typed": 7}, {"typed": "x", "more": 1}, {"typed": "a\x00b"}):
            answer = await tab.call(ProbeState.fail, **payload)
            assert answer.notices[-1].startswith("The page and the server did not understand")


async def test_setvar_and_storage_are_refused(world: World) -> None:
    root = "reflex___state____state"
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        name = ProbeState.get_full_name()
        for event, payload in (
            (f"{name}.setvar", {"var_name": "seen", "value": ["x"]}),
            (f"{root}.setvar", {"var_name": "is_hydrated", "value": False}),
            (
                f"{root}.reflex___state____update_vars_internal_state.update_vars_internal",
                {"vars": {f"{name}.seen": ["x"]}},
            ),
        ):
            answer = await tab.call(event, **payload)
            assert "seen" not in answer.vars


async def test_a_tab_is_emptied_when_it_changes_hands(world: World) -> None:
    async with server() as tabs:
        first = tabs.open(world.nord.administrator, "/nord/customers")
        await first.call(HYDRATE)
        await first.call(ProbeState.load)
        nobody = tabs.open(None, "/nord/customers", token=first.token)
        assert "NORD" not in (await nobody.call(HYDRATE)).everything
        await first.call(ProbeState.load)
        other = tabs.open(world.sor.administrator, "/sor/customers", token=first.token)
        assert "NORD" not in (await other.call(HYDRATE)).everything
        assert (await other.call(ProbeState.load)).vars["seen"] == ["SOR-ONLY"]


async def test_a_tab_is_emptied_when_its_company_changes(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.both, "/nord/customers")
        await tab.call(HYDRATE)
        await tab.call(ProbeState.load)
        tab.path = "/sor/customers"
        answer = await tab.call(NoticeState.show, kind="info", text="hello")
        assert answer.vars["seen"] == []


async def test_a_long_event_ends_with_its_log_in(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(caller, "FRESH_SECONDS", 0.02)
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        watching = asyncio.create_task(tab.call(ProbeState.watch))
        await asyncio.sleep(0.15)
        revoke_sessions_of(world.nord.administrator.user_id)
        answer = await watching
        assert 0 < len(answer.vars["seen"]) < 50
        assert answer.redirects == ["/login/"]


async def test_errors_for_readers_become_notices(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        answer = await tab.call(ProbeState.refuse)
        assert answer.notices == ["Somebody else was first. Load the page again."]


async def test_other_errors_show_a_reference_and_log_no_values(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        answer = await tab.call(ProbeState.fail, typed="hemmelig")
    (text,) = answer.notices
    reference = text.partition("Reference ")[2][:8]
    assert reference in caplog.text
    assert "RuntimeError" in caplog.text
    assert "test_guard.py" in caplog.text
    assert "hemmelig" not in caplog.text + text


async def test_notices_can_be_undone_and_dismissed(world: World) -> None:
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, "/nord/customers")
        await tab.call(HYDRATE)
        answer = await tab.call(NoticeState.show, kind="nonsense", text="x" * 900)
        (notice,) = answer.vars["notices"]
        assert (notice.kind, len(notice.text)) == ("info", 500)
        answer = await tab.call(NoticeState.undo, notice_id=notice.id + 100)
        assert "notices" not in answer.vars or len(answer.vars["notices"]) == 1
        answer = await tab.call(NoticeState.dismiss, notice_id=notice.id)
        assert answer.vars["notices"] == []
    assert base.KEPT_NOTICES == 5


async def test_a_page_that_may_not_be_opened_says_so_itself_and_nothing_else_does(
    world: World,
) -> None:
    async with server(ProbeState.load_more) as tabs:
        tab = tabs.open(world.nord.co_worker, "/nord/probe")
        await tab.call(HYDRATE)
        refused = await tab.call(ProbeState.load_more)
        assert refused.notices == []
        assert "seen" not in refused.vars
        assert (await tab.call(ProbeState.load)).vars["seen"] == ["NORD-ONLY"]
    async with server() as tabs:
        tab = tabs.open(world.nord.co_worker, "/nord/probe")
        await tab.call(HYDRATE)
        assert (await tab.call(ProbeState.load_more)).notices
