"""Fixtures every test may use: `world`, `actor`, `work`, on a database of the test's own.

A test that asks for any of them gets a fresh copy of a template with two look-alike companies.
Tests in `tests/domain` and `tests/db` run twice, on SQLite and on PostgreSQL; all others on
SQLite. The clock stands still at `tests.world.NOW` wherever a database is used in this process;
tests that start a server ask for `live_database` instead, where time passes.
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from moment_ui.core import clock
from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, writing
from tests.databases import Postgres, Template, filled, ram_folder, sqlite_copy, using
from tests.registers.served import Register, served_register
from tests.serving import Served, serving
from tests.sharing import ByFile, rank
from tests.world import NOW, World

os.environ["REFLEX_TELEMETRY_ENABLED"] = "false"
# No test asks anybody outside: nobody listens there, unless a test starts somebody who does.
os.environ["COMPANY_REGISTER_URL"] = "http://127.0.0.1:1"
os.environ["PARTICIPANT_LOOKUP_DNS"] = "127.0.0.1:1"
os.environ["PARTICIPANT_LOOKUP_SECONDS"] = "1"
BOTH_DATABASES = ("domain", "db")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what lies in the folders of BOTH_DATABASES on both of them."""
    folder = Path(str(metafunc.definition.path)).relative_to(Path(__file__).parent).parts[0]
    if folder in BOTH_DATABASES and "database" in metafunc.fixturenames:
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In the order that shares them best among workers."""
    items.sort(key=rank)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    """Who runs what when there are several workers (`-n`)."""
    return ByFile(config, log)


@pytest.fixture(scope="session")
def company_register() -> Iterator[Register]:
    """A company register on loopback, which the server of all tests asks."""
    with served_register() as register:
        yield register


@pytest.fixture(scope="session")
def served(
    tmp_path_factory: pytest.TempPathFactory, company_register: Register
) -> Iterator[Served]:
    """A real server on the production build, with demo data that all tests of the run share."""
    data = tmp_path_factory.mktemp("served") / "data"
    network = str(data.parent / "network")
    with serving(
        data, COMPANY_REGISTER_URL=company_register.url, EINVOICE_FOLDER=network
    ) as server:
        yield server


@pytest.fixture(scope="session")
def run_folder() -> Iterator[Path]:
    """A folder of this run, in memory when possible."""
    folder = ram_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template(run_folder: Path) -> Template:
    """The filled SQLite database that tests copy."""
    return filled(f"sqlite:///{run_folder / 'template.db'}")


@pytest.fixture(scope="session")
def postgres(run_folder: Path) -> Iterator[Postgres]:
    """A PostgreSQL server, started by the first test that needs it."""
    server = Postgres(run_folder / "postgres")
    yield server
    server.stop()


@pytest.fixture(scope="session")
def postgres_template(postgres: Postgres) -> Template:
    """The filled PostgreSQL database that tests copy."""
    return filled(postgres.create("filled"))


@pytest.fixture
def live_database(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    run_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Template]:
    """A database of the test's own, on SQLite; the clock runs."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    template: Template = request.getfixturevalue("sqlite_template")
    with sqlite_copy(template, run_folder) as url, using(url):
        yield Template(url, template.world)


@pytest.fixture
def database(
    request: pytest.FixtureRequest,
    tmp_path: Path,
    run_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Iterator[Template]:
    """A database of the test's own; the clock stands still."""
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    if getattr(request, "param", "sqlite") == "postgresql":
        server: Postgres = request.getfixturevalue("postgres")
        template: Template = request.getfixturevalue("postgres_template")
        copy = server.copy(template)
    else:
        template = request.getfixturevalue("sqlite_template")
        copy = sqlite_copy(template, run_folder)
    with copy as url, using(url), clock.frozen(NOW):
        yield Template(url, template.world)


@pytest.fixture
def world(database: Template) -> World:
    """Both companies, with actors and ids."""
    return database.world


@pytest.fixture
def actor(world: World) -> Actor:
    """The administrator of Nord."""
    return world.nord.administrator


@pytest.fixture
def work(actor: Actor) -> Iterator[Work]:
    """One open, writing unit of work in Nord, committed when the test ends.

    On SQLite it holds the write lock: a test that opens `writing(…)` itself must not ask for it.
    """
    with writing(actor) as open_work:
        yield open_work
