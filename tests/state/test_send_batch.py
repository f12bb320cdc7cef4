"""Many invoices sent in front of a reader, without a browser: looked at, sent, left, cancelled, tried again."""

import asyncio

import pytest

from moment_ui.db.work import reading, writing
from moment_ui.domain.batches.commands import begin_batch
from moment_ui.domain.batches.queries import batch, latest_batches
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.sending import SendChannel, SendResult
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.invoices.send_batch import SendBatchState
from moment_ui.state.invoices.send_jobs import is_running
from tests.tabs import HYDRATE

NUMBERS = (5001, 5002)


@pytest.fixture
def waiting(world):
    """Two invoices that wait to go by e-mail; their ids."""
    with writing(world.nord.administrator) as work:
        for number in NUMBERS:
            invoice = work.session.get_one(Invoice, world.nord.invoices[number])
            invoice.state, invoice.sent_at = InvoiceState.FINALISED, None
            invoice.invoice_type = InvoiceType.EMAIL
    return [world.nord.invoices[number] for number in NUMBERS]


async def at(tabs, actor, path):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab


async def done(batch_id):
    """Wait until the server has ended a batch."""
    for _try in range(200):
        if not is_running(batch_id):
            return
        await asyncio.sleep(0.05)
    raise AssertionError("It goes on and on")


def results(world, batch_id):
    with reading(world.nord.economy) as work:
        items = batch(work, batch_id)[1]
    return [item.message.result if item.message else None for item in items]


async def test_all_of_the_filter_is_looked_at_and_sent_once_by_two_clicks(tabs, world, waiting):
    tab = await at(tabs, world.nord.economy, "/nord/finances/invoices")
    await tab.call(InvoicesState.load)
    await tab.call(InvoicesState.tick_all)
    asked = await tab.call(InvoicesState.ask_send_ticked)
    assert asked.vars["proposal"].sends == len(waiting)
    await tab.call(InvoicesState.send_ticked)
    assert (await tab.call(InvoicesState.send_ticked)).notices == []
    with reading(world.nord.economy) as work:
        (only,) = latest_batches(work)
    await done(only.id)
    assert results(world, only.id) == [SendResult.OUTBOX] * 2
    shown = await at(tabs, world.nord.economy, f"/nord/finances/sendings/{only.id}")
    view = (await shown.call(SendBatchState.load)).vars["shown"]
    assert (view.phase, view.done, view.total, view.again) == ("ended", 2, 2, [])


async def test_one_that_was_broken_off_goes_on_when_that_is_wanted_or_is_left(tabs, world, waiting):
    with writing(world.nord.economy) as work:
        first, second = (
            begin_batch(work, f"broken-off-{invoice_id}", [(invoice_id, SendChannel.EMAIL)])
            for invoice_id in waiting
        )
    tab = await at(tabs, world.nord.economy, f"/nord/finances/sendings/{first}")
    assert (await tab.call(SendBatchState.load)).vars["shown"].phase == "broken"
    await tab.call(SendBatchState.go_on)
    await done(first)
    assert results(world, first) == [SendResult.OUTBOX]
    tab = await at(tabs, world.nord.economy, f"/nord/finances/sendings/{second}")
    await tab.call(SendBatchState.load)
    left = await tab.call(SendBatchState.cancel)
    assert left.vars["shown"].phase == "cancelled"
    assert left.vars["shown"].again == [waiting[1]]
    await tab.call(SendBatchState.go_on)
    assert results(world, second) == [None]


async def test_a_neighbours_sending_is_not_there(tabs, world, waiting):
    with writing(world.sor.economy) as work:
        invoice = world.sor.invoices[NUMBERS[0]]
        theirs = begin_batch(work, "theirs-0001", [(invoice, SendChannel.EMAIL)])
    tab = await at(tabs, world.nord.economy, f"/nord/finances/sendings/{theirs}")
    assert (await tab.call(SendBatchState.load)).vars["phase"] == "failed"
    tab = await at(tabs, world.nord.economy, "/nord/finances/sendings")
    assert (await tab.call(SendBatchState.load)).vars["phase"] == "empty"
