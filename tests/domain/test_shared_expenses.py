"""Project expenses of a secondary project, cloned once to the main project with their receipts."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import col, select

from moment_ui.core.errors import NotPermitted
from moment_ui.core.files import random_name
from moment_ui.db.work import Work, reading, writing
from moment_ui.domain.expenses import commands, files, receipts, sharing
from moment_ui.domain.expenses.errors import HeldElsewhere
from moment_ui.domain.expenses.queries import project_expenses
from moment_ui.domain.expenses.rules import ExpenseDraft
from moment_ui.domain.folders.storing import Brought
from moment_ui.domain.mirrors import expenses as mirrors
from moment_ui.domain.mirrors.errors import ExpenseInvoicedByMain, OtherCurrency
from moment_ui.domain.price_models.commands import create_model
from moment_ui.domain.price_models.rules import ModelDraft
from moment_ui.models.expense import ExpenseStatus, ProjectExpense
from moment_ui.models.invoice import InvoiceLine
from moment_ui.models.partner import MemberState, PartnerSettings
from moment_ui.models.price_model import PriceModelKind
from moment_ui.models.project import CoWorker
from moment_ui.reports.partners.setup_page import partners_view
from tests import group
from tests.world import Place, World

TRAIN = ExpenseDraft(group.DAY, "Tog til byggeplassen", "Vy", Decimal(800), Decimal(900))


def clones(place: Place) -> list[ProjectExpense]:
    with reading(place.administrator) as work:
        query = select(ProjectExpense).where(col(ProjectExpense.origin_id).is_not(None))
        found = list(work.session.exec(query.order_by(col(ProjectExpense.id))))
        work.session.expunge_all()
        return found


def added(world: World, shared: group.Shared, draft: ExpenseDraft = TRAIN) -> int:
    with writing(world.sor.administrator) as work:
        return commands.add_expense(work, shared.project, draft)


def row_of(work: Work, expense_id: int) -> ProjectExpense:
    return work.session.exec(select(ProjectExpense).where(ProjectExpense.id == expense_id)).one()


def lie_there(brought: Brought, content: bytes) -> Brought:
    files.folder().mkdir(parents=True, exist_ok=True)
    (files.folder() / brought.name).write_bytes(content)
    return brought


def share_off(place: Place) -> None:
    with writing(place.administrator) as work:
        work.session.exec(select(PartnerSettings)).one().share_expenses = False


def bill(place: Place, clone: ProjectExpense) -> None:
    with writing(place.administrator) as work:
        line = work.session.exec(
            select(InvoiceLine).where(InvoiceLine.invoice_id == place.drafts[0])
        ).one()
        row_of(work, clone.key).invoice_line_id = line.key


@pytest.fixture
def shared(world: World) -> group.Shared:
    group.link(world)
    return group.share(world)


def test_registered_changed_and_removed_it_is_followed_once(world, shared):
    """The price at home is the cost in the main project; what the customer pays there follows its model."""
    with writing(world.nord.administrator) as work:
        percent = Decimal(10)
        draft = ModelDraft(PriceModelKind.NON_BILLABLE, "Timer", surcharge_percent=percent)
        create_model(work, shared.main_project, draft)
    key = added(
        world, shared, replace(TRAIN, activity_id=shared.activity, co_worker_id=shared.writer)
    )
    (clone,) = clones(world.nord)
    assert (clone.project_id, clone.activity_id) == (shared.main_project, shared.main_activity)
    assert (clone.co_worker_id, clone.text, clone.supplier) == (shared.external, TRAIN.text, "Vy")
    assert (clone.cost, clone.price) == (Decimal(900), Decimal(990))
    with writing(world.sor.administrator) as work:
        mirrors.follow(work, [row_of(work, key)])
        mirrors.follow(work, [row_of(work, key)])
        version = row_of(work, key).version
        commands.edit_expense(work, key, version, replace(TRAIN, price=Decimal(1000)))
    (clone,) = clones(world.nord)
    assert (clone.cost, clone.price, clone.activity_id) == (Decimal(1000), Decimal(1100), None)
    with writing(world.sor.administrator) as work:
        removed = commands.remove_expense(work, key)
    assert clones(world.nord) == []
    with writing(world.sor.administrator) as work:
        commands.restore(work, removed)
    assert len(clones(world.nord)) == 1


def test_each_side_accepts_for_itself_and_the_main_company_decides_the_price(world, shared):
    key = added(world, shared)
    (clone,) = clones(world.nord)
    with writing(world.sor.administrator) as work:
        commands.set_status(work, [key], ExpenseStatus.ACCEPTED)
    assert clones(world.nord)[0].status is ExpenseStatus.REGISTERED
    with writing(world.nord.administrator) as work:
        wish = replace(TRAIN, text="Noe annet", cost=Decimal(1), price=Decimal(1500))
        commands.edit_expense(work, clone.key, clone.version, wish)
    (clone,) = clones(world.nord)
    assert (clone.text, clone.cost, clone.price) == (TRAIN.text, Decimal(900), Decimal(1500))
    with writing(world.sor.administrator) as work:
        version = row_of(work, key).version
        commands.edit_expense(work, key, version, replace(TRAIN, price=Decimal(950)))
    (clone,) = clones(world.nord)
    assert (clone.cost, clone.price) == (Decimal(950), Decimal(1500))
    with writing(world.nord.administrator) as work, pytest.raises(HeldElsewhere):
        commands.remove_expense(work, clone.key)
    with reading(world.nord.administrator) as work:
        (line,) = project_expenses(work, shared.main_project)
        assert line.origin == "Tegnestuen AS"


def test_once_invoiced_in_the_main_company_home_is_told_and_nothing_changes(world, shared):
    key = added(world, shared)
    (clone,) = clones(world.nord)
    bill(world.nord, clone)
    with pytest.raises(ExpenseInvoicedByMain), writing(world.sor.administrator) as work:
        commands.edit_expense(work, key, 1, replace(TRAIN, price=Decimal(1)))
    with pytest.raises(ExpenseInvoicedByMain), writing(world.sor.administrator) as work:
        commands.remove_expense(work, key)
    with reading(world.sor.administrator) as work:
        assert row_of(work, key).price == Decimal(900)
    assert clones(world.nord)[0].cost == Decimal(900)


def test_the_receipt_goes_along_as_a_file_of_the_main_company(world, shared):
    key = added(world, shared)
    brought = lie_there(Brought(random_name(), "tog.pdf", 4, "application/pdf", "ab"), b"%PDF")
    with writing(world.sor.administrator) as work:
        receipts.keep_receipt(work, key, brought)
    with reading(world.nord.administrator) as work:
        (line,) = project_expenses(work, shared.main_project)
        assert line.receipt_title == "tog.pdf"
        assert line.receipt != brought.name
        found = receipts.find_receipt(work, line.receipt)
        assert found
        assert found.path.read_bytes() == b"%PDF"
        assert receipts.find_receipt(work, brought.name) is None
    with reading(world.sor.administrator) as work:
        assert receipts.find_receipt(work, line.receipt) is None
    with writing(world.sor.administrator) as work:
        receipts.set_receipt(work, key, None)
    assert clones(world.nord)[0].receipt_id is None


@pytest.mark.parametrize("who", ["nord", "sor"])
def test_nothing_is_cloned_while_one_side_shares_none_and_what_waits_is_brought_later(
    world, shared, who
):
    share_off(getattr(world, who))
    key = added(world, shared)
    assert clones(world.nord) == []
    with reading(world.sor.administrator) as work:
        assert sharing.waiting_to_share(work, shared.project).ids == ()
    with writing(getattr(world, who).administrator) as work:
        work.session.exec(select(PartnerSettings)).one().share_expenses = True
    with writing(world.sor.administrator) as work:
        waiting = sharing.waiting_to_share(work, shared.project)
        assert (waiting.ids, waiting.total, waiting.currency) == ((key,), Decimal(900), "NOK")
        sharing.bring_over(work, shared.project, waiting.ids)
        assert sharing.waiting_to_share(work, shared.project).ids == ()
    assert len(clones(world.nord)) == 1
    with writing(world.sor.administrator) as work:
        sharing.take_back(work, [key])
    assert clones(world.nord) == []


def test_the_set_up_offers_older_expenses_of_all_projects(world, shared):
    """Counted and brought for who may; nothing while one side shares none, and each once."""
    sor = world.sor
    share_off(world.nord)
    key = added(world, shared)
    with writing(sor.administrator) as work:
        commands.add_expense(work, sor.projects["P-100"], TRAIN)
    with writing(sor.administrator) as work:
        assert (sharing.older_expenses(work), sharing.bring_older(work)) == ([], [])
    with writing(world.nord.administrator) as work:
        work.session.exec(select(PartnerSettings)).one().share_expenses = True
    with writing(sor.project_leader) as work, pytest.raises(NotPermitted):
        sharing.bring_older(work)
    with writing(sor.administrator) as work:
        [older] = sharing.older_expenses(work)
        assert (older.expenses, older.projects) == (1, 1)
        said = partners_view(work, "share").older
        assert [text.startswith("1 older expense on 1 project ") for text in said] == [True]
        assert sharing.bring_older(work) == [key]
        assert sharing.older_expenses(work) == []
    assert len(clones(world.nord)) == 1
    with reading(world.nord.administrator) as work:
        assert sharing.older_expenses(work) == []


def test_a_paused_partner_gets_nothing_and_ordinary_projects_are_nobodys_business(world, shared):
    with writing(world.sor.administrator) as work:
        commands.add_expense(work, world.sor.projects["P-100"], TRAIN)
    assert clones(world.nord) == []
    group.set_state(world.nord.company_id, MemberState.PAUSED)
    added(world, shared)
    assert clones(world.nord) == []


def test_projects_in_different_money_are_refused_with_the_reason(world, shared):
    with writing(world.nord.administrator) as work:
        group.project_of(work, shared.main_project).currency = "EUR"
    with pytest.raises(OtherCurrency, match=r"in EUR and this one in NOK"):
        added(world, shared)
    with reading(world.sor.administrator) as work:
        assert project_expenses(work, shared.project) == []


def test_nothing_else_of_home_is_known_in_the_main_company(world, shared):
    added(world, replace(shared), replace(TRAIN, co_worker_id=shared.writer))
    with reading(world.nord.administrator) as work:
        people = work.session.exec(select(CoWorker).where(col(CoWorker.is_external))).all()
        assert [person.key for person in people] == [shared.external]


ACTS = st.lists(
    st.tuples(st.sampled_from(["add", "edit", "remove", "follow"]), st.integers(1, 500)),
    max_size=12,
)


@given(acts=ACTS)
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_is_done_each_expense_has_one_clone_that_says_the_same(world, shared, acts):
    keys: list[int] = []
    for act, number in acts:
        with writing(world.sor.administrator) as work:
            draft = replace(TRAIN, price=Decimal(number), text=f"Utlegg {number}")
            if act == "add" or not keys:
                keys.append(commands.add_expense(work, shared.project, draft))
            elif act == "remove":
                commands.remove_expense(work, keys.pop(number % len(keys)))
            elif act == "edit":
                row = row_of(work, keys[number % len(keys)])
                commands.edit_expense(work, row.key, row.version, draft)
            else:
                mirrors.follow(work, [row_of(work, key) for key in keys])
    with writing(world.sor.administrator) as work:
        home = {row.id: (row.price, row.text) for row in project_expenses(work, shared.project)}
        assert {row.origin_id: (row.cost, row.text) for row in clones(world.nord)} == home
        assert len(clones(world.nord)) == len(home) == len(keys)
        for key in keys:
            commands.remove_expense(work, key)
    assert clones(world.nord) == []
