"""What SQLite's planner sees: indices in one order, whatever the migrations did with them."""

import sqlalchemy as sa

from moment_ui.db.engine import engine
from moment_ui.db.planner import order_indices
from tests.databases import Template

INDICES = """SELECT tbl_name, name, sql FROM sqlite_schema
             WHERE type = 'index' AND sql IS NOT NULL ORDER BY tbl_name, rowid"""


def indices(connection: sa.Connection) -> list[tuple[str, ...]]:
    return [tuple(row) for row in connection.exec_driver_sql(INDICES)]


def test_indices_come_in_the_order_of_their_names_and_stay_what_they_were() -> None:
    with sa.create_engine("sqlite://").connect() as connection:
        connection.exec_driver_sql("CREATE TABLE bill (number, paid, UNIQUE (number, paid))")
        connection.exec_driver_sql("CREATE INDEX a_first ON bill (paid)")
        connection.exec_driver_sql("CREATE UNIQUE INDEX c_open ON bill (number) WHERE paid <> 0")
        connection.exec_driver_sql("CREATE INDEX b_turned ON bill (number DESC)")
        before = indices(connection)
        order_indices(connection)
        after = indices(connection)
        assert [name for _table, name, _sql in after] == ["a_first", "b_turned", "c_open"]
        assert sorted(after) == sorted(before)


def test_every_installation_has_them_in_this_order(database: Template) -> None:
    with engine().connect() as connection:
        if connection.dialect.name != "sqlite":
            return
        found = indices(connection)
    assert len(found) > 50
    assert found == sorted(found)
