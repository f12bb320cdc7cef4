"""What goes to the browser when a board changes: the rows that did, and not the whole table.

A list in a state is sent whole whenever it changes. So the rows stand still once they were sent, and what
changed since stands beside them; only when that has grown long the rows are sent anew. Likewise the news.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

from moment_ui.reports.hours.board_view import ArrivalLine, BoardRow, BoardView

MOST_CHANGED = 8
MOST_FRESH = 6
SHOWN_NEWS = 12
Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a tab shows: the board, and the rows and news that were sent whole."""

    view: BoardView
    rows: Sequence[BoardRow]
    changed: Mapping[str, BoardRow]
    feed: Sequence[ArrivalLine]
    fresh: Sequence[ArrivalLine]


def whole(view: BoardView) -> tuple[Drawn, Values]:
    """The board drawn from the beginning, and all values."""
    drawn = Drawn(view, view.rows, {}, _lines(view), [])
    return drawn, {
        **{name: getattr(view, name) for name in _PLAIN},
        "rows": list(drawn.rows),
        "changed": {},
        "feed": list(drawn.feed),
        "fresh": [],
    }


def follow(drawn: Drawn, view: BoardView) -> tuple[Drawn, Values]:
    """The board as it is now, and the values that have to be sent for it; none when it shows just that."""
    values: Values = {
        name: getattr(view, name)
        for name in _PLAIN
        if getattr(view, name) != getattr(drawn.view, name)
    }
    rows, changed = _rows(drawn, view)
    feed, fresh = _feed(drawn, view)
    parts = {"rows": rows, "changed": changed, "feed": feed, "fresh": fresh}
    values |= {name: part for name, part in parts.items() if part != getattr(drawn, name)}
    return Drawn(view, rows, changed, feed, fresh), {
        name: _own(value) for name, value in values.items()
    }


def _own(value: Any) -> Any:
    """A list or dictionary that no other tab has."""
    if isinstance(value, list | tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else value


def _rows(drawn: Drawn, view: BoardView) -> tuple[Sequence[BoardRow], Mapping[str, BoardRow]]:
    if [row.id for row in view.rows] != [row.id for row in drawn.rows]:
        return view.rows, {}
    pairs = zip(drawn.rows, view.rows, strict=True)
    changed = {now.id: now for before, now in pairs if now != before}
    if len(changed) > max(MOST_CHANGED, len(view.rows) // 3):
        return view.rows, {}
    return drawn.rows, changed


def _feed(drawn: Drawn, view: BoardView) -> tuple[Sequence[ArrivalLine], Sequence[ArrivalLine]]:
    newest = drawn.feed[0].id if drawn.feed else 0
    lines = _lines(view)
    fresh = [line for line in lines if line.id > newest]
    if len(fresh) > MOST_FRESH or [line for line in lines if line.id <= newest] != list(
        drawn.feed[: len(lines) - len(fresh)]
    ):
        return lines, []
    return drawn.feed, fresh


def _lines(view: BoardView) -> list[ArrivalLine]:
    return [each.line for each in view.news[:SHOWN_NEWS]]


_PLAIN = tuple(
    field.name for field in fields(BoardView) if field.name not in {"rows", "news", "newest"}
)
