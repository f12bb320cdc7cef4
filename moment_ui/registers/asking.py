"""One question over HTTP to somebody else's server: short, bounded, and every failure has a kind."""

import asyncio
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from weakref import WeakKeyDictionary

import httpx

from moment_ui.registers.failures import Failure, NoAnswer

Fault = Callable[[Failure], NoAnswer]

LARGEST_ANSWER = 1_000_000
"""Bytes. A page of hits takes a few thousand each."""

HEADERS = {"Accept-Encoding": "identity", "User-Agent": "Moment-UI"}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answered: the status, and the body as it came."""

    status: int
    body: bytes


def checked(answer: Answer, fault: Fault) -> Answer:
    """The answer when its status is 200; raises the fault for any other one."""
    if answer.status == HTTPStatus.OK:
        return answer
    if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        raise fault(Failure.BROKEN)
    raise fault(Failure.REFUSED if answer.status >= HTTPStatus.BAD_REQUEST else Failure.UNREADABLE)


@lru_cache(maxsize=1)
def _trusted() -> ssl.SSLContext:
    """Reading the certificates takes longer than many a look-up: once is enough."""
    return httpx.create_ssl_context()


class Asker:
    """Asks servers, with one connection pool per event loop.

    `fault` makes the error that tells of a failure; `redirects` is how many are followed.
    """

    def __init__(
        self,
        seconds: float,
        fault: Fault,
        *,
        redirects: int = 0,
        transport: httpx.AsyncBaseTransport | None = None,
    ) -> None:
        self._seconds = seconds
        self._fault = fault
        self._redirects = redirects
        self._transport = transport
        self._clients: WeakKeyDictionary[asyncio.AbstractEventLoop, httpx.AsyncClient] = (
            WeakKeyDictionary()
        )

    async def ask(self, url: str, parameters: Mapping[str, str] | None = None) -> Answer:
        """GET an address. Whatever status the server gives is an answer.

        Raises the fault when it says nothing whole within the seconds, or too much.
        """
        try:
            async with asyncio.timeout(self._seconds):
                return await self._ask(url, parameters)
        except (TimeoutError, httpx.TimeoutException):
            raise self._fault(Failure.SLOW) from None
        except (httpx.DecodingError, httpx.RemoteProtocolError, httpx.TooManyRedirects):
            raise self._fault(Failure.UNREADABLE) from None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
            raise self._fault(Failure.UNREACHABLE) from None

    async def _ask(self, url: str, parameters: Mapping[str, str] | None) -> Answer:
        async with self._client().stream("GET", url, params=parameters) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > LARGEST_ANSWER:
                    raise self._fault(Failure.UNREADABLE)
            return Answer(response.status_code, bytes(body))

    def _client(self) -> httpx.AsyncClient:
        loop = asyncio.get_running_loop()
        if loop not in self._clients:
            self._clients[loop] = httpx.AsyncClient(
                headers=HEADERS,
                timeout=self._seconds,
                transport=self._transport,
                verify=_trusted(),
                follow_redirects=self._redirects > 0,
                max_redirects=self._redirects,
            )
        return self._clients[loop]
