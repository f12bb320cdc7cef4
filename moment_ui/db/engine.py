"""The engine of this process, with what SQLite needs to be a real database."""

from functools import lru_cache
from pathlib import Path
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy import event

from moment_ui.core.settings import settings
from moment_ui.db.turns import Turns

PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA synchronous=FULL",
    "PRAGMA mmap_size=1073741824",  # read the file in place: a tenth off the totals of 100,000 rows
)

TURN = "turn"
"""Where a connection keeps what gives its turn to the next writer."""


def make_engine(url: str) -> sa.Engine:
    """An engine for SQLite or PostgreSQL.

    SQLite: WAL, foreign keys, and `BEGIN IMMEDIATE` for connections opened with the execution
    option `write`, so that two read-then-update transactions cannot both read the old value.
    """
    address = sa.make_url(url)
    if address.get_backend_name() == "sqlite":
        return _sqlite_engine(address)
    if address.drivername == "postgresql":
        address = address.set(drivername="postgresql+psycopg")
    return sa.create_engine(
        address,
        pool_pre_ping=True,
        pool_size=10,
        max_overflow=10,
        # Compiling a list's statement to machine code takes longer than running it.
        connect_args={"options": "-c jit=off"},
    )


def _sqlite_engine(address: sa.URL) -> sa.Engine:
    if address.database and address.database != ":memory:":
        Path(address.database).parent.mkdir(parents=True, exist_ok=True)
    engine = sa.create_engine(
        address, pool_size=10, max_overflow=10, connect_args={"check_same_thread": False}
    )
    event.listen(engine, "connect", _prepare_sqlite)
    _begin_in_turn(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    for pragma in PRAGMAS:
        connection.execute(pragma)


def _begin_in_turn(engine: sa.Engine) -> None:
    """Readers begin at once, writers one after the other."""
    turns = Turns()

    def begin(connection: sa.Connection) -> None:
        if not connection.get_execution_options().get("write"):
            # never waits, so nothing is to be said about it: straight to the driver
            cast("Any", connection.connection.driver_connection).execute("BEGIN")
            return
        give = turns.take()
        try:
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        except BaseException:
            give()
            raise
        connection.info[TURN] = give

    def ended(connection: sa.Connection) -> None:
        give = connection.info.pop(TURN, None)
        if give:
            give()

    event.listen(engine, "begin", begin)
    event.listen(engine, "commit", ended)
    event.listen(engine, "rollback", ended)


@lru_cache(maxsize=1)
def engine() -> sa.Engine:
    """The engine of the installation's database."""
    return make_engine(settings().database)
