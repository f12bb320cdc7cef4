"""Setup → Payments in front of a reader: what is wrong stands beside its field, and nothing shown is old."""

from moment_ui.db.work import reading
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.state.setup.payment_setup import PaymentSetupState as Setup
from tests.tabs import HYDRATE

PAGE = "/nord/setup/payments"


async def opened(tabs, world):
    tab = tabs.open(world.nord.economy, PAGE)
    await tab.call(HYDRATE)
    return tab, (await tab.call(Setup.load)).vars


async def test_what_was_read_back_follows_the_format(tabs, world):
    tab, _shown = await opened(tabs, world)
    read = await tab.call(Setup.read_one, text="00050013")
    assert ("Invoice number", "5001") in read.vars["tried"]
    typed = await tab.call(Setup.typed, key="payment_id_format", text="INV8")
    assert typed.vars["tried"] == []
    assert "9" in typed.vars["tried_wrong"]
    assert (await tab.call(Setup.discard)).vars["tried_wrong"] == ""


async def test_an_rf_reference_is_told_by_its_characters(tabs, world):
    tab, _shown = await opened(tabs, world)
    typed = await tab.call(Setup.typed, key="payment_id_kind", text="rf")
    assert "7 digits: 11 characters of at most 25" in typed.vars["rooms"][0]


async def test_a_format_without_room_is_told_when_it_is_left_and_refused_when_it_is_saved(
    tabs, world
):
    tab, shown = await opened(tabs, world)
    left = await tab.call(Setup.leave_field, key="payment_id_format", text="INV3")
    assert "no room for invoice" in left.vars["errors"]["payment_id_format"]
    form = {**shown["values"], "payment_id_format": "INV3"}
    saved = await tab.call(Setup.submit, form=form)
    assert "no room for invoice" in saved.vars["errors"]["payment_id_format"]


async def test_closing_a_day_to_come_is_warned_of_and_asked_about(tabs, world):
    tab, shown = await opened(tabs, world)
    typed = await tab.call(Setup.typed, key="closed_until", text="31.12.2027")
    assert "31.12.2027 is over" in typed.vars["ahead"]
    form = {**shown["values"], "closed_until": "31.12.2027"}
    asked = await tab.call(Setup.submit, form=form)
    assert "31.12.2027" in asked.vars["question"]
    with reading(world.nord.economy) as work:
        assert finance_settings(work).closed_until is None
    await tab.call(Setup.confirm)
    with reading(world.nord.economy) as work:
        assert f"{finance_settings(work).closed_until}" == "2027-12-31"
