"""How far hours go towards an estimated total fee, in whatever way their lines are written."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.domain.billing.lines import ONE_LINE, PER_ACTIVITY, PER_CO_WORKER, Written, lines_of
from moment_ui.domain.billing.rules import Worked, cut_at, hours_net
from moment_ui.domain.billing.sheet import Item, Kind

DAY = dt.date(2026, 11, 2)
TEN = Decimal(10)
RATES = ("1095.00", "1234.55", "1096.10")


def item(at: int, minutes: int, rate: str, currency: str = "NOK") -> Item:
    """Hours on an activity of their own, as the page shows them."""
    price = Decimal(rate)
    amount = hours_net(minutes, price, Decimal(0), currency)
    return Item(
        key=f"h-{at}",
        kind=Kind.HOURS,
        project_id=1,
        text="",
        currency=currency,
        amount=amount,
        price=price,
        minutes=minutes,
        model_id=1,
        activity_id=at,
        co_worker_id=at,
    )


def worked(one: Item, number: int, discount: Decimal) -> Worked:
    """The only record of an item."""
    like = (one.price,)
    ways = ((one.key,), (one.activity_id, *like), (one.co_worker_id, *like), like)
    return Worked(number, DAY, one.minutes, ways, (), one.price, discount)


def most_of(items: list[Item], discount: Decimal) -> Decimal:
    """The most that lines of these come to."""
    ways = (PER_ACTIVITY, PER_CO_WORKER, ONE_LINE)
    return max(
        sum((line.net for line in lines_of(items, {}, Written(way, discount))), Decimal(0))
        for way in ways
    )


@pytest.mark.parametrize(("left", "cut"), [("1038.34", (DAY, 2)), ("1038.35", None)])
def test_one_line_at_several_rates_is_within_the_fee_to_the_ore(left, cut):
    items = [
        item(at, *one) for at, one in enumerate(zip((10, 25, 25), RATES, strict=True), start=1)
    ]
    assert most_of(items, TEN) == Decimal("1038.35")
    records = [worked(one, number, TEN) for number, one in enumerate(items, start=1)]
    assert cut_at(records, Decimal(left), "NOK") == cut


@given(
    st.lists(st.tuples(st.integers(1, 500), st.sampled_from(RATES)), min_size=1, max_size=8),
    st.integers(0, 40).map(Decimal),
    st.integers(0, 1_000_000).map(lambda cents: Decimal(cents) / 100),
    st.sampled_from(["NOK", "ISK"]),
)
def test_what_is_billed_is_within_the_fee_in_every_way(hours, discount, left, currency):
    items = [item(at, *one, currency=currency) for at, one in enumerate(hours, start=1)]
    records = [worked(one, number, discount) for number, one in enumerate(items, start=1)]
    cut = cut_at(records, left, currency)
    kept = items if cut is None else items[: cut[1]]
    assert most_of(kept, discount) <= left
