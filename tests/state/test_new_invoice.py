"""A draft from the customer's page to its own, refreshed, deleted and brought back."""

from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.reading import Place
from moment_ui.models.invoice import Invoice
from moment_ui.state.base import NoticeState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.invoices.invoice import InvoiceState
from moment_ui.state.invoices.new_invoice import NewInvoiceState
from tests.tabs import HYDRATE


async def at(tabs, actor, path):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab


def put(world, place, **texts):
    with writing(world.nord.economy) as work:
        save_options(work, place, {key: Change(None, text) for key, text in texts.items()})


def drafts(world, customer_id):
    with reading(world.nord.administrator) as work:
        query = select(Invoice.id).where(Invoice.customer_id == customer_id)
        return list(work.session.exec(query.where(Invoice.state == "draft")))


async def test_a_draft_is_made_for_a_project_and_its_page_opened(tabs, world):
    fjord, project = world.nord.customers[10001], world.nord.projects["P-100"]
    put(world, Place(Level.CUSTOMER, fjord), your_reference="Kari", credit_days="30")
    put(world, Place(Level.PROJECT, project), invoice_text="Etter avtale.")
    tab = await at(tabs, world.nord.project_leader, f"/nord/customers/{fjord}")
    opened = await tab.call(NewInvoiceState.start)
    assert [name for _key, name in opened.vars["projects"]][1:] == [
        "P-101 Prosjekt P-101",
        "P-100 Prosjekt P-100",
    ]
    saved = await tab.call(NewInvoiceState.submit, form={"project": str(project)})
    (path,) = saved.redirects
    page = await at(tabs, world.nord.project_leader, path)
    shown = (await page.call(InvoiceState.load)).vars["shown"]
    assert (shown.title, shown.text, shown.draft, shown.may_change) == (
        "Draft of an invoice",
        "Etter avtale.",
        True,
        True,
    )
    facts = {fact.label: fact.value for fact in (*shown.facts, *shown.references)}
    assert facts["Your reference"] == "Kari"
    assert (facts["Issued"], facts["Due"]) == ("16.11.2026", "16.12.2026")
    assert {fact.label: fact.value for fact in shown.made_with} == {
        "Credit terms": "30 days",
        "Customer contact": "Per 10001",
    }


async def test_blocked_customers_are_refused_with_words(tabs, world):
    blocked = world.nord.customers[10004]
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{blocked}")
    await tab.call(NewInvoiceState.start)
    answer = await tab.call(NewInvoiceState.submit, form={"project": ""})
    assert "is blocked and gets no new invoices" in answer.vars["problem"]
    assert answer.redirects == []
    assert drafts(world, blocked) == []


async def test_a_potential_customer_is_asked_about_first(tabs, world):
    potential = world.nord.customers[10003]
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{potential}")
    await tab.call(NewInvoiceState.start)
    asked = await tab.call(NewInvoiceState.submit, form={"project": ""})
    assert "is a potential customer" in asked.vars["question"]
    assert drafts(world, potential) == []
    answer = await tab.call(NewInvoiceState.confirm)
    assert len(answer.redirects) == 1
    assert len(drafts(world, potential)) == 1


async def test_a_deleted_draft_comes_back_by_the_message(tabs, world):
    berg, draft = world.nord.customers[10002], world.nord.drafts[0]
    tab = await at(tabs, world.nord.administrator, f"/nord/finances/invoices/{draft}")
    await tab.call(InvoiceState.load)
    answer = await tab.call(InvoiceState.remove)
    assert answer.redirects == [f"/nord/customers/{berg}/invoices"]
    assert drafts(world, berg) == []
    (notice,) = answer.vars["notices"]
    again = await tab.call(NoticeState.undo, notice_id=notice.id)
    (key,) = drafts(world, berg)
    assert again.redirects == [f"/nord/finances/invoices/{key}"]


async def test_a_draft_is_refreshed_with_what_holds_now(tabs, world):
    berg, draft = world.nord.customers[10002], world.nord.drafts[0]
    put(world, Place(Level.CUSTOMER, berg), your_reference="Ola")
    tab = await at(tabs, world.nord.administrator, f"/nord/finances/invoices/{draft}")
    await tab.call(InvoiceState.load)
    answer = await tab.call(InvoiceState.refresh)
    assert answer.vars["shown"].references[0].value == "Ola"


async def test_co_workers_and_neighbours_make_no_drafts(tabs, world):
    fjord = world.nord.customers[10001]
    tab = await at(tabs, world.nord.co_worker, f"/nord/customers/{fjord}")
    assert not (await tab.call(CustomerProfileState.load)).vars["view"].may_create_invoices
    await tab.call(NewInvoiceState.submit, form={"project": ""})
    assert drafts(world, fjord) == []
    theirs = world.sor.drafts[0]
    tab = await at(tabs, world.nord.administrator, f"/nord/finances/invoices/{theirs}")
    for handler in (InvoiceState.remove, InvoiceState.refresh):
        answer = await tab.call(handler)
        assert "was not found" in answer.notices[-1]


async def test_from_the_list_of_invoices_it_asks_for_the_customer(tabs, world):
    fjord, theirs = world.nord.customers[10001], world.sor.customers[10001]
    tab = await at(tabs, world.nord.economy, "/nord/finances/invoices")
    opened = await tab.call(NewInvoiceState.start)
    assert opened.vars["asks_customer"] is True
    without = await tab.call(NewInvoiceState.submit, form={"kind": "invoice"})
    assert without.vars["errors"] == {"customer_id": "Choose a customer."}
    found = await tab.call(NewInvoiceState.find, text="fjord")
    assert [key for key, _name in found.vars["customers"]] == [str(fjord)]
    picked = await tab.call(NewInvoiceState.pick, customer_id=str(fjord))
    assert len(picked.vars["projects"]) == 3
    before = drafts(world, fjord)
    refused = await tab.call(NewInvoiceState.submit, form={"customer_id": str(theirs)})
    assert not refused.redirects
    saved = await tab.call(NewInvoiceState.submit, form={"customer_id": str(fjord)})
    (made,) = set(drafts(world, fjord)) - set(before)
    assert saved.redirects == [f"/nord/finances/invoices/{made}"]
