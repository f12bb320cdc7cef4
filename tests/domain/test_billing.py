import datetime as dt
from decimal import Decimal
from threading import Barrier, Thread

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import AppError, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.billing import commands, queries
from moment_ui.domain.billing.errors import (
    BilledMeanwhile,
    NothingChosen,
    StandsInTheWay,
    TooMuch,
)
from moment_ui.domain.billing.filters import Wanted
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.billing.sheet import Kind, Why, sums_of
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits.commands import credit_and_move, credit_invoice
from moment_ui.domain.drafts.arranging import remove_line
from moment_ui.domain.drafts.errors import NotADraft
from moment_ui.domain.finalising.checking import checked_drafts
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.domain.hours.commands import undo
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.price_models.errors import PaymentInvoiced
from moment_ui.domain.price_models.plan import edit_payment
from moment_ui.domain.price_models.queries import project_models
from moment_ui.domain.price_models.rules import PaymentDraft, bound_of
from moment_ui.domain.summaries.commands import add_record
from moment_ui.domain.summaries.rules import RecordDraft
from moment_ui.models.customer import Customer, CustomerStatus, InvoiceType
from moment_ui.models.expense import ExpenseStatus
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceState, LineKind
from moment_ui.models.invoicing import BookkeepingAccount
from moment_ui.models.price_model import (
    PriceKind,
    PriceModelKind,
    PriceModelLine,
    SubscriptionPeriod,
)
from moment_ui.models.project import CoWorker, Project, ProjectStatus
from moment_ui.models.rates import HourlyRate, PriceList
from moment_ui.models.vat import VatCode
from moment_ui.reports.billing.billing_page import billing_sheet
from tests import factories
from tests.domain.billing_world import (
    JANUARY,
    NOVEMBER,
    TODAY,
    activity_of,
    drafts,
    expense,
    hourly,
    payment,
    price_model,
    product,
    rate,
)

# P-100 has 450 approved minutes of the project leader on 2 November.


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


@pytest.fixture
def leader(world):
    return world.nord.co_workers["Kari Project-Leader"]


def sheet(work, project, until=NOVEMBER):
    return queries.sheet(work, project, until)


def why(work, project, until=NOVEMBER):
    return {one.why: one for one in sheet(work, project, until).blockers}


def left_by_page(work, project):
    """What the page of price models says remains."""
    return [bound_of(one.row) - one.priced.total for one in project_models(work, project)]


def written(work, draft_id):
    query = select(InvoiceLine).where(InvoiceLine.invoice_id == draft_id)
    return work.session.exec(query.order_by(col(InvoiceLine.position))).all()


def more_hours(work, project, who, day, minutes, **fields):
    row = factories.hours(work, activity_of(work, project), who, day, minutes)
    for name, value in fields.items():
        setattr(row, name, value)
    work.session.flush()
    return row


def issue(work, draft_id):
    """Finalise a draft, whatever is warned of."""
    found = checked_drafts(work, [draft_id])[0].problems
    version = work.session.get_one(Invoice, draft_id).version
    warned = frozenset(one.key for one in found if not one.stops)
    finalise_draft(work, Seen(draft_id, version), confirmed=warned)


def test_approved_hours_are_billed_at_their_rate(work, project):
    hourly(work, project, 1000)
    (item,) = sheet(work, project).items
    assert (item.kind, item.minutes, item.amount) == (Kind.HOURS, 450, 7500)
    assert (item.co_worker, item.activity) == ("Kari Project-Leader", "Prosjektering")
    assert sheet(work, project, dt.date(2026, 11, 1)).items == ()


def test_a_rate_that_changes_makes_two_items(work, project, leader):
    model = hourly(work, project, 1000)
    rate(work, model, 1100, dt.date(2026, 11, 3))
    more_hours(work, project, leader, dt.date(2026, 11, 3), 60)
    more_hours(work, project, leader, dt.date(2026, 11, 4), 60)
    found = [(item.price, item.minutes) for item in sheet(work, project).items]
    assert found == [(1000, 450), (1100, 120)]


def test_what_holds_hours_back_is_told_with_its_price(work, project, leader):
    hourly(work, project, 1000)
    more_hours(work, project, leader, TODAY, 90, status=HoursStatus.NOT_APPROVED)
    held = why(work, project)[Why.NOT_APPROVED]
    assert (held.minutes, held.amount, held.currency) == (90, 1500, "NOK")
    assert held.warns
    assert not held.stops


def test_hours_without_a_rate_or_a_model_are_told(work, project):
    assert why(work, project)[Why.NO_MODEL].minutes == 450
    price_model(work, project)
    assert why(work, project)[Why.NO_RATE].minutes == 450
    activity_of(work, project).billable = False
    work.session.flush()
    assert why(work, project)[Why.NOT_BILLABLE].minutes == 450
    assert sheet(work, project).items == ()


def test_the_total_fee_caps_whole_records(work, project, leader):
    hourly(work, project, 1000, estimated_total=Decimal(9000))
    more_hours(work, project, leader, dt.date(2026, 11, 3), 60)
    more_hours(work, project, leader, dt.date(2026, 11, 4), 60)
    found = sheet(work, project)
    assert [item.minutes for item in found.items] == [510]
    held = why(work, project)[Why.TOTAL_REACHED]
    assert (held.minutes, held.amount) == (60, 1000)
    _plan, (draft_id,) = drafts(work, project)
    assert sum(line.net for line in written(work, draft_id)) == 8500
    held = why(work, project)[Why.TOTAL_REACHED]
    assert (held.minutes, held.amount) == (60, 1000)
    assert sheet(work, project).items == ()


def test_what_was_billed_elsewhere_counts_towards_the_total_fee(work, project, leader):
    model = hourly(work, project, 400, estimated_total=Decimal(8000))
    add_record(work, model.key, RecordDraft(TODAY, "Fra gammelt system", Decimal(6250)))
    more_hours(work, project, leader, dt.date(2026, 11, 3), 60)
    assert [(item.minutes, item.amount) for item in sheet(work, project).items] == [(450, 3000)]
    assert left_by_page(work, project) == [3000]
    expense(work, project, 500)
    drafts(work, project)
    assert left_by_page(work, project) == [0]
    held = why(work, project)[Why.TOTAL_REACHED]
    assert (held.minutes, held.amount) == (60, 400)


@pytest.mark.parametrize(("code", "left"), [("", 5000), ("6", 3750)])
def test_what_was_billed_elsewhere_counts_towards_a_fixed_price(work, project, code, left):
    """At the rate of the model's own VAT code, which may have none."""
    kind = PriceModelKind.FIXED_PRICE
    model = price_model(work, project, kind, net=Decimal(10_000), vat_code=code)
    add_record(work, model.key, RecordDraft(TODAY, "Fra gammelt system", Decimal(6250)))
    assert [item.most for item in sheet(work, project).items] == [left]
    assert left_by_page(work, project) == [left]


def test_a_project_that_rests_is_told_and_can_be_billed(work, project):
    hourly(work, project)
    work.session.get_one(Project, project).status = ProjectStatus.CLOSED
    work.session.flush()
    assert why(work, project)[Why.PROJECT].fix == "project"
    assert drafts(work, project)[1]


@pytest.mark.parametrize(
    ("changes", "stops"),
    [
        ({"status": CustomerStatus.BLOCKED}, True),
        ({"status": CustomerStatus.INACTIVE}, True),
        ({"is_customer": False}, True),
        ({"status": CustomerStatus.POTENTIAL}, False),
    ],
)
def test_some_customers_get_no_drafts(work, world, project, changes, stops):
    hourly(work, project)
    customer = work.session.get_one(Customer, world.nord.customers[10001])
    for name, value in changes.items():
        setattr(customer, name, value)
    work.session.flush()
    if stops:
        with pytest.raises(StandsInTheWay):
            drafts(work, project)
    else:
        drafts(work, project)
        assert customer.status is CustomerStatus.ACTIVE


def test_everything_becomes_lines_with_vat_and_names_what_it_bills(work, project):
    model = hourly(work, project, 1000)
    outlay = expense(work, project, 500)
    inside = expense(work, project, 300, included=True, text="Kopi")
    sold = product(work, project, 200, quantity=Decimal(3), unit="stk")
    expense(work, project, 10, status=ExpenseStatus.REGISTERED)
    plan, (draft_id,) = drafts(work, project)
    lines = written(work, draft_id)
    assert [(line.kind, line.net) for line in lines] == [
        (LineKind.HOURS, 7500),
        (LineKind.EXPENSE, 500),
        (LineKind.PRODUCT, 600),
    ]
    assert {(line.vat_code, line.vat_percent) for line in lines} == {("3", 25)}
    assert (lines[0].quantity, lines[0].unit_price, lines[0].price_model_id) == (
        Decimal("7.5"),
        1000,
        model.key,
    )
    assert [row.invoice_line_id for row in (outlay, inside, sold)] == [
        lines[1].key,
        lines[0].key,
        lines[2].key,
    ]
    draft = work.session.get_one(Invoice, draft_id)
    assert (draft.net, draft.gross) == (8600, 10750) == (plan.drafts[0].totals.net, 10750)
    assert (draft.project_id, draft.period_start) == (project, dt.date(2026, 11, 2))
    record = work.session.exec(
        select(TimeRecord).where(TimeRecord.invoice_line_id == lines[0].key)
    ).one()
    assert record.status is HoursStatus.APPROVED  # invoiced when finalised
    left = sheet(work, project)
    assert left.items == ()
    assert {one.why for one in left.blockers} == {Why.NOT_ACCEPTED, Why.ON_DRAFT}


def test_only_what_was_ticked_is_billed(work, project):
    hourly(work, project)
    kept = expense(work, project, 500)
    other = expense(work, project, 70, text="Taxi")
    _plan, (draft_id,) = drafts(work, Order(project, frozenset({f"e-{kept.key}"})))
    assert [line.net for line in written(work, draft_id)] == [500]
    assert f"e-{other.key}" in {item.key for item in sheet(work, project).items}
    with pytest.raises(NothingChosen):
        drafts(work, Order(project, frozenset()))


def test_a_double_click_makes_one_draft(work, project):
    hourly(work, project)
    order = [Order(project)]
    plan = commands.planned_drafts(work, order, NOVEMBER)
    commands.create_drafts(work, order, NOVEMBER, plan.seen)
    with pytest.raises((BilledMeanwhile, NothingChosen)):
        commands.create_drafts(work, order, NOVEMBER, plan.seen)


def test_what_changed_since_it_was_shown_is_shown_again(work, project, leader):
    hourly(work, project)
    order = [Order(project)]
    plan = commands.planned_drafts(work, order, NOVEMBER)
    more_hours(work, project, leader, TODAY, 30)
    with pytest.raises(BilledMeanwhile):
        commands.create_drafts(work, order, NOVEMBER, plan.seen)


def test_two_people_at_once_make_one_draft(world, project):
    with writing(world.nord.economy) as work:
        hourly(work, project)
        plan = commands.planned_drafts(work, [Order(project)], NOVEMBER)
    barrier, results = Barrier(4), []

    def click():
        barrier.wait()
        try:
            with writing(world.nord.economy) as mine:
                results.append(commands.create_drafts(mine, [Order(project)], NOVEMBER, plan.seen))
        except AppError as error:
            results.append(error)

    people = [Thread(target=click) for _ in range(4)]
    for person in people:
        person.start()
    for person in people:
        person.join(30)
    made = [result for result in results if isinstance(result, list)]
    assert (len(made), len(results)) == (1, 4)
    assert all(
        isinstance(result, BilledMeanwhile | NothingChosen)
        for result in results
        if result not in made
    )
    with reading(world.nord.economy) as work:
        billed = select(TimeRecord).where(col(TimeRecord.invoice_line_id).is_not(None))
        assert len(work.session.exec(billed).all()) == 1


def test_undo_frees_everything(work, project):
    hourly(work, project)
    model = price_model(
        work,
        project,
        PriceModelKind.SUBSCRIPTION,
        net=Decimal(900),
        starts_on=dt.date(2026, 10, 1),
        name="Drift",
        position=1,
    )
    expense(work, project)
    product(work, project)
    before = sheet(work, project)
    _plan, made = drafts(work, project)
    assert len(work.session.exec(select(SubscriptionPeriod)).all()) == 2
    commands.undo_drafts(work, made)
    after = sheet(work, project)
    assert [(i.key, i.amount) for i in after.items] == [(i.key, i.amount) for i in before.items]
    assert model.key in {item.model_id for item in after.items}


def test_planned_payments_are_billed_when_due_and_in_advance(work, project):
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(3000))
    due = payment(work, model, 1000, dt.date(2026, 11, 20))
    ahead = payment(work, model, 2000, dt.date(2027, 2, 1))
    payment(work, model, 99, TODAY, elsewhere=True)
    found = sheet(work, project)
    assert [(item.key, item.amount) for item in found.items] == [(f"p-{due.key}", 1000)]
    assert [item.key for item in found.later] == [f"p-{ahead.key}"]
    assert found.within == 450
    edit_payment(work, Seen(ahead.key, 1), PaymentDraft(TODAY, "Rate 2", Decimal(1500)))
    _plan, (draft_id,) = drafts(work, project)
    assert [line.net for line in written(work, draft_id)] == [1500, 1000]
    with pytest.raises(PaymentInvoiced):
        edit_payment(work, Seen(due.key, 1), PaymentDraft(TODAY, "Rate 1", Decimal(1)))


def test_a_payment_can_be_billed_before_it_is_due(work, project):
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(3000))
    ahead = payment(work, model, 2000, dt.date(2027, 2, 1))
    _plan, (draft_id,) = drafts(work, Order(project, frozenset({f"p-{ahead.key}"})))
    assert [line.net for line in written(work, draft_id)] == [2000]


def test_a_fixed_price_without_a_plan_is_proposed_by_the_hours(work, world, project):
    listed = factories.stored(
        work, PriceList(name="Standard", currency="NOK", standard=True, created_at=clock.now())
    )
    factories.stored(
        work,
        HourlyRate(price_list_id=listed.key, starts_on=JANUARY, amount=Decimal(800), role=""),
    )
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(10_000))
    (item,) = sheet(work, project).items
    assert (item.amount, item.most, item.minutes, item.free) == (6000, 10_000, 450, True)
    key = f"f-{model.key}"
    with pytest.raises(TooMuch):
        drafts(work, Order(project, amounts={key: Decimal(10_001)}))
    _plan, (draft_id,) = drafts(work, Order(project, amounts={key: Decimal(2500)}))
    assert [line.net for line in written(work, draft_id)] == [2500]
    (left,) = sheet(work, project).items
    assert (left.amount, left.most, left.minutes) == (0, 7500, 0)


@pytest.mark.parametrize("gives_back", [False, True])
def test_a_fixed_price_that_stays_invoiced_is_not_offered_again(work, project, gives_back):
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(50_000))
    _plan, (draft_id,) = drafts(work, Order(project, amounts={f"f-{model.key}": Decimal(50_000)}))
    issue(work, draft_id)
    note = credit_invoice(work, draft_id, gives_back=gives_back)
    assert sheet(work, project).items == ()  # a draft gives nothing back yet
    issue(work, note)
    assert [item.most for item in sheet(work, project).items] == [50_000] * gives_back
    assert left_by_page(work, project) == [50_000 * gives_back]
    offered = queries.billed_projects(work, Wanted(NOVEMBER, text="P-100"))
    assert offered == [project] * gives_back


def test_what_a_copy_bills_instead_counts_once(work, world, project):
    model = price_model(work, project, PriceModelKind.FIXED_PRICE, net=Decimal(50_000))
    _plan, (draft_id,) = drafts(work, Order(project, amounts={f"f-{model.key}": Decimal(20_000)}))
    issue(work, draft_id)
    moved = credit_and_move(work, draft_id, world.nord.customers[10002])
    for made in (0, moved.note_id, moved.copy_id):
        if made:
            issue(work, made)
        assert [item.most for item in sheet(work, project).items] == [30_000]
        assert left_by_page(work, project) == [30_000]
    issue(work, credit_invoice(work, moved.copy_id, gives_back=True))
    assert [item.most for item in sheet(work, project).items] == [50_000]


def test_subscriptions_are_billed_period_by_period(work, world):
    project = world.nord.projects["P-101"]
    price_model(
        work,
        project,
        PriceModelKind.SUBSCRIPTION,
        net=Decimal(900),
        starts_on=dt.date(2026, 9, 15),
        ends_on=dt.date(2027, 1, 1),
        offset_days=-14,
        name="Drift",
    )
    found = [
        (item.first, item.last)
        for item in sheet(work, project, TODAY).items
        if item.kind is Kind.SUBSCRIPTION
    ]
    assert found == [
        (dt.date(2026, 9, 15), dt.date(2026, 10, 14)),
        (dt.date(2026, 10, 15), dt.date(2026, 11, 14)),
        (dt.date(2026, 11, 15), dt.date(2026, 12, 14)),
    ]
    (_plan, (draft_id,)) = drafts(work, project, until=TODAY)
    assert next(line.text for line in written(work, draft_id)) == "Drift 15.09.2026–14.10.2026"
    assert not [
        item for item in sheet(work, project, TODAY).items if item.kind is Kind.SUBSCRIPTION
    ]
    assert [item.first for item in sheet(work, project, dt.date(2027, 3, 1)).items] == [
        dt.date(2026, 12, 15)
    ]


def test_a_period_of_several_lines_is_billed_until_the_last_of_them_goes(work, world):
    project = world.nord.projects["P-101"]
    model = price_model(
        work,
        project,
        PriceModelKind.SUBSCRIPTION,
        starts_on=dt.date(2026, 10, 1),
        ends_on=dt.date(2026, 11, 1),
        name="Drift",
    )
    for text, price in (("Lisens", 1000), ("Support", 300)):
        part = {"kind": PriceKind.PRODUCT, "text": text, "price": Decimal(price)}
        factories.stored(work, PriceModelLine(price_model_id=model.key, **part))

    def due():
        items = sheet(work, project, TODAY).items
        return [item.amount for item in items if item.kind is Kind.SUBSCRIPTION]

    assert due() == [1300]
    (_plan, (draft_id,)) = drafts(work, project, until=TODAY)
    issue(work, draft_id)
    for gone, again in (("Lisens", []), ("Support", [1300])):
        note_id = credit_invoice(work, draft_id, gives_back=True)
        for line in written(work, note_id):
            if gone not in line.text:
                version = work.session.get_one(Invoice, note_id).version
                remove_line(work, Seen(note_id, version), line.key)
        issue(work, note_id)
        assert due() == again


def options(work, place, **texts):
    save_options(work, place, {key: Change(None, text) for key, text in texts.items()})


def test_one_draft_per_customer_where_the_option_says_so(work, world, project):
    other = world.nord.projects["P-101"]
    hourly(work, project, 1000)
    hourly(work, other, 2000)
    options(work, Place(Level.CUSTOMER, world.nord.customers[10001]), group_by="customer")
    plan, (draft_id,) = drafts(work, project, other)
    draft = work.session.get_one(Invoice, draft_id)
    assert (draft.project_id, draft.net) == (None, 22_500)
    assert [line.text for line in written(work, draft_id)] == [
        "P-100 Prosjekt P-100: Prosjektering",
        "P-101 Prosjekt P-101: Prosjektering",
    ]
    assert plan.drafts[0].projects == ("P-100 Prosjekt P-100", "P-101 Prosjekt P-101")


def test_each_currency_has_a_draft_of_its_own(work, project):
    hourly(work, project, 1000, currency="EUR")
    expense(work, project, 500)
    plan, made = drafts(work, project)
    assert [(draft.currency, draft.totals.net) for draft in plan.drafts] == [
        ("EUR", 7500),
        ("NOK", 500),
    ]
    rows = [work.session.get_one(Invoice, key) for key in made]
    assert [row.currency for row in rows] == ["EUR", "NOK"]


@pytest.mark.parametrize(
    ("grouping", "texts"),
    [
        ("activity", ["Prosjektering", "Prosjektering"]),
        ("co-worker", ["Kari Project-Leader", "Kari Co-Worker"]),
        ("one", ["Timepris"]),
    ],
)
def test_hours_are_grouped_as_the_option_says(work, world, project, grouping, texts):
    colleague = world.nord.co_workers["Kari Co-Worker"]
    model = hourly(work, project, 1000)
    rate(work, model, 800, co_worker_id=colleague)
    more_hours(work, project, colleague, TODAY, 60)
    options(work, Place(Level.PROJECT, project), hour_lines=grouping)
    _plan, (draft_id,) = drafts(work, project)
    lines = written(work, draft_id)
    assert [line.text for line in lines] == texts
    assert sum(line.net for line in lines) == 8300


def test_project_leaders_see_their_own(world, project):
    with writing(world.nord.economy) as work:
        hourly(work, project)
        stranger = factories.stored(work, CoWorker(name="En annen"))
        work.session.get_one(Project, world.nord.projects["P-101"]).leader_id = stranger.key
    wanted = Wanted(NOVEMBER)
    with reading(world.nord.project_leader) as work:
        seen = [one.head.number for one in queries.billing_page(work, wanted).sheets]
        assert seen == ["P-100", "P-200"]
        with pytest.raises(NotFound):
            queries.sheet(work, world.nord.projects["P-101"], NOVEMBER)
        with pytest.raises(NotFound):
            commands.planned_drafts(work, [Order(world.nord.projects["P-101"])], NOVEMBER)
    with reading(world.nord.economy) as work:
        assert queries.billing_page(work, wanted).count == 3
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        queries.billing_page(work, wanted)


def test_the_page_filters_and_adds_up(work, world, project, leader, monkeypatch):
    hourly(work, project, 1000)
    page = queries.billing_page(work, Wanted(NOVEMBER, text="P-100"))
    assert (page.count, page.sheets[0].totals()) == (1, {"NOK": 7500})
    assert page.sheets[0].minutes == 450
    nobody = queries.billing_page(work, Wanted(NOVEMBER, customer_id=world.nord.customers[10003]))
    assert nobody.sheets == ()
    led = queries.billing_page(work, Wanted(NOVEMBER, leader_id=leader))
    assert led.count == 3
    every = Wanted(NOVEMBER)
    monkeypatch.setattr(queries, "MANY", 1)  # as many readings as projects
    assert queries.billing_sums(work, every) == sums_of(queries.billing_page(work, every).sheets)
    tag = factories.tag(work, "Skole", group="Bygg")
    factories.tag_project(work, project, tag.key)
    assert queries.billing_page(work, Wanted(NOVEMBER, tag_ids=(tag.key,))).count == 1


def test_hours_are_approved_from_the_sheet_up_to_its_day_and_given_back(
    work, world, project, leader
):
    hourly(work, project, 1000)
    for day in (3, 20):
        on = dt.date(2026, 11, day)
        row = factories.hours(work, activity_of(work, project), leader, on, 60)
        row.status = HoursStatus.NOT_APPROVED
    work.session.flush()
    done = commands.approve_hours(work, project, dt.date(2026, 11, 19))
    assert (len(done.ids), sheet(work, project).minutes) == (1, 510)
    assert undo(work, done) == 1
    assert sheet(work, project).minutes == 450
    work.actor = world.nord.co_worker
    with pytest.raises(NotPermitted):
        commands.approve_hours(work, project, NOVEMBER)


def test_a_sheet_says_what_its_drafts_would_lack_and_who_can_mend_it(work, world, project):
    hourly(work, project, 1000)
    factories.stored(work, BookkeepingAccount(number="3000", name="Salg"))
    for code in work.session.exec(select(VatCode)):
        work.session.delete(code)
    buyer = work.session.get_one(Customer, world.nord.customers[10001])
    buyer.invoice_type, buyer.org_number, buyer.einvoice_id = InvoiceType.E_INVOICE, "", ""
    work.session.flush()
    rows = billing_sheet(work, project, NOVEMBER, "/nord").blockers
    assert {row.key.partition("-")[0] for row in rows} >= {"account", "einvoice", "reference"}
    assert not [row.text for row in rows if "Who can" in row.text]
    work.actor = world.nord.project_leader
    said = [row.text for row in billing_sheet(work, project, NOVEMBER, "/nord").blockers]
    assert "Who can: Bodil Begge, Kari Administrator, Kari Economy." in said[-1]


def test_another_company_sees_and_bills_nothing(world, project):
    with writing(world.nord.economy) as work:
        hourly(work, project)
    with writing(world.sor.administrator) as work:
        with pytest.raises(NotFound):
            queries.sheet(work, project, NOVEMBER)
        with pytest.raises(NotFound):
            commands.create_drafts(work, [Order(project)], NOVEMBER, "")
        assert queries.sheets(work, [project], NOVEMBER) == {}


def test_a_finalised_draft_is_not_undone(work, project):
    hourly(work, project)
    _plan, made = drafts(work, project)
    work.session.get_one(Invoice, made[0]).state = InvoiceState.FINALISED
    work.session.flush()
    with pytest.raises(NotADraft):
        commands.undo_drafts(work, made)
