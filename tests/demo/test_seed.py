"""The demo: believable, exact to the øre, the same for the same day, only in an empty database."""

import datetime as dt
from decimal import Decimal

import pytest
import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from moment_ui.core import clock
from moment_ui.db.engine import engine
from moment_ui.db.work import reading
from moment_ui.demo import material, seed
from moment_ui.demo.logins import LOGINS
from moment_ui.demo.people import add_group
from moment_ui.demo.scale import Scale
from moment_ui.demo.seed import NotEmpty, fill
from moment_ui.domain.access.commands import authenticate
from moment_ui.domain.statements.keeping import sent_paper
from moment_ui.models.access import RoleKey
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from moment_ui.models.reminder import ReminderMessage
from moment_ui.models.task import Task
from moment_ui.reports import CUSTOMERS
from moment_ui.reports.address import parse
from moment_ui.reports.run import page_of
from tests.databases import using

NOON = dt.datetime(2026, 11, 20, 11, tzinfo=dt.UTC)
LEFT_OUT = {"user", "data_version"}  # salted hashes differ; every transaction is counted


@pytest.fixture
def empty_database(tmp_path, monkeypatch):
    monkeypatch.setenv("DATA_DIR", str(tmp_path / "data"))
    with using(f"sqlite:///{tmp_path / 'demo.db'}"), clock.frozen(NOON):
        SQLModel.metadata.create_all(engine())
        yield


@pytest.fixture(scope="module")
def written(tmp_path_factory):
    """The demo of a day, filled once for those who only read: its folder."""
    folder = tmp_path_factory.mktemp("demo")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DATA_DIR", str(folder / "data"))
        with using(f"sqlite:///{folder / 'demo.db'}"), clock.frozen(NOON):
            SQLModel.metadata.create_all(engine())
            assert fill()
    return folder


@pytest.fixture
def demo(written, monkeypatch):
    """Its companies' administrators, by the companies' names in addresses."""
    monkeypatch.setenv("DATA_DIR", str(written / "data"))
    with using(f"sqlite:///{written / 'demo.db'}"), clock.frozen(NOON):
        yield add_group()


def contents():
    with engine().connect() as connection:
        return {
            table.name: connection.execute(sa.select(table).order_by(*table.primary_key)).all()
            for table in SQLModel.metadata.sorted_tables
            if table.name not in LEFT_OUT
        }


def test_every_amount_adds_up_and_every_state_occurs(demo):
    with engine().connect() as connection:
        titles = [title for (title,) in connection.execute(sa.select(col(Task.title)))]
    assert len(titles) == len(set(titles)) > 20
    with reading(demo["lysgard"]) as work:
        invoices = work.session.exec(select(Invoice)).all()
        assert len(invoices) > 800
        for invoice in invoices:
            assert invoice.gross == invoice.net + invoice.vat
            owed = Decimal(0) if invoice.number is None else invoice.gross - invoice.paid
            assert invoice.outstanding == owed
        today = work.today()
        sent = [i for i in invoices if i.number]
        numbers = [i.number or 0 for i in sent]
        assert max(numbers) == material.COMPANIES[0].last_invoice
        assert len(set(numbers)) == len(numbers)
        assert all(i.issue_date and i.issue_date <= today for i in sent)
        assert any(i.outstanding > 0 and i.due_date and i.due_date < today for i in sent)
        assert any(i.outstanding < 0 for i in sent)
        assert any(0 < i.paid < i.gross for i in sent)
        assert any(i.kind is InvoiceKind.CREDIT_NOTE for i in sent)
        states = {i.state for i in invoices}
        assert {InvoiceState.DRAFT, InvoiceState.SENT, InvoiceState.CREDITED} <= states
        assert {"NOK", "SEK", "DKK"} <= {i.currency for i in invoices}
        reminded = work.session.exec(select(ReminderMessage)).all()
        papers = [sent_paper(work, mail.key).path.read_bytes() for mail in reminded]
        assert papers
        assert all(paper.startswith(b"%PDF") for paper in papers)


def test_the_customers_a_newcomer_meets_first_have_active_projects(demo):
    for slug, actor in demo.items():
        with reading(actor) as work:
            page = page_of(work, CUSTOMERS, parse("sort=number&size=25&status=active", CUSTOMERS))
        idle = [row.name for row in page.rows if not row.active_projects]
        assert idle == [], slug


@pytest.mark.usefixtures("empty_database")
def test_the_same_day_gives_the_same_demo(written):
    fill()
    again = contents()
    with using(f"sqlite:///{written / 'demo.db'}"):
        assert contents() == again


def test_a_second_run_does_nothing_and_a_run_cut_off_is_completed(empty_database, monkeypatch):
    real = seed._add_hours

    def cut(work, hours, invoices):
        if work.company_id == 2:
            raise KeyboardInterrupt
        real(work, hours, invoices)

    monkeypatch.setattr(seed, "_add_hours", cut)
    with pytest.raises(KeyboardInterrupt):
        fill()
    monkeypatch.undo()
    assert fill()
    before = contents()
    assert not fill()
    assert contents() == before


@pytest.mark.usefixtures("demo")
def test_hours_of_partners_agree_on_both_sides():
    records = SQLModel.metadata.tables["time_record"].c
    sums = sa.func.count(), sa.func.sum(records.minutes)
    sides = (
        (records.company_id, records.origin_company_id),
        (records.mirror_company_id, records.company_id),
    )
    with engine().connect() as connection:
        main, home = (
            connection.execute(
                sa.select(main, home, *sums).where(main != home).group_by(main, home)
            ).all()
            for main, home in sides
        )
    assert len(main) == 3
    assert sorted(main) == sorted(home)


def test_a_database_with_other_companies_is_left_alone(world):
    with pytest.raises(NotEmpty):
        fill()


def test_there_is_a_log_in_for_every_role(empty_database):
    assert {login.role for login in LOGINS} == set(RoleKey)
    add_group()
    assert authenticate(LOGINS[2].email, LOGINS[2].password).succeeded


def test_the_scale_adds_what_a_benchmark_needs(empty_database):
    fill(Scale.parse("30x200"))
    with reading(add_group()["lysgard"]) as work:
        numbers = [n for n in work.session.exec(select(Invoice.number)) if n]
        assert max(numbers) == material.COMPANIES[0].last_invoice + 200
