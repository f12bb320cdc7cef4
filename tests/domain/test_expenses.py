import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.expenses import commands, files, receipts
from moment_ui.domain.expenses.errors import AlreadyBilled, ChangedMeanwhile, NotInProject
from moment_ui.domain.expenses.queries import (
    BilledOn,
    expense_choices,
    project_expenses,
    project_products,
)
from moment_ui.domain.expenses.rules import (
    ExpenseDraft,
    ProductDraft,
    read_expense,
    read_product,
    with_surcharge,
)
from moment_ui.domain.folders.storing import Brought
from moment_ui.domain.price_models.commands import create_model, edit_model
from moment_ui.domain.price_models.rules import ModelDraft
from moment_ui.models.expense import ExpenseStatus, ProjectExpense
from moment_ui.models.invoice import InvoiceLine
from moment_ui.models.price_model import PriceModelKind
from moment_ui.models.project import Activity

DAY = dt.date(2026, 11, 3)
TRAIN = ExpenseDraft(DAY, "Tog Oslo–Bergen", "Vy", Decimal(800), Decimal(900))
MODEL = ProductDraft(DAY, "Terrengmodell", Decimal("1.5"), "stk", Decimal(1000), Decimal(10))


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


def only(work, project):
    (row,) = project_expenses(work, project)
    return row


def lie_there(brought):
    files.folder().mkdir(parents=True, exist_ok=True)
    (files.folder() / brought.name).write_bytes(b"%PD")


def billed_line(work, world):
    draft = world.nord.drafts[0]
    return work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == draft)).one()


def test_what_was_typed_becomes_an_expense():
    texts = {"day": "3.11.2026", "text": " Tog  til Bergen ", "cost": "1 234,50", "billable": "on"}
    draft = read_expense(texts)
    assert (draft.day, draft.text, draft.cost) == (DAY, "Tog til Bergen", Decimal("1234.50"))
    assert (draft.price, draft.included) == (None, None)  # as the price model says
    assert read_expense(texts | {"included": "no"}).included is False
    assert read_expense(texts | {"price": "0"}).price == 0
    with pytest.raises(Invalid) as wrong:
        read_expense({"day": "31.2.2026", "text": "", "cost": "x", "price": "1,234"})
    assert set(wrong.value.fields) == {"day", "text", "cost", "price"}


@given(
    st.decimals(min_value=-(10**6), max_value=10**6, places=2),
    st.decimals(min_value=0, max_value=1000, places=2),
)
def test_a_surcharge_is_exact_to_the_last_decimal(cost, percent):
    whole = with_surcharge(cost, percent, "NOK")
    assert abs(whole - cost * (1 + percent / 100)) <= Decimal("0.005")
    assert with_surcharge(-cost, percent, "NOK") == -whole
    assert with_surcharge(cost, Decimal(0), "NOK") == cost


def test_an_expense_is_priced_and_included_as_the_price_model_of_its_activity_says(work, world):
    project = world.nord.projects["P-100"]
    draft = ModelDraft(
        PriceModelKind.FIXED_PRICE,
        "Fastpris",
        net=Decimal(1000),
        extras_included=True,
        surcharge_percent=Decimal("12.5"),
    )
    model = create_model(work, project, draft)
    bare = ExpenseDraft(DAY, "Tog", cost=Decimal("100.10"))
    row = work.session.get_one(ProjectExpense, commands.add_expense(work, project, bare))
    assert (row.price, row.included) == (Decimal("112.61"), True)
    said = replace(bare, price=Decimal(90), included=False)
    own = work.session.get_one(ProjectExpense, commands.add_expense(work, project, said))
    assert (own.price, own.included) == (Decimal(90), False)
    other = create_model(work, project, ModelDraft(PriceModelKind.NON_BILLABLE, "Reklamasjon"))
    activity = work.session.exec(select(Activity).where(Activity.project_id == project)).first()
    activity.price_model_id = other
    elsewhere = replace(bare, activity_id=activity.id)
    free = work.session.get_one(ProjectExpense, commands.add_expense(work, project, elsewhere))
    assert (free.price, free.included) == (Decimal("100.10"), False)

    free.included = True
    work.session.flush()
    edit_model(work, Seen(model, 1), replace(draft, extras_included=False))
    assert (row.included, own.included, free.included) == (False, False, True)
    edit_model(work, Seen(model, 2), draft)
    assert (row.included, own.included) == (True, True)


def test_a_product_has_a_quantity_of_one_unless_somebody_says_otherwise():
    texts = {"day": "2026-11-03", "text": "Terrengmodell", "price": "100"}
    assert read_product(texts).quantity == 1
    assert read_product(texts | {"quantity": "-2,5"}).quantity == Decimal("-2.5")
    with pytest.raises(Invalid) as wrong:
        read_product(texts | {"discount_percent": "101"})
    assert set(wrong.value.fields) == {"discount_percent"}


def test_an_expense_is_registered_accepted_and_tells_of_both(work, project):
    key = commands.add_expense(work, project, TRAIN)
    assert only(work, project).status is ExpenseStatus.REGISTERED
    assert commands.set_status(work, [key], ExpenseStatus.ACCEPTED) == {
        key: ExpenseStatus.REGISTERED
    }
    assert commands.set_status(work, [key], ExpenseStatus.ACCEPTED) == {}
    row = only(work, project)
    assert (row.status, row.price, row.supplier) == (ExpenseStatus.ACCEPTED, 900, "Vy")


def test_another_price_waits_to_be_accepted_again(work, project):
    key = commands.add_expense(work, project, TRAIN)
    commands.set_status(work, [key], ExpenseStatus.ACCEPTED)
    seen = only(work, project).version
    commands.edit_expense(work, key, seen, replace(TRAIN, text="Tog"))
    assert only(work, project).status is ExpenseStatus.ACCEPTED
    commands.edit_expense(work, key, seen + 1, replace(TRAIN, price=Decimal(9000)))
    assert only(work, project).status is ExpenseStatus.REGISTERED
    with pytest.raises(ChangedMeanwhile):
        commands.edit_expense(work, key, seen, TRAIN)


def test_what_is_on_an_invoice_is_left_alone(work, world, project):
    key = commands.add_expense(work, project, TRAIN)
    other = commands.add_expense(work, project, replace(TRAIN, text="Hotell"))
    row = work.session.get_one(ProjectExpense, key)
    row.invoice_line_id = billed_line(work, world).key
    work.session.flush()
    for act in (
        lambda: commands.edit_expense(work, key, row.version, TRAIN),
        lambda: commands.remove_expense(work, key),
        lambda: commands.set_status(work, [other, key], ExpenseStatus.REJECTED),
        lambda: commands.set_included(work, [other, key], included=True),
        lambda: receipts.set_receipt(work, key, None),
    ):
        with pytest.raises(AlreadyBilled):
            act()
    found = {one.id: one for one in project_expenses(work, project)}
    assert found[key].billed == BilledOn(world.nord.drafts[0], None)
    assert found[other].status is ExpenseStatus.REGISTERED


def test_many_are_switched_at_once_and_back(work, project):
    keys = [commands.add_expense(work, project, replace(TRAIN, text=f"Reise {n}")) for n in "123"]
    assert commands.set_included(work, keys, included=True) == dict.fromkeys(keys, False)
    assert all(row.included for row in project_expenses(work, project))
    with pytest.raises(NotFound):
        commands.set_included(work, [*keys, 10**9], included=False)


def test_removed_ones_come_back(work, project):
    expense = commands.remove_expense(work, commands.add_expense(work, project, TRAIN))
    product = commands.remove_product(work, commands.add_product(work, project, MODEL))
    assert not project_expenses(work, project)
    assert not project_products(work, project)
    commands.restore(work, expense)
    commands.restore(work, product)
    assert only(work, project).text == TRAIN.text
    assert project_products(work, project)[0].net == 1350


def test_activity_and_co_worker_are_the_projects(work, world, project):
    theirs = work.session.exec(
        select(Activity).where(Activity.project_id == world.nord.projects["P-200"])
    ).one()
    with pytest.raises(NotInProject):
        commands.add_expense(work, project, replace(TRAIN, activity_id=theirs.key))
    with pytest.raises(NotInProject):
        commands.add_expense(work, project, replace(TRAIN, co_worker_id=10**9))
    with pytest.raises(NotFound):
        commands.add_product(work, 10**9, MODEL)
    choices = expense_choices(work, project)
    assert [name for _key, name in choices.activities] == ["Prosjektering"]
    assert choices.currency == "NOK"


def test_a_receipt_takes_the_place_of_the_one_before(work, project, world):
    key = commands.add_expense(work, project, TRAIN)
    brought = Brought("a" * 43, "kvittering.pdf", 3, "application/pdf", "0" * 64)
    lie_there(brought)
    receipts.check_may_keep(work, key, 3)
    assert receipts.keep_receipt(work, key, brought).before is None
    assert only(work, project).receipt_title == "kvittering.pdf"
    found = receipts.find_receipt(work, brought.name)
    assert found is not None
    assert (found.title, found.media_type) == ("kvittering.pdf", "application/pdf")
    first = receipts.set_receipt(work, key, None).before
    assert receipts.find_receipt(work, brought.name) is None
    receipts.set_receipt(work, key, first)
    assert receipts.find_receipt(work, brought.name) is not None
    other = commands.add_expense(work, project, TRAIN)
    with pytest.raises(NotFound):
        receipts.set_receipt(work, other, first)


def test_another_companys_expenses_are_nobodys_business(world):
    with writing(world.nord.economy) as work:
        key = commands.add_expense(work, world.nord.projects["P-100"], TRAIN)
    with writing(world.sor.administrator) as work:
        for act in (
            lambda: commands.remove_expense(work, key),
            lambda: commands.set_status(work, [key], ExpenseStatus.ACCEPTED),
            lambda: receipts.check_may_keep(work, key, 1),
        ):
            with pytest.raises(NotFound):
                act()
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        project_expenses(work, world.nord.projects["P-100"])


def test_receipts_of_removed_expenses_go_after_a_while(world):
    with writing(world.nord.economy) as work:
        key = commands.add_expense(work, world.nord.projects["P-100"], TRAIN)
        brought = Brought("b" * 43, "k.pdf", 3, "application/pdf", "0" * 64)
        lie_there(brought)
        receipts.keep_receipt(work, key, brought)
        commands.remove_expense(work, key)
    assert receipts.sweep_receipts() == 0
    with clock.frozen(clock.now() + dt.timedelta(days=31)):
        assert receipts.sweep_receipts() == 1
    assert not (files.folder() / brought.name).exists()


def test_undoing_locks_all_expenses_at_once_by_id(work, project):
    first, second = (commands.add_expense(work, project, TRAIN) for _times in range(2))
    commands.set_status(work, [first], ExpenseStatus.REJECTED)
    before = commands.set_status(work, [first, second], ExpenseStatus.ACCEPTED)
    assert before[first] > before[second]
    locked: list[str] = []

    def look(state) -> None:
        if state.is_select and state.statement._for_update_arg is not None:
            locked.append(str(state.statement.compile().params))

    event.listen(work.session, "do_orm_execute", look)
    commands.undo_status(work, before)
    assert f"[{first}, {second}]" in locked[0]
    rows = [work.session.get_one(ProjectExpense, key) for key in (first, second)]
    assert [row.status for row in rows] == [before[first], before[second]]
