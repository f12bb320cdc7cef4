"""The panel beside a list: what the filters offer, and to whom."""

import pytest

from moment_ui.core.actor import Actor
from moment_ui.core.writing import writer
from moment_ui.db.work import reading
from moment_ui.reports.address import parse
from moment_ui.reports.chips import chips
from moment_ui.reports.invoices.invoices import INVOICES
from moment_ui.reports.panel import OWN_DATES, column_choices, filter_views
from moment_ui.reports.view import FilterView
from tests.world import World

WRITE = writer("nb_NO", "Europe/Oslo")


def filters(actor: Actor, query: str = "", searched: dict[str, str] | None = None):
    with reading(actor) as work:
        views = filter_views(work, INVOICES, parse(query, INVOICES), searched)
    return {view.key: view for view in views}


def chosen(view: FilterView) -> list[str]:
    return [choice.label for choice in view.choices if choice.chosen]


def test_choices_are_counted_under_the_other_filters(world: World):
    before = filters(world.nord.economy)["kind"].choices
    after = filters(world.nord.economy, "state=overdue")["kind"].choices
    assert [choice.label for choice in after] == ["Invoice", "Credit note"]
    assert int(after[0].count) < int(before[0].count)
    assert after[1].count == "0"


def test_a_choice_keeps_its_count_when_another_is_ticked(world: World):
    plain = {choice.value: choice.count for choice in filters(world.nord.economy)["state"].choices}
    ticked = filters(world.nord.economy, "state=overdue")["state"].choices
    assert {choice.value: choice.count for choice in ticked} == plain
    assert chosen(filters(world.nord.economy, "state=overdue")["state"]) == ["Overdue"]


def test_customers_are_found_by_what_is_typed_and_kept_when_chosen(world: World):
    fjord = world.nord.customers[10001]
    found = filters(world.nord.economy, "", {"customer": "fjo"})["customer"]
    assert [choice.label for choice in found.choices] == ["Fjord Eiendom AS"]
    kept = filters(world.nord.economy, f"customer={fjord}", {"customer": "berg"})["customer"]
    assert [(choice.label, choice.chosen) for choice in kept.choices] == [
        ("Fjord Eiendom AS", True),
        ("Berg Entreprenør AS", False),
    ]


def test_a_customer_of_another_company_is_neither_found_nor_named(world: World):
    foreign = world.sor.customers[10001]
    kept = filters(world.nord.economy, f"customer={foreign}")["customer"]
    assert kept.choices == []


def test_projects_and_co_workers_are_found(world: World):
    found = filters(world.nord.economy, "", {"project": "P-20", "responsible": "kari co"})
    assert [choice.label[:5] for choice in found["project"].choices] == ["P-200"]
    assert len(found["responsible"].choices) == 1


def test_a_period_says_its_preset_or_its_own_dates(world: World):
    named = filters(world.nord.economy, "issued=this-year")["issued"]
    assert (named.preset, named.low) == ("this-year", "")
    dates = filters(world.nord.economy, "issued=2026-01-01..2026-06-30")["issued"]
    assert (dates.preset, dates.low, dates.high) == (OWN_DATES, "2026-01-01", "2026-06-30")


def test_bounds_are_written_as_the_reader_types_them(world: World):
    amounts = filters(world.nord.economy, "gross=1500.50..20000")["gross"]
    assert (amounts.low, amounts.high) == ("1\N{NO-BREAK SPACE}500,50", "20\N{NO-BREAK SPACE}000")


@pytest.mark.parametrize(
    ("typed", "shown"),
    [("1500", "1500"), ("1500.5", "1500,50"), ("1500.505", "1500,505"), ("0.0125", "0,0125")],
)
def test_a_bound_is_shown_with_every_decimal_that_was_asked_for(
    world: World, typed: str, shown: str
):
    query = f"gross={typed}.."
    view = filters(world.nord.economy, query)["gross"]
    assert "".join(view.low.split()) == shown
    (chip,) = chips(INVOICES, parse(query, INVOICES), WRITE, {})
    assert chip.value == f"at least {view.low}"
    again = parse(f"gross={''.join(view.low.split())}..", INVOICES)
    assert again.value("gross") == parse(query, INVOICES).value("gross")


def test_a_fixed_filter_is_not_offered(world: World):
    fixed = INVOICES.fixed_to(customer=(world.nord.customers[10001],))
    with reading(world.nord.economy) as work:
        keys = {view.key for view in filter_views(work, fixed, parse("", fixed))}
    assert "customer" not in keys


def test_columns_shown_come_first_in_their_order():
    address = parse("columns=gross,number", INVOICES)
    choices = column_choices(INVOICES, address)
    assert [(choice.key, choice.place) for choice in choices[:2]] == [("gross", 1), ("number", 2)]
    assert len(choices) == len(INVOICES.columns)
    assert not any(choice.shown for choice in choices[2:])
