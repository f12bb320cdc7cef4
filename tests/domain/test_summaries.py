import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import Invalid, NotFound
from moment_ui.core.money import round_money
from moment_ui.core.shares import divided, divided_minutes
from moment_ui.db.work import writing
from moment_ui.domain.price_models import billed
from moment_ui.domain.summaries import commands, queries
from moment_ui.domain.summaries.rules import RecordDraft, read_record, vat_shares
from moment_ui.models.invoice import InvoiceLine, LineKind
from moment_ui.models.price_model import PriceModel, PriceModelKind, SummaryRecord
from moment_ui.models.project import Project
from tests import factories

DAY = dt.date(2026, 11, 3)
WEIGHTS = st.lists(st.decimals(0, 100, places=2), min_size=1, max_size=6)


@given(st.decimals(-1_000_000, 1_000_000, places=2), WEIGHTS)
def test_parts_are_the_whole_to_the_ore(whole, weights):
    parts = divided(whole, weights, "NOK")
    assert sum(parts) == whole
    assert all(part == round(part, 2) for part in parts)


@given(st.integers(0, 1_000_000), WEIGHTS)
def test_minutes_are_divided_whole(whole, weights):
    parts = divided_minutes(whole, weights)
    assert sum(parts) == whole
    assert all(part >= 0 for part in parts)


def test_the_residue_goes_to_the_largest_share():
    thirds = [Decimal("33.33"), Decimal("33.34"), Decimal("33.33")]
    assert divided(Decimal("100.01"), thirds, "NOK") == [
        Decimal("33.33"),
        Decimal("33.35"),
        Decimal("33.33"),
    ]
    assert divided(Decimal(100), [Decimal(1)] * 3, "ISK") == [34, 33, 33]


@pytest.fixture
def model(work, world):
    return factories.stored(
        work,
        PriceModel(
            project_id=world.nord.projects["P-100"],
            kind=PriceModelKind.HOURLY,
            name="Timepris",
            currency="NOK",
            estimated_total=Decimal(100_000),
            show_summary=True,
            created_at=clock.now(),
        ),
    )


def invoice_on(work, model, number, net, issued=DAY):
    buyer = work.session.get_one(Project, model.project_id).customer_id
    row = factories.invoice(work, buyer, number, net, issued)
    line = work.session.exec(select(InvoiceLine).where(InvoiceLine.invoice_id == row.key)).one()
    line.price_model_id = model.key
    work.session.flush()
    return row


def test_an_invoice_shows_what_was_invoiced_before_it(work, model):
    first = invoice_on(work, model, 6001, 1000, DAY)
    credit = invoice_on(work, model, 6002, -200, DAY + dt.timedelta(days=1))
    commands.record_invoice(work, first)
    commands.record_invoice(work, first)
    commands.record_invoice(work, credit)
    commands.add_record(work, model.key, RecordDraft(DAY, "Fra gammelt system", Decimal(500)))
    late = invoice_on(work, model, 6003, 400, DAY + dt.timedelta(days=9))
    commands.record_invoice(work, late)
    (shown,) = queries.summaries(work, late.key)
    assert (shown.price_model, shown.estimated) == ("Timepris", 125_000)
    assert [(row.text, row.gross) for row in shown.rows] == [
        ("Invoice 6001", 1250),
        ("Fra gammelt system", 500),
        ("Credit note 6002", -250),
    ]
    model.show_summary = False
    work.session.flush()
    assert queries.summaries(work, late.key) == ()


def test_the_models_of_an_invoice_share_its_vat_to_the_ore(work, model):
    other = PriceModel(**model.model_dump(exclude={"id"}) | {"name": "Annen", "position": 1})
    factories.stored(work, other)
    row = invoice_on(work, model, 6001, Decimal("0.06"))
    line = {"invoice_id": row.key, "vat_percent": Decimal(25), "vat_code": ""}
    factories.stored(
        work, InvoiceLine(**line, net=Decimal("0.04"), price_model_id=other.key, position=1)
    )
    factories.stored(work, InvoiceLine(**line, net=Decimal(10), position=2))
    commands.record_invoice(work, row)
    found = {one.price_model_id: one.gross for one in work.session.exec(select(SummaryRecord))}
    assert found == {model.key: Decimal("0.08"), other.key: Decimal("0.05")}


def test_expenses_beside_a_fee_are_none_of_it_and_a_share_is_its_part(work, model):
    row = invoice_on(work, model, 6001, 6050)
    typed = {"invoice_id": row.key, "vat_percent": Decimal(25), "vat_code": ""}
    beside = Decimal("2846.36")
    for at, (kind, net) in enumerate(((LineKind.EXPENSE, beside), (LineKind.TEXT, 500)), start=1):
        own = None if kind is LineKind.TEXT else model.key
        line = InvoiceLine(**typed, kind=kind, net=Decimal(net), price_model_id=own, position=at)
        factories.stored(work, line)
    (shown,) = queries.summaries(work, row.key)
    assert shown.this == Decimal("7562.50")
    off = -(6050 + beside) * Decimal("0.6")
    factories.stored(
        work,
        InvoiceLine(
            **typed, kind=LineKind.DEDUCTION, net=off, price_model_id=model.key, position=9
        ),
    )
    commands.record_invoice(work, row)
    assert work.session.exec(select(col(SummaryRecord.gross))).all() == [3025]
    counted = billed.counted(work, [model]).bound(model)
    assert (counted.invoiced + counted.drafted) * Decimal("1.25") == 3025


@pytest.mark.parametrize("sign", [1, -1])
def test_a_deduction_has_vat_of_its_own(work, model, sign):
    row = invoice_on(work, model, 6001, 10_000 * sign)
    typed = {"invoice_id": row.key, "vat_percent": Decimal(25), "vat_code": ""}
    factories.stored(work, InvoiceLine(**typed, net=Decimal(-2000 * sign), position=1))
    commands.record_invoice(work, row)
    assert work.session.exec(select(col(SummaryRecord.gross))).all() == [12_500 * sign]


@given(st.lists(st.decimals(-10_000, 10_000, places=2), min_size=1, max_size=6))
def test_the_vat_of_models_is_the_invoices_and_near_their_own(nets):
    vat = round_money(sum(nets, Decimal(0)) / 4, "NOK")
    shares = vat_shares(dict(enumerate(nets)), Decimal(25), vat, "NOK")
    assert sum(shares.values()) == vat
    bound = Decimal("0.01") * len(nets)
    assert all(abs(share - nets[key] / 4) <= bound for key, share in shares.items())


def test_only_what_was_written_by_hand_is_removed(work, model):
    row = invoice_on(work, model, 6001, 1000)
    commands.record_invoice(work, row)
    key = commands.add_record(work, model.key, RecordDraft(DAY, "Før", Decimal(5)))
    records = {one.id: one for one in queries.project_records(work, model.project_id)}
    assert records[key].invoice_id is None
    (made,) = [one for one in records.values() if one.number == 6001]
    with pytest.raises(commands.OfAnInvoice):
        commands.remove_record(work, made.id)
    back = commands.remove_record(work, key)
    assert back == (model.key, RecordDraft(DAY, "Før", Decimal(5)))
    with pytest.raises(NotFound):
        commands.remove_record(work, key)


def test_another_company_has_no_such_model(world):
    with writing(world.nord.economy) as work:
        model = PriceModel(
            project_id=world.nord.projects["P-100"],
            kind=PriceModelKind.HOURLY,
            currency="NOK",
            created_at=clock.now(),
        )
        key = factories.stored(work, model).key
    with writing(world.sor.administrator) as work:
        with pytest.raises(NotFound):
            commands.add_record(work, key, RecordDraft(DAY, "", Decimal(1)))
        assert queries.project_records(work, world.nord.projects["P-100"]) == []


def test_a_record_needs_a_day_and_an_amount():
    assert read_record({"day": "3.11.2026", "gross": "1 000,50"}).gross == Decimal("1000.50")
    with pytest.raises(Invalid) as wrong:
        read_record({"day": "", "gross": "0"})
    assert set(wrong.value.fields) == {"day", "gross"}
