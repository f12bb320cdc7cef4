"""A letter, and the message it becomes (RFC 5322, MIME): text, plain HTML, attachments."""

import re
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from html import escape

from moment_ui.core import clock
from moment_ui.mail.errors import BadAddress

_ADDRESS = re.compile(r"[^@\s<>()\[\],;:\"\\]+@[^@\s<>()\[\],;:\"\\]+", re.ASCII)
_LINK = re.compile(r"https?://[^\s<>\"]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Person:
    """A name and an address; the name may be empty."""

    name: str
    email: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file to go along."""

    name: str
    media_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Letter:
    """What is sent. `message_id` is ours, so that a server's log and ours name the same message."""

    sender: Person
    receivers: tuple[Person, ...]
    subject: str
    text: str
    message_id: str
    attachments: tuple[Attachment, ...] = ()
    reply_to: Person | None = None


def message_of(letter: Letter) -> EmailMessage:
    """The letter as a message. Raises BadAddress for what is no address.

    Line ends cannot get into a header: names and the subject lose them, addresses are refused.
    """
    message = EmailMessage(policy=SMTP)
    message["From"] = _address(letter.sender)
    message["To"] = tuple(_address(person) for person in letter.receivers)
    if letter.reply_to:
        message["Reply-To"] = _address(letter.reply_to)
    message["Subject"] = _one_line(letter.subject)
    message["Date"] = format_datetime(clock.now())
    message["Message-ID"] = f"<{letter.message_id}>"
    message.set_content(letter.text)
    message.add_alternative(html_of(letter.text), subtype="html")
    for attached in letter.attachments:
        kind, _slash, subtype = attached.media_type.partition("/")
        message.add_attachment(
            attached.content, maintype=kind, subtype=subtype, filename=_one_line(attached.name)
        )
    return message


def html_of(text: str) -> str:
    """The text as the plainest HTML: paragraphs, line ends, links that can be clicked."""
    paragraphs = [
        "<p>" + _linked(part).replace("\n", "<br>\n") + "</p>"
        for part in re.split(r"\n{2,}", text.strip())
    ]
    style = "font-family:system-ui,sans-serif;font-size:15px;line-height:1.5;color:#21201c"
    body = "\n".join(paragraphs)
    return f'<!DOCTYPE html>\n<html><body style="{style}">\n{body}\n</body></html>\n'


def _linked(text: str) -> str:
    parts: list[str] = []
    end = 0
    for found in _LINK.finditer(text):
        address = found[0].rstrip(".,;:!?)")
        parts.append(escape(text[end : found.start()]))
        parts.append(f'<a href="{escape(address)}">{escape(address)}</a>')
        end = found.start() + len(address)
    return "".join(parts) + escape(text[end:])


def _address(person: Person) -> Address:
    if not (person.email.isascii() and _ADDRESS.fullmatch(person.email)):
        raise BadAddress(person.email)
    return Address(_one_line(person.name), addr_spec=person.email)


def _one_line(text: str) -> str:
    return _UNPRINTABLE.sub(" ", text).strip()
