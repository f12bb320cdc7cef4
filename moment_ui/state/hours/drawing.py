"""What goes to the browser when a board changes: the rows that did, and not the whole table.

A list in a state is sent whole whenever it changes. So the rows stand still once they were sent, and what
changed since goes with `Now`; only when that has grown long the rows are sent anew. Likewise the news.
Tabs that show the same are worked out once: boards and drawings are compared by identity.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any

from moment_ui.reports.hours.arrivals import aloud, marks_of
from moment_ui.reports.hours.board_view import ArrivalLine, BoardRow, BoardView, Now

MOST_CHANGED = 8
MOST_FRESH = 6
SHOWN_NEWS = 12
Values = dict[str, Any]


@dataclass(frozen=True, eq=False, slots=True)
class Drawn:
    """What a tab shows: the board, the rows and news that were sent whole, and what is sent now."""

    view: BoardView
    rows: Sequence[BoardRow]
    feed: Sequence[ArrivalLine]
    now: Now


@lru_cache(maxsize=64)
def whole(view: BoardView) -> Drawn:
    """The board drawn from the beginning, without marks."""
    return Drawn(view, view.rows, _lines(view), view.now)


@lru_cache(maxsize=256)
def follow(drawn: Drawn, view: BoardView) -> Drawn:
    """The board as it is now, with marks at what has arrived; those before stay until the next news."""
    rows, changed = _rows(drawn, view)
    feed, fresh = _feed(drawn, view)
    now = replace(view.now, changed=changed, fresh=fresh)
    if view.newest > drawn.view.newest:
        now = marked(now, view, drawn.view.newest, meanwhile=False)
    else:
        now = replace(now, marks=drawn.now.marks, said=drawn.now.said)
    return Drawn(view, rows, feed, now)


def marked(now: Now, view: BoardView, since: int, *, meanwhile: bool) -> Now:
    """The same, with marks at the news after the one with the id `since`, and what is said of them."""
    news = tuple(each for each in view.news if each.line.id > since)
    marks = marks_of(news, view.write, meanwhile=meanwhile)
    said = aloud(news, now.summary.total, view.write, meanwhile=meanwhile)
    return replace(now, marks=marks, said=said)


def values_of(drawn: Drawn) -> Values:
    """All that a tab shows."""
    return {
        "place": drawn.view.place,
        "weeks": list(drawn.view.weeks),
        "rows": list(drawn.rows),
        "feed": list(drawn.feed),
        "now": drawn.now,
    }


def changes(before: Drawn, after: Drawn) -> Values:
    """What has to be sent of it; nothing when it looks the same."""
    same = {
        "place": before.view.place == after.view.place,
        "weeks": before.view.weeks == after.view.weeks,
        "rows": before.rows is after.rows,
        "feed": before.feed is after.feed,
        "now": before.now == after.now,
    }
    return {name: value for name, value in values_of(after).items() if not same[name]}


def _rows(drawn: Drawn, view: BoardView) -> tuple[Sequence[BoardRow], dict[str, BoardRow]]:
    if [row.id for row in view.rows] != [row.id for row in drawn.rows]:
        return view.rows, {}
    pairs = zip(drawn.rows, view.rows, strict=True)
    changed = {now.id: now for before, now in pairs if now != before}
    if len(changed) > max(MOST_CHANGED, len(view.rows) // 3):
        return view.rows, {}
    return drawn.rows, changed


def _feed(drawn: Drawn, view: BoardView) -> tuple[Sequence[ArrivalLine], list[ArrivalLine]]:
    newest = drawn.feed[0].id if drawn.feed else 0
    lines = _lines(view)
    fresh = [line for line in lines if line.id > newest]
    older = [line for line in lines if line.id <= newest]
    if len(fresh) > MOST_FRESH or older != list(drawn.feed[: len(older)]):
        return lines, []
    return drawn.feed, fresh


def _lines(view: BoardView) -> tuple[ArrivalLine, ...]:
    return tuple(each.line for each in view.news[:SHOWN_NEWS])
