"""Migrations on a filled database: down, up again, and in step with the models."""

import alembic.command
import pytest
import sqlalchemy as sa
import sqlalchemy.exc
from alembic.config import Config
from sqlalchemy.exc import IntegrityError
from sqlmodel import SQLModel

import moment_ui.models  # noqa: F401 - registers every table
from moment_ui.core.settings import ROOT
from moment_ui.db.engine import engine
from tests.databases import Template

CONFIG = Config(ROOT / "alembic.ini")


def tables() -> set[str]:
    return set(sa.inspect(engine()).get_table_names()) - {"alembic_version"}


def test_the_newest_migration_has_every_table_of_the_models(database: Template) -> None:
    assert tables() == set(SQLModel.metadata.tables)


def test_models_and_migrations_say_the_same(database: Template) -> None:
    alembic.command.check(CONFIG)


def test_a_filled_database_goes_down_to_nothing_and_up_again(database: Template) -> None:
    alembic.command.downgrade(CONFIG, "base")
    assert tables() == set()
    alembic.command.upgrade(CONFIG, "head")
    assert tables() == set(SQLModel.metadata.tables)


def test_references_are_enforced_after_migrating(database: Template) -> None:
    alembic.command.downgrade(CONFIG, "base")
    alembic.command.upgrade(CONFIG, "head")
    orphan = sa.insert(SQLModel.metadata.tables["tag_group"]).values(
        company_id=987654, kind="customer", name="Orphan", position=0
    )
    with engine().connect() as connection, pytest.raises(IntegrityError):
        connection.execute(orphan)
