"""Alembic's environment: our engine, our metadata, batch mode for SQLite."""

from typing import Any, Literal

import sqlalchemy as sa
from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import SQLModel
from sqlmodel.sql.sqltypes import AutoString

import moment_ui.models  # noqa: F401 - registers every table
from moment_ui.db.engine import engine
from moment_ui.db.planner import order_indices, tell_sizes
from moment_ui.models.base import Amount, UtcDateTime

OWN_TYPES = (Amount, UtcDateTime)


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Our types by their path, SQLModel's strings as plain ones, enums as text."""
    if kind == "type" and isinstance(item, OWN_TYPES):
        return f"moment_ui.models.base.{type(item).__name__}()"
    if kind == "type" and isinstance(item, sa.Enum):
        values = ", ".join(repr(value) for value in item.enums)
        return f"sa.Enum({values}, native_enum=False, length={item.length})"
    if kind == "type" and isinstance(item, AutoString):
        return f"sa.String(length={item.length})"
    return False


def is_compared(item: Any, name: str | None, kind: str, *_rest: object) -> bool:
    """Sort indices are compared on SQLite: PostgreSQL reports their NULLS FIRST as expressions."""
    if kind != "index":
        return True
    dialect = context.get_context().dialect.name
    if dialect == "postgresql":
        return not (name or "").endswith("_sort")
    return item.info.get("only_on", dialect) == dialect


def migrate(connection: sa.Connection) -> None:
    """Run the migrations; on SQLite with foreign keys off, and checked afterwards."""
    sqlite = connection.dialect.name == "sqlite"
    if sqlite:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=OFF")
    context.configure(
        connection=connection,
        target_metadata=SQLModel.metadata,
        render_item=render_item,
        render_as_batch=sqlite,
        compare_type=True,
        include_object=is_compared,
    )
    with context.begin_transaction():
        context.run_migrations()
        if sqlite:
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            if broken:
                raise RuntimeError(f"The migration breaks references: {broken[:5]}")
            order_indices(connection)
            tell_sizes(connection)
    connection.commit()
    if sqlite:
        connection.connection.driver_connection.execute("PRAGMA foreign_keys=ON")


with engine().connect().execution_options(write=True) as own:
    migrate(own)
