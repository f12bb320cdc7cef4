"""How the tests of one run are shared among its workers: by file, journeys together and last."""

from typing import Any

import pytest
from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/journeys/"
LONGEST = "test_every_handler.py"
"""Begun first: whoever takes it is busy with it while the others do all the rest."""


class ByFile(LoadScopeScheduling):
    """Files stay whole, and all journeys are one: they share one server and its demo data."""

    def __init__(self, config: pytest.Config, log: Any) -> None:
        config.option.loadscopereorder = False
        super().__init__(config, log)

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.partition("::")[0]
        return JOURNEYS if path.startswith(JOURNEYS) else path


def rank(item: pytest.Item) -> int:
    """When a test runs: the longest file first, journeys last.

    Playwright keeps an event loop running, which the async tests of the same process cannot bear.
    """
    if item.get_closest_marker("journey") is not None:
        return 2
    return 0 if item.path.name == LONGEST else 1
