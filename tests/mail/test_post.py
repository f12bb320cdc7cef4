"""Outgoing mail against a real SMTP server on loopback, and one that hangs, refuses or hangs up."""

import email
import email.policy
import socket
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from subprocess import run
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult

from moment_ui.core.settings import Settings
from moment_ui.mail import post
from moment_ui.mail.errors import (
    BadAddress,
    LogInRefused,
    MaybeSent,
    NotReached,
    NotTrusted,
    Refused,
)
from moment_ui.mail.letter import Attachment, Letter, Person, html_of, message_of
from moment_ui.mail.post import Smtp
from tests.serving import free_port

PASSWORD = "hemmelig"  # noqa: S105 - of a server that lives for a second


class Box:
    """Keeps what arrives; refuses receivers whose name begins with "no"."""

    def __init__(self) -> None:
        self.letters: list[Any] = []
        self.receivers: list[str] = []

    async def handle_RCPT(self, _server, _session, envelope, address, _options):  # noqa: N802
        if address.startswith("no"):
            return "550 no such person here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server, _session, envelope):  # noqa: N802
        if b"refuse-me" in envelope.content:
            return "554 this looks like spam"
        self.letters.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        self.receivers += envelope.rcpt_tos
        return "250 OK"


@contextmanager
def server(box: Box, **options: Any) -> Iterator[int]:
    """A server with that box; yields its port."""
    controller = Controller(box, hostname="127.0.0.1", port=free_port(), **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def way_out(port: int, **chosen: Any) -> Smtp:
    """Our side, with short patience."""
    given = {"smtp_security": "none", "smtp_seconds": 1} | chosen
    return Smtp(Settings(smtp_host="127.0.0.1", smtp_port=port, **given))


def letter(*receivers: str, subject: str = "Tilbud 1003", text: str = "Hei") -> Letter:
    people = tuple(Person("Åse, Østby", to) for to in receivers or ("ase@kunde.example",))
    paper = Attachment("tilbud-ærlig.pdf", "application/pdf", b"%PDF-1.4 x")
    sender = Person("Lysgård & Sønner, Ål", "post@lysgard.example")
    return Letter(sender, people, subject, text, "m1@lysgard.example", (paper,))


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A self-made certificate for 127.0.0.1, and its key."""
    folder = tmp_path_factory.mktemp("tls")
    cert, key = folder / "cert.pem", folder / "key.pem"
    made = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    names = ["-addext", "subjectAltName=IP:127.0.0.1"]
    run(["openssl", *made, *names, "-keyout", key, "-out", cert], check=True, capture_output=True)
    return cert, key


def tls_of(certificate: tuple[Path, Path]) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    return context


def test_a_letter_arrives_whole() -> None:
    box = Box()
    with server(box) as port:
        receipt = way_out(port).send(letter(text="Se https://moment.example/offer/x.y\n\nHilsen"))
    assert (receipt.left, receipt.refused) == (True, ())
    (arrived,) = box.letters
    assert arrived["From"] == '"Lysgård & Sønner, Ål" <post@lysgard.example>'
    assert arrived["To"] == '"Åse, Østby" <ase@kunde.example>'
    assert arrived["Message-ID"] == "<m1@lysgard.example>"
    assert 'href="https://moment.example/offer/x.y"' in arrived.get_body(("html",)).get_content()
    (paper,) = arrived.iter_attachments()
    assert (paper.get_filename(), paper.get_content()) == ("tilbud-ærlig.pdf", b"%PDF-1.4 x")


def test_the_rest_gets_it_when_one_receiver_is_refused() -> None:
    box = Box()
    with server(box) as port:
        receipt = way_out(port).send(letter("ja@b.example", "no@b.example"))
    assert receipt.refused == ("no@b.example",)
    assert box.receivers == ["ja@b.example"]


def test_all_receivers_or_the_message_refused_is_an_error_that_quotes_the_server() -> None:
    box = Box()
    with server(box) as port:
        with pytest.raises(Refused, match="no such person"):
            way_out(port).send(letter("no@b.example"))
        with pytest.raises(Refused, match="looks like spam"):
            way_out(port).send(letter(subject="refuse-me"))
    assert box.letters == []


@pytest.mark.parametrize("security", ["tls", "starttls"])
def test_it_is_encrypted_and_only_to_a_server_that_is_trusted(certificate, security: str) -> None:
    box, context = Box(), tls_of(certificate)
    options = (
        {"ssl_context": context}
        if security == "tls"
        else {"tls_context": context, "require_starttls": True}
    )
    with server(box, **options) as port:
        trusted = {"smtp_security": security, "smtp_ca_file": str(certificate[0])}
        assert way_out(port, **trusted).send(letter()).left
        with pytest.raises(NotTrusted):
            way_out(port, smtp_security=security).send(letter())
    assert len(box.letters) == 1


def test_a_server_without_encryption_is_not_talked_to_when_it_was_asked_for() -> None:
    box = Box()
    with server(box) as port, pytest.raises(NotTrusted):
        way_out(port, smtp_security="starttls").send(letter())
    assert box.letters == []


def test_a_log_in_that_is_refused_says_so_without_the_password() -> None:
    def check(_server: SMTP, _session, _envelope, _mechanism, data) -> AuthResult:
        return AuthResult(success=data.password == PASSWORD.encode(), handled=False)

    box = Box()
    options = {"authenticator": check, "auth_require_tls": False, "auth_required": True}
    with server(box, **options) as port:
        assert way_out(port, smtp_user="u", smtp_password=PASSWORD).send(letter()).left
        with pytest.raises(LogInRefused) as refused:
            way_out(port, smtp_user="u", smtp_password="feil-passord").send(letter())  # noqa: S106
    assert "feil-passord" not in str(refused.value)


@contextmanager
def listener(talk: Any) -> Iterator[int]:
    """A server that does one thing with its first caller."""
    sock = socket.create_server(("127.0.0.1", 0))
    thread = threading.Thread(target=lambda: talk(sock.accept()[0]), daemon=True)
    thread.start()
    try:
        yield sock.getsockname()[1]
    finally:
        sock.close()
        thread.join(5)


def test_a_server_that_says_nothing_is_left_after_a_while() -> None:
    done = threading.Event()

    def hang(_caller: socket.socket) -> None:
        done.wait(5)

    with listener(hang) as port, pytest.raises(NotReached):
        way_out(port).send(letter())
    done.set()


def test_a_server_that_answers_a_sign_at_a_time_is_hung_up_on(monkeypatch) -> None:
    def drip(caller: socket.socket) -> None:
        caller.sendall(b"220 hello\r\n250")
        with suppress(OSError):
            while True:
                time.sleep(0.1)
                caller.sendall(b" ")

    monkeypatch.setattr(post, "LONGEST", 0.5)
    with listener(drip) as port, pytest.raises(NotReached):
        way_out(port).send(letter())


def test_nobody_there_is_said() -> None:
    with pytest.raises(NotReached, match="does not answer"):
        way_out(free_port()).send(letter())


def answering(caller: socket.socket, *, until: bytes) -> None:
    """Say yes to everything, and hang up when a line begins so."""
    caller.sendall(b"220 hello\r\n")
    with caller, caller.makefile("rb") as lines:
        for line in lines:
            if line.upper().startswith(until):
                return
            if line.upper().startswith(b"DATA"):
                caller.sendall(b"354 go on\r\n")
            elif line[:4].upper() in {b"EHLO", b"MAIL", b"RCPT"}:
                caller.sendall(b"250 OK\r\n")


def test_a_break_before_the_message_was_handed_over_sent_nothing() -> None:
    with (
        listener(lambda caller: answering(caller, until=b"RCPT")) as port,
        pytest.raises(NotReached),
    ):
        way_out(port).send(letter())


def test_a_break_while_the_message_is_taken_may_have_sent_it() -> None:
    with (
        listener(lambda caller: answering(caller, until=b".\r\n")) as port,
        pytest.raises(MaybeSent),
    ):
        way_out(port).send(letter())


def test_line_ends_never_get_into_a_header() -> None:
    sneaky = "Hei\r\nBcc: x@kunde.example\u2028X-Evil: 1"
    sender = Person(sneaky, "post@lysgard.example")
    message = message_of(
        Letter(sender, (Person(sneaky, "a@b.example"),), sneaky, "x", "m@x.example")
    )
    raw = message.as_bytes().decode()
    assert message["Bcc"] is None
    assert message["X-Evil"] is None
    assert "\nBcc:" not in raw


@pytest.mark.parametrize(
    "address", ["", "a", "a@b\r\nBcc: c@d.example", "a b@c.example", "å@b.example"]
)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(BadAddress):
        message_of(letter(address))


def test_html_is_the_text_and_nothing_more() -> None:
    html = html_of("a <b>\nc & d\n\nhttps://x.example/?a=1&b=2.")
    assert "a &lt;b&gt;<br>" in html
    assert '<a href="https://x.example/?a=1&amp;b=2">' in html
