"""How the tests of one run are shared among its workers: by file, journeys last and in two halves."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"
EVERY_PAGE = "tests/journeys/test_accessibility.py"
"""It reads only, and takes as long as all other journeys: a server of its own, at the same time."""

LONGEST = ("test_every_handler.py", "test_partner_borders.py")
"""Begun first: whoever takes one is busy with it while the others do all the rest."""


class ByFile(LoadScopeScheduling):
    """Files stay whole, and journeys that write are one: they share one server and its demo data."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        together = path.startswith(JOURNEYS) and path != EVERY_PAGE
        return JOURNEYS if together else path


def rank(item: pytest.Item) -> int:
    """When a test runs: the longest files first, journeys last.

    Playwright keeps an event loop running, which the async tests of the same process cannot bear.
    """
    if item.get_closest_marker("journey") is not None:
        return 2
    return 0 if item.path.name in LONGEST else 1
