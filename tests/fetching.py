"""How much a block reads: the rows that each of its statements fetched.

with rows_fetched() as fetched:
    customer_page(work, customer_id)
assert sum(fetched) < 40
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from moment_ui.db.engine import engine


class _Counting:
    """A driver's cursor that counts what it hands out."""

    def __init__(self, cursor: Any, fetched: list[int]) -> None:
        self._cursor = cursor
        self._fetched = fetched
        self._place = len(fetched)
        fetched.append(0)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._cursor, name)

    def fetchall(self) -> Any:
        rows = self._cursor.fetchall()
        self._fetched[self._place] += len(rows)
        return rows

    def fetchmany(self, *size: int) -> Any:
        rows = self._cursor.fetchmany(*size)
        self._fetched[self._place] += len(rows)
        return rows

    def fetchone(self) -> Any:
        row = self._cursor.fetchone()
        self._fetched[self._place] += row is not None
        return row


@contextmanager
def rows_fetched() -> Iterator[list[int]]:
    """The rows that each statement of the block fetched, in the order they ran."""
    fetched: list[int] = []

    def count(
        _connection: Any, _cursor: Any, _sql: Any, _values: Any, context: Any, _: Any
    ) -> None:
        context.cursor = _Counting(context.cursor, fetched)

    event.listen(engine(), "after_cursor_execute", count)
    try:
        yield fetched
    finally:
        event.remove(engine(), "after_cursor_execute", count)
