"""Claims: written, sent, decided on, paid out; and their lines as project expenses, also of a main company."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import AppError, Conflict, Invalid, NotFound, NotPermitted
from moment_ui.core.files import random_name
from moment_ui.db.work import reading, writing
from moment_ui.domain.claims import commands, deciding, receipts
from moment_ui.domain.claims.categories import categories, save_category, set_category_active
from moment_ui.domain.claims.errors import (
    AlreadyInvoiced,
    ClaimLocked,
    NothingClaimed,
    NotYoursToReview,
    ProjectInOtherMoney,
)
from moment_ui.domain.claims.queries import claim, claim_choices, claim_news
from moment_ui.domain.claims.rules import ClaimDraft, LineDraft, read_claim, read_line
from moment_ui.domain.expenses import files
from moment_ui.domain.expenses import receipts as expense_receipts
from moment_ui.domain.expenses.commands import remove_expense
from moment_ui.domain.expenses.errors import HeldElsewhere
from moment_ui.domain.expenses.queries import project_expenses
from moment_ui.domain.folders.storing import Brought
from moment_ui.domain.mirrors.errors import ExpenseInvoicedByMain
from moment_ui.models.claim import ClaimKind, ClaimStatus
from moment_ui.models.expense import ExpenseStatus, ProjectExpense
from moment_ui.models.invoice import InvoiceLine
from moment_ui.reports.address import ReportAddress
from moment_ui.reports.claims.claims import CLAIMS, MY_CLAIMS
from moment_ui.reports.run import totals_of
from tests import group
from tests.world import World

DAY = dt.date(2026, 11, 10)
TRIP = ClaimDraft(ClaimKind.TRAVEL, "Befaring Bergen", DAY, DAY, "Oslo", "Bergen")
TRAIN = LineDraft(DAY, "Tog", Decimal("800.50"))


@pytest.fixture
def key(world: World) -> int:
    """A claim of Nord's co-worker with one line."""
    return begin(world.nord, TRAIN)


def begin(place, *lines, draft=TRIP) -> int:
    with writing(place.co_worker) as work:
        key = commands.create_claim(work, draft)
        for line in lines:
            commands.add_line(work, key, line)
        return key


def do(actor, act, *args, **options):
    with writing(actor) as work:
        return act(work, *args, **options)


def expenses(place):
    with reading(place.administrator) as work:
        rows = list(work.session.exec(select(ProjectExpense).order_by(col(ProjectExpense.id))))
        work.session.expunge_all()
        return rows


def decided(place, key) -> None:
    do(place.co_worker, deciding.send_claim, key)
    do(place.economy, deciding.approve_claim, key)


def bill(place) -> None:
    with writing(place.administrator) as work:
        query = select(InvoiceLine).where(InvoiceLine.invoice_id == place.drafts[0])
        line = work.session.exec(query).one()
        work.session.exec(select(ProjectExpense)).one().invoice_line_id = line.id


def test_a_claim_goes_its_way_and_each_step_back(world: World, key: int) -> None:
    nord = world.nord
    do(nord.co_worker, deciding.send_claim, key)
    with pytest.raises(ClaimLocked):
        do(nord.co_worker, commands.add_line, key, TRAIN)
    do(nord.co_worker, deciding.take_back_claim, key)
    do(nord.co_worker, deciding.send_claim, key)
    with pytest.raises(Invalid):
        do(nord.economy, deciding.reject_claim, key, "  ")
    do(nord.economy, deciding.reject_claim, key, "Kvittering mangler")
    with reading(nord.co_worker) as work:
        found = claim(work, key)
        assert (found.claim.status, found.claim.reason) == (
            ClaimStatus.REJECTED,
            "Kvittering mangler",
        )
        assert found.may_edit
        assert claim_news(work).decided == ((key, TRIP.title, ClaimStatus.REJECTED),)
    do(nord.co_worker, commands.add_line, key, replace(TRAIN, text="Drosje", amount=Decimal(200)))
    decided(nord, key)
    for act in (deciding.take_back_claim, deciding.send_claim, commands.remove_claim):
        with pytest.raises(ClaimLocked):
            do(nord.co_worker, act, key)
    do(nord.economy, deciding.pay_out_claim, key)
    with pytest.raises(ClaimLocked):
        do(nord.economy, deciding.reopen_claim, key)
    do(nord.economy, deciding.undo_pay_out, key)
    do(nord.economy, deciding.reopen_claim, key)
    with reading(nord.economy) as work:
        found = claim(work, key)
        assert (found.claim.status, found.claim.total) == (ClaimStatus.WAITING, Decimal("1000.50"))
        assert claim_news(work).waiting == 1


def test_an_empty_claim_is_not_sent(world: World) -> None:
    with pytest.raises(NothingClaimed):
        do(world.nord.co_worker, deciding.send_claim, begin(world.nord))


def test_foreign_money_needs_a_rate_and_counts_in_the_companys(world: World, key: int) -> None:
    euro = LineDraft(DAY, "Hotell", Decimal("100.10"), "EUR")
    with pytest.raises(Invalid) as wrong:
        do(world.nord.co_worker, commands.add_line, key, euro)
    assert "1 EUR" in wrong.value.fields["rate"]
    do(world.nord.co_worker, commands.add_line, key, replace(euro, rate=Decimal("11.7350")))
    with reading(world.nord.co_worker) as work:
        assert claim(work, key).claim.total == Decimal("800.50") + Decimal("1174.67")


def test_nobody_sees_or_decides_on_claims_that_are_not_theirs(world: World, key: int) -> None:
    nord, sor = world.nord, world.sor
    with reading(nord.economy) as work:
        with pytest.raises(NotFound):
            claim(work, key)  # a draft is its owner's alone
        assert totals_of(work, CLAIMS, ReportAddress()).count == 0
    do(nord.co_worker, deciding.send_claim, key)
    for actor in (nord.project_leader, sor.administrator, sor.economy):
        with reading(actor) as work:
            with pytest.raises(NotFound):
                claim(work, key)
            assert totals_of(work, CLAIMS, ReportAddress()).count == 0
        with pytest.raises(NotFound):
            do(actor, deciding.approve_claim, key)
    with reading(nord.external) as work, pytest.raises(NotPermitted):
        claim(work, key)
    with pytest.raises(NotYoursToReview):
        do(nord.co_worker, deciding.approve_claim, key)
    with reading(nord.co_worker) as work:
        assert totals_of(work, MY_CLAIMS, ReportAddress()).count == 1
        assert totals_of(work, CLAIMS, ReportAddress()).count == 0
    with reading(nord.economy) as work:
        assert totals_of(work, CLAIMS, ReportAddress()).count == 1


def test_whom_a_claim_names_decides_on_it_and_on_nothing_else(world: World) -> None:
    nord = world.nord
    with reading(nord.co_worker) as work:
        people = {name: key for key, name in claim_choices(work).people}
    leader = people[nord.project_leader.name]
    named = begin(nord, TRAIN, draft=replace(TRIP, reviewer_id=leader))
    other = begin(nord, TRAIN)
    for key in (named, other):
        do(nord.co_worker, deciding.send_claim, key)
    do(nord.project_leader, deciding.approve_claim, named)
    with pytest.raises(NotYoursToReview):
        do(nord.project_leader, deciding.pay_out_claim, named)
    with pytest.raises(NotFound):
        do(nord.project_leader, deciding.approve_claim, other)
    stranger = next(iter(world.sor.co_workers.values()))
    with pytest.raises(Invalid):
        begin(nord, draft=replace(TRIP, refunder_id=stranger + 1000))


def test_an_approved_line_with_a_project_becomes_one_expense_and_is_taken_back(world) -> None:
    project = world.nord.projects["P-100"]
    line = replace(TRAIN, project_id=project, bill=True, markup_percent=Decimal(10))
    key = begin(world.nord, line, TRAIN)
    decided(world.nord, key)
    (row,) = expenses(world.nord)
    assert (row.project_id, row.cost, row.price) == (project, Decimal("800.50"), Decimal("880.55"))
    assert (row.billable, row.status) == (True, ExpenseStatus.ACCEPTED)
    with reading(world.nord.project_leader) as work:
        assert project_expenses(work, project)[0].from_claim
    with pytest.raises(HeldElsewhere):
        do(world.nord.project_leader, remove_expense, row.key)
    do(world.nord.economy, deciding.reopen_claim, key)
    assert expenses(world.nord) == []
    do(world.nord.economy, deciding.approve_claim, key)
    assert len(expenses(world.nord)) == 1
    bill(world.nord)
    with pytest.raises(AlreadyInvoiced):
        do(world.nord.economy, deciding.reopen_claim, key)
    assert len(expenses(world.nord)) == 1


def test_a_project_in_a_third_currency_is_refused_when_the_line_is_written(world, key) -> None:
    project = world.nord.projects["P-100"]
    with writing(world.nord.administrator) as work:
        group.project_of(work, project).currency = "SEK"
    euro = LineDraft(DAY, "Hotell", Decimal(100), "EUR", Decimal(11), project_id=project)
    with pytest.raises(ProjectInOtherMoney):
        do(world.nord.co_worker, commands.add_line, key, euro)
    own = replace(euro, currency="SEK", rate=Decimal("1.02"))
    do(world.nord.co_worker, commands.add_line, key, own)
    decided(world.nord, key)
    assert expenses(world.nord)[0].cost == Decimal(100)


def test_a_claim_on_a_secondary_project_reaches_the_main_company_with_its_receipt(world) -> None:
    group.link(world)
    shared = group.share(world)
    line = replace(TRAIN, project_id=shared.project, activity_id=shared.activity, bill=True)
    key = begin(world.sor, line)
    with reading(world.sor.co_worker) as work:
        line_id = claim(work, key).lines[0].line.id
    brought = Brought(random_name(), "tog.pdf", 4, "application/pdf", "ab")
    files.folder().mkdir(parents=True, exist_ok=True)
    (files.folder() / brought.name).write_bytes(b"%PDF")
    do(world.sor.co_worker, receipts.keep_receipt, line_id, brought)
    decided(world.sor, key)
    (clone,) = expenses(world.nord)
    assert (clone.project_id, clone.activity_id) == (shared.main_project, shared.main_activity)
    assert (clone.cost, clone.co_worker_id) == (Decimal("800.50"), shared.external)
    with reading(world.nord.administrator) as work:
        (row,) = project_expenses(work, shared.main_project)
        found = expense_receipts.find_receipt(work, row.receipt)
        assert found
        assert found.path.read_bytes() == b"%PDF"
        assert receipts.find_receipt(work, brought.name) is None
        with pytest.raises(NotFound):
            claim(work, key)
    do(world.sor.economy, deciding.reopen_claim, key)
    assert expenses(world.nord) == []
    do(world.sor.economy, deciding.approve_claim, key)
    bill(world.nord)
    with pytest.raises(ExpenseInvoicedByMain):
        do(world.sor.economy, deciding.reopen_claim, key)
    assert len(expenses(world.sor)) == 1


def test_receipts_are_fetched_by_who_sees_the_claim(world: World, key: int) -> None:
    nord = world.nord
    with reading(nord.co_worker) as work:
        line_id = claim(work, key).lines[0].line.id
    brought = Brought(random_name(), "tog.pdf", 4, "application/pdf", "ab")
    files.folder().mkdir(parents=True, exist_ok=True)
    (files.folder() / brought.name).write_bytes(b"%PDF")
    do(nord.co_worker, receipts.keep_receipt, line_id, brought)
    stored = do(nord.co_worker, receipts.drop_receipt, line_id)
    do(nord.co_worker, receipts.put_receipt, line_id, stored)
    do(nord.co_worker, deciding.send_claim, key)
    for actor, may in (
        (nord.co_worker, True),
        (nord.economy, True),
        (nord.project_leader, False),
        (world.sor.administrator, False),
    ):
        with reading(actor) as work:
            assert (receipts.find_receipt(work, brought.name) is not None) == may
    with pytest.raises(AppError):
        do(nord.economy, receipts.check_may_keep, line_id, 1)


def test_a_claim_is_copied_of_today_without_receipts_and_comes_back_when_removed(
    world, key
) -> None:
    copy = do(world.nord.co_worker, commands.copy_claim, key)
    with reading(world.nord.co_worker) as work:
        found, source = claim(work, copy), claim(work, key)
        assert found.claim.day == work.today()
        assert found.lines[0].line.day - found.claim.day == source.lines[0].line.day - DAY
        assert found.claim.total == source.claim.total
    with pytest.raises(NotFound):
        do(world.nord.economy, commands.copy_claim, key)
    removed = do(world.nord.co_worker, commands.remove_claim, copy)
    again = do(world.nord.co_worker, commands.restore_claim, removed)
    with reading(world.nord.co_worker) as work:
        assert claim(work, again).claim.total == Decimal("800.50")


def test_categories_are_a_companys_own(world: World) -> None:
    hotel = do(world.nord.economy, save_category, 0, "Hotell", "7150")
    with pytest.raises(Invalid):
        do(world.nord.economy, save_category, 0, "Hotell", "")
    do(world.nord.economy, set_category_active, hotel, active=False)
    with reading(world.nord.economy) as work:
        assert [(row.name, row.active) for row in categories(work)] == [("Hotell", False)]
        assert claim_choices(work).categories == []
    with reading(world.sor.economy) as work:
        assert categories(work) == []
    with pytest.raises(NotFound):
        do(world.sor.economy, save_category, hotel, "Mitt", "")
    with pytest.raises(NotPermitted):
        do(world.nord.co_worker, save_category, 0, "Tog", "")


def test_what_was_typed_becomes_a_claim_and_its_lines() -> None:
    texts = {"title": "Tur", "day": "10.11.2026", "until_day": "9.11.2026", "from_place": "Oslo"}
    with pytest.raises(Invalid):
        read_claim(ClaimKind.TRAVEL, texts)
    plain = read_claim(ClaimKind.EXPENSE, texts)
    assert (plain.until_day, plain.from_place) == (None, "")
    line = read_line({"day": "10.11.2026", "text": "Tog", "amount": "1 234,50", "currency": "eur"})
    assert (line.amount, line.currency, line.bill) == (Decimal("1234.50"), "EUR", False)
    with pytest.raises(Invalid) as wrong:
        read_line({"day": "10.11.2026", "text": "Tog", "amount": "0", "bill": "on"})
    assert set(wrong.value.fields) == {"amount"}
    assert issubclass(ClaimLocked, Conflict)
