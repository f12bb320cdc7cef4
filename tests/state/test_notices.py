"""Messages that can be undone: each offers its own act, and only as long as it still can."""

from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.db.work import reading, writing
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.models.payment_file import BankEntry, EntryState
from moment_ui.state.base import NoticeState
from moment_ui.state.payments.bank_entry import SetAsideState
from tests.domain.test_payment_files import read
from tests.formats.bank_files import Paid, ocr_file
from tests.tabs import HYDRATE, server


@pytest.fixture
def nord(world):
    return world.nord


@pytest.fixture
def entries(nord):
    """A payment file's id, and its three payments in doubt."""
    with writing(nord.administrator) as work:
        save_options(work, Place(), {"payment_id": Change(None, "yes")})
    file_id = read(nord.economy, ocr_file([Paid(kid, Decimal(1)) for kid in ("7", "8", "9")]))
    with reading(nord.economy) as work:
        query = (
            select(col(BankEntry.id))
            .where(BankEntry.file_id == file_id)
            .order_by(col(BankEntry.id))
        )
        return file_id, list(work.session.exec(query))


async def test_an_older_message_does_not_take_back_a_later_act(nord, entries):
    file_id, (first, second, third) = entries
    async with server() as tabs:
        tab = tabs.open(nord.economy, f"/nord/finances/payment-files/{file_id}")
        await tab.call(HYDRATE)
        for entry in (first, second):
            await tab.call(SetAsideState.start, entry_id=entry)
            done = await tab.call(SetAsideState.submit, form={"note": "Renter"})
        assert [one.undo for one in done.vars["notices"]] == [True]  # said once: the newest
        await tab.call(SetAsideState.start, entry_id=third)  # a form for another row
        await tab.call(NoticeState.undo, notice_id=1)
        assert aside(nord) == {first, second}
        await tab.call(NoticeState.undo, notice_id=2)
        assert aside(nord) == {first}


def aside(nord):
    with reading(nord.economy) as work:
        query = select(col(BankEntry.id)).where(BankEntry.state == EntryState.SET_ASIDE)
        return set(work.session.exec(query))
