"""Offers without a database: what states allow, and that sums are exact."""

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit
from moment_ui.domain.composing import cells
from moment_ui.domain.offers import draft, rules
from moment_ui.domain.offers.errors import NoOffers, NotReady, TooMuch, WrongState
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.offer import OfferState

TODAY = dt.date(2026, 11, 16)
PRICES = st.decimals(0, 10**6, places=4)
PERCENTS = st.decimals(0, 100, places=2)
MINUTES = st.integers(0, 100_000)


def rounded(exact: Fraction, places: int) -> Decimal:
    """Halves away from zero, worked out in whole numbers."""
    scaled = abs(exact) * 10**places
    whole = int(scaled + Fraction(1, 2))
    return Decimal(-whole if exact < 0 else whole).scaleb(-places)


@given(MINUTES, PRICES, PERCENTS, st.sampled_from([("NOK", 2), ("EUR", 2), ("ISK", 0)]))
def test_hours_come_to_exactly_minutes_times_rate(minutes, price, discount, currency) -> None:
    code, places = currency
    exact = Fraction(minutes, 60) * Fraction(price) * (1 - Fraction(discount) / 100)
    assert rules.hours_net(minutes, price, discount, code) == rounded(exact, places)


@given(st.decimals(0, 10**5, places=4), st.decimals(-(10**6), 10**6, places=4), PERCENTS)
def test_products_come_to_exactly_quantity_times_price(quantity, price, discount) -> None:
    exact = Fraction(quantity) * Fraction(price) * (1 - Fraction(discount) / 100)
    assert rules.product_net(quantity, price, discount, "NOK") == rounded(exact, 2)


@given(st.lists(st.tuples(st.decimals(-(10**6), 10**6, places=2), st.sampled_from([0, 12, 25]))))
def test_totals_are_the_sums_of_their_parts(priced) -> None:
    totals = rules.offer_totals([(net, Decimal(rate)) for net, rate in priced], "NOK")
    assert totals.net == sum((net for net, _ in priced), Decimal(0))
    assert totals.net == sum((group.basis for group in totals.groups), Decimal(0))
    assert totals.vat == sum((group.vat for group in totals.groups), Decimal(0))
    assert totals.gross == totals.net + totals.vat


def test_ten_minutes_thrice_are_half_an_hour() -> None:
    assert rules.hours_net(10, Decimal(1000), Decimal(0), "NOK") == Decimal("166.67")
    assert rules.hours_net(30, Decimal(1000), Decimal(10), "NOK") == Decimal("450.00")


def test_more_than_can_be_kept_is_refused() -> None:
    with pytest.raises(TooMuch):
        rules.product_net(Decimal(10) ** 6, Decimal(10) ** 9, Decimal(0), "NOK")


@pytest.mark.parametrize(
    ("state", "to", "allowed"),
    [
        ("draft", "ready", True),
        ("draft", "sent", True),
        ("draft", "accepted", False),
        ("ready", "draft", True),
        ("sent", "draft", False),
        ("sent", "accepted", True),
        ("sent", "declined", True),
        ("sent", "superseded", True),
        ("declined", "superseded", True),
        ("declined", "accepted", False),
        ("accepted", "declined", False),
        ("accepted", "superseded", False),
        ("superseded", "accepted", False),
    ],
)
def test_states_follow_one_another(state: str, to: str, allowed: bool) -> None:
    assert rules.may_move(OfferState(state), OfferState(to)) is allowed
    if not allowed:
        with pytest.raises(WrongState, match="1001"):
            rules.check_move("1001", OfferState(state), OfferState(to))


@pytest.mark.parametrize("state", OfferState)
def test_only_drafts_are_edited(state: OfferState) -> None:
    assert rules.may_edit(state) is (state is OfferState.DRAFT)


def test_a_sent_offer_has_expired_the_day_after_its_last_valid_one() -> None:
    shown = [
        rules.shown_state(OfferState.SENT, TODAY, TODAY + dt.timedelta(days=n)) for n in (0, 1)
    ]
    assert shown == [rules.ShownState.SENT, rules.ShownState.EXPIRED]
    late = TODAY - dt.timedelta(days=90)
    assert rules.shown_state(OfferState.ACCEPTED, late, TODAY) is rules.ShownState.ACCEPTED
    assert rules.shown_state(OfferState.DRAFT, late, TODAY) is rules.ShownState.DRAFT


@pytest.mark.parametrize(
    ("status", "is_customer", "said"),
    [
        (CustomerStatus.BLOCKED, True, "blocked"),
        (CustomerStatus.INACTIVE, True, "inactive"),
        (CustomerStatus.ACTIVE, False, "participant"),
    ],
)
def test_who_gets_no_offers_is_told_why(status, is_customer, said) -> None:
    with pytest.raises(NoOffers, match=said):
        rules.check_customer("Dal Bygg AS", status, is_customer=is_customer)


@pytest.mark.parametrize("status", [CustomerStatus.ACTIVE, CustomerStatus.POTENTIAL])
def test_active_and_potential_customers_get_offers(status) -> None:
    rules.check_customer("Fjord AS", status, is_customer=True)


def test_what_is_missing_is_said_before_it_can_go_out() -> None:
    with pytest.raises(NotReady) as refused:
        rules.check_complete(rules.Completeness("x", 0, TODAY - dt.timedelta(days=1), TODAY), TODAY)
    assert set(refused.value.fields) == {"rows", "valid_until"}
    rules.check_complete(rules.Completeness("x", 1, TODAY, TODAY), TODAY)


def test_revisions_keep_the_number_with_a_suffix() -> None:
    assert [rules.number_of(1001, n) for n in (1, 2, 12)] == ["1001", "1001-2", "1001-12"]


def test_the_ordinary_rate_counts_at_home_and_none_abroad() -> None:
    assert rules.ordinary_vat("NO", "NO") == 25
    assert rules.ordinary_vat("NO", "SE") == 0
    assert rules.ordinary_vat("FI", "FI") == Decimal("25.5")
    assert rules.ordinary_vat("US", "US") == 0


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("", "0"),
        ("1 234,50", "1234.5"),
        ("1\u00a0234.5", "1234.5"),
        (" 25 % ", "25"),
        ("\N{MINUS SIGN}3,25", "-3.25"),
        (",5", "0.5"),
    ],
)
def test_numbers_are_read_as_people_type_them(typed: str, number: str) -> None:
    bounds = Bounds(Decimal(-1000), Decimal(10) ** 6)
    assert decimal(typed, bounds) == Decimal(number)


@pytest.mark.parametrize("typed", ["abc", "1,2,3", "1e5", "--1", "٣", "1" * 40, "nan", "0,12345"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(Unfit):
        decimal(typed, Bounds(Decimal(0), Decimal(10) ** 6))


@pytest.mark.parametrize(
    ("readers", "field", "typed"),
    [
        (draft.HOURS, "minutes", "7:90"),
        (draft.HOURS, "price", "-1"),
        (draft.HOURS, "quantity", "1"),
        (draft.PRODUCT, "discount_percent", "101"),
        (draft.PRODUCT, "offer_id", "7"),
        (draft.ACTIVITY, "billing", "free"),
        (draft.HEAD, "valid_until", ""),
        (draft.HEAD, "currency", "XXQ"),
        (draft.HEAD, "state", "sent"),
    ],
)
def test_a_cell_that_does_not_fit_names_itself(readers, field: str, typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        cells.read_cell(readers, field, typed)
    assert set(refused.value.fields) == {field}
