"""The page of payment reminders: ticked, looked at, sent once, held back."""

from moment_ui.state.ledger.reminders import HoldRemindersState, RemindersState
from moment_ui.state.setup.reminder_setup import ReminderLevelState, ReminderSetupState
from tests.tabs import HYDRATE

PATH = "/nord/finances/reminders"


async def open_page(tabs, actor):
    tab = tabs.open(actor, PATH)
    await tab.call(HYDRATE)
    return tab, await tab.call(RemindersState.load)


async def test_what_is_due_is_ticked_looked_at_and_sent_once(tabs, world):
    tab, opened = await open_page(tabs, world.nord.economy)
    invoice = world.nord.invoices[5001]
    assert opened.vars["ticked"] == [invoice]
    looked = await tab.call(RemindersState.look)
    (mail,) = looked.vars["mails"]
    assert (mail.address, mail.paper) == ("post@10001.example", "Betalingspåminnelse")
    assert mail.lines[0][2] == "1\N{NO-BREAK SPACE}250,00 NOK"
    colleague, _opened = await open_page(tabs, world.nord.administrator)
    await colleague.call(RemindersState.look)
    sent = await tab.call(RemindersState.send_mails)
    assert any("1 reminder is sent." in notice for notice in sent.notices)
    again = await tab.call(RemindersState.send_mails)
    assert "mails" not in again.vars
    late = await colleague.call(RemindersState.send_mails)
    assert any("has been reminded meanwhile" in notice for notice in late.notices)
    _tab, reloaded = await open_page(tabs, world.nord.economy)
    assert reloaded.vars["view"].ready == []
    lines = [line for each in reloaded.vars["view"].debtors for line in each.lines]
    assert "Reminder, 16.11.2026" in [line.sent for line in lines]


async def test_what_is_held_back_cannot_be_ticked_and_says_why(tabs, world):
    tab, _opened = await open_page(tabs, world.nord.economy)
    invoice = world.nord.invoices[5001]
    await tab.call(HoldRemindersState.start, invoice=invoice)
    await tab.call(HoldRemindersState.submit, form={"why": "Omstridt"})
    _tab, held = await open_page(tabs, world.nord.economy)
    line = next(x for each in held.vars["view"].debtors for x in each.lines if x.id == invoice)
    assert (line.may_tick, line.note) == (False, "Held back: Omstridt")


async def test_project_leaders_get_no_reminders(tabs, world):
    _tab, refused = await open_page(tabs, world.nord.project_leader)
    assert "view" not in refused.vars


async def test_a_level_that_was_saved_is_shown_and_opened_again(tabs, world):
    tab = tabs.open(world.nord.administrator, "/nord/setup/reminders")
    await tab.call(HYDRATE)
    await tab.call(ReminderSetupState.load)
    opened = (await tab.call(ReminderLevelState.start, level=1)).vars
    values = opened["values"] | {"fee": "30"}
    await tab.call(ReminderLevelState.submit, form=values)
    levels = (await tab.call(ReminderSetupState.load)).vars["levels"]
    assert levels[0].fee.startswith("30")
    assert levels[0].percent == "None"  # nothing was said of interest, and nothing is
    assert (
        (await tab.call(ReminderLevelState.start, level=1)).vars["values"]["fee"].startswith("30")
    )
