"""How many statements a list takes, however many rows it shows."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import event

from moment_ui.core.actor import Actor
from moment_ui.core.errors import NotPermitted
from moment_ui.db.engine import engine
from moment_ui.db.lists import MOST_WORDS
from moment_ui.db.work import reading, writing
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.reports import AUDIT_LOG, CUSTOMERS, INVOICES, REPORTS, run
from moment_ui.reports.address import parse
from moment_ui.reports.report import Report
from moment_ui.reports.run import find, page_of, rows_of, totals_of
from moment_ui.reports.walk import neighbours
from tests.book import fill_book
from tests.world import World


@dataclass
class Count:
    """The SELECTs that ran."""

    statements: list[str] = field(default_factory=list[str])


@contextmanager
def counted() -> Iterator[Count]:
    """Count the SELECTs of the block."""
    count = Count()

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            count.statements.append(statement)

    event.listen(engine(), "before_cursor_execute", note)
    try:
        yield count
    finally:
        event.remove(engine(), "before_cursor_execute", note)


JUDGED_WHOLE = {"mailing": 7, "projects": 14, "ledger": 1}
"""Lists whose rows depend on one another are judged at one go (decision 0020), with so many.

Beside those: what is sorted by, and the people of the page; of projects what their prices are read from.
What customers owe is added up for a page in one.
"""

ORDERED_FIRST = {"tasks": 3}
"""Lists that no index walks: the data version and the order once, kept until the next write, then the rows."""


READ_AT_ONCE = {"hours-sums": 1, "my-hours-sums": 1}
"""Sums are their own statement: no rows stand behind an id."""


@pytest.mark.parametrize("size", [25, 100])
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_a_page_is_two_statements_whatever_its_size(world: World, report: Report[Any], size: int):
    fill_book(world)
    with reading(world.nord.administrator) as work, counted() as count:
        page_of(work, report, parse(f"size={size}", report))
    expected = (JUDGED_WHOLE | ORDERED_FIRST | READ_AT_ONCE).get(report.key, 2)
    assert len(count.statements) == expected, count.statements


def test_far_down_a_list_its_order_is_worked_out_once(world: World, monkeypatch: Any):
    fill_book(world)
    monkeypatch.setattr(run, "DEEP", 50)
    taken: list[int] = []
    with reading(world.nord.administrator) as work:
        for query in ("size=25&page=3", "size=25&page=4", "size=25&page=5"):
            with counted() as count:
                page_of(work, INVOICES, parse(query, INVOICES))
            taken.append(len(count.statements))
        straight = page_of(work, INVOICES, parse("size=100&page=1", INVOICES)).rows
        far = page_of(work, INVOICES, parse("size=25&page=3", INVOICES)).rows
    assert taken == [3, 2, 2], "the data version and the order once, then the version and the rows"
    assert far == straight[50:75]


def test_orders_of_lists_without_rows_are_not_kept_for_ever(world: World, monkeypatch: Any):
    monkeypatch.setattr(run._orders, "_capacity", 2000)
    with reading(world.nord.administrator) as work:
        for number in range(30):
            query = f"text=nobody{number}&sort=-days_overdue"
            assert page_of(work, INVOICES, parse(query, INVOICES)).rows == ()
    assert len(run._orders._answers) < 10


def test_a_filter_on_a_list_of_all_invoices_takes_two_more_at_most(world: World):
    fill_book(world)
    with reading(world.nord.administrator) as work, counted() as count:
        page_of(work, INVOICES, parse("state=paid", INVOICES))
    assert len(count.statements) <= 4, count.statements


def test_totals_are_read_once_for_each_version_of_the_data(world: World):
    fill_book(world)
    nothing = parse("", INVOICES)
    with reading(world.nord.administrator) as work, counted() as count:
        first = totals_of(work, INVOICES, nothing)
        again = totals_of(work, INVOICES, parse("sort=gross&page=3", INVOICES))
    assert first == again
    assert sum("invoice" in statement for statement in count.statements) == 1


def test_totals_follow_a_change(world: World):
    actor = world.nord.administrator
    with reading(actor) as work:
        before = totals_of(work, CUSTOMERS, parse("status=active", CUSTOMERS))
    with writing(actor) as work:
        work.session.get_one(Customer, world.nord.customers[10001]).status = CustomerStatus.INACTIVE
    with reading(actor) as work:
        after = totals_of(work, CUSTOMERS, parse("status=active", CUSTOMERS))
    assert after.count == before.count - 1


def test_kept_totals_are_not_shown_to_another_role_or_company(world: World):
    everything = parse("", CUSTOMERS)
    found = []
    for actor in (world.nord.economy, world.nord.co_worker, world.sor.economy):
        with reading(actor) as work:
            found.append(totals_of(work, CUSTOMERS, everything))
    economy, co_worker, elsewhere = found
    assert {total.currency for total in economy.sums} == {"", "NOK"}
    assert {total.currency for total in co_worker.sums} == {""}
    assert economy != elsewhere


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.key)
def test_a_list_refuses_whoever_may_not_see_it(world: World, report: Report[Any]):
    address = parse("", report)
    external = world.nord.external
    without = replace(external, permissions=external.permissions - {report.needs})
    with reading(without) as work:
        for ask in (page_of, totals_of, find):
            with pytest.raises(NotPermitted):
                ask(work, report, address)
        with pytest.raises(NotPermitted):
            list(rows_of(work, report, address))
        with pytest.raises(NotPermitted):
            neighbours(work, report, address, 1)


def test_the_audit_log_is_for_administrators(world: World):
    with reading(world.nord.economy) as work, pytest.raises(NotPermitted):
        page_of(work, AUDIT_LOG, parse("", AUDIT_LOG))


def names(actor: Actor, query: str) -> list[str]:
    """The customers' names in the order of an address."""
    with reading(actor) as work:
        return [row.name for row in page_of(work, CUSTOMERS, parse(query, CUSTOMERS)).rows]


def test_names_sort_the_nordic_way(world: World):
    fill_book(world)
    assert names(world.nord.economy, "sort=name&number=20000..") == [
        "alfa AS",
        "Beta AS",
        "Beta AS",
        "Zeta AS",
        "Ærlig AS",
        "Öst AB",
        "Østby AS",
        "Ås AS",
    ]


def test_a_renamed_customer_sorts_by_its_new_name(world: World):
    with writing(world.nord.administrator) as work:
        work.session.get_one(Customer, world.nord.customers[10001]).name = "Åst AS"
    assert names(world.nord.economy, "sort=-name")[0] == "Åst AS"


def test_empty_values_come_first_when_ascending_and_last_when_descending(world: World):
    fill_book(world)
    for sort, place in (("number", 0), ("-number", -1)):
        with reading(world.nord.economy) as work:
            rows = list(rows_of(work, INVOICES, parse(f"sort={sort}", INVOICES)))
        assert rows[place].number is None
        assert rows[-1 - place].number is not None


def test_an_endless_search_looks_for_the_first_words_only(world: World):
    words = " ".join("abcdefghijklmnop"[place] for place in range(16))
    with reading(world.nord.economy) as work, counted() as count:
        totals_of(work, INVOICES, parse("", INVOICES).filtered("text", words, INVOICES))
    ways = 2  # by project and by payment ID; no number begins with a letter
    assert count.statements[-1].count(" UNION ALL ") == ways * MOST_WORDS
