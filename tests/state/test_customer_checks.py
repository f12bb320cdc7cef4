"""A customer's page asks the register and Peppol, and keeps what they say."""

import pytest

from moment_ui.db.work import reading
from moment_ui.domain.customers import queries
from moment_ui.registers.failures import Failure, ParticipantsUnavailable, RegisterUnavailable
from moment_ui.registers.participants import Receiving
from moment_ui.registers.register import Address, RegisterEntry
from moment_ui.reports.customers import customer_checks as lines
from moment_ui.state.customers import customer_checks
from moment_ui.state.customers.customer_checks import CustomerChecksState as Checks
from moment_ui.state.customers.customer_history import CustomerHistoryState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.edit_customer import EditCustomerState
from tests.tabs import HYDRATE

NUMBER = "923609016"


class Outside:
    """The register and Peppol's look-up: what they say, and what they were asked."""

    def __init__(self):
        self.entry_said = RegisterEntry(
            NUMBER, "FJORD EIENDOM HOLDING AS", "AS", Address("Kaia 3", "", "6002", "ÅLESUND")
        )
        self.receiving = Receiving.CAN_RECEIVE
        self.failure = None
        self.asked = []

    async def entry(self, org_number, *, fresh=False):
        self.asked.append(org_number)
        if self.failure:
            raise RegisterUnavailable(self.failure)
        return self.entry_said

    async def receives(self, scheme, identifier):
        self.asked.append(f"{scheme}:{identifier}")
        if self.failure:
            raise ParticipantsUnavailable(self.failure)
        return self.receiving


@pytest.fixture
def outside(monkeypatch):
    asked = Outside()
    for module in (customer_checks, lines):
        monkeypatch.setattr(module, "register_of", lambda land: asked if land == "NO" else None)
        monkeypatch.setattr(module, "participants", lambda: asked)
    return asked


@pytest.fixture
async def tab(tabs, world, outside):
    opened = tabs.open(world.nord.administrator, f"/nord/customers/{world.nord.customers[10001]}")
    await opened.call(HYDRATE)
    started = await opened.call(EditCustomerState.start)
    await opened.call(
        EditCustomerState.submit, form=started.vars["values"] | {"phone": "911 22 348"}
    )
    return opened


async def test_what_the_register_says_stands_in_the_head_with_its_day(tab, outside):
    view = (await tab.call(Checks.check_register)).vars["view"]
    assert outside.asked == [NUMBER]
    assert (view.register.words, view.register.tone) == ("in the register, 16.11.2026", "good")
    outside.entry_said = RegisterEntry(NUMBER, "X", bankrupt=True)
    view = (await tab.call(Checks.check_register)).vars["view"]
    assert (view.register.words, view.register.tone) == ("bankrupt (checked 16.11.2026)", "bad")
    outside.entry_said = None
    view = (await tab.call(Checks.check_register)).vars["view"]
    assert view.register.words == "not in the register (checked 16.11.2026)"


@pytest.mark.parametrize("failure", Failure)
async def test_a_register_that_does_not_answer_leaves_what_it_said_before(tab, outside, failure):
    await tab.call(Checks.check_register)
    outside.failure = failure
    answer = await tab.call(Checks.check_register)
    line = answer.vars["view"].register
    assert line.words == "in the register, 16.11.2026"
    assert line.failed == "could not be asked, 16.11.2026"
    assert answer.vars["asking"] == ""
    assert answer.notices[-1].startswith("The company register ")


@pytest.mark.parametrize(
    ("receiving", "words", "tone"),
    [
        (Receiving.CAN_RECEIVE, "can receive, 16.11.2026", "good"),
        (Receiving.NOT_REGISTERED, "not registered, 16.11.2026", "bad"),
        (
            Receiving.NO_INVOICES,
            "registered, but cannot receive invoices, 16.11.2026",
            "warn",
        ),
    ],
)
async def test_the_address_is_checked_and_the_answer_stands_by_it(
    tab, outside, receiving, words, tone
):
    outside.receiving = receiving
    view = (await tab.call(Checks.check_receiver)).vars["view"]
    assert outside.asked == [f"0192:{NUMBER}"]
    assert (view.receiver.words, view.receiver.tone) == (words, tone)
    outside.failure = Failure.SLOW
    view = (await tab.call(Checks.check_receiver)).vars["view"]
    assert (view.receiver.words, view.receiver.failed) == (
        words,
        "could not be asked, 16.11.2026",
    )


async def test_a_check_proposes_what_the_register_has_otherwise(tab, world, outside):
    line = (await tab.call(Checks.check_register)).vars["view"].register
    fjord = world.nord.customers[10001]
    assert (line.otherwise, line.differs) == ("Name, Visiting address", True)
    with reading(world.nord.administrator) as work:
        assert queries.customer(work, fjord).draft.name == "Fjord Eiendom AS"
    assert (await tab.call(Checks.leave)).vars["view"].register.otherwise == ""
    checked = await tab.call(Checks.check_register)  # who asks anew is told anew
    assert checked.vars["view"].register.otherwise == "Name, Visiting address"
    outside.failure = Failure.SLOW  # what is proposed is stored: nobody needs to answer
    await tab.call(Checks.start)
    saved = await tab.call(Checks.submit, form={"name": "on"})
    outside.failure = None
    assert saved.vars["view"].register.otherwise == ""
    outside.entry_said = RegisterEntry(NUMBER, "FJORD EIENDOM HOLDING AS")
    checked = await tab.call(Checks.check_register)
    assert checked.vars["view"].register.otherwise == ""
    outside.entry_said = RegisterEntry(NUMBER, "FJORD EIENDOM HOLDING AS", bankrupt=True)
    line = (await tab.call(Checks.check_register)).vars["view"].register
    assert (line.otherwise, line.differs) == ("bankrupt", False)


async def test_the_differences_are_shown_and_only_what_is_ticked_is_taken_over(tab, world):
    started = await tab.call(Checks.start)
    shown = {line.key: (line.ours, line.theirs) for line in started.vars["differences"]}
    assert shown["name"] == ("Fjord Eiendom AS", "Fjord Eiendom Holding AS")
    assert shown["visiting_city"] == ("", "Ålesund")
    saved = await tab.call(Checks.submit, form={"name": "on", "visiting_line1": "on"})
    assert saved.vars["opened"] is False
    with reading(world.nord.administrator) as work:
        draft = queries.customer(work, world.nord.customers[10001]).draft
    assert (draft.name, draft.visiting_line1) == ("Fjord Eiendom Holding AS", "Kaia 3")
    assert draft.visiting_city == ""
    changes = (await tab.call(CustomerHistoryState.start)).vars["lines"]
    assert {field.label for field in changes[0].fields} == {"Name", "Visiting address"}


async def test_capitals_alone_are_no_difference(tab, outside):
    outside.entry_said = RegisterEntry(NUMBER, "FJORD EIENDOM AS")
    answer = await tab.call(Checks.start)
    assert answer.notices[-1] == "Name and addresses are those of the register."
    assert "opened" not in answer.vars


async def test_what_somebody_else_saved_meanwhile_is_not_written_over(tab, tabs, world):
    await tab.call(Checks.start)
    path = f"/nord/customers/{world.nord.customers[10001]}"
    other = tabs.open(world.nord.economy, path)
    await other.call(HYDRATE)
    theirs = (await other.call(EditCustomerState.start)).vars["values"]
    await other.call(EditCustomerState.submit, form=theirs | {"name": "Deres Navn AS"})
    refused = await tab.call(Checks.submit, form={"name": "on"})
    assert "was changed by Kari Economy" in refused.vars["problem"]
    with reading(world.nord.administrator) as work:
        assert queries.customer(work, world.nord.customers[10001]).draft.name == "Deres Navn AS"


async def test_another_companys_customer_is_never_asked_about(tabs, world, outside):
    tab = tabs.open(world.nord.administrator, f"/nord/customers/{world.sor.customers[10001]}")
    await tab.call(HYDRATE)
    for handler in (Checks.check_register, Checks.check_receiver, Checks.start, Checks.leave):
        answer = await tab.call(handler)
        assert world.sor.mark not in answer.everything
    assert outside.asked == []


async def test_a_role_without_the_right_asks_nothing_but_sees_the_answer(tab, tabs, world, outside):
    await tab.call(Checks.check_register)
    reader = tabs.open(world.nord.co_worker, tab.path)
    await reader.call(HYDRATE)
    for handler in (Checks.check_register, Checks.check_receiver, Checks.start):
        answer = await reader.call(handler)
        assert answer.notices[-1].startswith("Your role does not allow this.")
    assert outside.asked == [NUMBER]
    view = (await reader.call(CustomerProfileState.load)).vars["view"]
    assert view.register.words == "in the register, 16.11.2026"
    assert view.register.otherwise == ""
    assert (await reader.call(Checks.leave)).notices[-1].startswith("Your role does not allow")


async def test_without_anybody_to_ask_nothing_is_offered(tab, monkeypatch):
    monkeypatch.setattr(lines, "register_of", lambda _land: None)
    monkeypatch.setattr(lines, "participants", lambda: None)
    view = (await tab.call(CustomerProfileState.load)).vars["view"]
    assert (view.register.asks, view.receiver.asks) == (False, False)
