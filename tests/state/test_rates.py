"""Price lists as readers use them, over the real event pipeline."""

import datetime as dt
from decimal import Decimal

import pytest

from moment_ui.db.work import reading, writing
from moment_ui.domain.rates.commands import ListDraft, RateChange, create_list, set_rate
from moment_ui.domain.rates.queries import company_lists, customer_lists, price_list
from moment_ui.domain.rates.rules import Subject
from moment_ui.state.base import NoticeState
from moment_ui.state.setup.rate_forms import (
    PeriodState,
    PriceListState,
    RateRowState,
    RenameListState,
)
from moment_ui.state.setup.rates import CompanyRatesState, CustomerRatesState
from tests.tabs import HYDRATE

PATH = "/nord/setup/price-lists"
BEGUN, TO_COME = dt.date(2026, 1, 1), dt.date(2027, 1, 1)


@pytest.fixture
def standard(world):
    with writing(world.nord.economy) as work:
        key = create_list(work, ListDraft("Standard", "NOK"))
        for day, price in ((BEGUN, 1000), (TO_COME, 1100)):
            set_rate(work, RateChange(key, Subject("Leder"), day, None, Decimal(price)))
    return key


async def at(tabs, actor, path, state):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab, await tab.call(state.load)


def rates(world, key):
    with reading(world.nord.administrator) as work:
        return {(r.subject.key, str(r.starts_on)): r.amount for r in price_list(work, key).rates}


async def test_a_list_is_a_table_of_rows_and_periods(tabs, world, standard):
    _tab, answer = await at(tabs, world.nord.economy, PATH, CompanyRatesState)
    view = answer.vars["view"]
    assert [(head.start, head.status) for head in view.periods] == [
        ("2026-01-01", "Now"),
        ("2027-01-01", "To come"),
    ]
    (row,) = view.rows
    assert (row.role, row.who, [cell.own for cell in row.cells]) == (
        "Leder",
        "Everybody",
        ["1\N{NO-BREAK SPACE}000", "1\N{NO-BREAK SPACE}100"],
    )


async def test_a_rate_to_come_is_written_in_place_and_taken_back(tabs, world, standard):
    tab, _answer = await at(tabs, world.nord.economy, PATH, CompanyRatesState)
    write = {"row_key": "|Leder", "start": "2027-01-01"}
    answer = await tab.call(CompanyRatesState.write, **write, text="1 234,50")
    assert rates(world, standard)["|Leder", "2027-01-01"] == Decimal("1234.50")
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert rates(world, standard)["|Leder", "2027-01-01"] == 1100
    answer = await tab.call(CompanyRatesState.write, **write, text="mye")
    assert answer.vars["errors"] == {"|Leder|2027-01-01": "Write a number like 1 234,50."}


async def test_a_rate_that_holds_is_asked_about_first(tabs, world, standard):
    tab, _answer = await at(tabs, world.nord.economy, PATH, CompanyRatesState)
    write = {"row_key": "|Leder", "start": "2026-01-01", "text": "900"}
    answer = await tab.call(CompanyRatesState.write, **write)
    assert "01.01.2026 has begun" in answer.vars["question"]
    assert rates(world, standard)["|Leder", "2026-01-01"] == 1000
    await tab.call(CompanyRatesState.take_back)
    await tab.call(CompanyRatesState.confirm)
    assert rates(world, standard)["|Leder", "2026-01-01"] == 1000
    await tab.call(CompanyRatesState.write, **write)
    await tab.call(CompanyRatesState.confirm)
    assert rates(world, standard)["|Leder", "2026-01-01"] == 900


async def test_periods_are_added_by_percent_and_removed(tabs, world, standard):
    tab, _answer = await at(tabs, world.nord.economy, PATH, CompanyRatesState)
    await tab.call(PeriodState.start)
    answer = await tab.call(PeriodState.submit, form={"starts_on": "", "percent": "x"})
    assert set(answer.vars["errors"]) == {"percent"}
    await tab.call(PeriodState.submit, form={"starts_on": "01.07.2027", "percent": "10"})
    assert rates(world, standard)["|Leder", "2027-07-01"] == 1210
    await tab.call(CompanyRatesState.reload)
    answer = await tab.call(CompanyRatesState.remove_period, start="2027-07-01")
    assert ("|Leder", "2027-07-01") not in rates(world, standard)
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert rates(world, standard)["|Leder", "2027-07-01"] == 1210


async def test_a_list_and_a_row_are_added(tabs, world, standard):
    tab, _answer = await at(tabs, world.nord.economy, PATH, CompanyRatesState)
    await tab.call(PriceListState.start)
    form = {"name": "Offentlig", "currency": "NOK", "copy_of": str(standard), "percent": "-6"}
    answer = await tab.call(PriceListState.submit, form=form)
    (path,) = answer.redirects
    key = int(path.rpartition("=")[2])
    assert rates(world, key)["|Leder", "2026-01-01"] == 940
    tab.path = path
    await tab.call(CompanyRatesState.load)
    opened = await tab.call(RateRowState.start)
    assert opened.vars["values"]["starts_on"] == "01.01.2027"
    person = world.nord.co_workers["Kari Co-Worker"]
    form = {"role": "", "co_worker": str(person), "starts_on": "01.01.2027", "amount": "1 300"}
    await tab.call(RateRowState.submit, form=form)
    assert rates(world, key)[f"{person}|", "2027-01-01"] == 1300
    await tab.call(RateRowState.start)
    answer = await tab.call(RateRowState.submit, form={**form, "amount": ""})
    assert set(answer.vars["errors"]) == {"amount"}
    await tab.call(CompanyRatesState.make_standard)
    with reading(world.nord.economy) as work:
        assert company_lists(work)[0].name == "Offentlig"


async def test_a_customer_begins_with_what_differs_or_with_a_copy(tabs, world, standard):
    for number, copied in ((10001, False), (10002, True)):
        customer = world.nord.customers[number]
        path = f"/nord/customers/{customer}/hourly-rates"
        tab, answer = await at(tabs, world.nord.project_leader, path, CustomerRatesState)
        assert answer.vars["behind"].name == "Standard"
        assert not answer.vars.get("own")
        answer = await tab.call(CustomerRatesState.begin, copied=copied)
        assert answer.vars["own"]
        assert len(answer.vars["view"].rows) == (1 if copied else 0)
        with reading(world.nord.economy) as work:
            assert customer_lists(work, customer).in_order[-1].id == standard


async def test_who_has_hours_and_no_rate_is_told(tabs, world):
    path = f"/nord/customers/{world.nord.customers[10001]}/hourly-rates"
    _tab, answer = await at(tabs, world.nord.project_leader, path, CustomerRatesState)
    (line,) = answer.vars["missing"]
    assert line.who == "Kari Project-Leader, Leder"
    assert line.hours.startswith("15,00 h since 02.11.2026")


async def test_the_companys_lists_are_read_by_project_leaders_and_not_by_co_workers(
    tabs, world, standard
):
    tab, answer = await at(tabs, world.nord.project_leader, PATH, CompanyRatesState)
    assert not answer.vars.get("may")
    write = {"row_key": "|Leder", "start": "2027-01-01", "text": "1"}
    await tab.call(CompanyRatesState.write, **write)
    assert rates(world, standard)["|Leder", "2027-01-01"] == 1100
    tab, answer = await at(tabs, world.nord.co_worker, PATH, CompanyRatesState)
    assert "1\N{NO-BREAK SPACE}000" not in answer.everything


async def test_lists_of_another_company_do_not_exist(tabs, world, standard):
    with writing(world.sor.economy) as work:
        theirs = create_list(work, ListDraft(world.sor.mark, "NOK"))
    tab, answer = await at(tabs, world.nord.economy, f"{PATH}?list={theirs}", CompanyRatesState)
    assert answer.vars["view"].id == standard
    await tab.call(PriceListState.start)
    form = {"name": "Kopi", "currency": "NOK", "copy_of": str(theirs), "percent": ""}
    answer = await tab.call(PriceListState.submit, form=form)
    assert world.sor.mark not in answer.everything
    customer = world.nord.customers[10001]
    path = f"/nord/customers/{customer}/hourly-rates"
    tab, _answer = await at(tabs, world.nord.economy, path, CustomerRatesState)
    answer = await tab.call(CustomerRatesState.refer, list_id=str(theirs))
    assert "was not found" in answer.notices[-1]


async def test_a_list_is_renamed_and_put_aside_and_both_are_taken_back(tabs, world, standard):
    def listed():
        with reading(world.nord.economy) as work:
            return [(row.name, row.active, row.standard) for row in company_lists(work)]

    with writing(world.nord.economy) as work:
        other = create_list(work, ListDraft("Offentlig", "NOK"))
    tab, _answer = await at(tabs, world.nord.economy, f"{PATH}?list={other}", CompanyRatesState)
    await tab.call(RenameListState.start)
    taken = await tab.call(RenameListState.submit, form={"name": "Standard"})
    assert "already" in taken.vars["errors"]["name"]
    await tab.call(RenameListState.submit, form={"name": "Kommuner"})
    await tab.call(CompanyRatesState.put_aside)
    assert listed() == [("Standard", True, True), ("Kommuner", False, False)]
    await tab.call(CompanyRatesState.undo_aside)
    await tab.call(RenameListState.undo)
    await tab.call(CompanyRatesState.make_standard)
    assert listed() == [("Offentlig", True, True), ("Standard", True, False)]
    await tab.call(CompanyRatesState.undo_standard)
    assert listed() == [("Standard", True, True), ("Offentlig", True, False)]
