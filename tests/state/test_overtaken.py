"""A watch that was reading when its reader asked for something else does not draw over the answer."""

import asyncio

import pytest

from moment_ui.core.events import Changed, publish
from moment_ui.state.ledger import reminders, statement
from moment_ui.state.ledger.reminders import RemindersState
from moment_ui.state.ledger.statement import StatementState
from moment_ui.state.live import HUB
from moment_ui.state.payments import payment_file, payment_files
from moment_ui.state.payments.payment_file import PaymentFileState
from moment_ui.state.payments.payment_files import PaymentFilesState
from tests.domain import test_payment_files as bank
from tests.domain.test_payment_files import paid, read
from tests.formats.bank_files import ocr_file
from tests.state.test_changing_hands import Gate, sent_since
from tests.state.test_offer_live import becomes, watching

nord = bank.nord

pytestmark = pytest.mark.usefixtures("live")


@pytest.fixture
def overtaken(tabs, nord):
    """What the tab gets of a read of its watch (`query`) that ends after another event was answered."""

    async def overtake(tab, module, query, event, answered, **payload):
        gate = Gate(getattr(module, query))
        async with asyncio.timeout(10):
            while not HUB.is_watched():  # noqa: ASYNC110 - the watch tells nobody that it began
                await asyncio.sleep(0.01)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(module, query, gate)
            publish(Changed(nord.economy.company_id, "invoices"))
            assert await asyncio.to_thread(gate.entered.wait, 10)
        await tabs.processor.enqueue(tab.token, tab.event(event, payload))
        await becomes(tabs, tab, answered)
        before = len(tabs.sent)
        gate.open.set()
        await asyncio.sleep(0.3)
        return sent_since(tabs, before)

    return overtake


async def test_reminders_that_are_looked_for(tabs, nord, overtaken):
    tab = await watching(tabs, nord.economy, "/nord/finances/reminders", RemindersState)
    find = f"{RemindersState.get_full_name()}.find"
    sent = await overtaken(
        tab, reminders, "reminders_view", find, lambda sent: not sent["view"].debtors, text="nobody"
    )
    assert sent == "[]"


async def test_payments_of_one_kind(tabs, nord, overtaken):
    file_id = read(nord.economy, ocr_file(paid("1250")))
    path = f"/nord/finances/payment-files/{file_id}"
    tab = await watching(tabs, nord.economy, path, PaymentFileState)
    show = f"{PaymentFileState.get_full_name()}.show_group"
    sent = await overtaken(
        tab, payment_file, "one_file", show, lambda sent: not sent["lines"], key="set-aside"
    )
    assert sent == "[]"


async def test_payments_in_doubt(tabs, nord, overtaken):
    read(nord.economy, ocr_file(paid("1250")))
    path = "/nord/finances/payment-files"
    tab = await watching(tabs, nord.economy, path, PaymentFilesState)
    tab.path = f"{path}?tab=doubts"
    load = f"{PaymentFilesState.get_full_name()}.load"
    sent = await overtaken(
        tab, payment_files, "files_page", load, lambda sent: sent["tab"] == "doubts"
    )
    assert sent == "[]"


async def test_the_statement_of_another_customer(tabs, nord, overtaken):
    fjord, berg = nord.customers[10001], nord.customers[10002]
    path = f"/nord/customers/{berg}/statement"
    tab = await watching(tabs, nord.economy, path, StatementState)
    tab.path = f"/nord/customers/{fjord}/statement"
    load = f"{StatementState.get_full_name()}.load"
    sent = await overtaken(
        tab, statement, "statement_view", load, lambda sent: sent["view"].customer_id == fjord
    )
    assert sent == "[]"
