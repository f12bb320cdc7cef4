"""News from other processes on the same database: imports from the command line, above all."""

import asyncio
import logging
from dataclasses import dataclass

from moment_ui.core.events import own_commits
from moment_ui.core.places import log_error
from moment_ui.db.pool import in_pool
from moment_ui.db.work import data_versions
from moment_ui.state.live import HUB
from moment_ui.state.wires import is_wired

logger = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
"""How long it takes, at most, until what another process wrote is seen here."""

AFTER_ERROR_SECONDS = 30.0

WIRE_SECONDS = 0.1
"""How long another worker's message may be on its way, after its commit can be seen."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A company's data version, and how many of its commits were not this process's own."""

    version: int
    elsewhere: int


async def listen_elsewhere() -> None:
    """Wake who watches a company that another process wrote to, as long as the server runs.

    Every commit raises its company's data version by one. What was raised more often than this
    process did was raised elsewhere. One small statement a second, and none while nobody watches.
    """
    seen: dict[int, Seen] | None = None
    while True:
        if HUB.is_watched() or seen is None:
            try:
                versions = await in_pool(data_versions)
                await asyncio.sleep(WIRE_SECONDS if is_wired() else 0)
            except Exception as error:
                log_error(logger, "The data versions could not be read", error)
                await asyncio.sleep(AFTER_ERROR_SECONDS)
            else:
                seen = _woken(seen, versions)
        await asyncio.sleep(EVERY_SECONDS)


def _woken(seen: dict[int, Seen] | None, versions: dict[int, int]) -> dict[int, Seen]:
    """Wake the companies that were written to elsewhere since they were `seen`; how they stand now.

    A version that fell is an older database put back. One that trails our own commits is no news:
    they were counted after it was read.
    """
    ours = own_commits()  # after the versions were read: whatever is in them is counted here
    now = {
        company_id: Seen(version, version - ours.get(company_id, 0))
        for company_id, version in versions.items()
    }
    if seen is None:
        return now
    for company_id, stands in now.items():
        before = seen.get(company_id, Seen(0, 0))
        if stands.elsewhere > before.elsewhere or stands.version < before.version:
            HUB.notify_all(company_id)
        else:
            now[company_id] = Seen(stands.version, before.elsewhere)
    return {**seen, **now}
