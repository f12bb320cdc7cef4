"""The Norwegian register: Enhetsregisteret of Brønnøysundregistrene, as open data.

Documented at https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html. A company that
was deleted comes as a short answer with `slettedato`, with status 200 or 410; 404 is a number that
was never given.
"""

import re
from http import HTTPStatus

import httpx

from moment_ui.registers.asking import Asker, checked
from moment_ui.registers.brreg_answers import deleted_entry, entries_in, entry_in
from moment_ui.registers.failures import Failure, RegisterUnavailable
from moment_ui.registers.register import LEAST_LETTERS, RegisterEntry

SHOWN = 10
LONGEST_NAME = 180
"""How much of a name the register takes."""


class Brreg:
    """Enhetsregisteret behind a base address."""

    def __init__(
        self, base: str, seconds: float = 3, transport: httpx.AsyncBaseTransport | None = None
    ) -> None:
        self._base = f"{base.rstrip('/')}/enheter"
        self._asker = Asker(seconds, RegisterUnavailable, transport=transport)

    async def search(self, text: str) -> list[RegisterEntry]:
        """At most ten companies whose names begin so; by nine digits the company that has them.

        Raises RegisterUnavailable.
        """
        words = " ".join(text.split())
        number = words.replace(" ", "")
        if re.fullmatch(r"\d{9}", number, re.ASCII):
            found = await self.entry(number)
            return [found] if found else []
        if len(words) < LEAST_LETTERS:
            return []
        wanted = {"navn": words[:LONGEST_NAME], "navnMetodeForSoek": "FORTLOEPENDE"}
        answer = await self._asker.ask(self._base, {**wanted, "size": str(SHOWN)})
        return entries_in(checked(answer, RegisterUnavailable).body)[:SHOWN]

    async def entry(self, org_number: str) -> RegisterEntry | None:
        """The company with nine digits, None for 404. Raises RegisterUnavailable."""
        if not re.fullmatch(r"\d{9}", org_number, re.ASCII):
            return None
        answer = await self._asker.ask(f"{self._base}/{org_number}")
        if answer.status == HTTPStatus.NOT_FOUND:
            return None
        if answer.status == HTTPStatus.GONE:
            return deleted_entry(org_number, answer.body)
        found = entry_in(checked(answer, RegisterUnavailable).body)
        if found.number != org_number:
            raise RegisterUnavailable(Failure.UNREADABLE)
        return found
