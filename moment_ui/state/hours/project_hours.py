"""Project → Hours: the live board."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NotFound
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.reports.hours.arrivals import aloud, marks_of
from moment_ui.reports.hours.board_view import (
    ArrivalLine,
    BoardRow,
    BoardView,
    Mark,
    Place,
    Summary,
    WeekHead,
)
from moment_ui.reports.hours.project_board import project_board
from moment_ui.state.base import AppState, shown_or_failed
from moment_ui.state.hours.asked import Asked, asked_in
from moment_ui.state.hours.drawing import Drawn, Values, follow, whole
from moment_ui.state.hours.seen import seen_in
from moment_ui.state.live import HUB
from moment_ui.state.paths import base_of

KEPT_PROJECTS = 20


class ProjectHoursState(AppState, rx.State):
    """The hours of the project in the address, as they arrive.

    `rows` are as they were sent whole, `changed` what has become of some since (`state/hours/drawing.py`);
    `marks` stand beside what has just arrived, by the keys of rows and news.
    """

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_HOURS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    place: rx.Field[Place] = rx.field(default_factory=Place)
    summary: rx.Field[Summary] = rx.field(default_factory=Summary)
    weeks: rx.Field[list[WeekHead]] = rx.field(default_factory=list)
    rows: rx.Field[list[BoardRow]] = rx.field(default_factory=list)
    changed: rx.Field[dict[str, BoardRow]] = rx.field(default_factory=dict)
    total: rx.Field[BoardRow] = rx.field(default_factory=BoardRow)
    feed: rx.Field[list[ArrivalLine]] = rx.field(default_factory=list)
    fresh: rx.Field[list[ArrivalLine]] = rx.field(default_factory=list)
    marks: rx.Field[dict[str, Mark]] = rx.field(default_factory=dict)
    last_news: rx.Field[str] = rx.field("")
    today: rx.Field[str] = rx.field("")
    said: rx.Field[str] = rx.field("")
    seen: rx.Field[str] = rx.field("")
    _newest: dict[int, int] = {}

    @rx.event
    async def load(self) -> None:
        """Show the board that the address asks for, and mark what came since this browser saw it last."""
        asked = self._asked()
        self.company = base_of(self.router.url.path)
        with shown_or_failed(self):
            if asked is None:
                raise NotFound(_("The project"))
            self.base = f"{self.company}/projects/{asked.project_id}"
            view = await self._board(asked)
            known = self._newest.get(asked.project_id, 0)
            since = max(known, seen_in(self.router.headers.cookie, asked.project_id))
            self._put(whole(view)[1] | self._told(view, since or view.newest, meanwhile=True))
            self._remember(asked, view)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show hours as they arrive; after `load` in `on_load`, which Reflex ends with the page."""
        whose, asked = self._whose(), self._asked()
        if asked is None:
            return
        drawn: Drawn | None = None
        with HUB.watching(self._actor().company_id, *asked.topics) as watch:
            while HUB.is_open(self.router.session.client_token):
                drawn = await self._follow(asked, whose, drawn)
                await watch.news()

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _asked(self) -> Asked | None:
        return asked_in(self.router.url)

    async def _board(self, asked: Asked) -> BoardView:
        """The board, read once for everybody who may see the same."""
        read = self._read_together if self._sees_all() else self._read_alone
        return await read(
            asked.topics, project_board, asked.project_id, asked.by, asked.last_monday
        )

    def _sees_all(self) -> bool:
        return self._actor().may(Permission.VIEW_PROJECTS)

    async def _read_alone(self, _topics: tuple[str, ...], query: Any, *args: Any) -> Any:
        return await self._read(query, *args)

    async def _follow(
        self, asked: Asked, whose: tuple[str, str], drawn: Drawn | None
    ) -> Drawn | None:
        """Bring the tab up to date; `drawn` is what it shows, None while that is not known."""
        try:
            view = await self._board(asked)
        except LoggedOut:
            raise
        except AppError as error:
            async with self:
                if self._is_at(asked, whose):
                    self.phase, self.problem = "failed", error.message
            return None
        if drawn is None:
            return await self._begin(asked, whose, view)
        return await self._go_on(asked, whose, drawn, view)

    async def _go_on(
        self, asked: Asked, whose: tuple[str, str], drawn: Drawn, view: BoardView
    ) -> Drawn | None:
        """Send what is different from what the tab shows, and mark what has arrived."""
        if drawn.view is view:
            return drawn
        now, values = follow(drawn, view)
        if values and view.newest > drawn.view.newest:
            values |= self._told(view, drawn.view.newest, meanwhile=False)
        if values:
            async with self:
                if not self._is_at(asked, whose):
                    return None
                self._put(values)
                self._remember(asked, view)
        return now

    async def _begin(self, asked: Asked, whose: tuple[str, str], view: BoardView) -> Drawn | None:
        """Take over from `load`, and send what has changed since it read the board."""
        async with self:  # waits until `load` is done
            if not self._is_at(asked, whose):
                return None
            drawn, values = whole(view)
            known = self._newest.get(asked.project_id, 0)
            changed = {name: new for name, new in values.items() if getattr(self, name) != new}
            if changed and view.newest > known:
                changed |= self._told(view, known, meanwhile=False)
            self._put(changed | ({"phase": "ready"} if self.phase != "ready" else {}))
            self._remember(asked, view)
        return drawn

    def _is_at(self, asked: Asked, whose: tuple[str, str]) -> bool:
        """Whether the tab still shows that, to the same reader."""
        return (self._whose(), self._asked()) == (whose, asked)

    def _told(self, view: BoardView, since: int, *, meanwhile: bool) -> Values:
        """The marks of news after the one with the id `since`, and what is said of them."""
        write = writer(self._actor().locale, self._actor().timezone)
        news = tuple(each for each in view.news if each.line.id > since)
        return {
            "marks": marks_of(news, write, meanwhile=meanwhile),
            "said": aloud(news, view.summary.total, write, meanwhile=meanwhile),
        }

    def _remember(self, asked: Asked, view: BoardView) -> None:
        if self._newest.get(asked.project_id) == view.newest:
            return
        kept = {key: value for key, value in self._newest.items() if key != asked.project_id}
        self._newest = dict([*kept.items(), (asked.project_id, view.newest)][-KEPT_PROJECTS:])
        self.seen = f"{asked.project_id}.{view.newest}"

    def _put(self, values: Values) -> None:
        for name, value in values.items():
            setattr(self, name, value)
