"""Peppol's look-up of participants: DNS says who publishes for an address, the publisher what it takes.

The name asked for is made of the address's SHA-256 in base 32 under the locator's host; its NAPTR
record holds the publisher's address. Policies: https://docs.peppol.eu/edelivery/. Why not
peppol-py's own: docs/decisions/0018-participants-asked-by-ourselves.md.
"""

import base64
import hashlib
import ipaddress
from functools import lru_cache
from http import HTTPStatus
from typing import Any, cast
from urllib.parse import quote, unquote, urlsplit

import dns.asyncresolver
import dns.exception
import dns.resolver
from dns.rdtypes.IN.NAPTR import NAPTR
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no types

from moment_ui.core.settings import settings
from moment_ui.registers.asking import Asker, checked
from moment_ui.registers.failures import Failure, ParticipantsUnavailable
from moment_ui.registers.participants import Receiving

ACTORS = "iso6523-actorid-upis"
BILLING = (
    "urn:oasis:names:specification:ubl:schema:xsd:Invoice-2::Invoice"
    "##urn:cen.eu:en16931:2017#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0"
)
"""How the identifier of a Peppol BIS Billing 3.0 invoice begins."""

DNS_PORT = 53
REDIRECTS = 3


class PeppolLookup:
    """Asks the locator under `host`; `nameserver` (address and port) instead of the system's."""

    def __init__(self, host: str, seconds: float = 5, nameserver: str = "") -> None:
        self._host = host.strip(".")
        self._seconds = seconds
        self._nameserver = nameserver
        self._asker = Asker(seconds, ParticipantsUnavailable, redirects=REDIRECTS)

    async def receives(self, scheme: str, identifier: str) -> Receiving:
        """What the address can receive. Raises ParticipantsUnavailable."""
        participant = f"{scheme}:{identifier}".lower()
        publisher = await self._publisher(participant)
        if publisher is None:
            return Receiving.NOT_REGISTERED
        path = quote(f"{ACTORS}::{participant}", safe="")
        answer = await self._asker.ask(f"{publisher.rstrip('/')}/{path}")
        if answer.status == HTTPStatus.NOT_FOUND:
            return Receiving.NOT_REGISTERED
        return _receiving(checked(answer, ParticipantsUnavailable).body)

    async def _publisher(self, participant: str) -> str | None:
        """The address of who publishes for the participant; None when nobody does."""
        name = locator_name(participant, self._host)
        try:
            resolver = self._resolver()
            answers = await resolver.resolve(name, "NAPTR", lifetime=self._seconds)
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return None
        except dns.exception.Timeout:
            raise ParticipantsUnavailable(Failure.SLOW) from None
        except (dns.exception.DNSException, OSError, ValueError):
            raise ParticipantsUnavailable(Failure.UNREACHABLE) from None
        records = sorted(cast("Any", answers), key=lambda record: (record.order, record.preference))
        for record in records:
            if address := _published_at(record):
                return address
        raise ParticipantsUnavailable(Failure.UNREADABLE)

    def _resolver(self) -> dns.asyncresolver.Resolver:
        if not self._nameserver:
            return dns.asyncresolver.Resolver()
        resolver = dns.asyncresolver.Resolver(configure=False)
        named = urlsplit(f"//{self._nameserver}")
        resolver.nameservers = [str(ipaddress.ip_address(named.hostname or ""))]
        resolver.port = named.port or DNS_PORT
        return resolver


@lru_cache(maxsize=4)
def _opened(host: str, seconds: float, nameserver: str) -> PeppolLookup:
    return PeppolLookup(host, seconds, nameserver)


def participants() -> PeppolLookup | None:
    """The look-up of this installation; None when the setting turns it off."""
    known = settings()
    host = known.participant_lookup_host.strip()
    if not host:
        return None
    return _opened(host, known.participant_lookup_seconds, known.participant_lookup_dns.strip())


def locator_name(participant: str, host: str) -> str:
    """The absolute DNS name under which a participant (`0192:994218766`) is found."""
    digest = hashlib.sha256(participant.lower().encode()).digest()
    return f"{base64.b32encode(digest).decode().rstrip('=')}.{ACTORS}.{host}."


def _published_at(record: NAPTR) -> str:
    """The publisher's address in a record; "" when it is about something else.

    Peppol replaces the whole name; records that would keep parts of it are not made.
    """
    kind = (record.flags.decode("ascii", "replace"), record.service.decode("ascii", "replace"))
    if tuple(part.lower() for part in kind) != ("u", "meta:smp"):
        return ""
    rule = record.regexp.decode("utf-8", "replace")
    parts = rule[1:].split(rule[0]) if rule else []
    address = parts[1] if len(parts) > 1 and "\\" not in parts[1] else ""
    return address if urlsplit(address).scheme in {"http", "https"} else ""


def _receiving(body: bytes) -> Receiving:
    """What a publisher's list of documents means. Raises ParticipantsUnavailable."""
    try:
        listed = etree.fromstring(
            body, etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        )
    except (etree.XMLSyntaxError, ValueError):
        raise ParticipantsUnavailable(Failure.UNREADABLE) from None
    if etree.QName(listed).localname != "ServiceGroup":
        raise ParticipantsUnavailable(Failure.UNREADABLE)
    documents = [
        unquote(reference.get("href", ""))
        for reference in listed.iterfind(".//{*}ServiceMetadataReference")
    ]
    takes = any(BILLING in document for document in documents)
    return Receiving.CAN_RECEIVE if takes else Receiving.NO_INVOICES
