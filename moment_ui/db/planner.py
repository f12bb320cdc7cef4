"""What SQLite's planner sees of tables, so that it picks the right index, and the same one everywhere.

Without statistics SQLite takes every index to be equally good and walks all invoices of a company
to find those of one customer. Statistics gathered from a young, nearly empty database would mislead it
as badly, so the sizes of a full one are written down here; `ANALYZE` may replace them any time.

The planner's choice depends on the order in which indices were made, and a migration that copies a
table makes them in no certain order. So two installations of one version could answer one question in two ways.
"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa

ROWS = 100_000
"""Rows a company has in its large tables."""

_ROWS_PER_VALUE = {
    "company_id": ROWS,
    "currency": 25_000,
    "state": 30_000,
    "kind": 50_000,
    "export_status": 30_000,
    "invoice_type": 30_000,
    "status": 500,
    "customer_id": 50,
    "issue_date": 100,
    "due_date": 100,
    "day": 100,
    "project_id": 20,
    "tag_id": 100,
    "outstanding": 20,
    "subject": 10_000,
    "user_id": 5_000,
    "co_worker_id": 2_000,
    "purpose": 10_000,
    "invoice_line_id": 5_000,  # mostly asked for what is on none
}
_SMALL = {"customer": 2_000, "project": 5_000, "co_worker": 100, "tag": 50, "tag_group": 10}
_OPEN_ITEMS = 5_000
"""Rows in an index of a part of a table."""


def order_indices(connection: sa.Connection) -> None:
    """Make anew what is not in the order of names; on SQLite only. Nothing is done when all is in order."""
    if connection.dialect.name != "sqlite":
        return
    for table in sa.inspect(connection).get_table_names():
        made = connection.exec_driver_sql(
            "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND sql IS NOT NULL"
            " AND tbl_name = ? ORDER BY rowid",
            (table,),
        ).all()
        wanted = sorted(made)
        in_place = next((n for n, pair in enumerate(wanted) if pair != made[n]), len(made))
        for name, _sql in made[in_place:]:
            connection.exec_driver_sql(f'DROP INDEX "{name}"')
        for _name, sql in wanted[in_place:]:
            connection.exec_driver_sql(sql)


def tell_sizes(connection: sa.Connection) -> None:
    """Write the expected sizes of every index; on SQLite only, other databases keep their own."""
    if connection.dialect.name != "sqlite":
        return
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # makes the table of statistics
    connection.exec_driver_sql("DELETE FROM sqlite_stat1")
    for table in sa.inspect(connection).get_table_names():
        for index, columns, partial in _indices(connection, table):
            connection.exec_driver_sql(
                "INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)",
                (table, index, _sizes(table, columns, partial=partial)),
            )


def _indices(connection: sa.Connection, table: str) -> Iterator[tuple[str, list[str], bool]]:
    for row in connection.exec_driver_sql(f"PRAGMA index_list('{table}')").all():
        columns = connection.exec_driver_sql(f"PRAGMA index_info('{row[1]}')").all()
        yield row[1], [column[2] for column in columns], bool(row[4])


def _sizes(table: str, columns: Sequence[str], *, partial: bool) -> str:
    """Rows in all, then rows per value of the first column, the first two, and so on."""
    rows = _OPEN_ITEMS if partial else _SMALL.get(table, ROWS)
    sizes, left = [rows], rows
    for column in columns:
        left = max(1, min(left, _ROWS_PER_VALUE.get(column, 1)))
        sizes.append(left)
    return " ".join(map(str, sizes))
