"""What several customers share: drafts stand or go together, and hours go back with the last part."""

import pytest
from sqlmodel import select

from moment_ui.domain.billing import queries
from moment_ui.domain.billing.plan import Order
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits import commands as crediting
from moment_ui.domain.drafts import arranging, editing
from moment_ui.domain.drafts.errors import SharedDraft
from moment_ui.domain.drafts.removing import remove_draft, restore_draft
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.finalising.checking import checked_drafts
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.domain.invoices import sources
from moment_ui.domain.papers.queries import document_of
from moment_ui.formats.invoice_texts import InvoiceTexts
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice, LineKind
from moment_ui.models.price_model import SplitBy
from moment_ui.reports.invoices.draft_page import draft_page
from tests import factories
from tests.domain.billing_world import (
    NOVEMBER,
    TODAY,
    activity_of,
    drafts,
    expense,
    hourly,
    shares,
)

FREE, INVOICED = {(HoursStatus.APPROVED, True)}, {(HoursStatus.INVOICED, False)}


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


def split_in_two(work, world, project):
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    shares(work, hourly(work, project), {fjord: 70, berg: 30})
    _plan, made = drafts(work, project)
    return made


def test_drafts_that_share_go_and_come_back_together(work, world, project):
    """Deleting one alone would free the hours that the other still bills a share of."""
    one, _other = split_in_two(work, world, project)
    removed = remove_draft(work, one)
    assert len(removed.sharing) == 1
    assert work.session.exec(select(Invoice.id).where(Invoice.split_group != "")).all() == []
    assert queries.sheet(work, project, NOVEMBER).minutes == 450
    restore_draft(work, removed)
    rows = work.session.exec(select(Invoice).where(Invoice.split_group != "")).all()
    assert sorted(row.net for row in rows) == [2250, 5250]
    assert queries.sheet(work, project, NOVEMBER).minutes == 0


@pytest.mark.parametrize(
    ("by", "told"),
    [
        (SplitBy.PERCENT, ("has a line for what", "deletes them all")),
        (SplitBy.HOURS, ("part of the hours", "deletes them all")),
        (SplitBy.LINES, ("bills other lines", "leaves the others")),
    ],
)
def test_a_draft_says_what_it_shares_and_what_deleting_it_does(work, world, project, by, told):
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    shares(work, hourly(work, project, split_by=by), {fjord: 70, berg: 30})
    key = f"e-{expense(work, project).key}"
    _plan, (one, other) = drafts(work, Order(project, receivers={key: berg}))
    said = draft_page(work, one).shares
    assert [words for words in ("one of 2 invoices", *told) if words not in said] == []
    issued(work, other)
    said = draft_page(work, one).shares
    assert ("deletes them all" in said, "leaves the others" in said) == (False, by is SplitBy.LINES)
    if by is SplitBy.LINES:
        remove_draft(work, one)
    else:
        with pytest.raises(SharedDraft):
            remove_draft(work, one)


@pytest.mark.parametrize(
    ("by", "figures"),
    [
        (SplitBy.PERCENT, [[(450, 7500), (60, 1000)]] * 2),
        (SplitBy.HOURS, [[(315, 5250), (42, 700)], [(135, 2250), (18, 300)]]),
    ],
)
def test_every_payer_has_the_hours_that_the_share_is_of(work, world, project, by, figures):
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    shares(work, hourly(work, project, split_by=by), {fjord: 70, berg: 30})
    who = world.nord.co_workers["Kari Project-Leader"]
    more = factories.hours(work, activity_of(work, project), who, TODAY, 60)
    more.comment = "Møte"
    work.session.flush()
    _plan, made = drafts(work, project)
    for key in made:
        seen = Seen(key, work.session.get_one(Invoice, key).version)
        editing.set_line(work, seen, lines_of(work, key)[0].key, "text", "Skrevet for hånd")
    for at, key in enumerate(made):
        paper = document_of(work, issued(work, key).key)
        assert [(row.minutes, row.amount) for row in paper.hours] == figures[at]
        assert [row.comment for row in paper.hours] == ["", "Møte"]
        percent = (70, 30)[at]
        assert (paper.hours_share, paper.hours_divided) == (percent, by is SplitBy.HOURS)
        assert f"{percent}\xa0%" in InvoiceTexts(paper).hours_shared()


def issued(work, key):
    row = work.session.get_one(Invoice, key)
    warned = frozenset(one.key for one in checked_drafts(work, [key])[0].problems if not one.stops)
    finalise_draft(work, Seen(key, row.version), confirmed=warned)
    return row


def credited(work, key, *, gives_back):
    return issued(work, crediting.credit_invoice(work, key, gives_back=gives_back))


def statuses(work, project):
    query = select(TimeRecord).where(TimeRecord.project_id == project)
    rows = work.session.exec(query.execution_options(populate_existing=True)).all()
    return {(row.status, row.invoice_line_id is None) for row in rows if row.billable_minutes}


@pytest.mark.parametrize("main_first", [True, False])
def test_shared_hours_go_back_with_the_last_part_that_is_credited(work, world, project, main_first):
    """Crediting one part alone would let the others' share be invoiced twice."""
    parts = [issued(work, key).key for key in split_in_two(work, world, project)]
    first, last = parts if main_first else parts[::-1]
    note = crediting.credit_invoice(work, first, gives_back=True)
    problems = checked_drafts(work, [note])[0].problems
    assert [(one.stops, one.at) for one in problems if one.key.startswith("shared")] == [
        (False, last)
    ]
    issued(work, note)
    assert statuses(work, project) == INVOICED
    half = crediting.credit_invoice(work, last, gives_back=True)
    row = work.session.get_one(Invoice, half)
    line = next(one for one in lines_of(work, half) if one.kind is LineKind.DEDUCTION)
    arranging.remove_line(work, Seen(half, row.version), line.key)
    line = lines_of(work, half)[0]
    editing.set_line(work, Seen(half, row.version), line.key, "unit_price", "100")
    issued(work, half)
    assert statuses(work, project) == INVOICED  # a part of a part is left
    credited(work, last, gives_back=True)
    assert statuses(work, project) == FREE
    assert queries.sheet(work, project, NOVEMBER).minutes == 450


def test_the_note_finalised_last_says_whether_shared_hours_go_back(work, world, project):
    one, other = (issued(work, key).key for key in split_in_two(work, world, project))
    credited(work, one, gives_back=True)
    credited(work, other, gives_back=False)
    assert statuses(work, project) == INVOICED


def test_a_draft_stays_while_another_part_is_an_invoice(work, world, project):
    one, other = split_in_two(work, world, project)
    invoice = issued(work, other)
    with pytest.raises(SharedDraft, match=f"Invoice {invoice.number} bills another part"):
        remove_draft(work, one)
    credited(work, other, gives_back=False)
    assert remove_draft(work, one).sharing == ()
    assert statuses(work, project) == FREE


def test_hours_go_back_with_the_draft_that_was_the_last_part_and_come_again(work, world, project):
    main, other = split_in_two(work, world, project)
    issued(work, main)
    credited(work, main, gives_back=True)
    assert statuses(work, project) == INVOICED  # the other's draft bills its share
    removed = remove_draft(work, other)
    assert statuses(work, project) == FREE
    restore_draft(work, removed)
    assert statuses(work, project) == INVOICED


def test_what_is_shared_is_not_taken_off_one_draft(work, world, project):
    one, _other = split_in_two(work, world, project)
    lines = lines_of(work, one)
    seen = Seen(one, work.session.get_one(Invoice, one).version)
    for line in lines:
        for source in sources.sources_of(work, [line.key]):
            with pytest.raises(SharedDraft):
                arranging.take_off(work, seen, line.key, source.table, source.id)
            with pytest.raises(SharedDraft):
                arranging.remove_line(work, seen, line.key)
    free = next(line for line in lines if line.kind is LineKind.DEDUCTION)
    arranging.remove_line(work, seen, free.key)
