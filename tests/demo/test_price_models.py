"""The demo's projects are billed in every way there is, and here and there something is missing."""

import datetime as dt
from collections import Counter
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from moment_ui.core import clock
from moment_ui.db.engine import engine
from moment_ui.db.work import reading
from moment_ui.demo.people import add_group
from moment_ui.demo.seed import fill
from moment_ui.domain.billing.queries import sheets
from moment_ui.domain.billing.sheet import Why
from moment_ui.domain.pricing.queries import rate_book
from moment_ui.domain.pricing.reasons import NoRate, Reason
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import DraftApproval, Invoice, InvoiceLine, InvoiceState
from moment_ui.models.price_model import (
    ModelCustomer,
    PlannedPayment,
    PriceModel,
    PriceModelKind,
    SplitBy,
)
from moment_ui.models.project import Project, ProjectStatus
from tests.databases import using

NOON = dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DATA_DIR", str(folder / "data"))
        with using(f"sqlite:///{folder / 'demo.db'}"), clock.frozen(NOON):
            SQLModel.metadata.create_all(engine())
            fill()
            yield add_group()


def test_a_months_work_waits_to_be_invoiced_and_some_of_it_lacks_a_rate(filled):
    with reading(filled["lysgard"]) as work:
        models = work.session.exec(select(PriceModel)).all()
        assert {model.kind for model in models} == set(PriceModelKind)
        shares: Counter[int] = Counter()
        for share in work.session.exec(select(ModelCustomer)):
            shares[share.price_model_id] += int(share.percent)
        assert set(shares.values()) == {100}
        planned = work.session.exec(select(PlannedPayment)).all()
        open_rows = [row for row in planned if row.invoice_line_id is None]
        assert any(row.due_on <= work.today() for row in open_rows)
        assert all(row.amount > Decimal(0) for row in planned)
        active = select(Project.id).where(Project.status == ProjectStatus.ACTIVE)
        book = rate_book(work, [key for key in work.session.exec(active) if key])
        query = select(TimeRecord).where(TimeRecord.status == HoursStatus.APPROVED)
        found = [
            book.rate(row.activity_id, row.co_worker_id, row.day)
            for row in work.session.exec(query)
            if row.activity_id in book.activities
        ]
        reasons = {one.reason for one in found if isinstance(one, NoRate)}
        assert {Reason.FIXED_PRICE, Reason.NO_MODEL} <= reasons
        assert sum(not isinstance(one, NoRate) for one in found) > 50


def test_a_months_end_shows_drafts_in_every_approval_shared_drafts_and_each_thing_in_the_way(
    filled,
):
    shared: Counter[SplitBy] = Counter()
    reasons: set[Why] = set()
    approvals: set[DraftApproval] = set()
    for actor in filled.values():
        with reading(actor) as work:
            drafts = select(Invoice).where(Invoice.state == InvoiceState.DRAFT)
            approvals |= {row.approval for row in work.session.exec(drafts)}
            query = (
                select(PriceModel.split_by, sa.func.count(sa.distinct(col(Invoice.id))))
                .join(InvoiceLine, col(InvoiceLine.price_model_id) == col(PriceModel.id))
                .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
                .where(col(Invoice.split_group) != "")
                .group_by(col(PriceModel.id))
            )
            for split_by, count in work.session.exec(query):
                shared[SplitBy(split_by)] += count
            numbered = select(col(Project.id)).where(col(Project.number) != "1")
            wanted = [key for key in work.session.exec(numbered) if key]
            found = sheets(work, wanted, work.today())
            reasons |= {one.why for sheet in found.values() for one in sheet.blockers}
    assert approvals == set(DraftApproval)
    assert shared.keys() == set(SplitBy)
    assert all(count >= 2 for count in shared.values())
    told_on_the_preview = {Why.ACCOUNT, Why.VAT, Why.EINVOICE_ADDRESS, Why.REFERENCE}
    not_by_hand = {Why.LATER, Why.PERMISSION, Why.POTENTIAL, Why.SHARES}
    assert set(Why) - reasons <= told_on_the_preview | not_by_hand
