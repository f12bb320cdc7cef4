"""Projects → Hours, live: the board over all the projects one leads."""

import asyncio
import secrets
from typing import ClassVar
from urllib.parse import urlencode

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.reports.hours.live_lines import LiveLine, LiveView, live_lines
from moment_ui.state import arguments as check
from moment_ui.state.base import AppState, shown_or_failed
from moment_ui.state.lists.report_vars import Bar
from moment_ui.state.paths import base_of, said_in

TOPICS = ("hours", "projects")
PAUSE_SECONDS = 0.3
"""How long the board over many projects rests after it was read."""

MOST_CHANGED = 8
LONGEST_FIND = 100
ALL, MINE = "all", "mine"


class ProjectsLiveState(AppState, rx.State):
    """The projects in the order of their news.

    `lines` are as they were sent whole, `changed` what has become of some since; `order` names them.
    """

    needs: ClassVar[frozenset[Permission]] = frozenset({Permission.VIEW_HOURS})

    phase: rx.Field[str] = rx.field("")
    problem: rx.Field[str] = rx.field("")
    company: rx.Field[str] = rx.field("")
    order: rx.Field[list[str]] = rx.field(default_factory=list)
    lines: rx.Field[dict[str, LiveLine]] = rx.field(default_factory=dict)
    changed: rx.Field[dict[str, LiveLine]] = rx.field(default_factory=dict)
    arrived: rx.Field[list[str]] = rx.field(default_factory=list)
    said: rx.Field[str] = rx.field("")
    last_news: rx.Field[str] = rx.field("")
    count: rx.Field[str] = rx.field("")
    more: rx.Field[bool] = rx.field(default=False)
    sees_all: rx.Field[bool] = rx.field(default=False)
    find: rx.Field[str] = rx.field("")
    who: rx.Field[str] = rx.field(ALL)
    bar: rx.Field[Bar] = rx.field(default_factory=Bar)

    @rx.event
    async def load(self) -> None:
        """Show the projects that the address asks for."""
        self.company = base_of(self.router.url.path)
        self.find, self.who = self._asked()
        with shown_or_failed(self):
            self._draw(await self._lines(self.find, self.who), mark=False)

    @rx.event
    async def look_for(self, text: str) -> None:
        """Show the projects with these words in number or name."""
        self.find = check.text(text, LONGEST_FIND)
        await self._go()

    @rx.event
    async def choose(self, who: str) -> None:
        """Show all projects, or only those the reader leads."""
        self.who = check.one_of(who, (ALL, MINE))
        await self._go()

    @rx.event(background=True, supersedes=True)
    async def watch(self) -> None:
        """Show hours as they arrive; after `load` in `on_load`."""
        whose = self._whose()
        async for _change in self._news(*TOPICS, also_without=True, at_once=True):
            async with self:
                asked = (self.find, self.who)
            view = await self._lines(*asked)
            async with self:
                if self._whose() != whose or self.phase != "ready":
                    return
                if (self.find, self.who) == asked:
                    self._draw(view, mark=True)
            await asyncio.sleep(PAUSE_SECONDS)

    # ── below: not reachable from a browser ────────────────────────────────────────────────────

    def _asked(self) -> tuple[str, str]:
        query = self.router.url.query
        who = MINE if said_in(query, "who") == MINE else ALL
        return said_in(query, "find")[:LONGEST_FIND], who

    async def _lines(self, find: str, who: str) -> LiveView:
        return await self._read(live_lines, find, mine=who == MINE)

    async def _go(self) -> None:
        """Read and show what was asked for, and let the address say it."""
        self._draw(await self._lines(self.find, self.who), mark=False)
        said = {"find": self.find, "who": self.who if self.who == MINE else ""}
        query = urlencode({key: value for key, value in said.items() if value})
        path = self.router.url.path
        self.bar = Bar(secrets.token_hex(4), f"{path}?{query}" if query else path, replace=True)

    def _draw(self, view: LiveView, *, mark: bool) -> None:
        before = {**self.lines, **self.changed}
        arrived = [
            line.id
            for line in view.lines
            if mark and line.id in before and line.news > before[line.id].news
        ]
        base = dict(self.lines)
        changed = {line.id: line for line in view.lines if base.get(line.id) != line}
        if len(changed) > MOST_CHANGED:
            base, changed = {line.id: line for line in view.lines}, {}
        drawn = {
            "lines": base,
            "changed": changed,
            "order": [line.id for line in view.lines],
            "last_news": view.last_news,
            "count": view.count,
            "more": view.more,
            "sees_all": view.sees_all,
        }
        if arrived or not mark:
            drawn |= {"arrived": arrived, "said": _said(view, arrived)}
        for name, value in drawn.items():
            if getattr(self, name) != value:
                setattr(self, name, value)


def _said(view: LiveView, arrived: list[str]) -> str:
    lines = [line for line in view.lines if line.id in arrived]
    return "; ".join(
        _("{number} {name}: {who}, {what}").format(
            number=line.number, name=line.name, who=line.latest.name, what=line.latest.text
        )
        for line in lines[:3]
    )
