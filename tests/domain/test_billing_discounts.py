"""The discount that a customer gets on every line, fees and prices of nought: what is billed, and what is left."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import select

from moment_ui.domain.billing import commands, queries
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.price_models.billed import Billed, Counted
from moment_ui.domain.price_models.queries import project_models
from moment_ui.domain.price_models.rules import bound_of
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, LineKind
from moment_ui.models.price_model import PriceKind, PriceModelKind, PriceModelLine
from moment_ui.models.project import Project
from tests import factories
from tests.domain.billing_world import (
    NOVEMBER,
    activity_of,
    drafts,
    expense,
    hourly,
    payment,
    price_model,
    shares,
)


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


@pytest.fixture(autouse=True)
def discounted(work):
    save_options(work, Place(), {"discount_percent": Change(None, "10")})


def free_items(work, project):
    return [item for item in queries.sheet(work, project, NOVEMBER).items if item.free]


def remains(work, project):
    return [bound_of(one.row) - one.priced.total for one in project_models(work, project)]


def test_a_fixed_price_is_billed_whole_though_less_is_paid(work, project):
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(10_000))
    for amount, left in ((4000, 6000), (6000, 0)):
        order = Order(project, amounts={f"f-{model.key}": Decimal(amount)})
        _plan, (draft_id,) = drafts(work, order)
        assert work.session.get_one(Invoice, draft_id).net == amount * Decimal("0.9")
        assert [item.most for item in free_items(work, project)] == [left] * bool(left)
        assert remains(work, project) == [left]
    assert queries.billed_projects(work, queries.Wanted(NOVEMBER, text="P-100")) == []


@pytest.mark.parametrize("own", [0, 5])
def test_what_an_offer_sells_is_billed_once(work, project, own):
    model = price_model(work, project, PriceModelKind.OFFER, net=Decimal(2000 - own * 20))
    line = PriceModelLine(
        price_model_id=model.key,
        kind=PriceKind.PRODUCT,
        quantity=Decimal(2),
        price=Decimal(1000),
        discount_percent=Decimal(own),
        net=Decimal(2000 - own * 20),
    )
    key = f"o-{factories.stored(work, line).key}"
    part = Order(project, amounts={key: Decimal(400)}, keys=frozenset({key}))
    _plan, (draft_id,) = drafts(work, part)
    assert [item.most for item in free_items(work, project)] == [1600 - own * 20]
    commands.undo_drafts(work, [draft_id])
    _plan, (draft_id,) = drafts(work, Order(project, keys=frozenset({key})))
    assert free_items(work, project) == []
    seen = Seen(draft_id, work.session.get_one(Invoice, draft_id).version)
    assert commands.refresh_lines(work, seen, NOVEMBER) == 0


@pytest.fixture
def sold(work, project):
    """Ten pieces at 100, less the 10 percent that the customer gets on everything: 900."""
    model = price_model(work, project, PriceModelKind.OFFER, net=Decimal(900))
    line = PriceModelLine(
        price_model_id=model.key,
        kind=PriceKind.PRODUCT,
        quantity=Decimal(10),
        price=Decimal(100),
        discount_percent=Decimal(10),
        net=Decimal(900),
    )
    return f"o-{factories.stored(work, line).key}"


@pytest.mark.parametrize("amount", [450, 100])
def test_a_part_of_an_offers_line_has_the_customers_discount_though_it_equals_the_offers(
    work, project, sold, amount
):
    part = Order(project, amounts={sold: Decimal(amount)}, keys=frozenset({sold}))
    _plan, (draft_id,) = drafts(work, part)
    (line,) = lines_of(work, draft_id)
    assert (line.unit_price, line.net) == (amount, amount * Decimal("0.9"))
    assert [item.most for item in free_items(work, project)] == [900 - amount]
    for _time in range(2):
        seen = Seen(draft_id, work.session.get_one(Invoice, draft_id).version)
        assert commands.refresh_lines(work, seen, NOVEMBER) == 0
    assert work.session.get_one(Invoice, draft_id).net == line.net


@pytest.mark.parametrize(
    ("billed", "left"),
    [((10, 10), 0), ((10, 20), 0), ((5, 20), 450), ((5, 10), 450), ((5, 5), 425), ((5, 0), 400)],
)
def test_only_what_is_given_beyond_the_offer_is_billed_all_the_same(
    work, project, sold, billed, left
):
    """Less discount than the offer says bills more of it: what is paid counts."""
    _plan, (draft_id,) = drafts(work, Order(project, keys=frozenset({sold})))
    (line,) = lines_of(work, draft_id)
    quantity, percent = billed
    line.quantity, line.discount_percent = Decimal(quantity), Decimal(percent)
    line.net = Decimal(quantity * (100 - percent))
    work.session.flush()
    assert [item.most for item in free_items(work, project)] == [left] * bool(left)
    assert remains(work, project) == [left]
    line.made_as = None
    work.session.flush()
    assert remains(work, project) == [left]


def test_a_total_fee_bounds_what_is_invoiced_to_the_ore(work, world, project):
    """10 percent are given off, and what two people did rounds otherwise on one line than on two."""
    model = hourly(work, project, 1000, estimated_total=Decimal("7349.94"))
    activity, day = activity_of(work, project), dt.date(2026, 11, 5)
    rows = [factories.hours(work, activity, who, day, 20) for who in world.nord.co_workers.values()]
    assert sum(item.minutes for item in queries.sheet(work, project, NOVEMBER).items) == 470
    model.estimated_total = Decimal("7350.03")  # 450 + 20 + 20 minutes, 8,1667 h, at 900
    work.session.flush()
    _plan, (draft_id,) = drafts(work, project)
    assert all(row.invoice_line_id for row in rows)
    assert work.session.get_one(Invoice, draft_id).net == Decimal("7350.03")


def test_taking_anew_gives_the_discount_once(work, project):
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(10_000))
    _plan, (draft_id,) = drafts(work, Order(project, amounts={f"f-{model.key}": Decimal(4000)}))
    seen = Seen(draft_id, work.session.get_one(Invoice, draft_id).version)
    assert commands.refresh_lines(work, seen, NOVEMBER) == 0
    assert work.session.get_one(Invoice, draft_id).net == 3600


def test_shared_between_customers_it_is_billed_whole_too(work, world, project):
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(10_000))
    shares(work, model, {world.nord.customers[10001]: 60, world.nord.customers[10002]: 40})
    _plan, made = drafts(work, Order(project, amounts={f"f-{model.key}": Decimal(10_000)}))
    assert sum(work.session.get_one(Invoice, key).net for key in made) == 9000
    assert remains(work, project) == [0]


def test_what_costs_nothing_is_billed_at_nothing(work, project):
    hourly(work, project, 0)
    payment(work, price_model(work, project, PriceModelKind.FIXED_PRICE), 0, dt.date(2026, 11, 1))
    _plan, (draft_id,) = drafts(work, project)
    kinds = [(line.kind, line.net) for line in lines_of(work, draft_id)]
    assert kinds == [(LineKind.HOURS, 0), (LineKind.FIXED_PRICE, 0)]
    assert queries.sheet(work, project, NOVEMBER).items == ()
    open_hours = select(TimeRecord).where(
        TimeRecord.project_id == project,
        TimeRecord.invoice_line_id == None,  # noqa: E711
    )
    assert work.session.exec(open_hours).all() == []


def test_a_fee_has_the_decimals_of_the_draft(work, project):
    save_options(work, Place(), {"invoice_fee": Change(None, "49,50")})
    work.session.get_one(Project, project).currency = "ISK"
    work.session.flush()
    hourly(work, project, 1000, currency="ISK")
    expense(work, project, "99.50")
    plan, (draft_id,) = drafts(work, project)
    draft = work.session.get_one(Invoice, draft_id)
    fee = lines_of(work, draft_id)[-1]
    assert (fee.kind, fee.net, draft.net) == (LineKind.FEE, 50, 6750 + 90 + 50)
    assert plan.drafts[0].totals.gross == draft.gross
    assert {item.amount for item in plan.drafts[0].items.values()} == {7500, 100}


def test_nothing_is_left_of_an_offers_line_that_costs_nothing():
    free = PriceModelLine(id=1, price_model_id=1, kind=PriceKind.FIXED_PRICE, net=Decimal(0))
    billed = Counted(lines={1: Billed(invoiced=Decimal(100))})
    assert billed.left_of_line(free) == 0
