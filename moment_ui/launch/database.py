"""The database before the server starts: reachable, migrated, and with demo data when asked for."""

import io
import re
from contextlib import redirect_stdout
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from sqlalchemy.exc import SQLAlchemyError

from moment_ui.core.settings import ROOT, settings
from moment_ui.db.engine import engine
from moment_ui.demo.material import COMPANIES
from moment_ui.demo.scale import Scale
from moment_ui.launch.console import LaunchError, say, step

VERSIONS = ROOT / "alembic" / "versions"
_REVISION = re.compile(r'^(down_)?revision\b[^=]*= ["\'](\w+)["\']', re.MULTILINE)


def check_data_folder() -> None:
    """Make the data folder; refuse one that cannot be written to."""
    folder = settings().data_dir
    probe = folder / ".writable"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe.touch()
        probe.unlink()
    except OSError as error:
        raise LaunchError(
            f"Moment cannot write to {folder}, where its data lie: "
            "make the folder writable, or name another one with DATA_DIR."
        ) from error


def migrate() -> bool:
    """Bring the database to the newest version; returns whether anything was done.

    Raises LaunchError when the database cannot be reached or is newer than the program.
    """
    version = database_version()
    engine().dispose()  # the server's worker is forked: it opens connections of its own
    if version == newest_version():
        return False
    if version and version not in _versions():
        raise LaunchError(
            f"The database is at version {version}, which this Moment does not know: "
            "it was used by a newer one. Update Moment, or name another DATA_DIR."
        )
    with step("Preparing the database" if not version else "Updating the database"):
        _upgrade()
    return True


def fill_with_demo_data(scale: Scale | None = None) -> bool:
    """Put demo data into an empty database, or complete them; returns whether any were missing.

    Raises seed.NotEmpty when the database holds companies of its own.
    """
    from moment_ui.demo import seed  # noqa: PLC0415 - its words ask the settings, which may be wrong

    with step("Making demo data"):
        filled = seed.fill(scale, say=lambda company: say(f"  {company}"))
    engine().dispose()
    return filled


def wants_demo_data() -> bool:
    """Whether the database is empty, or was left half filled with demo data."""
    company = sa.table("company", sa.column("id"), sa.column("slug"))
    customer = sa.table("customer", sa.column("company_id"))
    filled = sa.exists().where(customer.c.company_id == company.c.id)
    with engine().connect() as connection:
        companies = dict(connection.execute(sa.select(company.c.slug, filled)).all())
    engine().dispose()
    names = {demo.slug for demo in COMPANIES}
    return set(companies) <= names and not (names <= set(companies) and all(companies.values()))


def database_version() -> str:
    """The migration the database is at, `""` when it is empty. Raises LaunchError."""
    try:
        with engine().connect() as connection:
            if not sa.inspect(connection).has_table("alembic_version"):
                return ""
            table = sa.table("alembic_version", sa.column("version_num"))
            return connection.execute(sa.select(table.c.version_num)).scalar() or ""
    except SQLAlchemyError as error:
        raise LaunchError(_unreachable(error)) from error


def newest_version(folder: Path = VERSIONS) -> str:
    """The migration no other builds on, read from the files: Alembic itself takes longer."""
    versions = _versions(folder)
    heads = set(versions) - set(versions.values())
    if len(heads) != 1:
        raise LaunchError(f"alembic/versions has {len(heads)} newest migrations, not one.")
    return heads.pop()


def _versions(folder: Path = VERSIONS) -> dict[str, str]:
    """Each migration, and the one it builds on."""
    versions: dict[str, str] = {}
    for path in folder.glob("*.py"):
        named = dict(_REVISION.findall(path.read_text("utf-8")))
        versions[named[""]] = named.get("down_", "")
    return versions


def _upgrade() -> None:
    with redirect_stdout(io.StringIO()):
        command.upgrade(Config(str(ROOT / "alembic.ini")), "head")


def _unreachable(error: SQLAlchemyError) -> str:
    where = engine().url.render_as_string(hide_password=True)
    reason = str(getattr(error, "orig", error)).strip().splitlines()[0]
    return f"The database {where} does not answer ({reason}): check DATABASE_URL and DATA_DIR."
