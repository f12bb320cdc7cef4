"""The Norwegian register: Enhetsregisteret of Brønnøysundregistrene, as open data.

Documented at https://data.brreg.no/enhetsregisteret/api/dokumentasjon/no/index.html. A company that
was deleted comes as a short answer with `slettedato`, with status 200 or 410; 404 is a number that
was never given. Sub-units (underenheter: shops, schools, departments) have numbers of their own and
get e-invoices, but stand in a list apart. That is asked where no company is found.
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
        self._companies = f"{base.rstrip('/')}/enheter"
        self._units = f"{base.rstrip('/')}/underenheter"
        self._asker = Asker(seconds, RegisterUnavailable, transport=transport)

    async def search(self, text: str) -> list[RegisterEntry]:
        """At most ten companies whose names begin so, else sub-units; by nine digits who has them.

        Raises RegisterUnavailable. Sub-units that cannot be asked for are none.
        """
        words = " ".join(text.split())
        number = words.replace(" ", "")
        if re.fullmatch(r"\d{9}", number, re.ASCII):
            found = await self.entry(number)
            return [found] if found else []
        return await self._by_name(words) if len(words) >= LEAST_LETTERS else []

    async def entry(self, org_number: str) -> RegisterEntry | None:
        """The company or sub-unit with nine digits, None for 404. Raises RegisterUnavailable."""
        if not re.fullmatch(r"\d{9}", org_number, re.ASCII):
            return None
        for place in (self._companies, self._units):
            answer = await self._asker.ask(f"{place}/{org_number}")
            if answer.status == HTTPStatus.GONE:
                return deleted_entry(org_number, answer.body)
            if answer.status != HTTPStatus.NOT_FOUND:
                return _entry_of(org_number, checked(answer, RegisterUnavailable).body)
        return None

    async def _by_name(self, words: str) -> list[RegisterEntry]:
        companies = await self._named(self._companies, words)
        if companies:
            return companies
        try:
            return await self._named(self._units, words)
        except RegisterUnavailable:
            return []

    async def _named(self, place: str, words: str) -> list[RegisterEntry]:
        wanted = {"navn": words[:LONGEST_NAME], "navnMetodeForSoek": "FORTLOEPENDE"}
        answer = await self._asker.ask(place, {**wanted, "size": str(SHOWN)})
        return entries_in(checked(answer, RegisterUnavailable).body)[:SHOWN]


def _entry_of(org_number: str, body: bytes) -> RegisterEntry:
    found = entry_in(body)
    if found.number != org_number:
        raise RegisterUnavailable(Failure.UNREADABLE)
    return found
