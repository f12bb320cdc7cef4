import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.domain.billing import commands, queries
from moment_ui.domain.billing.errors import CannotRefresh
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.commands import add_draft_lines
from moment_ui.domain.drafts.errors import DraftChanged
from moment_ui.domain.invoices.drafting import NewLine
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.price_model import ModelRate
from tests import factories
from tests.domain.billing_world import NOVEMBER, activity_of, drafts, expense, hourly, shares


@pytest.fixture
def project(world):
    return world.nord.projects["P-100"]


@pytest.fixture
def draft_id(work, project):
    hourly(work, project, 1000)
    expense(work, project, 500)
    return drafts(work, project)[1][0]


def lines(work, draft_id):
    query = select(InvoiceLine).where(InvoiceLine.invoice_id == draft_id)
    return work.session.exec(query.order_by(col(InvoiceLine.position))).all()


def seen(work, draft_id):
    return Seen(draft_id, work.session.get_one(Invoice, draft_id).version)


def refresh(work, draft_id):
    return commands.refresh_lines(work, seen(work, draft_id), NOVEMBER)


def test_nothing_changes_where_nothing_did(work, draft_id):
    before = [line.model_dump() for line in lines(work, draft_id)]
    assert refresh(work, draft_id) == 0
    assert [line.model_dump() for line in lines(work, draft_id)] == before


def test_new_hours_come_in_and_changed_rates_are_followed(work, world, project, draft_id):
    who = world.nord.co_workers["Kari Project-Leader"]
    factories.hours(work, activity_of(work, project), who, dt.date(2026, 11, 5), 60)
    rate = work.session.exec(select(ModelRate)).one()
    rate.amount = Decimal(1100)
    work.session.flush()
    change = commands.planned_refresh(work, draft_id, NOVEMBER).changes[0]
    assert change.before is not None
    assert change.after is not None
    assert (change.before.net, change.after.line.net, change.edited) == (7500, 9350, False)
    assert refresh(work, draft_id) == 1
    assert [line.net for line in lines(work, draft_id)] == [9350, 500]
    assert work.session.get_one(Invoice, draft_id).net == 9850
    billed = select(TimeRecord).where(TimeRecord.invoice_line_id == lines(work, draft_id)[0].key)
    assert len(work.session.exec(billed).all()) == 2
    assert queries.sheet(work, project, NOVEMBER).items == ()


def test_what_was_edited_by_hand_is_told_before_it_gives_way(work, world, project, draft_id):
    line = lines(work, draft_id)[0]
    line.text = "Prosjektering, november"
    work.session.flush()
    assert refresh(work, draft_id) == 0
    assert lines(work, draft_id)[0].text == "Prosjektering, november"
    who = world.nord.co_workers["Kari Project-Leader"]
    factories.hours(work, activity_of(work, project), who, dt.date(2026, 11, 5), 60)
    (change,) = commands.planned_refresh(work, draft_id, NOVEMBER).changes
    assert change.edited
    refresh(work, draft_id)
    assert lines(work, draft_id)[0].text == "Prosjektering"


def test_lines_written_by_hand_stay(work, project, draft_id):
    add_draft_lines(
        work,
        draft_id,
        [NewLine(text="Avtalt tillegg", unit_price=Decimal(100), kind=LineKind.PRODUCT)],
    )
    rate = work.session.exec(select(ModelRate)).one()
    rate.amount = Decimal(900)
    work.session.flush()
    refresh(work, draft_id)
    found = {line.text: line.net for line in lines(work, draft_id)}
    assert found["Avtalt tillegg"] == 100
    assert found["Prosjektering"] == 6750


def test_a_stale_page_is_refused(work, draft_id):
    old = seen(work, draft_id)
    work.session.get_one(Invoice, draft_id).version += 1
    work.session.flush()
    with pytest.raises(DraftChanged):
        commands.refresh_lines(work, old, NOVEMBER)


def test_a_shared_draft_is_made_anew_with_the_others(work, world, project):
    model = hourly(work, project, 1000)
    shares(work, model, {world.nord.customers[10001]: 60, world.nord.customers[10002]: 40})
    _plan, made = drafts(work, project)
    with pytest.raises(CannotRefresh):
        refresh(work, made[0])
