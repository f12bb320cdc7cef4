"""The look-alike companies as partners, with every text marked by whose it is, where it stands and in which row.

Both are linked both ways: each has a main project that somebody of the other works in, with activities, a milestone,
hours, tasks, an expense with what it cost, and a customer that came over. What is private has the highest id of
its table, the same in every table; what is made after it, through the door, has the next ones.
"""

import datetime as dt
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.access.rules import STANDARD_ROLES
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.expenses.commands import add_expense
from moment_ui.domain.expenses.rules import ExpenseDraft
from moment_ui.domain.milestones.commands import add_milestone
from moment_ui.domain.milestones.rules import MilestoneDraft
from moment_ui.domain.projects.team import add_member
from moment_ui.domain.shared_customers.commands import Source, create_from_partner
from moment_ui.domain.sharing.inviting import invite
from moment_ui.domain.tasks.commands import create_task
from moment_ui.domain.tasks.rules import TaskDraft
from moment_ui.domain.timesheets.commands import set_cell
from moment_ui.domain.timesheets.entries import Place as Cell
from moment_ui.domain.timesheets.entries import Shown, Wanted
from moment_ui.models.access import RoleKey
from moment_ui.models.base import CompanyScoped, following
from moment_ui.models.customer import Customer
from moment_ui.models.price_model import PriceModel, PriceModelKind
from moment_ui.models.project import Activity, CoWorker, Project, ProjectNote
from moment_ui.models.rates import CoWorkerRate, CoWorkerRateKind, HourlyRate, PriceList
from tests import factories, group
from tests.world import Place, World

TEXTS = frozenset(
    {
        *("name", "title", "text", "description", "comment", "internal_note", "note", "reason"),
        *("supplier", "summary", "subject", "detail", "intro", "closing", "footer_text"),
        *("your_reference", "order_reference", "contract_reference", "customer_reference"),
        *("postal_line1", "postal_city", "visiting_city", "phone", "website", "bank_account"),
        *("file_name", "contact_name", "employee_number", "wage_code", "from_place", "to_place"),
    }
)
"""The columns in which people write what they like: each says where it is from."""

CODES = frozenset({"role.name", "stored_file.name", "mailing_list.query", "import_change.table"})
MARK = re.compile(r"(nord|sor)~(\w+)~(\w+)~(\d+)", re.IGNORECASE)
FIGURES = {
    "hourly_rate.amount": {"nord": Decimal("1313.13"), "sor": Decimal("9797.97")},
    "co_worker_rate.amount": {"nord": Decimal("1414.14"), "sor": Decimal("9696.96")},
    "project_expense.cost": {"nord": Decimal("1515.15"), "sor": Decimal("9595.95")},
}
"""What an hour is billed at, what it costs, and what was laid out on a private project."""

Mark = tuple[str, int]
"""A marked text: its table and column, and the row."""


@dataclass(frozen=True)
class Side:
    """One of the companies as the other one's attackers see it.

    `guest` is its co-worker, known in the other company as an external; `host` the same person there. `private` is
    the id of its private rows, `project` of its main project, `made` are those of what the door has made; `shared`
    are the rows of each table that the two have to do with, as they are marked.
    """

    place: Place
    guest: Actor
    host: Actor
    private: int
    project: int
    made: tuple[int, ...]
    shared: dict[str, set[int]]


def heard_of(text: str, slug: str) -> set[Mark]:
    """Whatever of a company is in what was heard: marked texts, and figures however they are written."""
    found = {
        (f"{table}.{column}", int(row))
        for whose, table, column, row in MARK.findall(text)
        if whose.lower() == slug
    }
    return found | {
        (name, 0) for name, figures in FIGURES.items() if _written(figures[slug]).search(text)
    }


def _written(figure: Decimal) -> re.Pattern[str]:
    """A figure of four digits and two decimals, as people and as programs write it."""
    thousands, rest = divmod(figure, 1000)
    decimals = f"{rest:.2f}".replace(".", "[.,]")
    return re.compile(rf"(?<!\d){thousands:.0f}(?:\\xa0|\\u202f|[ .,\xa0\u202f])?{decimals}")


MADE_FOR_BOTH = frozenset({0, 101, 102, 103})
"""What is written for both has no row of its own in its mark: tasks are told apart."""

SHARED = {
    "project": "select id from project where company_id = ? and number = 'P-100'",
    "activity": "select id from activity where project_id in ({project})",
    "milestone": "select id from milestone where project_id in ({project})",
    "co_worker": "select id from co_worker where company_id = ?",
    "customer": "select id from customer where company_id = ? and number in (10002, 10003)",
    "customer_contact": "select id from customer_contact where customer_id in ({customer})",
    "contact": "select contact_id from customer_contact where customer_id in ({customer})",
    "task": "select id from task where company_id = ?",
}
"""The rows of each table that two companies have together, or name to each other; all tasks are shared."""


def linked(world: World, database: str) -> tuple[Side, Side]:
    """Fill in what the look-alikes lack, mark everything, and let the two work together."""
    for place in world.places:
        with writing(place.administrator) as work:
            _complete(work, place)
    together = {place.slug: _shared(database, place) for place in world.places}
    private = _set_apart(database, world)
    group.link(world)
    nord, sor = world.places
    people = {place.slug: _co_worker(place) for place in world.places}
    for main, home in ((nord, sor), (sor, nord)):
        _work_together(main, home, people[home.slug])
    for place, other in ((nord, sor), (sor, nord)):
        _bring_customer(place, other)
    highest = _highest(database)
    ours, theirs = (
        _side(place, other, private[place.slug], highest, together[place.slug])
        for place, other in ((nord, sor), (sor, nord))
    )
    return ours, theirs


def _shared(database: str, place: Place) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    with closing(_open(database)) as connection:
        for table, query in SHARED.items():
            before = {name: ",".join(map(str, ids)) for name, ids in found.items()}
            named = (place.company_id,) * query.count("?")
            rows = connection.execute(query.format(**before), named)
            found[table] = {key for (key,) in rows}
    return found


def _complete(work: Work, place: Place) -> None:
    """What a company has that nobody else may see: rates, costs, claims, notes."""
    now = clock.now()
    rate, cost, laid_out = (figures[place.slug] for figures in FIGURES.values())
    project, leader = place.projects["P-200"], next(iter(place.co_workers.values()))
    costs = PriceList(name="Standard", standard=True, created_at=now)
    factories.stored(work, costs)
    day = dt.date(2026, 1, 1)
    factories.stored(work, HourlyRate(price_list_id=costs.key, starts_on=day, amount=rate))
    kept = {"co_worker_id": leader, "starts_on": day, "amount": cost}
    for kind in CoWorkerRateKind:
        factories.stored(work, CoWorkerRate(kind=kind, **kept))
    for number in place.projects:
        model = PriceModel(
            project_id=place.projects[number],
            kind=PriceModelKind.HOURLY,
            name="Timepris",
            currency="NOK",
            created_at=now,
        )
        factories.stored(work, model)
    author = {"author_id": work.actor.user_id, "author_name": work.actor.name, "created_at": now}
    factories.stored(work, ProjectNote(project_id=project, text="Notat", **author))
    factories.contact(work, "Ny", f"ny@{place.slug}.example", place.customers[10003])
    factories.claim(work, "Tur", leader)
    factories.task(work, "Ring", assignee_id=leader)
    add_milestone(work, place.projects["P-100"], MilestoneDraft("Forprosjekt"))
    add_milestone(work, project, MilestoneDraft("Ferdig"))
    add_expense(work, project, ExpenseDraft(day, "Kopier", "Kopisten", cost=laid_out))


def _mark(connection: sqlite3.Connection, place: Place) -> None:
    """Past the sessions, which keep papers and logs as they were written."""
    for table in _tables():
        for column in TEXTS & set(table.c.keys()):
            words = not isinstance(table.c[column].type, sa.Enum)
            if words and f"{table.name}.{column}" not in CODES:
                mark = f"{place.slug}~{table.name}~{column}~"
                said = f'update "{table.name}" set "{column}" = ? || id where company_id = ?'  # noqa: S608
                connection.execute(said, (mark, place.company_id))
        if "search" in table.c:
            found = f'update "{table.name}" set search = ? where company_id = ?'  # noqa: S608
            connection.execute(found, (place.slug, place.company_id))
    for table in ("customer", "contact"):
        rows = f'select id, name from "{table}" where company_id = ?'  # noqa: S608
        for key, name in connection.execute(rows, (place.company_id,)).fetchall():
            for column, value in following(_MODELS[table], {"name": name}).items():
                change = f'update "{table}" set "{column}" = ? where id = ?'  # noqa: S608
                connection.execute(change, (value, key))


def _models(base: type[Any]) -> Iterator[tuple[str, type[CompanyScoped]]]:
    for model in base.__subclasses__():
        if "__table__" in vars(model):
            yield vars(model)["__table__"].name, model
        yield from _models(model)


_MODELS = dict(_models(CompanyScoped))


def _tables() -> Iterator[sa.Table]:
    for table in SQLModel.metadata.sorted_tables:
        if table.name in _MODELS:
            yield table


def _set_apart(database: str, world: World) -> dict[str, int]:
    """Give one row of each table and company the same, highest id; returns it by company."""
    private = {place.slug: 9001 + at for at, place in enumerate(world.places)}
    with closing(_open(database)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = off")
        for place in world.places:
            _mark(connection, place)
        for table in _tables():
            for place in world.places:
                _renumber(connection, table, place.company_id, private[place.slug])
        assert not connection.execute("PRAGMA foreign_key_check").fetchall()
    return private


def _renumber(connection: sqlite3.Connection, table: sa.Table, company_id: int, to: int) -> None:
    newest = f'select max(id) from "{table.name}" where company_id = ? and id < 9000'  # noqa: S608
    (now,) = connection.execute(newest, (company_id,)).fetchone()
    if now is None:
        return
    connection.execute(f'update "{table.name}" set id = ? where id = ?', (to, now))  # noqa: S608
    for other in SQLModel.metadata.sorted_tables:
        for key in other.foreign_key_constraints:
            if key.referred_table is table:
                column = next(each.parent.name for each in key.elements if each.column.name == "id")
                change = f'update "{other.name}" set "{column}" = ? where "{column}" = ?'  # noqa: S608
                connection.execute(change, (to, now))


def _open(database: str) -> sqlite3.Connection:
    return sqlite3.connect(database.removeprefix("sqlite:///"), isolation_level=None)


def _co_worker(place: Place) -> int:
    """The company's co-worker as others may know a person: by an address."""
    with writing(place.administrator) as work:
        row = work.session.exec(
            select(CoWorker).where(col(CoWorker.user_id) == place.co_worker.user_id)
        ).one()
        row.email = f"{place.slug}~co_worker~email~0@x.example"
        return row.key


def _work_together(main: Place, home: Place, co_worker_id: int) -> None:
    """Somebody of home works on the main project: hours, a task each, an expense, through the door."""
    project = main.projects["P-100"]
    with writing(main.administrator) as work:
        [external] = invite(work, "", [(home.company_id, co_worker_id)])
        add_member(work, project, external, "")
        for row, assignee in ((101, external), (102, None)):
            title = _said(main, "task", "title", row)
            create_task(work, TaskDraft(title, project_id=project, assignee_id=assignee))
    with writing(home.administrator) as work:
        activity = work.session.exec(
            select(Activity)
            .join(Project, col(Project.id) == col(Activity.project_id))
            .where(Project.main_company_id == main.company_id)
        ).one()
        expense = ExpenseDraft(
            clock.today(),
            _said(home, "project_expense", "text"),
            _said(home, "project_expense", "supplier"),
            cost=Decimal(500),
        )
        add_expense(work, activity.project_id, expense)
        create_task(
            work, TaskDraft(_said(home, "task", "title", 103), project_id=activity.project_id)
        )
    with writing(home.co_worker) as work:
        comment, note = (_said(home, "time_record", one) for one in ("comment", "internal_note"))
        wanted = Wanted(450, comment=comment, internal_note=note)
        set_cell(work, Cell(activity.key, clock.today()), Shown(0), wanted)


def _said(place: Place, table: str, column: str, row: int = 0) -> str:
    return f"{place.slug}~{table}~{column}~{row}"


def _bring_customer(place: Place, other: Place) -> None:
    """A customer of the partner's comes along, and is kept in step."""
    with reading(other.administrator) as work:
        query = select(Customer).where(Customer.number == 10003)
        there = work.session.exec(query).one()
        draft = CustomerDraft(there.name, postal_city=there.postal_city)
        source = Source(other.company_id, there.key, in_step=True)
    with writing(place.administrator) as work:
        create_from_partner(work, draft, source)


def _highest(database: str) -> int:
    with closing(_open(database)) as connection:
        found = (
            connection.execute(f'select max(id) from "{table.name}"').fetchone()[0]  # noqa: S608
            for table in _tables()
            if table.name not in {"audit_entry", "membership"}
        )
        return max(filter(None, found))


def _side(
    place: Place, other: Place, private: int, highest: int, shared: dict[str, set[int]]
) -> Side:
    guest, project = place.co_worker, place.projects["P-100"]
    host = Actor(guest.user_id, other.company_id, STANDARD_ROLES[RoleKey.EXTERNAL], guest.name)
    made = tuple(range(9003, highest + 1))
    return Side(place, guest, host, private, project, made, shared)
