"""The rate of an hour: an own rate beats the base, and where there is no rate there is a reason."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.domain.pricing.book import BilledActivity, BilledProject, RateBook
from moment_ui.domain.pricing.reasons import SENTENCES, NoRate, Reason
from moment_ui.domain.pricing.rules import (
    EVERY,
    NOTHING,
    OfferedHours,
    Origin,
    Pricing,
    Rate,
    Worker,
    rate_in,
)
from moment_ui.domain.rates.rules import Rate as ListRate
from moment_ui.domain.rates.rules import RateList, Subject
from moment_ui.models.price_model import PriceModelKind, RateBase

DAY = dt.date(2026, 11, 16)
KARI = Worker(1, "Kari Ås", "Arkitekt")
FIRST = dt.date(2026, 1, 1)
days = st.integers(0, 60).map(lambda n: FIRST + dt.timedelta(days=n))
subjects = st.builds(
    Subject, st.sampled_from(["", "Arkitekt", "Ingeniør"]), st.sampled_from([None, 1, 2])
)
amounts = st.integers(1, 2000).map(Decimal)


@st.composite
def rate_lists(draw, currencies=("NOK",)):
    """A list as the database can hold it: one rate per row and day."""
    keyed = draw(st.dictionaries(st.tuples(subjects, days), amounts, max_size=8))
    rates = tuple(ListRate(subject, day, price) for (subject, day), price in keyed.items())
    return RateList(3, "Ordinære", draw(st.sampled_from(currencies)), rates)


@st.composite
def models(draw):
    """A price model of any kind and base."""
    currencies = ("NOK", "SEK")
    line = st.builds(OfferedHours, st.integers(1, 9), st.sampled_from(["Arkitekt", ""]), amounts)
    return Pricing(
        7,
        "Timer",
        draw(st.sampled_from(PriceModelKind)),
        draw(st.sampled_from(RateBase)),
        "NOK",
        own=draw(rate_lists()),
        lists=draw(st.lists(rate_lists(currencies), max_size=2)),
        prices=draw(rate_lists(currencies)),
        costs=draw(rate_lists(currencies)),
        offered=draw(
            st.dictionaries(st.just(5), st.none() | st.lists(line, max_size=3), max_size=1)
        ),
    )


EVERYBODY = Subject()


def one(amount, subject=EVERYBODY, start=FIRST, currency="NOK", name="Ordinære"):
    """A list with one rate."""
    return RateList(3, name, currency, (ListRate(subject, start, Decimal(amount)),))


def model(base=RateBase.PRICE_LIST, kind=PriceModelKind.HOURLY, **fields):
    """A price model in NOK."""
    return Pricing(7, "Timer", kind, base, "NOK", **fields)


@given(models(), st.sampled_from(["Arkitekt", "Ingeniør", ""]), st.sampled_from([1, 2]), days)
def test_an_hour_has_one_rate_in_the_models_currency_or_a_reason(pricing, role, person, day):
    found = rate_in(pricing, 5, Worker(person, "Kari", role), day)
    if isinstance(found, NoRate):
        assert found.price_model_id == 7
        assert "{" not in found.text
        return
    assert found.currency == "NOK"
    assert found.price_model_id == 7
    known = {rate.amount for rate in pricing.own.rates}
    for source in (*pricing.lists, pricing.prices, pricing.costs):
        known |= {rate.amount for rate in source.rates if source.currency == "NOK"}
    known |= {line.price for line in pricing.offered.get(5) or ()}
    assert found.amount in known
    assert pricing.kind in {PriceModelKind.HOURLY, PriceModelKind.OFFER}


@given(models(), days, amounts)
def test_a_rate_set_for_the_co_worker_beats_every_base(pricing, day, amount):
    mine = ListRate(Subject("Arkitekt", 1), dt.date(2025, 1, 1), amount)
    others = tuple(rate for rate in pricing.own.rates if rate.subject.co_worker_id is None)
    own = RateList(7, "", "NOK", (*others, mine))
    priced = Pricing(
        7, "Timer", PriceModelKind.HOURLY, pricing.base, "NOK", own=own, lists=pricing.lists
    )
    found = rate_in(priced, 5, KARI, day)
    assert found == Rate(amount, "NOK", 7, Origin.OWN)


@given(models(), days, st.sampled_from([1, 2]))
def test_rates_of_the_future_say_nothing_yet(pricing, day, person):
    def until(source):
        return RateList(
            source.id,
            source.name,
            source.currency,
            tuple(rate for rate in source.rates if rate.starts_on <= day),
        )

    now = Pricing(
        7,
        "Timer",
        pricing.kind,
        pricing.base,
        "NOK",
        own=until(pricing.own),
        lists=[until(source) for source in pricing.lists],
        prices=until(pricing.prices),
        costs=until(pricing.costs),
        offered=pricing.offered,
    )
    who = Worker(person, "Kari", "Arkitekt")
    assert rate_in(pricing, 5, who, day) == rate_in(now, 5, who, day)


def priced(found: Rate | NoRate) -> Rate:
    """The answer, which is a rate."""
    assert isinstance(found, Rate)
    return found


def missing(found: Rate | NoRate) -> Reason:
    """The reason why there is no rate."""
    assert isinstance(found, NoRate)
    return found.reason


BASES = [
    (RateBase.ROLE, {"own": one(900, Subject("Arkitekt"))}, Origin.ROLE),
    (RateBase.COMMON, {"own": one(900)}, Origin.COMMON),
    (RateBase.PRICE_LIST, {"lists": [one(900, Subject("Arkitekt"))]}, Origin.PRICE_LIST),
    (RateBase.CO_WORKER, {"prices": one(900, Subject("", 1))}, Origin.CO_WORKER),
    (RateBase.TRUE_COST, {"costs": one(900, Subject("", 1))}, Origin.TRUE_COST),
]


@pytest.mark.parametrize(("base", "fields", "origin"), BASES)
def test_each_base_reads_its_own_rates(base, fields, origin):
    found = priced(rate_in(model(base, **fields), 5, KARI, DAY))
    assert (found.amount, found.origin) == (Decimal(900), origin)


REASONS = [
    (model(RateBase.CUSTOM, own=one(900, Subject("Arkitekt"))), Reason.NO_OWN_RATE),
    (model(RateBase.ROLE, own=one(900)), Reason.NO_ROLE_RATE),
    (model(RateBase.COMMON, own=one(900, Subject("Arkitekt"))), Reason.NO_COMMON_RATE),
    (model(), Reason.NO_PRICE_LIST),
    (model(lists=[one(900, Subject("Ingeniør"))]), Reason.NOT_IN_LIST),
    (model(lists=[one(900, start=dt.date(2027, 1, 1))]), Reason.NOT_IN_LIST),
    (model(lists=[one(90, currency="EUR")]), Reason.OTHER_CURRENCY),
    (model(RateBase.CO_WORKER), Reason.NO_CO_WORKER_RATE),
    (model(RateBase.TRUE_COST, costs=one(90, currency="EUR")), Reason.OTHER_CURRENCY),
    (model(RateBase.MAIN_PROJECT), Reason.NO_PARTNERS),
    (model(kind=PriceModelKind.FIXED_PRICE, own=one(900, Subject("", 1))), Reason.FIXED_PRICE),
    (model(kind=PriceModelKind.SUBSCRIPTION), Reason.SUBSCRIPTION),
    (model(kind=PriceModelKind.NON_BILLABLE), Reason.NON_BILLABLE),
    (model(kind=PriceModelKind.OFFER), Reason.NOT_IN_OFFER),
    (model(kind=PriceModelKind.OFFER, offered={5: None}), Reason.FIXED_PRICE),
    (model(kind=PriceModelKind.OFFER, offered={EVERY: None}), Reason.FIXED_PRICE),
    (
        model(
            kind=PriceModelKind.OFFER,
            offered={5: [OfferedHours(1, "", Decimal(900)), OfferedHours(2, "", Decimal(950))]},
        ),
        Reason.SEVERAL_PRICES,
    ),
]


@pytest.mark.parametrize(
    ("pricing", "reason"),
    REASONS,
    ids=[f"{reason}-{place}" for place, (_, reason) in enumerate(REASONS)],
)
def test_without_a_rate_there_is_the_reason(pricing, reason):
    assert missing(rate_in(pricing, 5, KARI, DAY)) == reason


def test_of_several_lines_of_an_offer_the_one_named_as_the_role_prices_the_hour():
    lines = [
        OfferedHours(1, "Ingeniør", Decimal(900)),
        OfferedHours(2, "arkitekt", Decimal(1100), Decimal(10)),
    ]
    found = priced(rate_in(model(kind=PriceModelKind.OFFER, offered={5: lines}), 5, KARI, DAY))
    assert (found.amount, found.discount_percent, found.price_model_line_id) == (1100, 10, 2)


def test_every_reason_has_a_sentence():
    assert set(SENTENCES) == set(Reason)


ACTIVITY = BilledActivity(5, 1)


def book(*pricings, activity=ACTIVITY):
    """A project with these models in their order, one activity and one member."""
    project = BilledProject(1, pricings, {1: "Arkitekt"}, model(lists=[one(800)]))
    return RateBook({1: project}, {activity.id: activity}, {1: Worker(1, "Kari Ås", "Rådgiver")})


def test_an_activity_is_billed_by_its_own_model_else_by_the_first_active_one():
    aside = Pricing(
        2, "Gammel", PriceModelKind.HOURLY, RateBase.COMMON, "NOK", active=False, own=one(700)
    )
    first = Pricing(3, "Timer", PriceModelKind.HOURLY, RateBase.COMMON, "NOK", own=one(800))
    second = Pricing(4, "Dyre", PriceModelKind.HOURLY, RateBase.COMMON, "NOK", own=one(900))
    assert priced(book(aside, first, second).rate(5, 1, DAY)).amount == 800
    chosen = book(aside, first, second, activity=BilledActivity(5, 1, model_id=4))
    assert priced(chosen.rate(5, 1, DAY)).amount == 900
    old = book(aside, first, activity=BilledActivity(5, 1, model_id=2))
    assert missing(old.rate(5, 1, DAY)) == Reason.MODEL_ASIDE
    assert missing(book(aside).rate(5, 1, DAY)) == Reason.NO_MODEL
    free = book(first, activity=BilledActivity(5, 1, billable=False))
    assert missing(free.rate(5, 1, DAY)) == Reason.NOT_BILLABLE


def test_gaps_name_who_has_no_rate_and_not_what_needs_none():
    custom = model(RateBase.CUSTOM)
    [(who, why)] = book(custom).gaps(1, DAY)
    assert (who.name, why.reason) == ("Kari Ås", Reason.NO_OWN_RATE)
    assert book(model(kind=PriceModelKind.FIXED_PRICE)).gaps(1, DAY) == []
    assert book(custom, activity=BilledActivity(5, 1, active=False)).gaps(1, DAY) == []


def test_a_standard_rate_follows_the_lists_whatever_the_model_is():
    found = priced(book(model(kind=PriceModelKind.FIXED_PRICE)).standard_rate(1, 1, DAY))
    assert (found.amount, found.origin) == (800, Origin.PRICE_LIST)


def test_nothing_prices_nothing():
    assert NOTHING.rate_on("", None, DAY) is None
