"""One row by a prepared statement over global tables: what every event asks before anything else."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.sql.util import find_tables

from moment_ui.db.engine import engine
from moment_ui.db.session import EscapesCompany, scoped_classes

Lookup = sa.Select[*tuple[Any, ...]]


def prepared(statement: Lookup) -> Lookup:
    """The statement, checked once: raises EscapesCompany when it reads a company's own rows."""
    scoped = {vars(model)["__table__"] for model in scoped_classes()}
    named = find_tables(statement, include_joins=True, include_selects=True, include_crud=True)
    if scoped.intersection(named):
        raise EscapesCompany("A look-up reads global tables only")
    return statement


def first_row(statement: Lookup, parameters: Mapping[str, Any]) -> sa.Row[*tuple[Any, ...]] | None:
    """The first row of a prepared statement. Core, not ORM: a third of the time."""
    with engine().connect() as connection:
        return connection.execute(statement, dict(parameters)).first()


def all_rows(
    statement: Lookup, parameters: Mapping[str, Any]
) -> Sequence[sa.Row[*tuple[Any, ...]]]:
    """The rows of a prepared statement."""
    with engine().connect() as connection:
        return connection.execute(statement, dict(parameters)).all()
