"""Project → Hours: the live board."""

from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.errors import AppError, LoggedOut, NotFound
from moment_ui.core.words import _
from moment_ui.reports.hours.board_view import (
    ArrivalLine,
    BoardRow,
    BoardView,
    Now,
    Place,
    WeekHead,
)
from moment_ui.reports.hours.project_board import project_board
from moment_ui.state.base import AppState, shown_or_failed
from moment_ui.state.hours.asked import Asked, asked_in
from moment_ui.state.hours.drawing import (
    Drawn,
    Values,
    changes,
    follow,
    marked,
    values_of,
    whole,
)
from moment_ui.state.hours.seen import seen_in
from moment_ui.state.live import HUB
from moment_ui.state.paths import base_of

KEPT_PROJECTS = 20


class ProjectHoursState(AppState, rx.State):
    """The hours of the project in the address, as they arrive.

    `rows` and `feed` are as they were sent whole, `now` says what has become of them since
    (`state/hours/drawing.py`).
    """

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_HOURS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    place: rx.Field[Place] = rx.field(default_factory=Place)
    weeks: rx.Field[list[WeekHead]] = rx.field(default_factory=list)
    rows: rx.Field[list[BoardRow]] = rx.field(default_factory=list)
    feed: rx.Field[list[ArrivalLine]] = rx.field(default_factory=list)
    now: rx.Field[Now] = rx.field(default_factory=Now)
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
            shown = seen_in(self.router.headers.cookie, asked.project_id)
            since = shown or self._newest.get(asked.project_id, 0)
            values = values_of(whole(view))
            if 0 < since < view.newest:
                values["now"] = marked(view.now, view, since, meanwhile=True)
            self._put(values)
            self._remember(view)

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show hours as they arrive; after `load` in `on_load`, which Reflex ends with the page."""
        here, asked = self._here(), self._asked()
        if asked is None:
            return
        drawn: Drawn | None = None
        with HUB.watching(self._actor().company_id, *asked.topics) as watch:
            while HUB.is_open(self.router.session.client_token):
                drawn = await self._follow(asked, here, drawn)
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
        self, asked: Asked, here: tuple[str, str], drawn: Drawn | None
    ) -> Drawn | None:
        """Bring the tab up to date; `drawn` is what it shows, None while that is not known."""
        try:
            view = await self._board(asked)
        except LoggedOut:
            raise
        except AppError as error:
            async with self:
                if self._here() == here:
                    self._fail(error.message)
            return None
        if drawn is None:
            return await self._begin(here, view)
        now = follow(drawn, view) if drawn.view is not view else drawn
        if values := changes(drawn, now):
            async with self:
                if self._here() != here:
                    return None
                self._put(values)
                self._remember(view)
        return now

    async def _begin(self, here: tuple[str, str], view: BoardView) -> Drawn | None:
        """Take over from `load`, and send what has changed since it read the board."""
        async with self:  # waits until `load` is done
            if self._here() != here:
                return None
            drawn, known = whole(view), self._newest.get(view.project_id, 0)
            values = values_of(drawn)
            if view.newest > known:
                values["now"] = marked(view.now, view, known, meanwhile=False)
            elif self.now.seen == view.now.seen:
                del values["now"]
            values = {name: new for name, new in values.items() if getattr(self, name) != new}
            self._put(values | ({"phase": "ready"} if self.phase != "ready" else {}))
            self._remember(view)
        return drawn

    def _fail(self, problem: str) -> None:
        """Say why nothing is shown, once, and keep nothing of what the reader may see no more."""
        if (self.phase, self.problem) != ("failed", problem):
            self._put({"phase": "failed", "problem": problem, "rows": [], "feed": [], "now": Now()})

    def _here(self) -> tuple[str, str]:
        """Who looks at what, as the browser says it: when that changes, the tab is not ours any more."""
        router = self.router
        return router.headers.cookie, str(router.url)

    def _remember(self, view: BoardView) -> None:
        """Keep which news the tab has shown, of the projects it was at last."""
        if self._newest.get(view.project_id) != view.newest:
            kept = {key: value for key, value in self._newest.items() if key != view.project_id}
            last = [*kept.items(), (view.project_id, view.newest)][-KEPT_PROJECTS:]
            self._newest = dict(last)

    def _put(self, values: Values) -> None:
        for name, value in values.items():
            setattr(self, name, value)
