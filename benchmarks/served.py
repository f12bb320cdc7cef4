"""The product as it is served, on the loaded database, with log-ins made without the log-in page."""

import os
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlmodel import select

from benchmarks import ledger
from benchmarks.databases import COMPANY, opened
from moment_ui.db.work import global_reading
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.models.access import Membership, Role, RoleKey
from tests.serving import Served, serving

LIST = f"/{COMPANY}/finances/invoices"
OPERATIONS = {
    "filter": ("state=overdue", "state=paid"),
    "sort": ("sort=-gross", "sort=gross"),
    "column": ("columns=number,customer,gross,net", "columns=number,customer,gross"),
    "page": ("page=2", "page=3"),
    "page 1,000": ("page=1000", "page=999"),
}
"""What readers do to the invoice list: two addresses each, in turns."""


@dataclass(frozen=True)
class Product:
    """The running server, and cookies of readers who are logged in."""

    server: Served
    cookies: tuple[str, ...]

    @property
    def url(self) -> str:
        """Where it is."""
        return self.server.url


@contextmanager
def product(readers: int = 1, folder: Path = ledger.FOLDER) -> Iterator[Product]:
    """Serve a database, the loaded one by default; gives so many log-ins of an administrator."""
    if folder == ledger.FOLDER:
        ledger.ensure()
    cookies = _log_ins(readers, folder)
    with serving(folder) as server:
        yield Product(server, cookies)


def _log_ins(count: int, folder: Path) -> tuple[str, ...]:
    with opened(folder) as actor, global_reading() as session:
        administrator = session.exec(
            select(Membership.user_id)
            .join(Role)
            .where(Membership.company_id == actor.company_id, Role.key == RoleKey.ADMINISTRATOR)
        ).first()
        name = cookie_name()
        tokens = [open_session(administrator or 0) for _ in range(count)]
    return tuple(f"{name}={token}" for token in tokens)


def milliseconds(seconds: Sequence[float]) -> tuple[float, float]:
    """Median and 95th percentile."""
    ordered = sorted(seconds)
    at = min(len(ordered) - 1, round(0.95 * (len(ordered) - 1)))
    return statistics.median(ordered) * 1000, ordered[at] * 1000


def spare_port() -> int:
    """A port of our own for the floor."""
    return int(os.environ.get("BENCH_PORT", "8290"))
