"""Payment files in front of readers: one at work, a second that must wait, and who has gone elsewhere."""

import asyncio

import pytest

from moment_ui.imports.bank_job import Act, Order, carry_out
from moment_ui.state.payments.bank_jobs import BankJob, begun
from moment_ui.state.payments.payment_file import PaymentFileState
from moment_ui.state.payments.payment_files import PaymentFilesState
from tests.domain import test_payment_files as bank
from tests.domain.test_payment_files import paid, quiet, read
from tests.formats.bank_files import ocr_file
from tests.state import test_imports as uploads
from tests.state.test_offer_live import becomes, watching
from tests.tabs import HYDRATE, Answer

nord, brought = bank.nord, uploads.brought
LIST = "/nord/finances/payment-files"
FILE = ocr_file(paid("1250"))

pytestmark = pytest.mark.usefixtures("live")


@pytest.fixture
def held(monkeypatch):
    """Jobs run in this process, and only when this is set."""
    go = asyncio.Event()

    async def work(self):
        await go.wait()
        done = await asyncio.to_thread(carry_out, self.order, quiet)
        self.hear({"result": done.model_dump()})

    monkeypatch.setattr(BankJob, "_work", work)
    monkeypatch.setattr(BankJob, "turn", asyncio.Semaphore(1))
    return go


def job_of(actor, file_id, act=Act.POST):
    who = {"user_id": actor.user_id, "company_id": actor.company_id}
    return begun(Order(**who, act=act, file_id=file_id))


async def opened(tabs, actor, path, state):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab, await tab.call(state.load)


async def test_a_second_job_of_a_reader_is_refused_and_the_page_stays_ready(
    tabs,
    nord,
    brought,
    held,
):
    file_id, upload_id = read(nord.economy, FILE), brought(ocr_file(paid("1000")))
    first = job_of(nord.economy, upload_id, Act.READ)
    tab, _shown = await opened(tabs, nord.economy, f"{LIST}/{file_id}", PaymentFileState)
    second = await tab.call(PaymentFileState.post)
    assert second.vars.get("phase", "ready") == "ready"
    assert any("still at work" in notice for notice in second.notices)
    path = f"{LIST}?file={upload_id}"
    _tab, third = await opened(tabs, nord.economy, path, PaymentFilesState)
    assert third.vars["phase"] == "ready"
    assert any("still at work" in notice for notice in third.notices)
    assert BankJob.wanted == [first]
    await first.stop()


async def test_a_second_click_on_post_complains_of_nothing(tabs, nord, held):
    file_id = read(nord.economy, FILE)
    tab, _shown = await opened(tabs, nord.economy, f"{LIST}/{file_id}", PaymentFileState)
    first = job_of(nord.economy, file_id)
    clicked = await tab.call(PaymentFileState.post)
    assert clicked.vars["phase"] == "working"
    assert not any("still at work" in notice for notice in clicked.notices)
    assert BankJob.wanted == [first]
    await first.stop()


async def test_what_a_colleague_posts_is_shown_as_working_and_then_as_posted(
    tabs,
    nord,
    held,
):
    file_id = read(nord.economy, FILE)
    job = job_of(nord.administrator, file_id)
    path = f"{LIST}/{file_id}"
    tab = await watching(tabs, nord.economy, path, PaymentFileState)
    await becomes(tabs, tab, lambda sent: sent["phase"] == "working")
    held.set()
    await becomes(tabs, tab, lambda sent: sent["phase"] == "ready")
    await becomes(tabs, tab, lambda sent: sent["shown"].state == "Posted")
    await job.stop()


async def test_jobs_of_other_companies_and_with_uploads_keep_no_file_busy(
    tabs,
    nord,
    world,
    held,
):
    file_id = read(nord.economy, FILE)
    jobs = [
        job_of(world.sor.economy, file_id),
        job_of(nord.administrator, file_id, Act.READ),
    ]
    _tab, shown = await opened(tabs, nord.economy, f"{LIST}/{file_id}", PaymentFileState)
    assert shown.vars["phase"] == "ready"
    for job in jobs:
        await job.stop()


@pytest.mark.parametrize("stays", [True, False])
async def test_a_file_that_is_read_opens_only_before_who_waits_for_it(
    tabs,
    nord,
    brought,
    held,
    *,
    stays,
):
    upload_id = brought(FILE)
    tab = tabs.open(nord.economy, f"{LIST}?file={upload_id}")
    await tab.call(HYDRATE)
    load = tab.event(f"{PaymentFilesState.get_full_name()}.load", {})
    await tabs.processor.enqueue(tab.token, load)
    await becomes(tabs, tab, lambda sent: sent["phase"] == "working")
    tab.path = LIST if stays else "/nord/customers"
    await tabs.processor.enqueue(tab.token, tab.event(HYDRATE, {}))
    held.set()
    await becomes(tabs, tab, lambda sent: sent["phase"] == "ready")
    await tab._idle()
    told = Answer([update for token, update in tabs.sent if token == tab.token])
    assert bool(told.redirects) is stays
    assert any("kunder.csv is read." in notice for notice in told.notices) is not stays
