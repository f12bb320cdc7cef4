"""Two partner companies walked through as every role of each, with the other one's ids: what passes is listed here.

The companies are linked both ways and every text says whose it is (linked.py). Pages are opened as every role of
both; handlers are called as every role too, one half of them in each company. Lists have their code in common: it
is called once here, and in each of them by test_every_handler.py.
"""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
import pytest
from reflex_base.utils.format import format_event_handler
from starlette.routing import Route

from moment_ui.api.app import ROUTES as API_ROUTES
from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.domain.timesheets.rules import queue_of
from moment_ui.models.access import RoleKey
from moment_ui.pages import ROUTES
from moment_ui.state.guard import permissions_needed
from moment_ui.state.projects.project_page import ProjectPageState
from tests.databases import Template, sqlite_copy, using
from tests.security.attacker import Rows, Socket, Target, connected, target
from tests.security.hostile import handlers, one_of_each_code, payloads
from tests.security.linked import MADE_FOR_BOTH, Mark, Side, heard_of, linked

PASSES = frozenset(
    {
        *("project.name", "activity.name", "milestone.name"),
        *("co_worker.name", "co_worker.title", "co_worker.email"),
        *("time_record.comment", "project_expense.text", "project_expense.supplier"),
        "task.title",
        *("customer.name", "customer.phone", "customer.website"),
        *("customer.postal_line1", "customer.postal_city", "customer.visiting_city"),
        *("contact.name", "customer_contact.title", "customer_contact.phone"),
    }
)
"""What the door lets through to people of the partner company: of the shared project, of who works there, tasks, and
customers when they are registered. Nothing of it but for rows of what the two have together."""

RATES = frozenset({"hourly_rate.amount"})
"""What passes besides, as the companies share their rates, to who sees rates."""

GUESTS_HOST = frozenset({"project.name", "activity.name", "task.title", "co_worker.name"})
"""What an external hears of the company: the projects he or she is in, with leader and tasks. Beside it the own
timesheet, which came through the door."""
GUESTS_HOME = frozenset({"co_worker.name", "time_record.comment"})

FOLLOWS = frozenset({"time_record", "project_expense"})
"""The tables in which rows of the partner company follow ours: mirrors, which name where they come from."""

TOLD = frozenset({"hours_news", "audit_entry"})
"""Where the partner company is told of it."""

LONG = 120
BROKEN = "Something went wrong on our side"
GUEST = "guest"
"""A co-worker of the partner company, in ours: an external with projects."""


@dataclass(frozen=True)
class Linked:
    """A server with the linked companies, and the database as it was in the beginning."""

    server: Target
    sides: tuple[Side, Side]
    kept: Path


@pytest.fixture(scope="module")
def partners(
    sqlite_template: Template, run_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Linked]:
    """The real app on a copy of the test database whose companies became partners."""
    folder = tmp_path_factory.mktemp("partners")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(folder / "data"))
        with sqlite_copy(sqlite_template, run_folder) as url, using(url):
            sides = linked(sqlite_template.world, url)
            with target(url) as server:
                yield Linked(server, sides, server.kept(folder / "kept.db"))


@dataclass(frozen=True)
class Walk:
    """Who walks: somebody in one company, with the ids of the other one."""

    ours: Side
    theirs: Side
    role: RoleKey | str

    @property
    def actor(self) -> Actor:
        """Who it is."""
        if self.role == GUEST:
            return self.theirs.host
        return self.ours.place.actors[RoleKey(self.role)]

    @property
    def both(self) -> tuple[Side, Side]:
        """Both companies: to an external one is as closed as the other."""
        return self.ours, self.theirs

    @property
    def is_between(self) -> bool:
        """Whether it is a role whose handlers the administrator calls with all ids, too."""
        return self.role in {RoleKey.ECONOMY, RoleKey.PROJECT_LEADER}

    @property
    def is_colleague(self) -> bool:
        """Whether it is one of the company's own people."""
        return Permission.VIEW_PROJECTS in self.actor.permissions

    def may(self, handler: str) -> bool:
        """Whether the role is let through to a handler: that it is not is proven for every handler elsewhere."""
        needed = permissions_needed(handler)
        return needed is not None and needed <= self.actor.permissions


WHO = [(at, role) for at in (0, 1) for role in (*RoleKey, GUEST)]
every_role = pytest.mark.parametrize(("at", "role"), WHO, ids=str)

PAGES = {
    format_event_handler(handler).rpartition(".")[0]: route
    for route in reversed(ROUTES)
    for handler in route.on_load
}
"""By state the page that it belongs to."""
PROJECT = ProjectPageState.get_full_name()

CALLED = one_of_each_code(name for names in handlers().values() for name in names)
"""Handlers by their code, the partner set-up last: what it undoes the others need."""


@every_role
async def test_nothing_passes_but_what_the_door_lets_through(
    partners: Linked, at: int, role: RoleKey | str
) -> None:
    walk = Walk(partners.sides[at], partners.sides[1 - at], role)
    server, theirs = partners.server, walk.theirs.place
    await server.at_rest()
    server.restore(partners.kept)
    before = server.rows_of(theirs.company_id)
    ours_before = server.contents(but_own_of=walk.actor.user_id)
    cookie = open_session(walk.actor.user_id)
    async with connected(server, f"/{walk.ours.place.slug}/customers", cookie=cookie) as socket:
        await open_pages(socket, walk)
        await call_handlers(socket, walk, CALLED[at::2] if walk.is_colleague else CALLED)
        await socket.settle(LONG)
        heard = socket.everything
    assert BROKEN not in heard
    assert heard_of(heard, theirs.slug) <= let_through(walk)
    assert {name for name, _row in heard_of(heard, theirs.slug)} >= always(walk)
    check_followed(walk, before, server.rows_of(theirs.company_id))
    if not walk.is_colleague:
        ours = heard_of(heard, walk.ours.place.slug)
        assert ours <= together(walk.ours, GUESTS_HOST if role == GUEST else frozenset())
        assert server.contents(but_own_of=walk.actor.user_id) == ours_before


async def open_pages(socket: Socket, walk: Walk) -> None:
    """Every page, where it has a row with ids of both; without the watches, and the frame once."""
    ids = (walk.ours.project, walk.ours.private, walk.theirs.private, *walk.theirs.made[:2])
    slug = walk.theirs.place.slug
    base = f"/{walk.ours.place.slug}"
    for route in ROUTES:
        for one in ids if route.path.count("[") > 1 else ids[:1]:
            await open_page(socket, walk, address(walk, route.path, one), route.on_load)
    for query in ("whose=mine", f"companies={slug}"):
        board = next(route for route in ROUTES if route.path == "/[company]/tasks")
        await open_page(socket, walk, f"{base}/tasks?{query}", board.on_load)


async def open_page(socket: Socket, walk: Walk, path: str, handlers: tuple[Any, ...]) -> None:
    """What a page reads when it opens."""
    socket.path = path
    for name in map(format_event_handler, handlers):
        if walk.may(name) and not name.endswith(".watch"):
            await socket.send(name)


async def call_handlers(socket: Socket, walk: Walk, names: Sequence[str]) -> None:
    """Each of these that is open to the role, with ids of others, on the page it belongs to."""
    here = ""
    for name in names:
        if not walk.may(name):
            continue
        state = name.rpartition(".")[0]
        if state != here:
            here, page = state, PAGES.get(state, PAGES[PROJECT])
            await open_page(socket, walk, address(walk, page.path, walk.ours.project), page.on_load)
        for side in (walk.theirs,) if walk.is_colleague else walk.both:
            for payload in payloads(name, hostile_values(side, few=walk.is_between)):
                await socket.send(name, payload)


def address(walk: Walk, path: str, row_id: int) -> str:
    """A page's address in the walker's company."""
    return re.sub(r"\[\w+\]", str(row_id), path.replace("[company]", walk.ours.place.slug))


def hostile_values(theirs: Side, *, few: bool) -> tuple[Any, ...]:
    """The ids of a company as handlers take them: alone, in a list, as the key of a card or cell, in a form.

    `few`: all kinds of rows by the private id, and what was made together in the list alone.
    """
    one, slug = theirs.private, theirs.place.slug
    fields = ("id", "customer_id", "project_id", "activity_id", "co_worker_id", "contact_id")
    form = {**dict.fromkeys(fields, str(one)), "card": f"{slug}-{one}", "column": "done"}
    alone = (one,) if few else (one, theirs.project, *theirs.made[:2])
    every = [one, theirs.project, *theirs.made]
    return (*alone, str(one), every, f"{slug}-{one}", f"{one}-0-0", slug, form)


@every_role
async def test_no_address_gives_or_takes_the_other_companys_files(
    partners: Linked, at: int, role: RoleKey | str
) -> None:
    """Each of our own routes with a row in it, asked with ids and names of the other company, in both."""
    walk = Walk(partners.sides[at], partners.sides[1 - at], role)
    ours, theirs = walk.ours.place, walk.theirs.place
    before = partners.server.rows_of(theirs.company_id)
    cookies = {cookie_name(): open_session(walk.actor.user_id)}
    async with httpx.AsyncClient(
        base_url=partners.server.url, headers={"origin": partners.server.url}, cookies=cookies
    ) as client:
        for route in OURS:
            for slug, side, row_id in knocks(walk, route):
                path = address_of(route, slug, side, row_id)
                method = "POST" if "POST" in (route.methods or ()) else "GET"
                answer = await client.request(method, path, content=sent_to(walk, path, row_id))
                assert slug == ours.slug or answer.status_code in REFUSED, path
                assert row_id != side.private or answer.status_code in REFUSED, path
                assert not heard_of(answer.text, theirs.slug)
    assert partners.server.rows_of(theirs.company_id) == before


REFUSED = frozenset({400, 401, 403, 404, 405, 409, 422})
OURS = [route for route in API_ROUTES if {"slug", "company"} & set(route.param_convertors)]
"""Our routes into a company."""

OF_NO_ROW = re.compile(r"/api/(sample-invoices/.*|uploads/\{slug\}/[a-z-]+)")
"""What is the company's own, whatever else the address says."""


def knocks(walk: Walk, route: Route) -> Iterator[tuple[str, Side, int]]:
    """At which company with whose ids: an external has nothing to ask for in either, but at home.

    What the two made together is only asked for: files that come follow through the door.
    """
    for side in (walk.theirs,) if walk.is_colleague else walk.both:
        ids = (side.private, walk.theirs.project, *walk.theirs.made[:2])
        for row_id in ids[:1] if "POST" in (route.methods or ()) else ids:
            if not OF_NO_ROW.fullmatch(route.path):
                yield walk.ours.place.slug, side, row_id
            if walk.role != GUEST:
                yield walk.theirs.place.slug, side, row_id


def address_of(route: Route, slug: str, side: Side, row_id: int) -> str:
    """A route's address with a company's id, and the name of a file of its."""
    named = next(iter(side.place.files))
    path = re.sub(r"\{(?:slug|company)\}", slug, route.path)
    path = re.sub(r"\{(?:page|place)(?::int)?\}", "1", path)
    path = re.sub(r"\{(?:name|what)\}", named, path)
    return re.sub(r"\{\w+(?::int)?\}", str(row_id), path) + f"?name=x.pdf&id={row_id}"


def sent_to(walk: Walk, path: str, row_id: int) -> bytes:
    """Hours as a phone keeps them, on an activity with the id; else the beginning of a file."""
    if not path.startswith("/api/timesheet"):
        return b"%PDF-1.4"
    cell, queue = f"{row_id}-0-{clock.today()}", queue_of(walk.actor)
    return json.dumps({"queue": queue, "cell": cell, "shown": "", "hours": "1"}).encode()


def together(side: Side, names: frozenset[str]) -> set[Mark]:
    """These columns in the rows that the two companies have together."""
    return {
        (name, row)
        for name in names
        for row in {*MADE_FOR_BOTH, *side.shared.get(name.split(".")[0], ())}
    }


def let_through(walk: Walk) -> set[Mark]:
    """What may be heard of the other company."""
    if walk.role == RoleKey.EXTERNAL:
        return set()
    if walk.role == GUEST:
        return together(walk.theirs, GUESTS_HOME)
    rates = RATES if Permission.VIEW_RATES in walk.actor.permissions else frozenset[str]()
    return together(walk.theirs, PASSES | rates)


def always(walk: Walk) -> frozenset[str]:
    """What is heard by all means, so that the list above holds nothing that never passes."""
    if walk.role == RoleKey.ADMINISTRATOR:
        return PASSES
    return GUESTS_HOME if walk.role == GUEST else frozenset()


def check_followed(walk: Walk, before: Rows, after: Rows) -> None:
    """What changed in the other company are mirrors of ours, and what it is told of them."""
    changed = {key for key in before.keys() | after.keys() if before.get(key) != after.get(key)}
    for table, row_id in changed:
        row = after.get((table, row_id)) or before[table, row_id]
        follows = row.get("origin_company_id") == walk.ours.place.company_id
        assert table in TOLD or (table in FOLLOWS and follows), row
        assert row_id != walk.theirs.private, row
