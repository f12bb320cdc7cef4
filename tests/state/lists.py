"""A reader in front of a list, without a browser: clicks go in, what the screen shows comes out."""

from dataclasses import dataclass
from typing import Any

from moment_ui.core.actor import Actor
from tests.tabs import HYDRATE, Answer, Tab, Tabs


@dataclass
class Reader:
    """One tab on one list. `screen` holds the last value of every var that was sent."""

    tab: Tab
    state: Any
    screen: dict[str, Any]

    async def click(self, handler: Any, *, follow: bool = True, **payload: Any) -> Answer:
        """Call a handler; `follow` moves the address bar as it is told, as browsers do."""
        answer = await self.tab.call(handler, **payload)
        self._see(answer, follow=follow)
        return answer

    async def go(self, path: str) -> Answer:
        """Come by an address (a link, back, forward): on_load runs."""
        self.tab.path = path
        answer = await self.tab.call(self.state.load)
        self._see(answer)
        return answer

    def _see(self, answer: Answer, *, follow: bool = True) -> None:
        self.screen.update(answer.vars)
        if follow and answer.address:
            self.tab.path = answer.address

    def column(self, key: str) -> list[str]:
        """The texts of one column, from the top."""
        at = [head.key for head in self.screen["heads"]].index(key)
        return [row.cells[at][0] for row in self.screen["rows"]]

    @property
    def query(self) -> str:
        """The query in the address bar."""
        return self.tab.path.partition("?")[2]


async def sit_down(tabs: Tabs, actor: Actor, state: Any, path: str) -> Reader:
    """A reader who has opened a list."""
    reader = Reader(tabs.open(actor, path), state, {})
    await reader.tab.call(HYDRATE)
    await reader.go(path)
    return reader
