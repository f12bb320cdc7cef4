import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from moment_ui.core.period import Period
from moment_ui.domain.billing import commands, queries
from moment_ui.domain.billing.errors import StandsInTheWay
from moment_ui.domain.billing.lines import PlannedLine
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.rules import due_periods, hours_net, months_after
from moment_ui.domain.billing.sheet import Model, Share, Why
from moment_ui.domain.billing.splitting import Habits, split
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.invoicing import BookkeepingAccount
from moment_ui.models.price_model import SplitBy
from tests import factories
from tests.domain.billing_world import (
    NOVEMBER,
    activity_of,
    drafts,
    expense,
    hourly,
    shares,
)

CENTS = st.decimals(1, 100, places=2)
LINES = st.lists(
    st.builds(
        PlannedLine,
        kind=st.sampled_from([LineKind.HOURS, LineKind.EXPENSE, LineKind.FIXED_PRICE]),
        text=st.just("x"),
        project_id=st.just(1),
        currency=st.sampled_from(["NOK"]),
        quantity=st.decimals(-50, 500, places=4),
        price=st.decimals(0, 2000, places=2),
        discount=st.sampled_from([Decimal(0), Decimal("12.5")]),
        vat_code=st.sampled_from(["", "33"]),
    ),
    min_size=1,
    max_size=8,
)


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


@given(
    LINES,
    st.lists(CENTS, min_size=1, max_size=5),
    st.sampled_from([SplitBy.PERCENT, SplitBy.HOURS]),
    st.sampled_from([{}, {LineKind.HOURS: ["3000", "3010"]}]),
)
def test_the_shares_are_the_whole_to_the_ore(lines, percents, by, accounts):
    payers = tuple(Share(at, percent) for at, percent in enumerate(percents, 1))
    model = Model(1, "", "NOK", split_by=by, shares=payers)
    parts = split(lines, model, Habits({1: "nb"}, accounts))
    whole = sum(line.net for line in lines)
    assert sum(line.net for own in parts.values() for line in own) == whole
    kept = [item for own in parts.values() for line in own for item in line.items]
    assert sorted(kept) == sorted(item for line in lines for item in line.items)


def of_three(world):
    numbers = (10001, 10002, 10003)
    return dict(zip((world.nord.customers[n] for n in numbers), (33.34, 33.33, 33.33), strict=True))


def test_each_customer_has_all_lines_and_a_deduction(work, world, project):
    account = BookkeepingAccount(number="3010", name="Honorar")
    work.session.add(account)
    work.session.flush()
    save_options(work, Place(), {"account_hours": Change(None, str(account.key))})
    model = hourly(work, project, "1000.05")
    shares(work, model, {key: str(percent) for key, percent in of_three(world).items()})
    expense(work, project, "10.01")
    plan, made = drafts(work, project)
    rows = [work.session.get_one(Invoice, key) for key in made]
    assert len({row.split_group for row in rows}) == 1
    assert rows[0].split_group
    assert sum(row.net for row in rows) == Decimal("7510.39")
    for row in rows:
        lines = work.session.exec(
            select(InvoiceLine)
            .where(InvoiceLine.invoice_id == row.key)
            .order_by(col(InvoiceLine.position))
        ).all()
        assert [line.kind for line in lines] == [
            LineKind.HOURS,
            LineKind.EXPENSE,
            LineKind.DEDUCTION,
            LineKind.DEDUCTION,
        ]
        assert lines[2].text in {"Andel 33,34\N{NO-BREAK SPACE}%", "Andel 33,33\N{NO-BREAK SPACE}%"}
        assert [line.account for line in lines] == ["3010", "", "3010", ""]
    assert [draft.totals.net for draft in plan.drafts] == [row.net for row in rows]
    commands.undo_drafts(work, made)
    assert queries.sheet(work, project, NOVEMBER).minutes == 450


def test_a_shared_model_counts_once_towards_its_total_fee(work, world, project):
    model = hourly(work, project, 1000, estimated_total=Decimal(20_000))
    shares(work, model, {world.nord.customers[10001]: 60, world.nord.customers[10002]: 40})
    drafts(work, project)
    who = world.nord.co_workers["Kari Project-Leader"]
    factories.hours(work, activity_of(work, project), who, dt.date(2026, 11, 4), 900)
    sheet = queries.sheet(work, project, NOVEMBER)
    assert (
        sheet.items == ()
    )  # 7 500 of 20 000 billed: 15 000 more is too much, and the record is whole
    assert [one.why for one in sheet.blockers if one.why is Why.TOTAL_REACHED]


def test_hours_themselves_are_shared(work, world, project):
    model = hourly(work, project, 1000, split_by=SplitBy.HOURS)
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    shares(work, model, {fjord: 70, berg: 30})
    _plan, made = drafts(work, project)
    rows = [work.session.get_one(Invoice, key) for key in made]
    assert [(row.customer_id, row.net) for row in rows] == [(fjord, 5250), (berg, 2250)]


def test_lines_go_to_whom_was_chosen(work, world, project):
    model = hourly(work, project, 1000, split_by=SplitBy.LINES)
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    shares(work, model, {fjord: 70, berg: 30})
    row = expense(work, project, 500)
    order = Order(project, receivers={f"e-{row.key}": berg})
    _plan, made = drafts(work, order)
    rows = [work.session.get_one(Invoice, key) for key in made]
    assert [(one.customer_id, one.net) for one in rows] == [(fjord, 7500), (berg, 500)]


def test_whoever_is_chosen_for_hours_pays_them_though_others_worked_on_the_same(
    work, world, project
):
    model = hourly(work, project, 1000, split_by=SplitBy.LINES)
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    shares(work, model, {fjord: 70, berg: 30})
    other = world.nord.co_workers["Kari Co-Worker"]
    factories.hours(work, activity_of(work, project), other, dt.date(2026, 11, 5), 120)
    (key,) = (
        item.key
        for item in queries.sheet(work, project, NOVEMBER).items
        if item.co_worker_id == other
    )
    _plan, made = drafts(work, Order(project, receivers={key: berg}))
    rows = [work.session.get_one(Invoice, key) for key in made]
    assert {one.customer_id: one.net for one in rows} == {fjord: 7500, berg: 2000}


def test_shares_that_are_not_the_whole_stop_the_drafts(work, world, project):
    model = hourly(work, project)
    shares(work, model, {world.nord.customers[10001]: 60})
    with pytest.raises(StandsInTheWay):
        drafts(work, project)


@given(st.integers(1, 100_000), st.decimals(0, 5000, places=2))
def test_hours_come_to_what_the_line_prints(minutes, rate):
    hours = round(Decimal(minutes) / 60, 4)
    assert abs(hours_net(minutes, rate, Decimal(0), "NOK") - hours * rate) <= Decimal("0.005")


@given(
    st.dates(dt.date(2000, 1, 1), dt.date(2030, 12, 31)),
    st.integers(1, 12),
    st.integers(-60, 60),
    st.dates(dt.date(2000, 1, 1), dt.date(2031, 12, 31)),
)
def test_periods_follow_each_other_without_gap_or_overlap(start, months, offset, until):
    found = due_periods(Period(start, None), months, offset, until, ())
    for one, following in pairwise(found):
        assert one.end == following.start
    assert all(one.start and one.start + dt.timedelta(days=offset) <= until for one in found)
    taken = {one.start for one in found[:2] if one.start}
    assert due_periods(Period(start, None), months, offset, until, taken) == found[2:]


def test_months_end_where_the_calendar_does():
    assert months_after(dt.date(2026, 1, 31), 1) == dt.date(2026, 2, 28)
    assert months_after(dt.date(2026, 1, 31), 2) == dt.date(2026, 3, 31)
