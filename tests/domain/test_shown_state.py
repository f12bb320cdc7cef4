"""Where an invoice stands: one rule, and the same in SQL."""

import datetime as dt
from collections.abc import Iterator
from decimal import Decimal

import pytest
import sqlalchemy as sa
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sqlmodel import col

from moment_ui.core import clock
from moment_ui.db.lists import records
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.invoices.rules import ShownState, Standing, days_overdue, shown_state
from moment_ui.domain.invoices.states import STATES, stands_in, state_place
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from tests.book import fill_book
from tests.world import World

TODAY = dt.date(2026, 11, 16)
SENT, INVOICE, CREDIT = InvoiceState.SENT, InvoiceKind.INVOICE, InvoiceKind.CREDIT_NOTE
YESTERDAY, NEXT_WEEK = dt.date(2026, 11, 15), dt.date(2026, 11, 23)
cents = st.integers(-(10**6), 10**6).map(lambda cent: Decimal(cent) / 100)
standings = st.builds(
    Standing,
    kind=st.sampled_from(InvoiceKind),
    state=st.sampled_from(InvoiceState),
    paid=st.one_of(st.just(Decimal(0)), cents),
    outstanding=st.one_of(st.just(Decimal(0)), cents),
    due_date=st.one_of(st.none(), st.dates(dt.date(2026, 11, 10), dt.date(2026, 11, 20))),
)


def standing(kind: InvoiceKind, paid: str, owed: str, due: dt.date | None = None) -> Standing:
    """A sent invoice or credit note."""
    return Standing(kind, SENT, Decimal(paid), Decimal(owed), due)


@pytest.mark.parametrize(
    ("standing", "shown"),
    [
        (standing(INVOICE, "0", "100", NEXT_WEEK), ShownState.SENT),
        (standing(INVOICE, "0", "100", TODAY), ShownState.SENT),
        (standing(INVOICE, "0", "100", YESTERDAY), ShownState.OVERDUE),
        (standing(INVOICE, "40", "60", NEXT_WEEK), ShownState.PARTLY_PAID),
        (standing(INVOICE, "40", "60", YESTERDAY), ShownState.OVERDUE),
        (standing(INVOICE, "100", "0", YESTERDAY), ShownState.PAID),
        (standing(INVOICE, "120", "-20", YESTERDAY), ShownState.OVERPAID),
        (standing(CREDIT, "0", "-100", YESTERDAY), ShownState.SENT),
        (standing(CREDIT, "-40", "-60"), ShownState.PARTLY_PAID),
        (standing(CREDIT, "-100", "0"), ShownState.PAID),
        (standing(CREDIT, "-120", "20"), ShownState.OVERPAID),
    ],
)
def test_the_shown_state_follows_from_amounts_and_dates(standing: Standing, shown: ShownState):
    assert shown_state(standing, TODAY) is shown


@pytest.mark.parametrize("told", ["draft", "credited", "written-off"])
def test_draft_credited_and_written_off_are_told_as_stored(told: str):
    stored = Standing(INVOICE, InvoiceState(told), Decimal(0), Decimal(100), YESTERDAY)
    assert shown_state(stored, TODAY) == told


def test_days_overdue_count_from_the_due_date():
    late = standing(INVOICE, "0", "100", dt.date(2026, 10, 25))
    assert days_overdue(late, TODAY) == 22
    assert days_overdue(standing(INVOICE, "0", "100", TODAY), TODAY) is None


@given(standings)
@example(Standing(INVOICE, SENT, Decimal(0), Decimal(1), None))
def test_only_what_is_overdue_has_days(standing: Standing):
    overdue = shown_state(standing, TODAY) is ShownState.OVERDUE
    assert (days_overdue(standing, TODAY) is not None) == overdue


@pytest.fixture
def book(world: World) -> Iterator[Work]:
    """A reading work in Nord over invoices in every standing."""
    fill_book(world)
    with reading(world.nord.administrator) as work:
        yield work


def test_sql_tells_the_same_state_as_the_rule_in_every_standing(book: Work):
    names = ("kind", "state", "paid", "outstanding", "due_date")
    columns = [getattr(Invoice, name) for name in names]
    told: set[ShownState] = set()
    for *facts, place in records(book, sa.select(*columns, state_place(TODAY))):
        assert STATES[place] is shown_state(Standing(*facts), TODAY)
        told.add(STATES[place])
    assert told == set(ShownState)


def test_filtering_by_states_finds_what_the_rule_tells(book: Work):
    everything = list(records(book, sa.select(col(Invoice.id), state_place(TODAY))))
    for state in ShownState:
        found = records(book, sa.select(col(Invoice.id)).where(stands_in([state], TODAY)))
        expected = {key for key, place in everything if STATES[place] is state}
        assert {key for (key,) in found} == expected


def test_sql_and_rule_agree_on_random_amounts(world: World):
    drawn: list[Standing] = []

    @settings(max_examples=300)
    @given(standings)
    def draw(one: Standing) -> None:
        drawn.append(one)

    draw()
    with writing(world.nord.administrator) as work:
        customer = world.nord.customers[10001]
        rows = [
            {
                "customer_id": customer,
                "kind": one.kind,
                "state": one.state,
                "paid": one.paid,
                "outstanding": one.outstanding,
                "due_date": one.due_date,
                "created_at": clock.now(),
            }
            for one in drawn
        ]
        ids = work.insert_rows(Invoice, rows, returning=True)
        found = records(work, sa.select(col(Invoice.id), state_place(TODAY)))
        places = dict(list(found))
    assert len(drawn) >= 300
    for key, one in zip(ids, drawn, strict=True):
        assert STATES[places[key]] is shown_state(one, TODAY)
