"""Finalising drafts: what stands in the way, and what one transaction does."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.approvals import commands as approval
from moment_ui.domain.approvals import queries as approvals
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits import commands as crediting
from moment_ui.domain.drafts import arranging, commands, editing, removing
from moment_ui.domain.drafts.errors import DraftChanged, NotADraft, NothingToApprove
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.finalising.checking import checked_drafts
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.domain.finalising.errors import CannotFinalise
from moment_ui.domain.invoices.drafting import NewLine
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.ledger.account import PREPAID, REVERSED, accounts
from moment_ui.domain.ledger.rules import Span
from moment_ui.domain.news.queries import news
from moment_ui.domain.papers.queries import document_of
from moment_ui.domain.payments.commands import take_back
from moment_ui.models.audit import AuditEntry
from moment_ui.models.contact import CustomerContact
from moment_ui.models.customer import Customer, CustomerStatus, InvoiceType
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import (
    DraftApproval,
    ExportStatus,
    Invoice,
    InvoicePaper,
    InvoiceState,
    LineKind,
)
from moment_ui.models.invoicing import BookkeepingAccount
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.payment import Payment, PaymentKind
from tests import factories
from tests.world import NOW

LINE = NewLine(
    text="Skisser", unit_price=Decimal(1000), vat_percent=Decimal(25), vat_code="3", account="3000"
)


def made(work, world, number=10001, project: str | None = "P-100") -> Invoice:
    """A draft with one line that bills the project's hours."""
    place = world.nord if work.company_id == world.nord.company_id else world.sor
    project_id = place.projects[project] if project else None
    key = commands.create_draft(work, place.customers[number], project_id)
    (line,) = commands.add_draft_lines(work, key, [LINE])
    for record in work.session.exec(
        select(TimeRecord).where(
            TimeRecord.project_id == project_id, col(TimeRecord.invoice_line_id).is_(None)
        )
    ):
        record.invoice_line_id = line
    work.session.flush()
    return work.session.get_one(Invoice, key)


def seen(draft: Invoice) -> Seen:
    return Seen(draft.key, draft.version)


def keys(work, draft: Invoice) -> set[str]:
    (checked,) = checked_drafts(work, [draft.key])
    return {problem.key for problem in checked.problems}


def test_finalising_gives_the_next_number_and_keeps_all_that_is_printed(work, world):
    draft = made(work, world)
    draft.export_status = ExportStatus.DO_NOT_TRANSFER
    done = finalise_draft(work, seen(draft))
    assert (done.number, draft.number, draft.state) == (5006, 5006, InvoiceState.FINALISED)
    assert (draft.finalised_at, draft.outstanding) == (NOW, 1250)
    assert (draft.printed_name, draft.printed_number) == ("Fjord Eiendom AS", 10001)
    assert draft.printed_address.startswith("Storgata 1\n")
    assert draft.export_status is ExportStatus.DO_NOT_TRANSFER
    paper = work.session.exec(
        select(InvoicePaper).where(InvoicePaper.invoice_id == draft.key)
    ).one()
    assert (paper.printed["number"], paper.printed["gross"]) == (5006, "1250.0000")
    hours = work.session.exec(
        select(TimeRecord).where(TimeRecord.project_id == draft.project_id)
    ).one()
    assert hours.status is HoursStatus.INVOICED
    told = work.session.exec(
        select(AuditEntry).where(AuditEntry.action == "finalise_invoice")
    ).one()
    assert (told.subject_id, told.summary) == (draft.key, "5006")


def test_the_payment_id_is_the_companys(work, world):
    factories.stored(work, FinanceSettings(payment_id_format="INV6CLI6"))
    save_options(work, Place(), {"payment_id": Change(None, "yes")})
    draft = made(work, world)
    finalise_draft(work, seen(draft))
    assert draft.payment_id[:-1] == "005006010001"


ACTS = {
    "finalise_draft": lambda work, now, _line: finalise_draft(work, now),
    "set_head": lambda work, now, _line: editing.set_head(work, now, "text", "x"),
    "set_line": lambda work, now, line: editing.set_line(work, now, line, "text", "x"),
    "add_line": lambda work, now, _line: arranging.add_line(work, now, LineKind.TEXT),
    "duplicate_line": arranging.duplicate_line,
    "move_line": lambda work, now, line: arranging.move_line(work, now, line, 1),
    "remove_line": arranging.remove_line,
    "take_off": lambda work, now, line: arranging.take_off(work, now, line, "time_record", 1),
    "restore_line": lambda work, now, line: arranging.restore_line(
        work, arranging.RemovedLine(now.row_id, line, {}, (), whole=True, version=1), now.version
    ),
    "add_draft_line": lambda work, now, _line: commands.add_draft_line(work, now.row_id, LINE),
    "add_draft_lines": lambda work, now, _line: commands.add_draft_lines(work, now.row_id, [LINE]),
    "refresh_draft": lambda work, now, _line: commands.refresh_draft(work, now.row_id),
    "remove_draft": lambda work, now, _line: removing.remove_draft(work, now.row_id),
    "ask_approval": lambda work, now, _line: approval.ask_approval(work, now),
    "approve_draft": lambda work, now, _line: approval.approve_draft(work, now),
    "return_draft": lambda work, now, _line: approval.return_draft(work, now, "x"),
    "tie_to_invoice": lambda work, now, _line: crediting.tie_to_invoice(work, now, None),
    "set_gives_back": lambda work, now, _line: crediting.set_gives_back(work, now, gives_back=True),
}
"""Every command that changes an invoice while it is a draft."""

MAKES_NEW = {"create_draft", "restore_draft", "credit_invoice", "credit_and_move"}
MAKES_NEW |= {"create_free_credit"}


def test_no_command_on_drafts_is_left_out_of_the_acts_below():
    modules = (commands, editing, arranging, removing, approval, crediting)
    found = {
        name
        for module in modules
        for name, function in vars(module).items()
        if hasattr(function, "permissions") and function.__module__ == module.__name__
    }
    assert found | {"finalise_draft"} == set(ACTS) | MAKES_NEW


def test_once_finalised_no_command_changes_it(work, world):
    draft = made(work, world)
    line = lines_of(work, draft.key)[0].key
    finalise_draft(work, seen(draft))
    now = seen(draft)
    before = draft.model_dump()
    for name, act in ACTS.items():
        with pytest.raises(NotADraft):
            act(work, now, line)
        assert draft.model_dump() == before, name


def put(draft, **values):
    for name, value in values.items():
        setattr(draft, name, InvoiceType(value) if name == "invoice_type" else value)


def line_is(work, draft, **values):
    factories.stored(work, BookkeepingAccount(number="3000", name="Salg"))
    (line,) = lines_of(work, draft.key)
    put(line, **values)


def without_lines(work, draft):
    (line,) = lines_of(work, draft.key)
    arranging.remove_line(work, seen(draft), line.key)


def customer_is(work, draft, **values):
    row = work.session.get_one(Customer, draft.customer_id)
    row.status = CustomerStatus(values["status"])


def free_of_charge(work, draft):
    (line,) = lines_of(work, draft.key)
    editing.set_line(work, seen(draft), line.key, "unit_price", "0")


def without_email(work, draft):
    work.session.get_one(Customer, draft.customer_id).email = ""
    mine = CustomerContact.customer_id == draft.customer_id
    for place in work.session.exec(select(CustomerContact).where(mine)):
        work.session.delete(place)


def series_ends(work):
    row = work.session.exec(
        select(NumberSeries).where(NumberSeries.kind == SeriesKind.INVOICE)
    ).one()
    row.last = 5005


def settings(work, **values):
    factories.stored(work, FinanceSettings(**values))


def not_approved(work, draft):
    (line,) = lines_of(work, draft.key)
    for record in work.session.exec(
        select(TimeRecord).where(TimeRecord.invoice_line_id == line.key)
    ):
        record.status = HoursStatus.NOT_APPROVED


def short_payment_ids(work):
    settings(work, payment_id_format="INV3")
    save_options(work, Place(), {"payment_id": Change(None, "yes")})


@pytest.mark.parametrize(
    ("key", "stops", "spoil"),
    [
        ("vat-missing", True, lambda work, draft: line_is(work, draft, vat_code="")),
        ("vat-code", True, lambda work, draft: line_is(work, draft, vat_code="77")),
        ("account", True, lambda work, draft: line_is(work, draft, account="")),
        ("no-lines", True, without_lines),
        ("customer", True, lambda work, draft: customer_is(work, draft, status="blocked")),
        ("einvoice-address", True, lambda work, draft: put(draft, invoice_type="e-invoice")),
        ("reference", True, lambda work, draft: put(draft, invoice_type="e-invoice")),
        ("series", True, lambda work, draft: series_ends(work)),
        ("closed", True, lambda work, draft: settings(work, closed_until=dt.date(2026, 11, 16))),
        ("due", True, lambda work, draft: put(draft, due_date=dt.date(2026, 11, 15))),
        ("no-date", True, lambda work, draft: put(draft, issue_date=None)),
        ("rate", True, lambda work, draft: put(draft, currency="EUR")),
        ("hours", True, not_approved),
        ("payment-id", True, lambda work, draft: short_payment_ids(work)),
        ("approval", True, lambda work, draft: settings(work, drafts_need_approval=True)),
        ("future", False, lambda work, draft: put(draft, issue_date=dt.date(2026, 11, 17))),
        ("past", False, lambda work, draft: put(draft, issue_date=dt.date(2026, 9, 1))),
        ("before-last", False, lambda work, draft: put(draft, issue_date=dt.date(2026, 10, 31))),
        ("nought", False, free_of_charge),
        ("email", False, without_email),
    ],
)
def test_what_stands_in_the_way_is_told_and_stops_or_asks(work, world, key, stops, spoil):
    draft = made(work, world)
    assert keys(work, draft) == set()
    spoil(work, draft)
    work.session.flush()
    (checked,) = checked_drafts(work, [draft.key])
    (found,) = [problem for problem in checked.problems if problem.key == key]
    assert (found.stops, bool(found.text)) == (stops, True)
    with pytest.raises(CannotFinalise) as refused:
        finalise_draft(work, seen(draft))
    assert key in {problem.key for problem in refused.value.problems}
    confirmed = frozenset(problem.key for problem in checked.problems)
    if stops:
        with pytest.raises(CannotFinalise):
            finalise_draft(work, seen(draft), confirmed=confirmed)
        assert draft.number is None
    else:
        finalise_draft(work, seen(draft), confirmed=confirmed)
        assert draft.number == 5006


def test_a_stale_page_and_the_wrong_people_finalise_nothing(work, world):
    draft = made(work, world)
    stale = seen(draft)
    editing.set_head(work, stale, "your_reference", "Kari")
    with pytest.raises(DraftChanged):
        finalise_draft(work, stale)
    for person in (world.nord.project_leader, world.nord.co_worker):
        work.actor = person
        with pytest.raises(NotPermitted):
            finalise_draft(work, seen(draft))
    work.actor = world.nord.administrator
    with pytest.raises(NotFound):
        finalise_draft(work, Seen(world.sor.drafts[0], 1))
    assert checked_drafts(work, world.sor.drafts) == []


def test_a_draft_is_asked_for_approved_returned_and_asks_again_when_edited(work, world):
    factories.stored(work, FinanceSettings(drafts_need_approval=True))
    draft = made(work, world)
    with pytest.raises(NothingToApprove):
        approval.approve_draft(work, seen(draft))
    approval.ask_approval(work, seen(draft))
    work.actor = world.nord.project_leader
    assert approvals.drafts_of_mine_to_approve(work) == [
        (draft.key, "P-100 Prosjekt P-100 · Fjord Eiendom AS")
    ]
    assert news(work).drafts == tuple(approvals.drafts_of_mine_to_approve(work))
    approval.return_draft(work, seen(draft), "Timene til Per mangler.")
    assert news(work).drafts == ()
    assert (draft.approval, draft.approval_note) == (
        DraftApproval.RETURNED,
        "Timene til Per mangler.",
    )
    approval.ask_approval(work, seen(draft))
    approval.approve_draft(work, seen(draft))
    editing.set_head(work, seen(draft), "text", "Takk")
    assert draft.approval is DraftApproval.TO_APPROVE
    work.actor = world.nord.administrator
    approval.approve_draft(work, seen(draft))
    assert finalise_draft(work, seen(draft)).number == 5006


def test_every_change_of_an_approved_draft_is_to_be_approved_again(work, world):
    factories.stored(work, FinanceSettings(drafts_need_approval=True))
    left = {"finalise_draft", "take_off", "restore_line", "remove_draft", "tie_to_invoice"}
    left |= {"ask_approval", "approve_draft", "return_draft"}
    for name in sorted(ACTS.keys() - left):
        draft = made(work, world)
        commands.add_draft_line(work, draft.key, LINE)
        line = lines_of(work, draft.key)[0].key
        approval.ask_approval(work, seen(draft))
        approval.approve_draft(work, seen(draft))
        ACTS[name](work, seen(draft), line)
        assert draft.approval is DraftApproval.TO_APPROVE, name
        assert "approval" in keys(work, draft), name


def test_drafts_that_wait_when_the_company_asks_no_more_are_finalised_as_they_are(work, world):
    row = factories.stored(work, FinanceSettings(drafts_need_approval=True))
    asked, returned, fine = (made(work, world, project=None) for _times in range(3))
    for draft in (asked, returned, fine):
        approval.ask_approval(work, seen(draft))
    approval.return_draft(work, seen(returned), "Mangler timer.")
    approval.approve_draft(work, seen(fine))
    stopped = [
        one.id for one in checked_drafts(work, [asked.key, returned.key, fine.key]) if one.stops
    ]
    assert stopped == [asked.key, returned.key]
    assert [key for key, _title in news(work).drafts] == [asked.key]
    row.drafts_need_approval = False
    work.session.flush()
    assert news(work).drafts == ()
    for draft in (asked, returned, fine):
        finalise_draft(work, seen(draft))
        assert (draft.approval, draft.approval_note) == (DraftApproval.NONE, "")


def test_who_leads_another_project_approves_nothing(work, world):
    other = factories.co_worker(work, "Odd Annen")
    draft = made(work, world)
    project = factories.project(work, "P-900", world.nord.customers[10001], other.key)
    draft.project_id = project.key
    approval.ask_approval(work, seen(draft))
    work.actor = world.nord.project_leader
    assert not approvals.may_approve(work, draft.key)
    with pytest.raises(NotPermitted):
        approval.approve_draft(work, seen(draft))


def test_ten_people_at_once_get_ten_numbers_without_gaps(world):
    actor = world.nord.economy
    with writing(actor) as work:
        drafts = [seen(made(work, world, project=None)) for _number in range(20)]

    def act(draft: Seen) -> int:
        with clock.frozen(NOW), writing(actor) as work:
            return finalise_draft(work, draft).number

    with ThreadPoolExecutor(10) as people:
        numbers = sorted(people.map(act, drafts))
    assert numbers == list(range(5006, 5026))
    with reading(actor) as work:
        stored = select(Invoice).where(col(Invoice.number) > 5005)
        assert sorted(row.number or 0 for row in work.session.exec(stored)) == numbers


def test_the_same_draft_twice_at_once_is_one_invoice(world):
    actor = world.nord.economy
    with writing(actor) as work:
        draft = seen(made(work, world))

    def act(_person: int) -> int:
        try:
            with clock.frozen(NOW), writing(actor) as work:
                return finalise_draft(work, draft).number
        except NotADraft:
            return 0

    with ThreadPoolExecutor(4) as people:
        assert sorted(people.map(act, range(4))) == [0, 0, 0, 5006]


def test_what_was_paid_before_is_taken_off_and_stands_in_the_ledger(work, world):
    draft = made(work, world)
    with pytest.raises(Invalid):
        editing.set_head(work, seen(draft), "prepaid", "-1")
    editing.set_head(work, seen(draft), "prepaid", "1 250,01")
    assert keys(work, draft) == {"prepaid"}
    editing.set_head(work, seen(draft), "prepaid", "250,50")
    finalise_draft(work, seen(draft))
    (payment,) = work.session.exec(select(Payment).where(Payment.invoice_id == draft.key)).all()
    assert (payment.kind, payment.amount) == (PaymentKind.MANUAL, Decimal("250.50"))
    day = draft.issue_date or dt.date.max
    (told,) = accounts(work, draft.customer_id or 0, Span(day, day))
    assert [each.kind for each in told.moved] == ["invoice", PREPAID]
    assert (draft.paid, draft.outstanding) == (Decimal("250.50"), Decimal("999.50"))
    paper = document_of(work, draft.key)
    assert (paper.gross, paper.prepaid) == (Decimal(1250), Decimal("250.50"))
    take_back(work, payment.key)
    (told,) = accounts(work, draft.customer_id or 0, Span(day, day))
    assert [(each.kind, each.paid) for each in told.moved[1:]] == [
        (PREPAID, Decimal("250.50")),
        (REVERSED, Decimal("-250.50")),
    ]


def test_only_who_registers_payments_says_that_something_is_paid(world):
    with writing(world.nord.economy) as work:
        draft_id = made(work, world).key
    with writing(world.nord.project_leader) as work, pytest.raises(NotPermitted):
        editing.set_head(work, seen(work.session.get_one(Invoice, draft_id)), "prepaid", "1")
