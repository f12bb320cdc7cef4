"""Registering payments from a cell of a list and from the invoice's page."""

import pytest
from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.models.invoice import Invoice
from moment_ui.models.payment import Payment
from moment_ui.state.base import NoticeState
from moment_ui.state.invoices.invoice_payments import InvoicePaymentsState
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.payments.find_payable import FindPayableState as Find
from moment_ui.state.payments.new_payment import NewPaymentState as New
from tests.state.lists import sit_down
from tests.tabs import HYDRATE

INVOICES = "/nord/finances/invoices"


async def dialog(tabs, world, number=5001, actor=None):
    tab = tabs.open(actor or world.nord.economy, INVOICES)
    await tab.call(HYDRATE)
    answer = await tab.call(New.start, invoice=str(world.nord.invoices[number]))
    return tab, answer


def form(**typed):
    return {"amount": "", "paid_on": "12.11.2026", "description": "", **typed}


async def test_what_is_outstanding_is_proposed_and_what_is_typed_is_weighed(tabs, world):
    tab, opened = await dialog(tabs, world)
    assert opened.vars["title"] == "New payment on 5001"
    assert opened.vars["values"]["amount"] == "1\N{NO-BREAK SPACE}250,00"
    assert opened.vars["effect"] == "Settles the invoice"
    told = [(await tab.call(New.weigh, amount=text)).vars["effect"] for text in ("250", "1300")]
    assert told == ["Leaves 1\N{NO-BREAK SPACE}000,00", "Overpays by 50,00"]


async def test_a_payment_is_registered_once_shown_and_taken_back(tabs, world):
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, INVOICES)
    assert reader.screen["around"].act == "New payment"
    tab, _opened = await dialog(tabs, world)
    saved = await tab.call(New.submit, form=form(amount="1 300,00"))
    assert any(
        "1\N{NO-BREAK SPACE}300,00\N{NO-BREAK SPACE}NOK is registered on 5001" in t
        for t in saved.notices
    )
    assert saved.vars["opened"] is False
    await tab.call(New.submit, form=form(amount="1 300,00"))
    await reader.go(INVOICES)
    cells = {row.name: row.cells for row in reader.screen["rows"]}
    assert ["\N{MINUS SIGN}50,00", "+", "amount warn", "Overpaid"] in cells["5001"]
    _tab, again = await dialog(tabs, world)
    assert again.vars["values"]["amount"] == "\N{MINUS SIGN}50,00"
    await tab.call(NoticeState.undo, notice_id=saved.vars["notices"][-1].id)
    page = tabs.open(world.nord.economy, f"{INVOICES}/{world.nord.invoices[5001]}")
    await page.call(HYDRATE)
    view = (await page.call(InvoicePaymentsState.load)).vars["view"]
    assert [row.note for row in view.rows] == ["Taken back", "Takes back that of 12.11.2026"]


async def test_money_given_back_and_write_offs_are_told_as_what_they_are(tabs, world):
    tab, _opened = await dialog(tabs, world)
    await tab.call(New.choose, kind="write-off")
    assert (await tab.call(New.weigh, amount="1300")).vars["effect"] == "More than is outstanding"
    over = await tab.call(New.choose, kind="manual")
    assert over.vars["effect"] == "Overpays by 50,00"
    await tab.call(New.submit, form=form(amount="1300"))
    tab, opened = await dialog(tabs, world)
    assert opened.vars["about"].endswith("overpaid by 50,00\N{NO-BREAK SPACE}NOK")
    told = [(await tab.call(New.weigh, amount=text)).vars["effect"] for text in ("-20", "-60")]
    assert told == ["Leaves 30,00 overpaid", "10,00 too much given back"]
    saved = await tab.call(New.submit, form=form(amount="-50"))
    assert any(
        "50,00\N{NO-BREAK SPACE}NOK given back is registered on 5001." in t for t in saved.notices
    )


async def test_a_dialog_that_could_not_be_opened_leaves_the_one_before_as_it_was(tabs, world):
    tab, _opened = await dialog(tabs, world)
    await tab.call(New.start, invoice=str(world.sor.invoices[5002]))
    await tab.call(New.submit, form=form(amount="250"))
    with reading(world.nord.economy) as work:
        rows = work.session.exec(select(Payment).where(Payment.amount == 250)).all()
        assert [row.invoice_id for row in rows] == [world.nord.invoices[5001]]


async def test_two_at_once_are_told(tabs, world):
    mine, _opened = await dialog(tabs, world)
    other, _also = await dialog(tabs, world, actor=world.nord.administrator)
    await other.call(New.submit, form=form(amount="250"))
    asked = await mine.call(New.submit, form=form(amount="1250"))
    assert "Kari Administrator has changed what is outstanding" in asked.vars["question"]
    confirmed = await mine.call(New.confirm)
    assert confirmed.vars["opened"] is False


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"amount": ""}, "amount"),
        ({"amount": "x"}, "amount"),
        ({"amount": "1,005"}, "amount"),
        ({"amount": "1", "paid_on": ""}, "paid_on"),
        ({"amount": "1", "paid_on": "17.11.2026"}, "paid_on"),
        ({"amount": "1", "kind": "write-off"}, "reason"),
        ({"amount": "1", "kind": "write-off", "reason": "other"}, "description"),
    ],
)
async def test_what_is_wrong_stands_beside_its_field(tabs, world, typed, field):
    tab, _opened = await dialog(tabs, world)
    answer = await tab.call(New.submit, form=form(**typed))
    assert list(answer.vars["errors"]) == [field]


async def test_other_roles_and_companies_get_no_dialog(tabs, world):
    _tab, leader = await dialog(tabs, world, actor=world.nord.project_leader)
    assert "title" not in leader.vars
    _tab, stranger = await dialog(tabs, world, actor=world.sor.economy)
    assert "title" not in stranger.vars


async def found(tab, words):
    answer = await tab.call(Find.find, words=words)
    return [(row.number, row.customer, row.outstanding) for row in answer.vars["choices"]]


async def test_an_invoice_is_found_by_number_payment_id_or_customer_and_goes_on_to_its_payment(
    tabs, world
):
    with writing(world.nord.economy) as work:
        work.session.get_one(Invoice, world.nord.invoices[5003]).payment_id = "500300017"
    tab = tabs.open(world.nord.economy, "/nord/finances/payments")
    await tab.call(HYDRATE)
    opened = await tab.call(Find.start)
    assert "5001" in [row.number for row in opened.vars["choices"]]
    assert all(row.outstanding for row in opened.vars["choices"])
    (named,) = await found(tab, " 5001 ")
    assert named[2] == "1\N{NO-BREAK SPACE}250,00\N{NO-BREAK SPACE}NOK"
    assert [row[0] for row in await found(tab, "5003 00017")] == ["5003"]
    assert "5001" in [row[0] for row in await found(tab, named[1][:5].lower())]
    assert "5001" in [row[0] for row in await found(tab, "10001")]
    assert await found(tab, "500") == await found(tab, "%") == await found(tab, "9" * 40) == []
    several = await tab.call(Find.submit, form={"find": ""})
    assert several.vars["errors"] == {"find": "Choose one of them."}
    nobody = await tab.call(Find.submit, form={"find": "ingen"})
    assert nobody.vars["errors"] == {"find": "No invoice is called so."}
    gone_on = await tab.call(Find.submit, form={"find": "5001"})
    assert gone_on.vars["title"] == "New payment on 5001"


async def test_the_invoices_of_others_are_not_found(tabs, world):
    tab = tabs.open(world.sor.economy, "/sor/finances/payments")
    await tab.call(HYDRATE)
    await tab.call(Find.start)
    answer = await tab.call(Find.find, words="5001")
    assert [row.id for row in answer.vars["choices"]] == [world.sor.invoices[5001]]
    leader = tabs.open(world.nord.project_leader, "/nord/finances/payments")
    await leader.call(HYDRATE)
    refused = await leader.call(Find.find, words="5001")
    assert "choices" not in refused.vars
