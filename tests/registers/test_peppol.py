"""The participant look-up against a DNS server and a publisher on loopback."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from socketserver import BaseRequestHandler, ThreadingUDPServer
from types import SimpleNamespace
from urllib.parse import quote, unquote

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset
import peppol_py.smp
import pytest

from moment_ui.core.settings import settings
from moment_ui.registers.failures import Failure, ParticipantsUnavailable
from moment_ui.registers.participants import Receiving
from moment_ui.registers.peppol import BILLING, PeppolLookup, locator_name, participants

HOST = "participant.sml.example"
GROUP = (
    '<ServiceGroup xmlns="http://busdox.org/serviceMetadata/publishing/1.0/">'
    "<ServiceMetadataReferenceCollection>{}</ServiceMetadataReferenceCollection></ServiceGroup>"
)


def group(*documents: str) -> bytes:
    return GROUP.format(
        "".join(
            f'<ServiceMetadataReference href="http://smp/x/services/{quote(one, safe="")}"/>'
            for one in documents
        )
    ).encode()


@contextmanager
def serving(server) -> Iterator[int]:
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@pytest.fixture
def peppol():
    """What the locator and the publisher answer; tests change it."""
    said = SimpleNamespace(
        status=200, body=group("busdox-docid-qns::" + BILLING + "::2.1"), rcode=None,
        silent=False, paths=[], names=[], service=b"Meta:SMP", rule="!^.*$!{url}!",
    )  # fmt: skip

    class Publisher(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name
            pass

        def do_GET(self):
            said.paths.append(self.path)
            self.send_response(said.status)
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body)

    class Locator(BaseRequestHandler):
        def handle(self):
            data, udp = self.request
            if said.silent:
                return
            question = dns.message.from_wire(data)
            answer = dns.message.make_response(question)
            name = question.question[0].name
            said.names.append(name.to_text())
            if said.rcode is not None:
                answer.set_rcode(said.rcode)
            else:
                rule = said.rule.format(url=said.url)
                text = f'100 10 "U" "{said.service.decode()}" "{rule}" .'
                answer.answer.append(dns.rrset.from_text(name, 60, "IN", "NAPTR", text))
            udp.sendto(answer.to_wire(), self.client_address)

    with (
        serving(ThreadingHTTPServer(("127.0.0.1", 0), Publisher)) as http,
        serving(ThreadingUDPServer(("127.0.0.1", 0), Locator)) as dns_port,
    ):
        said.url = f"http://127.0.0.1:{http}"
        said.dns = f"127.0.0.1:{dns_port}"
        yield said


def ask(peppol, address="0192:994218766", seconds=2.0):
    return PeppolLookup(HOST, seconds, peppol.dns).receives(*address.split(":"))


async def test_who_publishes_billing_can_receive(peppol):
    assert await ask(peppol) == Receiving.CAN_RECEIVE
    assert peppol.names == [locator_name("0192:994218766", HOST)]
    assert unquote(peppol.paths[0]) == "/iso6523-actorid-upis::0192:994218766"


async def test_who_publishes_other_documents_only_cannot_receive_invoices(peppol):
    order = "busdox-docid-qns::urn:oasis:names:specification:ubl:schema:xsd:Order-2::Order##urn:x"
    peppol.body = group(order)
    assert await ask(peppol) == Receiving.NO_INVOICES
    peppol.body = group()
    assert await ask(peppol) == Receiving.NO_INVOICES


async def test_a_name_that_does_not_exist_is_not_registered(peppol):
    peppol.rcode = dns.rcode.NXDOMAIN
    assert await ask(peppol) == Receiving.NOT_REGISTERED
    assert peppol.paths == []


async def test_a_publisher_that_does_not_know_the_participant_says_not_registered(peppol):
    peppol.status = 404
    assert await ask(peppol) == Receiving.NOT_REGISTERED


@pytest.mark.parametrize("status", [500, 503, 403, 429])
async def test_a_publishers_fault_is_no_answer(peppol, status):
    peppol.status = status
    with pytest.raises(ParticipantsUnavailable):
        await ask(peppol)


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"<a/>", b"\xff\xfe", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>']
)
async def test_what_is_no_list_of_documents_is_no_answer(peppol, body):
    peppol.body = body
    with pytest.raises(ParticipantsUnavailable) as failed:
        await ask(peppol)
    assert failed.value.kind == Failure.UNREADABLE


async def test_a_locator_that_fails_or_is_silent_is_not_not_registered(peppol):
    peppol.rcode = dns.rcode.SERVFAIL
    with pytest.raises(ParticipantsUnavailable) as failed:
        await ask(peppol, seconds=0.5)
    assert failed.value.kind in {Failure.UNREACHABLE, Failure.SLOW}
    peppol.silent = True
    with pytest.raises(ParticipantsUnavailable) as failed:
        await ask(peppol, seconds=0.5)
    assert failed.value.kind == Failure.SLOW


@pytest.mark.parametrize("nameserver", ["127.0.0.1:1", "nobody", "127.0.0.1:x", "127.0.0.1:99999"])
async def test_a_nameserver_nobody_listens_at_is_no_answer(nameserver):
    with pytest.raises(ParticipantsUnavailable):
        await PeppolLookup(HOST, 0.5, nameserver).receives("0192", "994218766")


async def test_a_publisher_that_cannot_be_reached_is_no_answer(peppol):
    peppol.url = "http://127.0.0.1:1"
    with pytest.raises(ParticipantsUnavailable) as failed:
        await ask(peppol)
    assert failed.value.kind == Failure.UNREACHABLE


@pytest.mark.parametrize("rule", ["!^.*$!ftp://smp!", "!^(.*)$!http://x/\\\\1!", "", "!"])
async def test_a_record_that_leads_nowhere_is_no_answer(peppol, rule):
    peppol.rule = rule
    with pytest.raises(ParticipantsUnavailable) as failed:
        await ask(peppol)
    assert failed.value.kind == Failure.UNREADABLE


def test_the_name_is_the_one_peppol_py_asks_for(monkeypatch):
    """A second opinion on how the name is made."""
    asked = []

    class Resolver:
        def resolve(self, name, kind):
            asked.append((name, kind))
            raise dns.resolver.NXDOMAIN

    monkeypatch.setattr(peppol_py.smp.dns.resolver, "Resolver", Resolver)
    with pytest.raises(peppol_py.SendPeppolError):
        peppol_py.smp.get_smp_url_from_dns("0192:994218766", test_environment=False)
    host = "participant.sml.prod.tech.peppol.org"
    assert asked == [(locator_name("0192:994218766", host).rstrip("."), "NAPTR")]


def test_the_look_up_can_be_turned_off(monkeypatch):
    assert participants() is participants() is not None
    monkeypatch.setenv("PARTICIPANT_LOOKUP_HOST", "")
    settings.cache_clear()
    assert participants() is None
    monkeypatch.undo()
    settings.cache_clear()
