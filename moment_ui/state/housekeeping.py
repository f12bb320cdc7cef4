"""What the server tidies up by itself: at its start, then every hour."""

import asyncio
import logging

import reflex as rx

from moment_ui.core.garbage import let_go, settle
from moment_ui.core.places import log_error
from moment_ui.db.pool import in_pool
from moment_ui.domain.edelivery.delivering import read_all_receipts
from moment_ui.domain.expenses.receipts import sweep_receipts
from moment_ui.domain.exports.commands import sweep_exports
from moment_ui.domain.folders.sweeping import sweep_folders
from moment_ui.domain.merging.sweeping import sweep_snapshots
from moment_ui.domain.payment_files.originals import sweep_originals
from moment_ui.domain.sending.keeping import sweep_sent
from moment_ui.domain.uploads.commands import sweep_uploads
from moment_ui.state.customers.register_watch import watch_registers
from moment_ui.state.kept_tabs import forget_locks

logger = logging.getLogger(__name__)

_AN_HOUR = 3600.0


async def keep_house() -> None:
    """Remove what has expired, and watch the registers; one worker does it for all."""
    while True:
        try:
            await in_pool(sweep_exports)
            await in_pool(sweep_uploads)
            await in_pool(sweep_snapshots)
            await in_pool(sweep_folders)
            await in_pool(sweep_receipts)
            await in_pool(sweep_sent)
            await in_pool(sweep_originals)
            await in_pool(read_all_receipts)
            await watch_registers()
        except Exception as error:
            log_error(logger, "The hourly work was not finished", error)
        await asyncio.sleep(_AN_HOUR)


async def tidy_memory(app: rx.App) -> None:
    """Leave alone what is in memory for good, and let go hourly what closed tabs left there."""
    settle()
    while True:
        await asyncio.sleep(_AN_HOUR)
        forget_locks(app.state_manager)
        let_go()
