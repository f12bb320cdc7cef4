"""How hours share the amount of their line: every øre of it, and nobody more than is right."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.money import currency_decimals
from moment_ui.domain.papers.rules import billed_minutes, shared_out

CURRENCIES = st.sampled_from(("NOK", "ISK", "KWD"))


@given(
    cents=st.integers(-(10**9), 10**9),
    minutes=st.lists(st.integers(0, 10_000), min_size=1, max_size=40),
    currency=CURRENCIES,
)
def test_the_shares_are_the_whole_and_each_within_a_unit(cents, minutes, currency):
    unit = Decimal(1).scaleb(-currency_decimals(currency))
    amount = cents * unit
    shares = shared_out(amount, minutes, currency)
    total = sum(minutes)
    assert sum(shares) == (amount if total else 0)
    for share, worked in zip(shares, minutes, strict=True):
        assert share == share.quantize(unit)
        assert total == 0 or abs(share - amount * worked / total) <= unit


@given(st.integers(-(10**6), 10**6))
def test_minutes_survive_being_kept_as_hours(minutes):
    assert billed_minutes((Decimal(minutes) / 60).quantize(Decimal("0.0001"))) == minutes
