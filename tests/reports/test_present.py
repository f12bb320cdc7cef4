"""A list as the screen draws it: strings in the reader's language."""

import datetime as dt
from dataclasses import replace

import pytest

from moment_ui.core.actor import Actor, Permission
from moment_ui.db.work import reading, writing
from moment_ui.reports import AUDIT_LOG, CUSTOMERS, INVOICES
from moment_ui.reports.address import parse
from moment_ui.reports.present import present
from moment_ui.reports.report import Report
from moment_ui.reports.run import find
from moment_ui.reports.view import OWN, Cell, PagerView, RowView, TableView
from tests import factories
from tests.book import fill_book
from tests.world import World

NBSP, MINUS, DASH = "\N{NO-BREAK SPACE}", "\N{MINUS SIGN}", "\N{EN DASH}"


@pytest.fixture
def nord(world: World) -> Actor:
    return world.nord.economy


def shown(actor: Actor, report: Report, query: str = "", *, with_totals: bool = True) -> TableView:
    """The list at an address, as this reader sees it."""
    address = parse(query, report)
    with reading(actor) as work:
        return present(report, address, find(work, report, address, with_totals=with_totals), actor)


def row_named(view: TableView, name: str) -> RowView:
    return next(row for row in view.rows if row.name == name)


def whole(cell: Cell) -> Cell:
    """Text, link, tone, hint and extra, the empty ends too."""
    return (cell + [""] * 5)[:5]


def cells(view: TableView, name: str) -> dict[str, tuple[str, str, str]]:
    """Text, classes and hint of each cell, by column."""
    row = row_named(view, name)
    parts = [(text, tone, hint) for text, _link, tone, hint, _extra in map(whole, row.cells)]
    return dict(zip([head.key for head in view.heads], parts, strict=True))


def test_amounts_and_dates_are_written_the_norwegian_way(nord: Actor):
    drawn = cells(shown(nord, INVOICES, "currency=NOK"), "5003")
    assert drawn["gross"][0] == f"5{NBSP}000,00"
    assert drawn["issue_date"][0] == "05.11.2026"
    credit = cells(shown(nord, INVOICES, "currency=NOK"), "5004")
    assert credit["gross"][0] == f"{MINUS}625,00"


def test_amounts_and_dates_are_written_as_the_reader_likes(nord: Actor):
    drawn = cells(shown(replace(nord, locale="en_GB"), INVOICES, "currency=NOK"), "5003")
    assert drawn["gross"][0] == "5,000.00"
    assert drawn["issue_date"][0] == "05/11/2026"


def test_an_unknown_locale_is_read_as_norwegian(nord: Actor):
    drawn = cells(shown(replace(nord, locale="xx_YY"), INVOICES, "currency=NOK"), "5003")
    assert drawn["gross"][0] == f"5{NBSP}000,00"


def test_outstanding_is_green_red_or_yellow_and_says_for_how_long(nord: Actor, world: World):
    fill_book(world)
    view = shown(nord, INVOICES, "customer=" + str(world.nord.customers[10001]))
    assert cells(view, "5001")["outstanding"] == (
        f"1{NBSP}250,00",
        "amount bad",
        "Overdue by 62 days",
    )
    assert cells(view, "5002")["outstanding"][:2] == (DASH, "nil")
    berg = shown(nord, INVOICES, "customer=" + str(world.nord.customers[10002]))
    assert cells(berg, "5003")["outstanding"][1:] == ("amount good", "Outstanding")
    overpaid = shown(nord, INVOICES, "state=overpaid&kind=invoice&size=100")
    place = [head.key for head in overpaid.heads].index("outstanding")
    assert {whole(row.cells[place])[2] for row in overpaid.rows} == {"amount warn"}


def test_states_have_words_colours_and_glyphs(nord: Actor):
    view = shown(nord, INVOICES)
    assert cells(view, "5001")["state"][:2] == ("Overdue", "status bad square")
    assert cells(view, "5002")["state"][:2] == ("Paid", "status good")
    assert cells(view, "5003")["state"][:2] == ("Partly paid", "status good half")
    assert cells(view, "Draft")["state"][:2] == ("Draft", "status ring")
    assert cells(view, "Draft")["number"][0] == "Draft"  # the way to its page


def test_one_currency_stands_in_the_head_and_several_in_the_cells(nord: Actor):
    one = shown(nord, INVOICES, "currency=NOK")
    assert [head.unit for head in one.heads if head.key == "gross"] == ["NOK"]
    several = shown(nord, INVOICES, "columns=number,gross")
    assert [head.unit for head in several.heads if head.key == "gross"] == [""]
    assert cells(several, "5005")["gross"][0] == f"EUR{NBSP}375,00"
    column = shown(nord, INVOICES, "columns=number,gross,currency")
    assert cells(column, "5005") == {
        "number": ("5005", "", ""),
        "gross": ("375,00", "", ""),
        "currency": ("EUR", "", ""),
    }


def test_totals_stand_per_currency_the_commonest_first_and_are_those_of_the_whole_filter(
    nord: Actor,
):
    view = shown(nord, INVOICES, "size=25&columns=number,customer,gross,outstanding,currency")
    assert [total.currency for total in view.totals] == ["NOK", "EUR"]
    assert [total.label for total in view.totals] == ["Total of 6 invoices, NOK", "EUR"]
    assert view.totals[0].label_span == 2
    assert view.totals[0].cells[2:] == [f"9{NBSP}125,00", f"4{NBSP}625,00", "NOK"]


def test_totals_carry_their_code_like_the_rows_when_no_column_says_it(nord: Actor):
    view = shown(nord, INVOICES, "columns=number,gross")
    assert [total.cells[1][:4] for total in view.totals] == [f"NOK{NBSP}", f"EUR{NBSP}"]


def test_one_currency_is_named_in_the_label_of_the_totals(nord: Actor):
    view = shown(nord, INVOICES, "number=5001..5001")
    assert [total.label for total in view.totals] == ["Total of 1 invoice, NOK"]


def test_an_empty_list_says_whether_it_is_filtered(nord: Actor):
    view = shown(nord, INVOICES, "text=zzzz")
    assert (view.rows, view.count, view.filtered) == ([], 0, True)
    assert view.pager.rows == "0 of 0"
    assert [total.label for total in view.totals] == ["Total of 0 invoices"]


def test_heads_know_their_sort(nord: Actor):
    heads = {head.key: head for head in shown(nord, INVOICES, "sort=-gross,number").heads}
    assert (heads["gross"].sort, heads["gross"].place) == ("descending", 1)
    assert (heads["number"].sort, heads["number"].place) == ("ascending", 2)
    assert (heads["customer"].sort, heads["customer"].place) == ("", 0)
    assert heads["gross"].align == "num"


def test_heads_know_what_cannot_be_sorted(nord: Actor):
    heads = {head.key: head.sortable for head in shown(nord, CUSTOMERS).heads}
    assert (heads["name"], heads["tags"]) == (True, False)


def test_the_pager_knows_where_it_is(nord: Actor, world: World):
    fill_book(world)
    first = shown(nord, INVOICES, "size=25").pager
    assert first == PagerView("1–25 of 367", "1 of 15", "25", has_previous=False, has_next=True)
    middle = shown(nord, INVOICES, "page=2").pager
    assert (middle.size, middle.has_previous, middle.has_next) == ("50", True, True)
    last = shown(nord, INVOICES, "size=25&page=15").pager
    assert (last.rows, last.has_previous, last.has_next) == ("351–367 of 367", True, False)


def test_a_page_past_the_end_is_the_last_one(nord: Actor, world: World):
    fill_book(world)
    view = shown(nord, INVOICES, "size=25&page=9999")
    assert view.pager.rows == "351–367 of 367"


def test_totals_may_follow_later(nord: Actor):
    view = shown(nord, INVOICES, with_totals=False)
    assert (view.count, view.totals, view.pager.pages) == (-1, [], "")
    assert len(view.rows) == 6


def test_chips_say_each_filter_in_words(nord: Actor, world: World):
    fjord = world.nord.customers[10001]
    query = f"state=overdue,sent&issued=2026-07-01..2026-11-20&customer={fjord}&gross=1000.."
    chips = {chip.key: chip for chip in shown(nord, INVOICES, query).chips}
    assert chips["state"].value == "Sent, Overdue"
    assert chips["issued"].value == "01.07.2026–20.11.2026"
    assert chips["customer"].value == "Fjord Eiendom AS"
    assert chips["gross"].value == f"at least 1{NBSP}000"


def test_a_chip_never_names_a_customer_of_another_company(world: World):
    theirs = world.sor.customers[10001]
    chips = shown(world.nord.economy, INVOICES, f"customer={theirs}").chips
    assert [chip.value for chip in chips] == [f"unknown ({theirs})"]


def test_several_tags_are_shown_as_the_first_and_how_many_more(nord: Actor, world: World):
    fill_book(world)
    view = shown(nord, CUSTOMERS, "text=20001")
    place = [head.key for head in view.heads].index("tags")
    cell = view.rows[0].cells[place]
    assert cell == ["Bolig", "", "badge tag indigo", "Bolig, Næring", "+1"]


def test_rows_lead_to_their_pages(nord: Actor, world: World):
    view = shown(nord, INVOICES)
    row = row_named(view, "5001")
    assert (view.pages, row.id) == ("/finances/invoices/", world.nord.invoices[5001])
    assert row.cells[0] == ["5001", OWN]
    assert row.cells[1][1] == f"/customers/{world.nord.customers[10001]}"


def test_instants_are_told_in_the_readers_time_zone(world: World):
    administrator = world.nord.administrator
    view = shown(administrator, AUDIT_LOG, "text=endret")
    assert view.rows[0].cells[0][0] == "16.11.2026 10:00"


def test_an_audit_entry_says_what_changed(world: World):
    fill_book(world)
    view = shown(world.nord.administrator, AUDIT_LOG, "action=edit_customer&text=NORD-ONLY 1")
    assert "name: Før → Etter 1" in {row.cells[-1][0] for row in view.rows}


def test_overdue_of_a_customer_is_red(nord: Actor, world: World):
    view = shown(nord, CUSTOMERS, "text=fjord")
    drawn = cells(view, "Fjord Eiendom AS")
    assert drawn["overdue"][:2] == (f"1{NBSP}250,00", "bad")
    assert drawn["outstanding"][0] == "625,00"
    assert drawn["invoiced"][0] == f"2{NBSP}500,00"


def test_a_customers_row_counts_its_own_currency_and_names_the_others(nord: Actor):
    view = shown(nord, CUSTOMERS, "text=berg&columns=name,outstanding,other_currencies")
    assert cells(view, "Berg Entreprenør AS")["outstanding"][0] == f"4{NBSP}000,00"
    assert cells(view, "Berg Entreprenør AS")["other_currencies"][0] == "EUR"


@pytest.mark.parametrize("query", ["sort=-outstanding", "outstanding=1..", "overdue=yes"])
def test_who_may_not_see_amounts_cannot_sort_or_filter_by_them(world: World, query: str):
    view = shown(world.nord.co_worker, CUSTOMERS, f"{query}&columns=number,outstanding,name")
    assert [head.key for head in view.heads] == ["number", "name"]
    assert [row.cells[0][0] for row in view.rows] == ["10001", "10002", "10003", "10004", "10005"]
    assert (view.chips, view.query) == ([], "columns=number,name")


def test_last_activity_tells_of_no_invoice_where_invoices_are_hidden(world: World):
    view = shown(world.nord.co_worker, CUSTOMERS, "columns=name,last_activity&sort=-last_activity")
    days = {row.name: row.cells[1][0] for row in view.rows}
    assert days["Berg Entreprenør AS"] == "02.11.2026", "the hour, not the invoice of the 5th"
    nobody = replace(world.nord.co_worker, permissions=frozenset({Permission.VIEW_CUSTOMERS}))
    view = shown(nobody, CUSTOMERS, "columns=name,last_activity&sort=-last_activity")
    assert {row.cells[1][0] for row in view.rows} == {""}


def test_last_activity_sorts_by_what_the_reader_may_know(world: World):
    with writing(world.nord.administrator) as work:
        factories.invoice(work, world.nord.customers[10004], 5009, "100", dt.date(2026, 11, 15))
    query = "columns=name&sort=-last_activity"
    assert shown(world.nord.economy, CUSTOMERS, query).rows[0].name == "Dal Bygg AS"
    assert shown(world.nord.co_worker, CUSTOMERS, query).rows[0].name != "Dal Bygg AS"


def test_last_activity_is_the_latest_invoice_or_hour(nord: Actor):
    view = shown(nord, CUSTOMERS, "columns=name,last_activity&sort=-last_activity")
    days = {row.name: row.cells[1][0] for row in view.rows}
    assert days["Berg Entreprenør AS"] == dt.date(2026, 11, 5).strftime("%d.%m.%Y")
    assert days["Fjord Eiendom AS"] == "02.11.2026"
    assert days["Dal Bygg AS"] == ""
