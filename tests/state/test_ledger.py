"""A customer's ledger as readers use it, over the real event pipeline."""

from moment_ui.state.ledger.ledger import CustomerLedgerState
from tests.tabs import HYDRATE, server


async def test_the_standings_follow_the_reader_who_has_gone_on_to_another_customer(world):
    first, second = (world.nord.customers[number] for number in (10001, 10002))
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, f"/nord/customers/{first}/ledger")
        await tab.call(HYDRATE)
        await tab.call(CustomerLedgerState.load)
        tab.path = f"/nord/customers/{second}/ledger"
        answer = await tab.call(CustomerLedgerState.read_standings)
        assert answer.notices == []
        assert answer.vars["customer_id"] == second
