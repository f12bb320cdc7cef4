"""To be invoiced as readers use it, over the real event pipeline."""

from decimal import Decimal

import pytest
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.db.work import reading, writing
from moment_ui.domain.billing import queries
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceState
from moment_ui.models.price_model import PriceModelKind, SplitBy
from moment_ui.models.rates import HourlyRate, PriceList
from moment_ui.reports.billing import billing_page
from moment_ui.state.billing.billing_sheet import BillingSheetState
from moment_ui.state.billing.new_drafts import NewDraftsState
from moment_ui.state.billing.to_be_invoiced import ToBeInvoicedState
from tests import factories
from tests.domain.billing_world import JANUARY, expense, hourly, price_model, shares
from tests.tabs import HYDRATE, server


@pytest.fixture
def two_pages(world, monkeypatch):
    """Two projects to invoice, one on a page."""
    for module in (queries, billing_page):
        monkeypatch.setattr(module, "PAGE", 1)
    with writing(world.nord.administrator) as work:
        for number, price in (("P-100", 500), ("P-200", 300)):
            project = world.nord.projects[number]
            hourly(work, project, 1000, extras_included=False)
            expense(work, project, price)


@pytest.mark.usefixtures("two_pages")
async def test_the_whole_filter_is_added_up_at_the_first_visit(world):
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, "/nord/finances/to-be-invoiced")
        await tab.call(HYDRATE)
        view = (await tab.call(ToBeInvoicedState.load)).vars["view"]
        assert view.count > len(view.rows) == 1
        assert not view.summing
        assert [(line.currency, line.extras) for line in view.sums] == [("NOK", "800,00")]


@pytest.fixture
def project(world):
    with writing(world.nord.administrator) as work:
        key = world.nord.projects["P-100"]
        hourly(work, key, 1000)
        expense(work, key, 500)
    return key


def made(world):
    with reading(world.nord.economy) as work:
        query = select(Invoice.id).where(Invoice.state == InvoiceState.DRAFT)
        return set(work.session.exec(query)) - set(world.nord.drafts)


async def test_drafts_are_made_once_by_whoever_is_first_and_taken_back_with_every_tick(
    world, project
):
    path = f"/nord/finances/to-be-invoiced/{project}"
    async with server() as tabs:
        first, second = (
            tabs.open(world.nord.economy, path),
            tabs.open(world.nord.administrator, path),
        )
        for tab in (first, second):
            await tab.call(HYDRATE)
            due = (await tab.call(BillingSheetState.load)).vars["ticked"]
            await tab.call(BillingSheetState.preview)
        assert due
        assert not made(world)
        await first.call(NewDraftsState.create)
        (draft,) = made(world)
        again = await first.call(NewDraftsState.create)  # a double click
        late = await second.call(NewDraftsState.create)
        assert made(world) == {draft}
        assert again.redirects == []
        assert "has changed since it was shown" in late.vars["problem"]

        gone = await first.call(BillingSheetState.load)
        assert gone.vars["ticked"] == []
        await first.call(NewDraftsState.undo)
        assert not made(world)
        back = await first.call(BillingSheetState.load)
        assert sorted(back.vars["ticked"]) == sorted(due)


async def test_an_undo_from_another_page_is_done_and_told(world, project):
    with writing(world.nord.administrator) as work:
        for record in work.session.exec(select(TimeRecord)):
            record.status = HoursStatus.NOT_APPROVED
    async with server() as tabs:
        tab = tabs.open(world.nord.administrator, f"/nord/finances/to-be-invoiced/{project}")
        await tab.call(HYDRATE)
        for act, undo, said in (
            (BillingSheetState.include, BillingSheetState.undo_include, "1 expense is as it was."),
            (
                BillingSheetState.approve,
                BillingSheetState.take_approval_back,
                "1 time record is as it was.",
            ),
        ):
            tab.path = f"/nord/finances/to-be-invoiced/{project}"
            await tab.call(BillingSheetState.load)
            await tab.call(act, **({"included": True} if act == BillingSheetState.include else {}))
            tab.path = f"/nord/finances/invoices/{world.nord.drafts[0]}"
            back = await tab.call(undo)
            assert back.notices[-1].startswith(said)


async def test_a_project_of_a_company_that_looks_alike_shows_and_makes_nothing(world, project):
    async with server() as tabs:
        tab = tabs.open(world.sor.economy, f"/sor/finances/to-be-invoiced/{project}")
        await tab.call(HYDRATE)
        shown = await tab.call(BillingSheetState.load)
        assert (shown.vars["phase"], shown.vars.get("ticked", [])) == ("failed", [])
        for handler, payload in (
            (BillingSheetState.tick, {"key": "e-1", "ticked": True}),
            (BillingSheetState.preview, {}),
            (BillingSheetState.approve, {}),
            (BillingSheetState.include, {"included": True}),
            (NewDraftsState.create, {}),
        ):
            answer = await tab.call(handler, **payload)
            assert "P-100" not in answer.everything
        assert not made(world)


async def test_a_project_of_which_all_is_paid_for_says_so_and_cannot_be_ticked(world):
    with writing(world.nord.administrator) as work:
        project = factories.project(work, "P-900", world.nord.customers[10001]).key
        hourly(work, project)
        expense(work, project, 500, included=True)
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, "/nord/finances/to-be-invoiced")
        await tab.call(HYDRATE)
        rows = (await tab.call(ToBeInvoicedState.load)).vars["view"].rows
        found = [(row.held, row.can, row.extras) for row in rows if row.id == project]
        assert found == [("Within the price", False, "\N{EN DASH}")]


@pytest.fixture
def worth(world):
    """A fixed price that one of two customers pays, proposed by the hours; what an hour is worth."""
    with writing(world.nord.administrator) as work:
        project = world.nord.projects["P-100"]
        model = price_model(
            work, project, PriceModelKind.FIXED_PRICE, net=Decimal(9000), split_by=SplitBy.LINES
        )
        shares(work, model, {world.nord.customers[10001]: 70, world.nord.customers[10002]: 30})
        listed = factories.stored(
            work, PriceList(name="Standard", currency="NOK", standard=True, created_at=clock.now())
        )
        fields = {"starts_on": JANUARY, "amount": Decimal(800), "role": ""}
        return factories.stored(work, HourlyRate(price_list_id=listed.key, **fields)).key


async def test_drafts_are_of_the_amounts_and_payers_that_stand_on_the_screen(world, worth):
    path = f"/nord/finances/to-be-invoiced/{world.nord.projects['P-100']}"
    async with server() as tabs:
        tab = tabs.open(world.nord.economy, path)
        await tab.call(HYDRATE)
        shown = await tab.call(BillingSheetState.load)
        ((item,),) = (kind.rows for kind in shown.vars["view"].kinds)
        assert (item.free, item.payers[0][0]) == (True, str(world.nord.customers[10001]))

        async def planned():
            (draft,) = (await tab.call(BillingSheetState.preview)).vars["view"].drafts
            return draft.customer[:5], draft.net.replace("\N{NO-BREAK SPACE}", " ")

        assert await planned() == ("10001", "6 000,00")
        await tab.call(BillingSheetState.set_amount, key=item.key, text="2500")
        await tab.call(
            BillingSheetState.set_payer, key=item.key, customer_id=str(world.nord.customers[10002])
        )
        assert await planned() == ("10002", "2 500,00")
        await tab.call(NewDraftsState.close)

        unread = await tab.call(BillingSheetState.set_amount, key=item.key, text="7x")
        assert "Write a number" in unread.vars["errors"][item.key]
        refused = await tab.call(BillingSheetState.preview)
        assert refused.notices == ["Mend what is marked in the list first."]
        assert "opened" not in refused.vars

        again = await tab.call(BillingSheetState.load)  # the fields are drawn anew
        assert (again.vars["amounts"], again.vars["payers"], again.vars["errors"]) == ({}, {}, {})
        assert await planned() == ("10001", "6 000,00")

        await tab.call(BillingSheetState.set_amount, key=item.key, text="2500")
        with writing(world.nord.administrator) as work:
            work.session.get_one(HourlyRate, worth).amount = Decimal(600)
        changed = await tab.call(BillingSheetState.include, included=True)  # it reads anew
        assert changed.vars["amounts"] == {}
        assert await planned() == ("10001", "4 500,00")
