"""Over random worlds of two partner companies: whatever is asked, by whom ever, with whatever ids.

No query and no report of one company returns a row of the other one, but through the door: what a
company keeps to itself carries its mark, and every row that is loaded says whose it is.
"""

import datetime as dt
import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import Any, cast

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.core.errors import AppError
from moment_ui.core.fields import Unfit
from moment_ui.core.selection import Selection
from moment_ui.db.session import ScopedSession
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.mirrors.hours import follow
from moment_ui.models.access import RoleKey
from moment_ui.models.base import CompanyScoped
from moment_ui.models.customer import Customer
from moment_ui.models.partner import MemberState
from moment_ui.models.project import Activity
from moment_ui.reports import REPORTS
from moment_ui.reports.address import parse
from moment_ui.reports.run import rows_of
from tests import factories, group
from tests.architecture.test_operations import operations
from tests.security.hostile import ids_of
from tests.world import Place, World

Query = Callable[..., Any]
MONDAY = dt.date(2026, 11, 2)
WHAT = ("hours", "shared hours", "customer", "project", "note")
ACTS = st.tuples(
    st.sampled_from(WHAT),
    st.integers(0, 1),  # whose
    st.integers(1, 20),
)
PLANS = st.lists(ACTS, min_size=1, max_size=12)
STATES = st.sampled_from((MemberState.CONFIRMED, MemberState.PAUSED, MemberState.LEFT))


def asked() -> Iterator[tuple[str, Query]]:
    """Every query and listing that takes a unit of work and plain arguments."""
    for name, function in operations():
        taken = list(inspect.signature(function).parameters.values())
        plain = all(_kind(each) for each in taken[1:] if each.default is each.empty)
        if taken and taken[0].name == "work" and "commands" not in name and plain:
            yield name, function


def _kind(parameter: inspect.Parameter) -> str:
    """What a parameter is given: "" when that is not plain."""
    wanted = parameter.annotation
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        return "enum"
    said = getattr(wanted, "__name__", str(wanted)) if isinstance(wanted, type) else str(wanted)
    known = {
        "int": "id",
        "int | None": "id",
        "str": "text",
        "date": "day",
        "Selection": "selection",
    }
    several = ("Sequence[int]", "Collection[int]", "Iterable[int]")
    return known.get(said) or ("ids" if said.endswith(several) else "")


def _arguments(query: Query, ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """For each id: everything that asks for one gets it."""
    wanted = {
        each.name: each
        for each in list(inspect.signature(query).parameters.values())[1:]
        if each.default is each.empty
    }
    for one in ids if wanted else ids[:1]:
        values: Mapping[str, Callable[[Any], Any]] = {
            "id": lambda _each, one=one: one,
            "ids": lambda _each: ids,
            "text": lambda _each: "a",
            "day": lambda _each: MONDAY,
            "selection": lambda _each: Selection(),
            "enum": lambda each: next(iter(each.annotation)),
        }
        yield {name: values[_kind(each)](each) for name, each in wanted.items()}


QUERIES = dict(asked())


@pytest.fixture
def shared(world: World) -> group.Shared:
    """Both companies as partners, with a project they have together."""
    group.link(world)
    return group.share(world)


@pytest.fixture(autouse=True)
def loaded_rows() -> Iterator[None]:
    """Every row that is loaded belongs to the company of the session that loads it."""

    def check(row: CompanyScoped, context: Any) -> None:
        assert row.company_id == cast("ScopedSession", context.session).company_id

    event.listen(CompanyScoped, "load", check, propagate=True)
    yield
    event.remove(CompanyScoped, "load", check)


@pytest.mark.parametrize("whose", [0, 1])
def test_no_query_answers_with_the_other_companys_rows(
    world: World, shared: group.Shared, whose: int
) -> None:
    """An administrator asks everything, with ids of both companies."""
    _live(world, shared, [(what, whose, 3) for whose in (0, 1) for what in WHAT])
    ours, theirs = (world.places[at] for at in (whose, 1 - whose))
    for name in QUERIES:
        _ask(ours.administrator, name, [*ids_of(theirs), *ids_of(ours)[:3]], theirs.mark)
    assert len(QUERIES) > 130


@settings(
    max_examples=15,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),  # a world is read as it stands
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    plan=PLANS,
    state=STATES,
    whose=st.integers(0, 1),
    role=st.sampled_from(RoleKey),
    names=st.lists(st.sampled_from(sorted(QUERIES)), min_size=10, max_size=30, unique=True),
    ids=st.lists(st.integers(1, 60), min_size=1, max_size=4, unique=True),
)
def test_over_random_worlds(
    world: World,
    shared: group.Shared,
    *,
    plan: list[tuple[str, int, int]],
    state: MemberState,
    whose: int,
    role: RoleKey,
    names: list[str],
    ids: list[int],
) -> None:
    """Whatever was written, however the group stands, in whatever role: queries and whole reports."""
    group.set_state(world.sor.company_id, MemberState.CONFIRMED)
    _live(world, shared, plan)
    group.set_state(world.sor.company_id, state)
    ours, theirs = (world.places[at] for at in (whose, 1 - whose))
    for name in names:
        _ask(ours.actors[role], name, ids, theirs.mark)
    for report in REPORTS:
        with reading(ours.actors[role]) as work, suppress(AppError, Unfit):
            told = [str(row) for row in rows_of(work, report, parse("", report))]
            assert theirs.mark not in repr(told), report.key


def _ask(actor: Actor, name: str, ids: Sequence[int], mark: str) -> None:
    for arguments in _arguments(QUERIES[name], ids):
        with reading(actor) as work, suppress(AppError, Unfit):
            answer = QUERIES[name](work, **arguments)
            told = list(answer) if isinstance(answer, Iterator) else answer
            assert mark not in repr(told), f"{name} {arguments}"


def _live(world: World, shared: group.Shared, plan: Sequence[tuple[str, int, int]]) -> None:
    for what, whose, size in plan:
        place = world.sor if what == "shared hours" else world.places[whose]
        with writing(place.administrator) as work:
            if what == "shared hours":
                follow(work, [group.written(work, shared, 30 * size)])
            else:
                _add(work, place, what, size)


def _add(work: Work, place: Place, what: str, size: int) -> None:
    highest = work.session.exec(select(sa.func.max(col(Customer.number)))).one() or 0
    if what == "hours":
        query = select(Activity).where(Activity.project_id == place.projects["P-200"])
        writer = next(iter(place.co_workers.values()))
        row = factories.hours(work, work.session.exec(query).one(), writer, MONDAY, 30 * size)
        row.comment = row.internal_note = place.mark
    elif what == "note":
        factories.note(work, place.customers[10001], f"{place.mark} {size}")
    elif what == "customer":
        factories.customer(work, highest + 1, f"{place.mark} AS", postal_city=place.mark)
    else:
        customer = factories.customer(work, highest + 1)
        factories.project(work, f"R-{highest}", customer.key, description=place.mark)
