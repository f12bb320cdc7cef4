"""What an hour costs: exactly one rate a day, the narrowest of the first list that says anything."""

import datetime as dt
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.fields import Unfit
from moment_ui.core.period import Period
from moment_ui.domain.rates.rules import (
    Rate,
    RateList,
    Subject,
    amount,
    holding,
    percent,
    periods,
    raised,
    rate_for,
)

FIRST = dt.date(2026, 1, 1)
days = st.integers(0, 60).map(lambda n: FIRST + dt.timedelta(days=n))
roles = st.sampled_from(["", "Arkitekt", "Ingeniør"])
people = st.sampled_from([None, 1, 2])
subjects = st.builds(Subject, roles, people)
amounts = st.integers(1, 2000).map(Decimal)


@st.composite
def rate_lists(draw, key=1):
    """A list as the database can hold it: one rate per row and day."""
    keyed = draw(st.dictionaries(st.tuples(subjects, days), amounts, max_size=12))
    rates = tuple(Rate(subject, day, price) for (subject, day), price in keyed.items())
    return RateList(key, f"Liste {key}", "NOK", rates)


@given(rate_lists(), roles, people, days)
def test_there_is_one_rate_a_day_and_it_is_the_narrowest_that_has_begun(rates, role, person, day):
    found = rate_for([rates], role, person, day)
    begun = [
        rate
        for rate in rates.rates
        if rate.starts_on <= day
        and rate.subject.role in ("", role)
        and rate.subject.co_worker_id in (None, person)
    ]
    assert (found is None) == (not begun)
    if found is None:
        return
    assert found.rate in begun
    for other in begun:
        if other.subject == found.rate.subject:
            assert other.starts_on <= found.rate.starts_on
        else:
            assert other.subject.narrowness <= found.rate.subject.narrowness


@given(rate_lists(), roles, people)
def test_a_rate_holds_from_its_day_until_the_next_and_no_two_overlap(rates, role, person):
    day, last = FIRST, FIRST + dt.timedelta(days=70)
    before = None
    while day < last:
        found = rate_for([rates], role, person, day)
        assert before is None or found is not None  # what has begun does not end by itself
        if found and before and found.rate != before.rate:
            assert day in {rate.starts_on for rate in rates.rates}
        before, day = found, day + dt.timedelta(days=1)


@given(rate_lists(1), rate_lists(2), roles, people, days)
def test_the_first_list_that_says_anything_wins(own, base, role, person, day):
    found = rate_for([own, base], role, person, day)
    alone = rate_for([own], role, person, day)
    assert found == (alone or rate_for([base], role, person, day))


@given(st.lists(days, max_size=8))
def test_periods_are_half_open_and_meet(starts):
    found = periods(starts)
    assert [one.start for one in found] == sorted(set(starts))
    for one, following in pairwise(found):
        assert one.end == following.start
    assert not found or found[-1].end is None
    for offset in range(70):
        day = FIRST + dt.timedelta(days=offset)
        assert sum(day in one for one in found) == (1 if starts and day >= min(starts) else 0)


@given(rate_lists(), days)
def test_what_holds_on_a_day_is_one_rate_per_row(rates, day):
    held = holding(rates.rates, day)
    assert set(held) == {r.subject for r in rates.rates if r.starts_on <= day}
    for subject, rate in held.items():
        assert rate.subject == subject
        later = [r for r in rates.rates if r.subject == subject and r.starts_on <= day]
        assert rate.starts_on == max(r.starts_on for r in later)


def test_a_co_workers_rate_beats_the_roles_and_the_role_everybodys():
    rates = RateList(
        1,
        "Standard",
        "NOK",
        (
            Rate(Subject(), FIRST, Decimal(1000)),
            Rate(Subject("Arkitekt"), FIRST, Decimal(1200)),
            Rate(Subject("", 7), FIRST, Decimal(1300)),
            Rate(Subject("Arkitekt", 7), FIRST, Decimal(1400)),
            Rate(Subject("Arkitekt"), dt.date(2026, 7, 1), Decimal(1250)),
        ),
    )
    cases = (
        ("Tegner", 1, FIRST, 1000),
        ("Arkitekt", 1, FIRST, 1200),
        ("Arkitekt", 1, dt.date(2026, 6, 30), 1200),
        ("Arkitekt", 1, dt.date(2026, 7, 1), 1250),
        ("Tegner", 7, FIRST, 1300),
        ("Arkitekt", 7, dt.date(2026, 12, 1), 1400),
    )
    for role, person, day, price in cases:
        found = rate_for([rates], role, person, day)
        assert found is not None
        assert found.rate.amount == price
    assert rate_for([rates], "Arkitekt", 7, dt.date(2025, 12, 31)) is None


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("1 234,50", "1234.50"), ("1234.5", "1234.5"), ("1.234,50", "1234.50"), ("900", "900")],
)
def test_amounts_are_read_as_people_type_them(typed, kept):
    assert amount(typed) == Decimal(kept)


@pytest.mark.parametrize("typed", ["-1", "abc", "1,234", "NaN", "9999999"])
def test_what_is_no_amount_is_refused(typed):
    with pytest.raises(Unfit):
        amount(typed)


@pytest.mark.parametrize(
    ("typed", "kept"), [("", "0"), ("3,5", "3.5"), ("-2 %", "-2"), ("+4", "4"), ("−1,5", "-1.5")]
)
def test_percents_rise_and_fall(typed, kept):
    assert percent(typed) == Decimal(kept)


def test_a_rate_cannot_fall_below_nothing():
    with pytest.raises(Unfit):
        percent("-100")


def test_raised_amounts_have_the_decimals_of_the_currency():
    assert raised(Decimal("1234.50"), Decimal("3.5"), "NOK") == Decimal("1277.71")
    assert raised(Decimal(1000), Decimal(-10), "ISK") == Decimal(900)
    assert Period(FIRST, None).end is None
