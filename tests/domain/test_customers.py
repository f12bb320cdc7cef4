import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.core.errors import Invalid, NeedsConfirmation, NotFound, NotPermitted
from moment_ui.core.period import Period
from moment_ui.core.selection import Range, Selection, SortKey
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers import commands, queries
from moment_ui.domain.customers.balance import balance_strip
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.errors import CustomerChanged, NumberTaken, PossibleDuplicate
from moment_ui.domain.customers.listing import CUSTOMER_LIST
from moment_ui.domain.invoices.listing import INVOICE_LIST
from moment_ui.models.audit import AuditEntry
from moment_ui.models.customer import Customer, CustomerStatus, InvoiceType
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.models.tag import CustomerTag
from tests import factories
from tests.world import NOW

TINDRA = CustomerDraft(
    "Tindra Bygg AS", org_number="994 218 700", email="post@tindra.example", country="NO"
)


def saved(work, customer_id):
    return work.session.exec(select(Customer).where(Customer.id == customer_id)).one()


def test_a_new_customer_gets_the_next_number_the_companys_currency_and_its_address(work, world):
    tag = world.nord.tags["Bolig"]
    customer_id = commands.create_customer(work, TINDRA, tag_ids=[tag, tag])
    row = saved(work, customer_id)
    assert (row.number, row.currency, row.status) == (10006, "NOK", CustomerStatus.ACTIVE)
    assert (row.einvoice_scheme, row.einvoice_id) == ("0192", "994218700")
    assert row.search.startswith("tindra bygg as\n10006\n994218700")
    tags = work.session.exec(select(CustomerTag.tag_id).where(CustomerTag.customer_id == row.id))
    assert list(tags) == [tag]
    (change,) = queries.customer_changes(work, customer_id)
    assert change.action == "create_customer"
    assert ("name", "", "Tindra Bygg AS") in change.fields


def test_the_proposal_moves_on_past_numbers_typed_by_hand(work):
    assert queries.blank_customer(work).number == 10006
    commands.create_customer(work, CustomerDraft("En", number=10007))
    assert queries.blank_customer(work).number == 10006
    commands.create_customer(work, CustomerDraft("To"))
    assert queries.blank_customer(work).number == 10008


def test_a_used_number_is_refused_with_its_holder_and_the_next_free(work):
    with pytest.raises(NumberTaken) as refused:
        commands.create_customer(work, CustomerDraft("Tindra", number=10001))
    message = refused.value.fields["number"]
    assert "Fjord Eiendom AS" in message
    assert "10006" in message


def test_leaving_the_series_asks_first(work, world):
    series = work.session.exec(
        select(NumberSeries).where(NumberSeries.kind == SeriesKind.CUSTOMER)
    ).one()
    series.first, series.last = 10000, 19999
    work.session.flush()
    draft = CustomerDraft("Tindra", number=77)
    with pytest.raises(NeedsConfirmation) as asked:
        commands.create_customer(work, draft)
    assert "10000–19999" in asked.value.question
    customer_id = commands.create_customer(work, draft, confirmed=frozenset({asked.value.key}))
    assert saved(work, customer_id).number == 77


@pytest.mark.parametrize(
    ("draft", "reason"),
    [
        (CustomerDraft("Noe annet", org_number="923609016"), "reg. no."),
        (CustomerDraft("FJORD EIENDOM"), "name"),
        (CustomerDraft("Noe annet", email="POST@10001.example"), "e-mail"),
    ],
)
def test_a_customer_that_may_exist_already_is_shown_first(work, world, draft, reason):
    with pytest.raises(PossibleDuplicate) as asked:
        commands.create_customer(work, draft)
    (other,) = asked.value.lookalikes
    assert (other.id, other.number) == (world.nord.customers[10001], 10001)
    assert reason in other.reason
    commands.create_customer(work, draft, confirmed=frozenset({asked.value.key}))


def test_editing_writes_what_changed_and_nothing_else(work, world):
    customer_id = world.nord.customers[10002]
    before = queries.customer(work, customer_id)
    draft = replace(before.draft, email="ny@berg.example", bank_account="8601 11 17947")
    assert commands.edit_customer(work, customer_id, before.version, draft) == before.version + 1
    assert saved(work, customer_id).bank_account == "86011117947"
    change = queries.customer_changes(work, customer_id)[0]
    assert change.by == "Kari Administrator"
    assert {key: (old, new) for key, old, new in change.fields} == {
        "email": ("post@10002.example", "ny@berg.example"),
        "bank_account": ("", "86011117947"),
        "einvoice_address": ("", "0192:982463718"),
    }


def test_saving_without_a_change_leaves_no_trace(work, world):
    customer_id = world.nord.customers[10003]
    before = queries.customer(work, customer_id)
    assert commands.edit_customer(work, customer_id, before.version, before.draft) == before.version
    assert queries.customer_changes(work, customer_id) == []


def test_the_second_of_two_editors_is_told_who_was_first(world):
    customer_id = world.nord.customers[10002]
    with reading(world.nord.administrator) as work:
        opened = queries.customer(work, customer_id)
    with writing(world.nord.economy) as work:
        first = replace(opened.draft, phone="735 40 100")
        commands.edit_customer(work, customer_id, opened.version, first)
    mine = replace(opened.draft, phone="911 22 348")
    with pytest.raises(CustomerChanged) as refused, writing(world.nord.administrator) as work:
        commands.edit_customer(work, customer_id, opened.version, mine)
    assert refused.value.by == "Kari Economy"
    with reading(world.nord.administrator) as work:
        assert queries.customer(work, customer_id).draft.phone == "735 40 100"


def test_an_edit_may_not_take_somebody_elses_number(work, world):
    opened = queries.customer(work, world.nord.customers[10002])
    with pytest.raises(NumberTaken):
        commands.edit_customer(work, opened.id, opened.version, replace(opened.draft, number=10001))


def test_an_edit_that_does_not_fit_changes_nothing(world):
    with reading(world.nord.administrator) as work:
        opened = queries.customer(work, world.nord.customers[10002])
    wrong = replace(opened.draft, email="post", invoice_type=InvoiceType.LETTER)
    with pytest.raises(Invalid), writing(world.nord.administrator) as work:
        commands.edit_customer(work, opened.id, opened.version, wrong)
    with reading(world.nord.administrator) as work:
        assert queries.customer(work, opened.id) == opened


def test_many_get_a_status_and_undo_spares_those_changed_since(work, world):
    ids = list(world.nord.customers.values())
    change = commands.set_status(work, ids, CustomerStatus.BLOCKED)
    assert change.count == 4  # one was blocked already
    commands.set_status(work, ids[:1], CustomerStatus.POTENTIAL)
    assert commands.restore_status(work, change) == 3
    work.session.flush()
    statuses = work.session.exec(select(Customer.status).order_by(col(Customer.number)))
    assert list(statuses) == ["potential", "active", "potential", "blocked", "inactive"]
    entries = work.session.exec(select(AuditEntry).where(AuditEntry.action == "set_status"))
    assert len(list(entries)) == 4 + 1 + 3


def test_the_other_companys_customers_do_not_exist(work, world):
    theirs = world.sor.customers[10001]
    with pytest.raises(NotFound):
        queries.customer(work, theirs)
    with pytest.raises(NotFound):
        commands.set_status(work, [theirs], CustomerStatus.BLOCKED)
    with pytest.raises(NotFound):
        commands.edit_customer(work, theirs, 1, TINDRA)
    with pytest.raises(NotFound):
        balance_strip(work, theirs)
    with pytest.raises(NotFound):
        commands.create_customer(work, TINDRA, tag_ids=[world.sor.tags["Bolig"]])


@pytest.mark.parametrize("role", ["co_worker", "external"])
def test_roles_without_the_right_cannot_change_customers(world, role):
    actor = getattr(world.nord, role)
    mine = world.nord.customers[10001]
    with pytest.raises(NotPermitted), writing(actor) as work:
        commands.create_customer(work, TINDRA)
    with pytest.raises(NotPermitted), writing(actor) as work:
        commands.edit_customer(work, mine, 1, TINDRA)
    with pytest.raises(NotPermitted), writing(actor) as work:
        commands.set_status(work, [mine], CustomerStatus.BLOCKED)


def test_the_balance_is_this_companys_alone(world):
    for place, scale in ((world.nord, 1), (world.sor, 7)):
        with reading(place.economy) as work:
            strip = balance_strip(work, place.customers[10001])
            (balance,) = strip.balances
            assert balance.invoiced == 2500 * scale
            assert balance.outstanding == 625 * scale  # 1250 - 625 credited
            assert (balance.overdue, balance.overdue_count) == (1250 * scale, 1)
            assert balance.days_late == 62
            assert strip.habit.days == 9


def test_invoiced_this_year_is_one_figure_in_list_and_strip_and_sums_its_rows(world):
    """To and with today: what is dated tomorrow is not invoiced yet, wherever it is counted."""
    customer_id = world.nord.customers[10003]
    days = {"1": dt.date(2026, 1, 1), "10": NOW.date(), "100": dt.date(2026, 11, 17)}
    days |= {"1000": dt.date(2026, 12, 31), "10000": dt.date(2025, 12, 31)}
    with writing(world.nord.administrator) as work:
        for number, (net, day) in enumerate(days.items(), 7000):
            factories.invoice(work, customer_id, number, net, day)
    with reading(world.nord.economy) as work:
        (strip,) = balance_strip(work, customer_id).balances
        (row,) = CUSTOMER_LIST.rows(work, [customer_id])
        exactly = Selection((("invoiced", Range(Decimal(11), Decimal(11))),), (SortKey("number"),))
        found = CUSTOMER_LIST.page(work, exactly, offset=0, limit=10)
        period = Period.including(dt.date(2026, 1, 1), NOW.date())
        its_rows = Selection((("customer", (customer_id,)), ("issued", period)))
        (sums,) = INVOICE_LIST.totals(work, its_rows).sums
    assert (strip.invoiced, row.invoiced, sums.sums["net"]) == (11, 11, 11)
    assert [each.id for each in found] == [customer_id]


def test_the_balance_has_one_line_per_currency(world):
    with reading(world.nord.economy) as work:
        nok, eur = balance_strip(work, world.nord.customers[10002]).balances
    assert (nok.currency, nok.invoiced, nok.outstanding) == ("NOK", 4000, 4000)
    assert (eur.currency, eur.invoiced, eur.outstanding) == ("EUR", 300, 375)


def test_who_may_not_see_the_economy_gets_no_balance(world):
    with pytest.raises(NotPermitted), reading(world.nord.co_worker) as work:
        balance_strip(work, world.nord.customers[10001])
