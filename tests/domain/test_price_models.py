"""Price models of a project: made, changed, ordered, shared, planned, removed and put back."""

import datetime as dt
from decimal import Decimal
from typing import Any

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import Invalid, NeedsConfirmation, NotFound, NotPermitted
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.merging.commands import merge_customers, undo_merge
from moment_ui.domain.merging.fields import Choice
from moment_ui.domain.price_models import plan, products, rates
from moment_ui.domain.price_models.commands import (
    create_model,
    edit_model,
    move_model,
    set_model_active,
)
from moment_ui.domain.price_models.errors import (
    ModelChanged,
    ModelInvoiced,
    NotHundred,
    PaymentChanged,
    PaymentInvoiced,
    TrueCostIsKept,
    WrongKind,
)
from moment_ui.domain.price_models.queries import ModelRecord, project_models
from moment_ui.domain.price_models.removing import remove_model, restore_model
from moment_ui.domain.price_models.rules import (
    ModelDraft,
    PaymentDraft,
    ProductDraft,
    Share,
    Split,
)
from moment_ui.domain.price_models.shares import split_model
from moment_ui.domain.rates.people import people_rates
from moment_ui.domain.rates.people import set_rate as set_persons_rate
from moment_ui.domain.rates.rules import Subject
from moment_ui.domain.rates.sheets import RateChange
from moment_ui.domain.summaries.commands import add_record
from moment_ui.domain.summaries.rules import RecordDraft
from moment_ui.models.audit import AuditEntry
from moment_ui.models.invoice import InvoiceLine, LineKind
from moment_ui.models.price_model import (
    PlannedPayment,
    PriceModel,
    PriceModelKind,
    RateBase,
    SplitBy,
    SubscriptionPeriod,
)
from moment_ui.models.project import Activity
from tests import factories

HOURLY = ModelDraft(PriceModelKind.HOURLY, "Medgått tid", rate_base=RateBase.ROLE)
FIXED = ModelDraft(PriceModelKind.FIXED_PRICE, "Fastpris", net=Decimal(300_000))
MONTHLY = ModelDraft(
    PriceModelKind.SUBSCRIPTION, "Driftsavtale", starts_on=dt.date(2026, 11, 1), interval_months=1
)
DUE = PaymentDraft(dt.date(2026, 12, 1), "Forprosjekt", Decimal(100_000))
FUTURE = dt.date(2027, 1, 1)


@pytest.fixture
def project_id(world):
    """A project of Fjord Eiendom."""
    return world.nord.projects["P-100"]


def only(work: Work, project_id: int) -> ModelRecord:
    """The project's only price model."""
    [record] = project_models(work, project_id)
    return record


def seen(work: Work, model_id: int) -> Seen:
    """The model as a page shows it now."""
    return Seen(model_id, work.session.get_one(PriceModel, model_id).version)


def billed_line(work: Work, world, model_id: int, kind=LineKind.FIXED_PRICE) -> InvoiceLine:
    """A line of an invoice that bills the model."""
    query = select(InvoiceLine).where(InvoiceLine.invoice_id == world.nord.invoices[5001])
    line = work.session.exec(query).one()
    line.price_model_id, line.kind = model_id, kind
    return factories.stored(work, line)


def test_a_new_model_is_the_last_and_in_the_projects_currency(work, project_id):
    first, second = (create_model(work, project_id, draft) for draft in (HOURLY, FIXED))
    found = project_models(work, project_id)
    assert [one.row.id for one in found] == [first, second]
    assert found[1].row.net == Decimal(300_000)
    assert {one.row.currency for one in found} == {"NOK"}
    action = "create_price_model"
    assert len(work.session.exec(select(AuditEntry).where(AuditEntry.action == action)).all()) == 2


def test_a_stale_page_is_refused(work, project_id):
    key = create_model(work, project_id, HOURLY)
    before = seen(work, key)
    edit_model(work, before, ModelDraft(PriceModelKind.HOURLY, "Timer"))
    with pytest.raises(ModelChanged):
        edit_model(work, before, HOURLY)
    assert only(work, project_id).row.name == "Timer"


def test_a_models_kind_stays(work, project_id):
    key = create_model(work, project_id, HOURLY)
    with pytest.raises(WrongKind):
        edit_model(work, seen(work, key), FIXED)
    with pytest.raises(WrongKind):
        plan.add_payment(work, key, DUE)
    with pytest.raises(WrongKind):
        products.add_product(work, key, ProductDraft("Avtale"))


def test_models_are_moved_and_the_first_active_one_comes_first(work, project_id):
    first, second = (create_model(work, project_id, draft) for draft in (HOURLY, FIXED))
    move_model(work, second, -1)
    assert [one.row.id for one in project_models(work, project_id)] == [second, first]
    move_model(work, second, -1)
    assert [one.row.id for one in project_models(work, project_id)] == [second, first]
    set_model_active(work, second, active=False)
    assert [one.row.active for one in project_models(work, project_id)] == [False, True]


def test_a_removed_model_comes_back_whole(work, project_id, world):
    key = create_model(work, project_id, FIXED)
    plan.add_payment(work, key, DUE)
    shares = (Share(world.nord.customers[10001], Decimal(60)),)
    shares += (Share(world.nord.customers[10002], Decimal(40)),)
    split_model(work, seen(work, key), Split(SplitBy.LINES, shares))
    activity = work.session.exec(select(Activity).where(Activity.project_id == project_id)).one()
    activity.price_model_id = key
    work.session.flush()
    before = only(work, project_id)
    removed = remove_model(work, key)
    assert project_models(work, project_id) == []
    assert activity.price_model_id is None
    restore_model(work, removed)
    after = only(work, project_id)
    assert (after.row.net, after.row.split_by) == (before.row.net, SplitBy.LINES)
    assert [(one.text, one.amount) for one in after.payments] == [("Forprosjekt", 100_000)]
    assert after.payers == before.payers
    assert after.activities == before.activities == ("Prosjektering",)


def test_what_is_invoiced_is_put_aside_and_not_removed(work, project_id, world):
    key = create_model(work, project_id, FIXED)
    billed_line(work, world, key)
    with pytest.raises(ModelInvoiced):
        remove_model(work, key)
    set_model_active(work, key, active=False)
    assert only(work, project_id).billed.invoiced == 1000


def test_a_fixed_price_is_never_less_than_what_is_invoiced(work, project_id, world):
    key = create_model(work, project_id, FIXED)
    billed_line(work, world, key)
    with pytest.raises(Invalid) as error:
        edit_model(
            work,
            seen(work, key),
            ModelDraft(PriceModelKind.FIXED_PRICE, "Fastpris", net=Decimal(999)),
        )
    assert "net" in error.value.fields


def test_expenses_beside_a_fixed_price_leave_the_price_alone(work, project_id, world):
    key = create_model(work, project_id, FIXED)
    line = billed_line(work, world, key)
    values = line.model_dump(exclude={"id", "company_id"})
    for kind, net in ((LineKind.EXPENSE, 1000), (LineKind.DEDUCTION, -500)):
        factories.stored(work, InvoiceLine(**values | {"kind": kind, "net": Decimal(net)}))
    found = only(work, project_id)
    assert (found.billed.invoiced, found.priced.total) == (
        1500,
        750,
    )  # half of the deduction is its own
    elsewhere = plan.add_payment(work, key, DUE)
    work.session.get_one(PlannedPayment, elsewhere).elsewhere = True
    work.session.flush()
    assert only(work, project_id).priced.total == 100_750
    add_record(work, key, RecordDraft(DUE.due_on, "Fra gammelt system", Decimal(100_000)))
    assert only(work, project_id).priced.total == 100_750  # the plan says the same, and more
    for net, fits in ((100_749, False), (100_750, True)):
        draft = ModelDraft(PriceModelKind.FIXED_PRICE, "Fastpris", net=Decimal(net))
        if fits:
            edit_model(work, seen(work, key), draft)
        else:
            with pytest.raises(Invalid):
                edit_model(work, seen(work, key), draft)


def test_a_planned_payment_that_is_invoiced_stays(work, project_id, world):
    key = create_model(work, project_id, FIXED)
    payment = plan.add_payment(work, key, DUE)
    row = work.session.get_one(PlannedPayment, payment)
    row.invoice_line_id = billed_line(work, world, key).key
    work.session.flush()
    with pytest.raises(PaymentInvoiced):
        plan.edit_payment(work, Seen(payment, 1), DUE)
    with pytest.raises(PaymentInvoiced):
        plan.remove_payment(work, payment)
    [shown] = only(work, project_id).payments
    assert (shown.invoice_id, shown.number) == (world.nord.invoices[5001], 5001)


def test_a_planned_payment_is_moved_removed_and_put_back(work, project_id):
    key = create_model(work, project_id, FIXED)
    payment = plan.add_payment(work, key, DUE)
    sooner = PaymentDraft(dt.date(2026, 11, 20), "Forprosjekt", Decimal(90_000))
    assert plan.edit_payment(work, Seen(payment, 1), sooner) == 2
    with pytest.raises(PaymentChanged):
        plan.edit_payment(work, Seen(payment, 1), DUE)
    removed = plan.remove_payment(work, payment)
    plan.restore_payment(work, removed)
    [row] = only(work, project_id).payments
    assert (row.due_on, row.amount) == (sooner.due_on, sooner.amount)


def test_payments_name_activities_of_their_own_project(work, project_id, world):
    key = create_model(work, project_id, FIXED)
    other = select(Activity).where(Activity.project_id == world.nord.projects["P-200"])
    stranger = work.session.exec(other).one().key
    with pytest.raises(NotFound):
        plan.add_payment(work, key, PaymentDraft(DUE.due_on, "x", Decimal(1), stranger))


def test_shares_come_to_a_hundred(work, project_id, world):
    key = create_model(work, project_id, HOURLY)
    fjord, berg, blocked = (world.nord.customers[number] for number in (10001, 10002, 10004))
    for shares, error in (
        (((fjord, 60), (berg, 30)), NotHundred),
        (((fjord, 50), (fjord, 50)), Invalid),
        (((fjord, 100), (berg, 0)), Invalid),
        (((fjord, 50), (blocked, 50)), Invalid),
        (((fjord, 50), (world.sor.customers[10001], 50)), Invalid),
    ):
        split = Split(shares=tuple(Share(one, Decimal(percent)) for one, percent in shares))
        with pytest.raises(error):
            split_model(work, seen(work, key), split)
    halves = Split(SplitBy.HOURS, (Share(fjord, Decimal("66.67")), Share(berg, Decimal("33.33"))))
    before = split_model(work, seen(work, key), halves)
    assert [one.percent for one in only(work, project_id).payers] == [
        Decimal("66.67"),
        Decimal("33.33"),
    ]
    split_model(work, seen(work, key), before)
    assert only(work, project_id).payers == ()


def test_two_payers_that_are_merged_pay_what_both_did_and_part_again(work, project_id, world):
    key = create_model(work, project_id, HOURLY)
    stays, goes = (factories.customer(work, number).key for number in (10301, 10302))
    shares = ((stays, "33.33"), (goes, "26.67"), (world.nord.customers[10001], "40"))
    split = Split(shares=tuple(Share(one, Decimal(percent)) for one, percent in shares))
    split_model(work, seen(work, key), split)
    before = only(work, project_id).payers
    merge = merge_customers(work, stays, goes, Choice())
    work.session.expire_all()
    assert {one.customer_id: one.percent for one in only(work, project_id).payers} == {
        stays: Decimal(60),
        world.nord.customers[10001]: Decimal(40),
    }
    undo_merge(work, merge)
    work.session.expire_all()
    assert sorted(only(work, project_id).payers, key=str) == sorted(before, key=str)


def test_a_subscription_costs_what_its_products_do(work, project_id):
    key = create_model(work, project_id, MONTHLY)
    draft = ProductDraft("Avtale", Decimal(2), "stk", Decimal("499.90"), Decimal(10))
    line = products.add_product(work, key, draft)
    assert only(work, project_id).row.net == Decimal("899.82")
    dearer = ProductDraft("Avtale", Decimal(2), "stk", Decimal(500))
    products.edit_product(work, seen(work, key), line, dearer)
    assert only(work, project_id).row.net == 1000
    removed = products.remove_product(work, line)
    assert only(work, project_id).row.net == 0
    products.restore_product(work, removed)
    assert only(work, project_id).row.net == 1000


def test_periods_that_are_invoiced_hold_a_subscription(work, project_id):
    key = create_model(work, project_id, MONTHLY)
    period = SubscriptionPeriod(
        price_model_id=key, starts_on=dt.date(2026, 11, 1), ends_on=dt.date(2026, 12, 1)
    )
    factories.stored(work, period)
    kind = PriceModelKind.SUBSCRIPTION
    changes: tuple[dict[str, Any], ...] = (
        {"starts_on": dt.date(2026, 10, 1)},
        {"starts_on": MONTHLY.starts_on, "interval_months": 3},
        {"starts_on": MONTHLY.starts_on, "ends_on": dt.date(2026, 11, 15)},
    )
    for change in changes:
        with pytest.raises(Invalid):
            edit_model(work, seen(work, key), ModelDraft(kind, "Driftsavtale", **change))
    ends = ModelDraft(
        kind, "Driftsavtale", starts_on=MONTHLY.starts_on, ends_on=dt.date(2027, 1, 1)
    )
    edit_model(work, seen(work, key), ends)
    assert only(work, project_id).invoiced_until == dt.date(2026, 12, 1)


def test_rates_of_a_model_are_written_and_taken_back(work, project_id):
    key = create_model(work, project_id, HOURLY)
    change = RateChange(key, Subject("Leder"), FUTURE, None, Decimal(1200))
    rates.set_rate(work, change)
    assert [rate.amount for rate in only(work, project_id).rates.rates] == [1200]
    rates.write_back(work, [change])
    assert only(work, project_id).rates.rates == ()
    begun = RateChange(key, Subject("Leder"), dt.date(2026, 1, 1), None, Decimal(1100))
    rates.set_rate(work, begun)
    dearer = RateChange(key, Subject("Leder"), begun.starts_on, Decimal(1100), Decimal(1150))
    with pytest.raises(NeedsConfirmation):
        rates.set_rate(work, dearer)
    rates.add_period(work, key, FUTURE, Decimal(10))
    assert max(rate.amount for rate in only(work, project_id).rates.rates) == 1210


def test_only_the_economy_bills_at_true_cost_or_reads_it(world, project_id):
    true_cost = ModelDraft(PriceModelKind.HOURLY, "Kost", rate_base=RateBase.TRUE_COST)
    person = next(iter(world.nord.co_workers.values()))
    change = RateChange(2, Subject("", person), FUTURE, None, Decimal(640))
    with writing(world.nord.project_leader) as work:
        with pytest.raises(TrueCostIsKept):
            create_model(work, project_id, true_cost)
        with pytest.raises(NotPermitted):
            people_rates(work, 2)
        with pytest.raises(NotPermitted):
            set_persons_rate(work, change)
    with writing(world.nord.economy) as work:
        create_model(work, project_id, true_cost)
        set_persons_rate(work, change)
        assert [rate.amount for rate in people_rates(work, 2).rates] == [640]
        assert people_rates(work, 1).rates == ()


def test_another_companys_models_are_not_found(work, world):
    with writing(world.sor.administrator) as theirs:
        key = create_model(theirs, world.sor.projects["P-100"], HOURLY)
    for act in (
        lambda: set_model_active(work, key, active=False),
        lambda: remove_model(work, key),
        lambda: move_model(work, key, 1),
        lambda: create_model(work, world.sor.projects["P-100"], HOURLY),
    ):
        with pytest.raises(NotFound):
            act()
    assert project_models(work, world.sor.projects["P-100"]) == []


def test_co_workers_see_no_price_models(world, project_id):
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        project_models(work, project_id)
    with writing(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        create_model(work, project_id, HOURLY)
    with reading(world.nord.administrator) as work:
        asked = select(PriceModel).where(col(PriceModel.project_id) == project_id)
        assert work.session.exec(asked).all() == []
