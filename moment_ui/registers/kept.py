"""A register whose answers are kept for a while. Failures are not: the next question is asked."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from moment_ui.core.cache import Cache
from moment_ui.registers.register import CompanyRegister, RegisterEntry

Said = TypeVar("Said")
KEPT_SECONDS = 600
KEPT_ANSWERS = 1000


@dataclass(frozen=True, slots=True)
class _Kept(Generic[Said]):
    said: Said
    until: float


class KeptRegister:
    """A register that is not asked twice within ten minutes, for the last thousand questions."""

    def __init__(
        self, register: CompanyRegister, now: Callable[[], float] = time.monotonic
    ) -> None:
        self._register = register
        self._now = now
        self._searches: Cache[_Kept[list[RegisterEntry]]] = Cache(KEPT_ANSWERS)
        self._entries: Cache[_Kept[RegisterEntry | None]] = Cache(KEPT_ANSWERS)

    async def search(self, text: str) -> list[RegisterEntry]:
        """As the register's, case and spaces apart. Raises RegisterUnavailable."""
        words = " ".join(text.casefold().split())
        return await self._answer(self._searches, words, lambda: self._register.search(text))

    async def entry(self, org_number: str, *, fresh: bool = False) -> RegisterEntry | None:
        """As the register's; `fresh` asks again whatever is kept. Raises RegisterUnavailable."""
        return await self._answer(
            self._entries, org_number, lambda: self._register.entry(org_number), fresh=fresh
        )

    async def _answer(
        self,
        kept: Cache[_Kept[Said]],
        question: str,
        ask: Callable[[], Awaitable[Said]],
        *,
        fresh: bool = False,
    ) -> Said:
        known = None if fresh else kept.find((question,))
        if known is not None and known.until > self._now():
            return known.said
        said = await ask()
        kept.keep((question,), _Kept(said, self._now() + KEPT_SECONDS))
        return said
