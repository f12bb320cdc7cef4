"""A running server for attackers, shared by the tests of one module."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.databases import Template, sqlite_copy, using
from tests.security.attacker import Target, target
from tests.world import World


@pytest.fixture(scope="module")
def victims(sqlite_template: Template) -> World:
    """Both companies of the server under attack."""
    return sqlite_template.world


@pytest.fixture(scope="module")
def attacked(
    sqlite_template: Template, run_folder: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    """The real app on a copy of the test database; this process uses the same one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATA_DIR", str(tmp_path_factory.mktemp("attacked")))
        with sqlite_copy(sqlite_template, run_folder) as url, using(url), target(url) as server:
            yield server
