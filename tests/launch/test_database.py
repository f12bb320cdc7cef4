"""The database before the server starts."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.config import Config
from alembic.script import ScriptDirectory

from moment_ui.core.settings import ROOT
from moment_ui.db.engine import engine
from moment_ui.launch import database
from moment_ui.launch.console import LaunchError
from tests.databases import using


@pytest.fixture
def empty(tmp_path: Path):
    """An empty SQLite database, for a test."""
    with using(f"sqlite:///{tmp_path / 'moment.db'}") as url:
        yield url


def write_migration(folder: Path, revision: str, down: str | None) -> None:
    text = f'revision = "{revision}"\ndown_revision = {down!r}\n'
    (folder / f"{revision}.py").write_text(text, "utf-8")


def test_the_newest_version_is_the_one_alembic_names() -> None:
    scripts = ScriptDirectory.from_config(Config(str(ROOT / "alembic.ini")))
    assert database.newest_version() == scripts.get_current_head()


def test_the_newest_of_several_is_the_one_none_builds_on(tmp_path: Path) -> None:
    for revision, down in (("b2", "a1"), ("a1", None), ("c3", "b2")):
        write_migration(tmp_path, revision, down)
    assert database.newest_version(tmp_path) == "c3"


def test_two_newest_migrations_are_refused(tmp_path: Path) -> None:
    for revision, down in (("a1", None), ("b2", "a1"), ("c3", "a1")):
        write_migration(tmp_path, revision, down)
    with pytest.raises(LaunchError, match="2 newest"):
        database.newest_version(tmp_path)


def test_an_empty_database_is_prepared_once(empty: str) -> None:
    assert database.database_version() == ""
    assert database.migrate()
    assert database.database_version() == database.newest_version()
    assert not database.migrate()


def test_a_database_of_a_newer_program_is_left_alone(empty: str) -> None:
    database.migrate()
    with engine().begin() as connection:
        version = sa.table("alembic_version", sa.column("version_num"))
        connection.execute(sa.update(version).values(version_num="9999"))
    with pytest.raises(LaunchError, match="used by a newer one"):
        database.migrate()


def test_a_database_that_does_not_answer_is_named_without_its_password() -> None:
    url = "postgresql://moment:secret@127.0.0.1:1/none"
    with using(url), pytest.raises(LaunchError) as refusal:
        database.migrate()
    assert "127.0.0.1:1/none does not answer" in str(refusal.value)
    assert "secret" not in str(refusal.value)


def test_an_empty_database_wants_demo_data_and_a_filled_one_does_not(empty: str) -> None:
    database.migrate()
    assert database.wants_demo_data()
    assert database.fill_with_demo_data()
    assert not database.wants_demo_data()
    assert not database.fill_with_demo_data()


def test_a_database_with_companies_of_its_own_wants_none(world: object) -> None:
    assert not database.wants_demo_data()


def test_a_file_that_is_no_database_is_told_in_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "moment.db").write_text("not a database, but long enough to be read " * 50, "utf-8")
    with using(f"sqlite:///{tmp_path / 'moment.db'}"), pytest.raises(LaunchError, match="does not"):
        database.migrate()
