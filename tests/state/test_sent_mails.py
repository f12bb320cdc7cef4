"""The list of statements and reminders that were sent, and the page of one of them."""

from decimal import Decimal

from moment_ui.db.work import reading, writing
from moment_ui.domain.reminders import commands
from moment_ui.domain.reminders.queries import debtors
from moment_ui.domain.statements.posting import post_with_paper
from moment_ui.mail.post import Receipt
from moment_ui.state.ledger.sent_mails import SentMailsState, SentMailState
from tests import factories
from tests.state.lists import sit_down
from tests.tabs import HYDRATE

PATH = "/nord/finances/reminders/sent"


class Taking:
    def send(self, letter):
        return Receipt(left=True)


def remind(place):
    fjord, invoice = place.customers[10001], place.invoices[5001]
    with writing(place.administrator) as work:
        commands.change_level(work, 1, 0, {"percent": Decimal(12)})
    with writing(place.economy) as work:
        (item,) = debtors(work, customer_id=fjord)[0].items
        going = commands.begin_reminder(work, fjord, {invoice: item.mark}, "an-act-of-mine")
    assert going is not None
    outcome = post_with_paper(place.economy, going.row_id, going.letter, going.statement, Taking())
    with writing(place.economy) as work:
        commands.end_reminder(work, going, outcome)
    return going.row_id


async def test_what_was_sent_is_listed_found_and_read_with_its_paper(tabs, world):
    key = remind(world.nord)
    with writing(world.nord.economy) as work:
        factories.mailed(work, world.nord.customers[10002])
    with writing(world.sor.economy) as work:
        theirs = factories.mailed(work, world.sor.customers[10001]).key
    for query, expected in (
        ("", ["Reminder", "Statement"]), ("text=5001", ["Reminder"]), ("level=0", ["Statement"]),
        ("text=10001.example", ["Reminder"]), ("result=failed", []),
    ):  # fmt: skip
        reader = await sit_down(tabs, world.nord.economy, SentMailsState, f"{PATH}?{query}")
        names = sorted(row.name.partition(",")[0] for row in reader.screen.get("rows", []))
        assert names == expected, query
    tab = tabs.open(world.nord.economy, f"{PATH}/{key}")
    await tab.call(HYDRATE)
    view = (await tab.call(SentMailState.load)).vars["view"]
    assert (view.line.what, view.line.result) == ("Reminder", "Sent")
    assert view.line.paper.endswith(".pdf")
    assert "5001" in view.text
    (invoice,) = view.invoices
    told = (invoice.number, invoice.late, invoice.interest, invoice.fee, invoice.level)
    assert told == ("5001", "62", "25,48", "37,00", "Reminder")
    for other in (theirs, 0):
        tab = tabs.open(world.nord.economy, f"{PATH}/{other}")
        await tab.call(HYDRATE)
        assert (await tab.call(SentMailState.load)).vars["phase"] == "failed"
    leader = tabs.open(world.nord.project_leader, f"{PATH}/{key}")
    await leader.call(HYDRATE)
    assert "view" not in (await leader.call(SentMailState.load)).vars
    with reading(world.nord.economy) as work:
        assert debtors(work, customer_id=world.nord.customers[10001])[0].items[0].reminders == 1
