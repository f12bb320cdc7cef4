"""Units of work: `reading(actor)` and `writing(actor)`; one transaction each, events after commit."""

from collections.abc import Generator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import col, select

from moment_ui.core import clock, events
from moment_ui.core.actor import Actor
from moment_ui.db.engine import engine
from moment_ui.db.inserts import insert_many, insert_numbered
from moment_ui.db.issued import guard_rows
from moment_ui.db.merged import customers_named_by, refuse_merged
from moment_ui.db.mirrored import guard_mirror_rows
from moment_ui.db.session import (
    COMPANY,
    AppendOnly,
    EscapesCompany,
    GlobalSession,
    ScopedSession,
    is_append_only,
)
from moment_ui.db.statement import Kept, keep
from moment_ui.models.base import CompanyScoped
from moment_ui.models.company import DataVersion


@dataclass
class Work:
    """What a command or query works with: a session in the actor's company, and the actor."""

    session: ScopedSession
    actor: Actor
    _events: dict[events.Changed, None] = field(default_factory=dict[events.Changed, None])
    _figures: bool = True
    _companies: set[int] = field(default_factory=set[int])

    @property
    def company_id(self) -> int:
        """The company everything happens in."""
        return self.actor.company_id

    @property
    def database(self) -> sa.Engine:
        """Which database this is: a part of the keys of caches."""
        return engine()

    def today(self) -> Any:
        """The date in the company's time zone."""
        return clock.today(self.actor.timezone)

    def beside(self, session: ScopedSession, actor: Actor) -> "Work":
        """The same unit of work in another company: told and counted together. For the door alone."""
        self._companies.add(actor.company_id)
        return Work(session, actor, self._events, self._figures, self._companies)

    def companies(self) -> list[int]:
        """Every company that is written to: this one, and those behind the door; ascending."""
        return sorted({self.company_id, *self._companies})

    def emit(self, topic: str) -> None:
        """Say, after commit, that rows of this kind changed.

        "hours/12" tells those who watch hours of project 12 alone, and says nothing of "hours".
        """
        self._events[events.Changed(self.company_id, topic)] = None

    def leave_figures(self) -> None:
        """Say that nothing written here changes what lists and totals show: caches stay."""
        self._figures = False

    def changes_figures(self) -> bool:
        """Whether caches of figures must be worked out again after the commit."""
        return self._figures

    def publish(self) -> None:
        """Tell the listeners; called once, after the commit."""
        for event in self._events:
            events.publish(event)

    def insert_rows(
        self,
        model: type[CompanyScoped],
        rows: Sequence[Mapping[str, Any]],
        *,
        returning: bool = False,
    ) -> list[int]:
        """Insert many rows at once, stamped with the company.

        Returns the new ids in the order of `rows` when `returning`; raises EscapesCompany when a
        row names another company, CustomerIsMerged when one names a customer that was merged,
        ValueError unless all rows name the same fields.
        """
        if {row["company_id"] for row in rows if "company_id" in row} - {self.company_id}:
            raise EscapesCompany(f"{model.__name__} belongs to another company")
        if not rows:
            return []
        if any(row.keys() != rows[0].keys() for row in rows):
            raise ValueError(f"Rows of {model.__name__} name different fields")
        guard_rows(self.session, self.company_id, model, rows)
        guard_mirror_rows(self.session, self.company_id, model, rows)
        ours = {"company_id": self.company_id}
        table = cast("sa.Table", cast("Any", model).__table__)
        connection = self.session.connection()
        customers = [name for name in customers_named_by(model) if name in rows[0]]
        named = {row[name] for name in customers for row in rows} - {None}
        refuse_merged(connection, self.company_id, named)
        if not returning:
            insert_many(connection, table, rows, ours)
            return []
        if connection.dialect.name == "sqlite":
            return insert_numbered(connection, table, rows, ours)
        statement = sa.insert(table).returning(table.c.id, sort_by_parameter_order=True)
        return list(connection.execute(statement, [{**row, **ours} for row in rows]).scalars())

    def update_rows(self, model: type[CompanyScoped], rows: Sequence[Mapping[str, Any]]) -> int:
        """Update many rows by their `id`, each row naming the same fields; returns how many were.

        Rows of another company are not found. Raises EscapesCompany when a row names a company.
        """
        if not rows:
            return 0
        if any("company_id" in row for row in rows):
            raise EscapesCompany(f"{model.__name__} cannot be moved to another company")
        if is_append_only(model):
            raise AppendOnly(model.__name__)
        guard_rows(self.session, self.company_id, model, rows)
        guard_mirror_rows(self.session, self.company_id, model, rows)
        table = cast("sa.Table", cast("Any", model).__table__)
        fields = [name for name in rows[0] if name != "id"]
        statement = (
            sa.update(table)
            .where(table.c.company_id == self.company_id, table.c.id == sa.bindparam("row_id"))
            .values(
                {name: sa.bindparam(f"new_{name}", type_=table.c[name].type) for name in fields}
            )
        )
        values = [
            {"row_id": row["id"], **{f"new_{name}": row[name] for name in fields}} for row in rows
        ]
        return self.session.connection().execute(statement, values).rowcount

    def data_version(self) -> int:
        """The company's counter of committed writes: a key for caches."""
        found = _version(self.database.dialect).rows(self.session)
        return found[0][0] if found else 0

    def wait_for_writers(self) -> None:
        """Wait until whoever is committing figures of the company has done so or given up.

        On SQLite a writing unit of work has waited already.
        """
        mine = col(DataVersion.company_id) == self.company_id
        self.session.exec(select(DataVersion).where(mine).with_for_update())


@lru_cache(maxsize=4)
def _version(dialect: sa.Dialect) -> Kept:
    mine = col(DataVersion.company_id) == sa.bindparam(COMPANY)
    return keep(sa.select(col(DataVersion.version)).where(mine), dialect)


@contextmanager
def reading(actor: Actor, *, snapshot: bool = False) -> Generator[Work]:
    """A unit of work that only reads.

    `snapshot`: every statement sees the data of the first one (SQLite always does), so that rows
    and their totals agree however long the reading takes.
    """
    level = "REPEATABLE READ" if snapshot and engine().dialect.name == "postgresql" else None
    options = {"isolation_level": level} if level else {}
    with (
        engine().connect().execution_options(**options) as connection,
        ScopedSession(connection, company_id=actor.company_id) as session,
    ):
        yield Work(session, actor)
        session.rollback()


@contextmanager
def writing(actor: Actor) -> Generator[Work]:
    """A unit of work that writes: committed whole when the block ends, else nothing is.

    Events are published after the commit, so a rollback wakes nobody.
    """
    with (
        engine().connect().execution_options(write=True) as connection,
        ScopedSession(connection, company_id=actor.company_id) as session,
    ):
        work = Work(session, actor)
        yield work
        session.flush()
        with ExitStack() as counted:
            for company_id in work.companies() if work.changes_figures() else ():
                _raise_version(session.connection(), company_id)
                counted.enter_context(events.own_commit(company_id))
            session.commit()
            connection.commit()
    work.publish()


@contextmanager
def global_reading() -> Generator[GlobalSession]:
    """A session over global tables only, for what happens before there is an actor."""
    with GlobalSession(engine(), autoflush=False) as session:
        yield session
        session.rollback()


def data_versions() -> dict[int, int]:
    """Each company's counter of committed writes."""
    with global_reading() as session:
        columns = col(DataVersion.company_id), col(DataVersion.version)
        return dict(session.exec(select(*columns)).all())


@contextmanager
def global_writing() -> Generator[GlobalSession]:
    """The same, committed when the block ends."""
    with (
        engine().connect().execution_options(write=True) as connection,
        GlobalSession(connection, expire_on_commit=False) as session,
    ):
        yield session
        session.commit()
        connection.commit()


def _raise_version(connection: sa.Connection, company_id: int) -> None:
    dialect = sqlite if connection.dialect.name == "sqlite" else postgresql
    insert = dialect.insert(DataVersion).values(company_id=company_id, version=1)
    connection.execute(
        insert.on_conflict_do_update(
            index_elements=["company_id"],
            set_={"version": col(DataVersion.version) + 1},
        )
    )
