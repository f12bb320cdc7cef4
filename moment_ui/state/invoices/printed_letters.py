"""Marking invoices as sent by hand, with the paper of letters kept."""

from collections.abc import Sequence

from moment_ui.db.pool import in_workshop
from moment_ui.domain.sending.marking import mark_sent
from moment_ui.domain.sending.printing import drawn, keep_printed, unprinted
from moment_ui.state.base import AppState


class PrintedLetters(AppState, mixin=True):
    """A page where invoices are said to be sent by hand."""

    async def _mark_sent(self, ids: Sequence[int], act: str) -> int:
        """Mark them; letters that were not printed from here are drawn and kept first. Returns how many."""
        documents = await self._read(unprinted, ids)
        if documents:
            await self._write(keep_printed, await in_workshop(drawn, documents))
        return await self._write(mark_sent, ids, act)
