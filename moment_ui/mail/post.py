"""The ways out: an SMTP server by settings, or the outbox folder when none is configured."""

import re
import secrets
import smtplib
import socket
import ssl
from contextlib import suppress
from dataclasses import dataclass
from email.message import EmailMessage
from threading import Timer
from typing import Protocol

from moment_ui.core import clock
from moment_ui.core.files import written_whole
from moment_ui.core.settings import Settings, settings
from moment_ui.core.words import _
from moment_ui.mail.errors import LogInRefused, MaybeSent, NotReached, NotTrusted, Refused
from moment_ui.mail.letter import Letter, message_of

LONGEST = 90.0
"""Seconds that a talk with a server takes at most, once it has answered."""

PORTS = {"starttls": 587, "tls": 465, "none": 25}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What became of a letter. `left`: it went to a server, else it lies in the outbox.

    `refused` are the receivers the server did not take, while it took others.
    """

    left: bool
    refused: tuple[str, ...] = ()


class Post(Protocol):
    """A way out. Blocks until the letter is away: call it in the thread pool."""

    def send(self, letter: Letter) -> Receipt:
        """Send the letter. Raises MailError."""
        ...


def post() -> Post:
    """The way out that is configured."""
    return Smtp(settings()) if settings().smtp_host else Outbox()


def has_server() -> bool:
    """Whether letters leave, and do not only lie in the outbox."""
    return bool(settings().smtp_host)


class Outbox:
    """A folder of .eml files, which every mail program opens."""

    def send(self, letter: Letter) -> Receipt:
        """Lay the letter into the folder."""
        name = f"{clock.now():%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.eml"
        with written_whole(settings().outbox_dir / name) as stream:
            stream.write(message_of(letter).as_bytes())
        return Receipt(left=False)


class Smtp:
    """An SMTP server (RFC 5321), with STARTTLS (RFC 3207), TLS from the start, or neither.

    Every step has a time-out, and all of them together: who answers a word at a time is hung up on.
    A break while the server takes the message is `MaybeSent`; before that nothing has gone out.
    """

    def __init__(self, chosen: Settings) -> None:
        self._chosen = chosen
        self._host = chosen.smtp_host
        self._port = chosen.smtp_port or PORTS[chosen.smtp_security]

    def send(self, letter: Letter) -> Receipt:
        """Hand the letter over. Raises MailError."""
        message = message_of(letter)
        server = self._connected()
        patience = Timer(LONGEST, _hang_up, (server,))
        patience.daemon = True
        patience.start()
        try:
            self._secure(server)
            self._log_in(server)
            refused = self._address(server, letter)
            self._hand_over(server, message)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise NotReached(self._host, self._port) from error
        finally:
            patience.cancel()
            _leave(server)
        return Receipt(left=True, refused=refused)

    def _connected(self) -> smtplib.SMTP:
        seconds = self._chosen.smtp_seconds
        try:
            if self._chosen.smtp_security == "tls":
                trust = self._trust()
                return smtplib.SMTP_SSL(self._host, self._port, timeout=seconds, context=trust)
            return smtplib.SMTP(self._host, self._port, timeout=seconds)
        except ssl.SSLError as error:
            raise NotTrusted(self._host) from error
        except (OSError, smtplib.SMTPException) as error:
            raise NotReached(self._host, self._port) from error

    def _secure(self, server: smtplib.SMTP) -> None:
        if self._chosen.smtp_security != "starttls":
            return
        try:
            server.starttls(context=self._trust())
        except (ssl.SSLError, smtplib.SMTPNotSupportedError) as error:
            raise NotTrusted(self._host) from error
        except smtplib.SMTPException as error:
            raise NotReached(self._host, self._port) from error

    def _trust(self) -> ssl.SSLContext:
        trust = ssl.create_default_context(cafile=self._chosen.smtp_ca_file or None)
        trust.minimum_version = ssl.TLSVersion.TLSv1_2
        return trust

    def _log_in(self, server: smtplib.SMTP) -> None:
        if not self._chosen.smtp_user:
            return
        try:
            server.login(self._chosen.smtp_user, self._chosen.smtp_password.get_secret_value())
        except smtplib.SMTPServerDisconnected:
            raise
        except smtplib.SMTPException as error:
            raise LogInRefused(self._host) from error

    def _address(self, server: smtplib.SMTP, letter: Letter) -> tuple[str, ...]:
        """Name sender and receivers; returns the receivers that were refused while others were not."""
        server.ehlo_or_helo_if_needed()
        code, answer = server.mail(letter.sender.email)
        if code != 250:
            raise Refused(_("the sender"), _said(answer))
        answers = {person.email: server.rcpt(person.email) for person in letter.receivers}
        refused = {to: said for to, (code, said) in answers.items() if code not in {250, 251}}
        if len(refused) == len(answers):
            first = next(iter(refused.values()), b"")
            raise Refused(_("every receiver"), _said(first))
        return tuple(refused)

    def _hand_over(self, server: smtplib.SMTP, message: EmailMessage) -> None:
        try:
            code, answer = server.data(message.as_bytes())
        except smtplib.SMTPDataError as error:
            raise Refused(_("the message"), _said(error.smtp_error)) from error
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise MaybeSent from error
        if code != 250:
            raise Refused(_("the message"), _said(answer))


def _hang_up(server: smtplib.SMTP) -> None:
    """End the talk: whoever waits for an answer hears that there is none."""
    with suppress(OSError):
        if server.sock is not None:
            server.sock.shutdown(socket.SHUT_RDWR)


def _leave(server: smtplib.SMTP) -> None:
    """Say good-bye; whatever comes of that, the message has gone or not by now."""
    try:
        server.quit()
    except (OSError, smtplib.SMTPException):
        server.close()


def _said(answer: bytes | str) -> str:
    """What the server said, in one short line that ends in a full stop."""
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    line = re.sub(r"[^\x20-\x7e\xa0-\uffff]+", " ", text).strip()[:200]
    return line if line.endswith(".") else f"{line}."
