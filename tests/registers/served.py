"""A company register on loopback that answers well, slowly, wrongly, or not at all.

with served_register() as register:
    register.mood = "half"
    ... Brreg(register.url).search("fjord")

The companies are ours, in the shape that Enhetsregisteret documents.
"""

import json
import socket
import struct
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

from typing_extensions import override

TINDRA = {
    "organisasjonsnummer": "990001111",
    "navn": "TINDRA BYGG AS",
    "organisasjonsform": {"kode": "AS", "beskrivelse": "Aksjeselskap"},
    "hjemmeside": "www.tindra.example",
    "epostadresse": "post@tindra.example",
    "telefon": "73 54 01 00",
    "registrertIMvaregisteret": True,
    "forretningsadresse": {
        "land": "Norge",
        "landkode": "NO",
        "postnummer": "7010",
        "poststed": "TRONDHEIM",
        "adresse": ["Fjordgata 8"],
    },
    "postadresse": {
        "landkode": "NO",
        "postnummer": "7401",
        "poststed": "TRONDHEIM",
        "adresse": ["Postboks 214", "Sentrum"],
    },
    "konkurs": False,
    "underAvvikling": False,
    "underTvangsavviklingEllerTvangsopplosning": False,
}
TINDRA_TAK = {
    "organisasjonsnummer": "990012288",
    "navn": "TINDRA TAK OG BLIKK AS",
    "organisasjonsform": {"kode": "AS"},
    "registrertIMvaregisteret": False,
    "forretningsadresse": {"landkode": "NO", "poststed": "ÅLESUND", "adresse": [None, "Kaia 3"]},
    "konkurs": True,
}
TINDRA_GONE = {
    "respons_klasse": "SlettetEnhet",
    "organisasjonsnummer": "990023468",
    "navn": "TINDRA DRIFT AS",
    "slettedato": "2026-03-04",
}
FJORDGATA = {
    "organisasjonsnummer": "990045054",
    "navn": "TINDRA BYGG AS AVD FJORDGATA",
    "organisasjonsform": {"kode": "BEDR"},
    "overordnetEnhet": "990001111",
    "registrertIMvaregisteret": True,
    "beliggenhetsadresse": {"landkode": "NO", "poststed": "MO I RANA", "adresse": ["Kaia 3"]},
}
CLOSED_UNIT = {**FJORDGATA, "organisasjonsnummer": "990045062", "nedleggelsesdato": "2026-02-01"}
COMPANIES = (TINDRA, TINDRA_TAK, TINDRA_GONE)
UNITS = (FJORDGATA, CLOSED_UNIT)
SLOWLY = 1.0
FOREVER = 30.0


@dataclass
class Register:
    """The running server; `mood` is how it answers from now on, `asked` what it was asked."""

    url: str
    mood: str = "well"
    asked: list[str] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    register: Register

    @override
    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        """Answer in the mood of the moment."""
        self.register.asked.append(self.path)
        mood = getattr(self, f"be_{self.register.mood}", None)
        if mood:
            mood()
        else:
            self.answer(*self.found())

    def found(self) -> tuple[int, Any]:
        """Status and body for the question."""
        parts = urlsplit(self.path)
        kind, _slash, number = parts.path.strip("/").partition("/")
        listed = {"enheter": COMPANIES, "underenheter": UNITS}[kind]
        if number:
            for company in listed:
                if company["organisasjonsnummer"] == number:
                    return 200, company
            return (410, {"organisasjonsnummer": number}) if number == "990034648" else (404, {})
        words = parse_qs(parts.query).get("navn", [""])[0].upper()
        shown = [
            company for company in listed if not {"slettedato", "nedleggelsesdato"} & set(company)
        ]
        hits = [company for company in shown if company["navn"].startswith(words)]
        embedded = {"_embedded": {kind: hits}} if hits else {}
        return 200, {**embedded, "page": {"size": 10, "totalElements": len(hits)}}

    def answer(self, status: int, body: Any, kind: str = "application/json") -> None:
        """Send a whole answer."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def be_slow(self) -> None:
        """Answer well after a second."""
        self.register.ended.wait(SLOWLY)
        self.answer(*self.found())

    def be_hanging(self) -> None:
        """Take the question and say nothing."""
        self.register.ended.wait(FOREVER)

    def be_dripping(self) -> None:
        """Send a byte now and then: each in time, the whole never."""
        self.send_response(200)
        self.end_headers()
        until = time.monotonic() + FOREVER
        while time.monotonic() < until and not self.register.ended.wait(0.1):
            try:
                self.wfile.write(b" ")
            except OSError:
                return

    def be_resetting(self) -> None:
        """Break the connection off."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()

    def be_half(self) -> None:
        """Promise more than is sent."""
        self.send_response(200)
        self.send_header("Content-Length", "5000")
        self.end_headers()
        self.wfile.write(json.dumps(TINDRA).encode()[:80])

    def be_html(self) -> None:
        """The page of somebody's proxy."""
        self.answer(200, b"<html><body>Log in to the network</body></html>", "text/html")

    def be_broken(self) -> None:
        """A fault on their side."""
        self.answer(503, {"message": "down"})

    def be_refusing(self) -> None:
        """Too many questions."""
        self.answer(429, {})

    def be_elsewhere(self) -> None:
        """A redirect."""
        self.send_response(302)
        self.send_header("Location", self.register.url + "/enheter/990001111")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def be_huge(self) -> None:
        """Two million spaces before the answer."""
        self.answer(200, b" " * 2_000_000 + json.dumps(TINDRA).encode())

    def be_cut(self) -> None:
        """JSON that stops in the middle, told as whole."""
        self.answer(200, json.dumps(TINDRA).encode()[:80])

    def be_deep(self) -> None:
        """Brackets without end."""
        self.answer(200, b"[" * 200_000)

    def be_nameless(self) -> None:
        """A company without a name."""
        self.answer(200, {"organisasjonsnummer": "990001111"})

    def be_odd(self) -> None:
        """Fields of a wrong kind."""
        self.answer(200, {**TINDRA, "konkurs": "nei", "postadresse": "Storgata 1"})

    def be_empty(self) -> None:
        """An object with nothing in it."""
        self.answer(200, {})


WRONG = (
    *("hanging", "dripping", "resetting", "half", "html", "broken", "refusing", "elsewhere"),
    *("huge", "cut", "deep", "nameless", "odd", "empty"),
)


@contextmanager
def served_register() -> Iterator[Register]:
    """A register for the length of a block."""
    register = Register("")
    handler = type("Handler", (_Handler,), {"register": register})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        register.url = f"http://127.0.0.1:{server.server_address[1]}"
        thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
        thread.start()
        try:
            yield register
        finally:
            register.ended.set()
            server.shutdown()
            thread.join()
