"""News from other processes on the same database: imports from the command line, above all."""

import asyncio
import logging

from moment_ui.core.events import own_commits
from moment_ui.core.places import log_error
from moment_ui.db.pool import in_pool
from moment_ui.db.work import data_versions
from moment_ui.state.live import HUB

logger = logging.getLogger(__name__)

EVERY_SECONDS = 1.0
"""How long it takes, at most, until what another process wrote is seen here."""

AFTER_ERROR_SECONDS = 30.0


async def listen_elsewhere() -> None:
    """Wake who watches a company that another process wrote to, as long as the server runs.

    Every commit raises its company's data version by one. What was raised more often than this
    process did was raised elsewhere. One small statement a second, and none while nobody watches.
    """
    seen: dict[int, int] = {}
    while True:
        if HUB.is_watched() or not seen:
            try:
                versions = await in_pool(data_versions)
            except Exception as error:
                log_error(logger, "The data versions could not be read", error)
                await asyncio.sleep(AFTER_ERROR_SECONDS)
            else:
                _wake(seen, versions)
        await asyncio.sleep(EVERY_SECONDS)


def _wake(seen: dict[int, int], versions: dict[int, int]) -> None:
    ours = own_commits()  # after the versions were read: whatever is in them is counted here
    for company_id, version in versions.items():
        elsewhere = version - ours.get(company_id, 0)
        if elsewhere > seen.setdefault(company_id, elsewhere):
            seen[company_id] = elsewhere
            HUB.notify_all(company_id)
