"""Composing drafts on the database: heads, lines, what they bill, rounding, fees, two people at once."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import select

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts import arranging, commands, editing
from moment_ui.domain.drafts.details import draft_details
from moment_ui.domain.drafts.errors import (
    DraftChanged,
    NotADraft,
    OfTheProgram,
    PricedInCurrency,
)
from moment_ui.domain.drafts.queries import kept_options
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.invoices import sources
from moment_ui.domain.invoices.drafting import NewLine
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.models.finances import FinanceSettings
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import DraftApproval, Invoice, InvoiceVat, LineKind
from moment_ui.models.invoicing import AccountKind, BookkeepingAccount
from tests import factories

TODAY = dt.date(2026, 11, 16)


@pytest.fixture
def draft(work, world) -> Invoice:
    key = commands.create_draft(work, world.nord.customers[10001], world.nord.projects["P-100"])
    return work.session.get_one(Invoice, key)


def seen(draft: Invoice) -> Seen:
    return Seen(draft.key, draft.version)


def line(work, draft, **cells):
    """A new line with these cells as typed."""
    key = arranging.add_line(work, seen(draft), LineKind.PRODUCT).row_id
    for field, text in cells.items():
        editing.set_line(work, seen(draft), key, field, text)
    return key


def texts(work, draft):
    return [(row.kind.value, row.text) for row in lines_of(work, draft.key)]


def test_lines_are_offered_accounts_of_revenue_only(work, draft):
    for kind, number in ((AccountKind.REVENUE, "3000"), (AccountKind.RECEIVABLE, "1500")):
        factories.stored(work, BookkeepingAccount(number=number, name="Konto", kind=kind))
    assert draft_details(work, draft.key).accounts == [("3000", "3000 Konto")]


def test_a_line_is_typed_as_people_do_and_added_up(work, draft):
    line(work, draft, text="Rør\nisolert", quantity="2,5", unit="m", unit_price="1 200,50")
    line(work, draft, unit_price="90", per="100", quantity="1250", discount_percent="10")
    first, second = lines_of(work, draft.key)
    assert (first.text, first.net, first.vat_code, first.vat_percent) == (
        "Rør\nisolert",
        Decimal("3001.25"),
        "3",
        25,
    )
    assert second.net == Decimal("1012.5")
    assert (draft.net, draft.vat, draft.gross) == (
        Decimal("4013.75"),
        Decimal("1003.44"),
        Decimal("5017.19"),
    )
    assert draft.outstanding == 0


def test_a_code_of_the_list_brings_its_rate_and_another_is_refused(work, draft):
    key = line(work, draft, unit_price="1000", vat_code="31")
    assert lines_of(work, draft.key)[0].vat_percent == 15
    with pytest.raises(Invalid) as refused:
        editing.set_line(work, seen(draft), key, "vat_code", "99")
    assert "vat_code" in refused.value.fields


def test_text_lines_cost_nothing_and_have_no_vat(work, draft):
    line(work, draft, unit_price="100")
    key = arranging.add_line(work, seen(draft), LineKind.TEXT).row_id
    editing.set_line(work, seen(draft), key, "text", "Etter avtale av 3. mai")
    rows = work.session.exec(select(InvoiceVat).where(InvoiceVat.invoice_id == draft.key)).all()
    assert [(row.vat_code, row.basis) for row in rows] == [("3", 100)]
    assert draft.gross == 125


def test_the_due_date_keeps_its_distance_and_follows_the_credit_terms(work, draft):
    editing.set_head(work, seen(draft), "issue_date", "20.11.2026")
    assert draft.due_date == dt.date(2026, 12, 4)
    editing.set_head(work, seen(draft), "credit_days", "30")
    assert draft.due_date == dt.date(2026, 12, 20)
    assert kept_options(work, draft.key)["credit_days"] == "30"
    with pytest.raises(Invalid):
        editing.set_head(work, seen(draft), "issue_date", "")


def test_a_period_cannot_end_before_it_begins(work, draft):
    editing.set_head(work, seen(draft), "period_start", "01.11.2026")
    with pytest.raises(Invalid) as refused:
        editing.set_head(work, seen(draft), "period_end", "31.10.2026")
    assert "period_end" in refused.value.fields


def test_two_at_once_never_overwrite_each_other(work, draft):
    stale = seen(draft)
    editing.set_head(work, seen(draft), "your_reference", "Kari")
    with pytest.raises(DraftChanged) as refused:
        editing.set_head(work, stale, "your_reference", "Ola")
    assert work.actor.name in refused.value.message
    assert draft.your_reference == "Kari"


def test_lines_are_moved_copied_and_put_back_in_their_place(work, draft):
    keys = [line(work, draft, text=text, unit_price="1") for text in "ABC"]
    arranging.move_line(work, seen(draft), keys[2], -1)
    assert [text for _kind, text in texts(work, draft)] == ["A", "C", "B"]
    arranging.duplicate_line(work, seen(draft), keys[0])
    assert [text for _kind, text in texts(work, draft)] == ["A", "A", "C", "B"]
    removed = arranging.remove_line(work, seen(draft), keys[2])
    assert draft.net == 3
    arranging.restore_line(work, removed, draft.version)
    assert [text for _kind, text in texts(work, draft)] == ["A", "A", "C", "B"]
    assert draft.net == 4


def test_the_total_is_rounded_by_the_companys_step_with_the_fee_before_it(work, world):
    factories.stored(work, FinanceSettings(round_to=Decimal(1)))
    fjord = world.nord.customers[10001]
    save_options(work, Place(), {"invoice_fee": Change(None, "49")})
    draft = work.session.get_one(Invoice, commands.create_draft(work, fjord))
    assert texts(work, draft) == [("fee", "Fakturagebyr"), ("rounding", "Avrunding")]
    assert (draft.net, draft.gross) == (Decimal("48.75"), 61)
    key = line(work, draft, unit_price="0,40", text="Skrue")
    assert [kind for kind, _text in texts(work, draft)] == ["product", "fee", "rounding"]
    assert (draft.vat, draft.gross) == (Decimal("12.35"), 62)
    rows = work.session.exec(select(InvoiceVat).where(InvoiceVat.invoice_id == draft.key)).all()
    assert [(row.basis, row.vat) for row in rows] == [(Decimal("49.4"), Decimal("12.35"))]
    rounding = lines_of(work, draft.key)[-1]
    with pytest.raises(OfTheProgram):
        editing.set_line(work, seen(draft), rounding.key, "unit_price", "1")
    editing.set_line(work, seen(draft), key, "unit_price", "0,60")
    assert [kind for kind, _text in texts(work, draft)] == ["product", "fee"]
    assert draft.gross == 62


def test_what_a_line_bills_can_be_taken_off_it_and_put_back(work, world, draft):
    hours = work.session.exec(
        select(TimeRecord).where(TimeRecord.project_id == world.nord.projects["P-100"])
    ).one()
    more = factories.stored(work, TimeRecord(**hours.model_dump(exclude={"id"})))
    (key,) = commands.add_draft_lines(
        work, draft.key, [NewLine(text="Timer", quantity=Decimal(15), unit_price=Decimal(1000))]
    )
    hours.invoice_line_id = more.invoice_line_id = key
    work.session.flush()
    removed = arranging.take_off(work, seen(draft), key, "time_record", more.key)
    assert (draft.net, more.invoice_line_id, hours.invoice_line_id) == (7500, None, key)
    arranging.restore_line(work, removed, draft.version)
    assert (draft.net, more.invoice_line_id) == (15_000, key)
    with pytest.raises(PricedInCurrency):
        editing.set_head(work, seen(draft), "currency", "EUR")
    for row in (hours, more):
        arranging.take_off(work, seen(draft), key, "time_record", row.key)
    assert lines_of(work, draft.key) == []
    assert sources.sources_of(work, [key]) == []


def test_a_foreign_draft_begins_with_the_last_rate_and_tells_the_vat_at_home(work, world, draft):
    work.session.get_one(Invoice, world.nord.invoices[5005]).rate = Decimal("11.5")
    line(work, draft, unit_price="100,01")
    editing.set_head(work, seen(draft), "currency", "EUR")
    assert (draft.rate, draft.vat, draft.vat_at_home) == (
        Decimal("11.5"),
        Decimal("25.00"),
        Decimal("287.50"),
    )
    editing.set_head(work, seen(draft), "rate", "11,62345678")
    assert draft.vat_at_home == Decimal("290.59")
    editing.set_head(work, seen(draft), "currency", "JPY")
    assert (draft.rate, draft.net, draft.gross) == (1, 100, 125)
    editing.set_head(work, seen(draft), "currency", "NOK")
    assert (draft.net, draft.vat_at_home) == (Decimal("100.01"), None)


def test_lines_name_projects_of_the_customer_only(work, world, draft):
    key = line(work, draft, unit_price="1")
    editing.set_line(work, seen(draft), key, "project_id", str(world.nord.projects["P-101"]))
    for other in (world.nord.projects["P-200"], world.sor.projects["P-100"]):
        with pytest.raises(NotFound):
            editing.set_line(work, seen(draft), key, "project_id", str(other))


def test_editing_an_approved_draft_asks_for_approval_again(work, draft):
    draft.approval = DraftApproval.APPROVED
    line(work, draft, unit_price="1")
    assert draft.approval is DraftApproval.TO_APPROVE


def test_what_is_finalised_is_beyond_editing(work, world):
    key = world.nord.invoices[5001]
    row = work.session.get_one(Invoice, key)
    with pytest.raises(NotADraft):
        editing.set_head(work, Seen(key, row.version), "text", "x")
    with pytest.raises(NotADraft):
        arranging.add_line(work, Seen(key, row.version), LineKind.PRODUCT)


def test_the_draft_is_the_companys_own_and_not_for_everybody(world):
    theirs = world.sor.drafts[0]
    with writing(world.nord.economy) as work, pytest.raises(NotFound):
        editing.set_head(work, Seen(theirs, 1), "text", "x")
    with writing(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        editing.set_head(work, Seen(world.nord.drafts[0], 1), "text", "x")
