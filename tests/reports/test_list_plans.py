"""How SQLite answers a list: which index it walks, and that it leaves the table alone."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from moment_ui.core.actor import Actor
from moment_ui.db.engine import engine
from moment_ui.db.work import reading
from moment_ui.domain.billing.filters import Wanted
from moment_ui.domain.billing.queries import billing_page
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.lookalikes import lookalikes
from moment_ui.domain.search.queries import contacts_found, customers_found
from moment_ui.reports import HOURS_OVERVIEW, INVOICES
from moment_ui.reports.address import parse
from moment_ui.reports.report import Report
from moment_ui.reports.run import page_of, selection_of
from tests.world import World

Plan = list[str]
"""What SQLite says it does for one statement, step by step."""


@contextmanager
def plans() -> Iterator[list[Plan]]:
    """How each statement of the block is answered."""
    found: list[Plan] = []

    def explain(connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        cursor = connection.connection.driver_connection.execute(
            f"EXPLAIN QUERY PLAN {sql}", values
        )
        found.append([row[3] for row in cursor])

    event.listen(engine(), "before_cursor_execute", explain)
    try:
        yield found
    finally:
        event.remove(engine(), "before_cursor_execute", explain)


def sought(actor: Actor, query: str, report: Report[Any] = INVOICES) -> str:
    """How the ids of a page are found first."""
    with reading(actor) as work, plans() as found:
        page_of(work, report, parse(query, report))
    return "; ".join(found[0])


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("sort=-number", "COVERING INDEX {by_number} (company_id=?)"),
        ("sort=-issue_date", "COVERING INDEX ix_invoice_issue_date_sort (company_id=?)"),
        ("sort=payment_id", "COVERING INDEX ix_invoice_payment_id_sort (company_id=?)"),
        ("sort=customer", "INDEX ix_customer_sort (company_id=?)"),
        ("state=overdue", "COVERING INDEX ix_invoice_open_number_sort (company_id=?)"),
        ("state=sent,partly-paid", "COVERING INDEX ix_invoice_open_number_sort (company_id=?)"),
        ("outstanding=1..", "COVERING INDEX ix_invoice_open_number_sort (company_id=?)"),
        ("outstanding=..-1", "COVERING INDEX ix_invoice_open_number_sort (company_id=?)"),
        ("overdue=yes&sort=-gross", "COVERING INDEX ix_invoice_open (company_id=?)"),
        ("state=overdue&sort=customer", "COVERING INDEX ix_invoice_open (company_id=?)"),
    ],
)
def test_the_ids_of_a_page_come_from_an_index_alone(world: World, query: str, index: str):
    assert index.format(by_number=_by_number()) in sought(world.nord.economy, query)


def _by_number() -> str:
    """The index of the unique numbers: SQLite names it by its place among the constraints."""
    with engine().connect() as connection:
        found = connection.exec_driver_sql("PRAGMA index_list(invoice)").all()
        for name in (row[1] for row in found if row[1].startswith("sqlite_autoindex")):
            columns = connection.exec_driver_sql(f"PRAGMA index_info({name})").all()
            if [column[2] for column in columns] == ["company_id", "number"]:
                return name
    raise LookupError("no unique index of numbers")


@pytest.mark.parametrize(
    "query", ["sort=-number", "sort=-gross", "state=overdue", "outstanding=1.."]
)
def test_what_an_index_has_in_order_is_not_sorted(world: World, query: str):
    assert "TEMP B-TREE" not in sought(world.nord.economy, query)


@pytest.mark.parametrize("query", ["", "sort=day", "period=this-month", "status=approved"])
def test_hours_are_read_by_day_along_an_index(world: World, query: str):
    plan = sought(world.nord.economy, query, HOURS_OVERVIEW)
    assert "INDEX ix_time_record_day_sort (company_id=?" in plan
    assert "TEMP B-TREE" not in plan


@pytest.mark.parametrize(
    ("query", "index"),
    [
        ("issued=2026-01-01..&sort=issue_date&kind=invoice", "issue_date_sort (company_id=? AND"),
        ("due=..2026-12-31&sort=-due_date&state=paid", "due_date_sort (company_id=? AND"),
        ("gross=1..9&sort=gross", "gross_sort (company_id=? AND gross>? AND gross<?)"),
        ("outstanding=-9..9&sort=outstanding", "outstanding_sort (company_id=? AND"),
    ],
)
def test_a_filter_on_what_is_sorted_says_where_its_index_begins(
    world: World, query: str, index: str
):
    assert index in sought(world.nord.economy, query)


@pytest.mark.parametrize("query", ["", "issued=this-year", "gross=1000..", "state=overdue,paid"])
def test_totals_and_counts_leave_the_table_of_invoices_alone(world: World, query: str):
    address = parse(query, INVOICES)
    with reading(world.nord.economy) as work, plans() as found:
        selection = selection_of(work, INVOICES, address).unsorted()
        INVOICES.source.totals(work, selection)
        INVOICES.source.counts(work, selection)
    read = [step for plan in found for step in plan if " invoice " in step]
    assert len(read) == 5  # totals, what is settled, what is open, per customer, per project
    assert all("COVERING INDEX" in step for step in read), read


def test_counts_of_settled_invoices_need_no_sorting(world: World):
    with reading(world.nord.economy) as work, plans() as found:
        INVOICES.source.counts(work, selection_of(work, INVOICES, parse("", INVOICES)).unsorted())
    settled = [plan for plan in found if "ix_invoice_totals" in plan[0]]
    assert [len(plan) for plan in settled] == [1], found


def test_lookalikes_of_a_customer_are_looked_up_along_indices(world: World) -> None:
    """What it costs does not grow with the customers."""
    draft = CustomerDraft("Fjord", org_number="923609016", email="post@fjord.example")
    with reading(world.nord.administrator) as work, plans() as found:
        lookalikes(work, draft)
    told = [" ".join(plan) for plan in found]
    assert len(told) == 3
    for plan, column in zip(told, ("org_number", "name_key", "email_key"), strict=True):
        assert f"INDEX ix_customer_{column} (company_id=? AND {column}=?)" in plan


@pytest.mark.parametrize("text", ["fjord", "fjord eiendom", "10001", "finnes ikke"])
def test_the_search_reads_the_indices_of_its_texts_and_stops_when_enough_is_found(
    world: World, text: str
):
    with reading(world.nord.economy) as work, plans() as found:
        customers_found(work, text)
        contacts_found(work, text)
    steps = "; ".join(step for plan in found for step in plan)
    assert "SCAN" not in steps
    assert "COVERING INDEX ix_contact_search (company_id=? AND search>? AND search<?)" in steps
    begins = "COVERING INDEX ix_customer_search (company_id=? AND merged_into_id=? AND search>?"
    assert begins in steps


def test_open_hours_are_looked_for_among_open_hours_only(world: World):
    """To be invoiced, beside a million hours that were invoiced in the years before."""
    with reading(world.nord.economy) as work, plans() as found:
        billing_page(work, Wanted(dt.date(2026, 11, 30)))
    of_hours = [line for plan in found for line in plan if "time_record" in line]
    assert len(of_hours) >= 3
    assert all("COVERING INDEX ix_time_record_not_invoiced" in line for line in of_hours)
