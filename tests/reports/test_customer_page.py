from decimal import Decimal
from urllib.parse import parse_qs

import pytest

from moment_ui.core.money import ZERO
from moment_ui.core.writing import writer
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers.balance import Balance, BalanceStrip, PaymentHabit, balance_strip
from moment_ui.domain.customers.commands import set_status
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.project import ProjectStatus
from moment_ui.reports.address import parse
from moment_ui.reports.customers.balance_view import strip_cells
from moment_ui.reports.customers.customer_page import customer_page
from moment_ui.reports.customers.history import history
from moment_ui.reports.invoices.invoices import INVOICES
from moment_ui.reports.run import totals_of
from tests import factories
from tests.world import NOW

WRITE = writer("nb_NO", "Europe/Oslo")


TINDRA = Balance(
    currency="NOK",
    invoiced=Decimal(1562400),
    invoiced_before=Decimal(1390000),
    outstanding=Decimal(318750),
    ageing=(Decimal(200000), Decimal(118750), ZERO, ZERO, ZERO),
    overdue=Decimal(118750),
    overdue_count=1,
    days_late=9,
)
NOTHING = Balance("NOK", ZERO, ZERO, ZERO, (ZERO,) * 5, ZERO, 0, 0)


def cells(habit=None, balance=TINDRA):
    strip = BalanceStrip((balance,), habit or PaymentHabit(26, 22, 14))
    return strip_cells(strip, WRITE, NOW.date())


def plain(text):
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def test_the_strip_says_what_the_figures_mean():
    invoiced, outstanding, overdue, habit = cells()
    assert (plain(invoiced.figure), invoiced.unit, invoiced.way) == ("1 562 400", "NOK", "up")
    assert (plain(invoiced.strong), invoiced.note) == ("12,4 %", "on 2025 to the same date")
    assert plain(outstanding.figure) == "318 750,00"
    assert [(part.share, part.css) for part in outstanding.ageing] == [(63, "good"), (37, "bad")]
    assert plain(outstanding.ageing_words) == "not due 200 000,00; 1 to 30 days 118 750,00"
    assert (overdue.css, overdue.note) == ("bad", "1 invoice, 9 days late")
    assert (habit.figure, habit.unit) == ("26", "days, terms 14")
    assert (habit.way, habit.way_css, habit.strong) == ("up", "bad", "4 days")
    assert habit.note == "slower than in 2025"


@pytest.mark.parametrize(
    ("days", "before", "strong", "note"),
    [
        (20, 22, "2 days", "faster than in 2025"),
        (22, 22, "", "as in 2025"),
        (22, None, "", ""),
        (None, 30, "", "no invoice was settled in 2026"),
    ],
)
def test_how_fast_they_pay(days, before, strong, note):
    habit = cells(PaymentHabit(days, before, None))[3]
    assert (habit.strong, habit.note) == (strong, note)


def test_nothing_is_nothing_and_says_so():
    habit = PaymentHabit(None, None, 14)
    invoiced, outstanding, overdue, habit = cells(habit, NOTHING)
    assert (invoiced.figure, invoiced.note) == ("0", "nothing in 2025 to the same date")
    assert (outstanding.figure, outstanding.ageing) == ("0", [])
    assert (overdue.figure, overdue.css, overdue.note) == ("0", "", "nothing is late")
    assert habit.unit == "terms 14"


@pytest.mark.parametrize("number", [10001, 10002])
def test_each_figure_is_the_sum_of_the_rows_it_leads_to(world, number):
    customer_id = world.nord.customers[number]
    report = INVOICES.fixed_to(customer=(customer_id,))
    with reading(world.nord.economy) as work:
        strip = balance_strip(work, customer_id)
        invoiced, outstanding, overdue, _habit = strip_cells(strip, WRITE, NOW.date())
        for cell, column, of in (
            (invoiced, "net", lambda b: b.invoiced),
            (outstanding, "outstanding", lambda b: b.outstanding),
            (overdue, "outstanding", lambda b: b.overdue),
        ):
            address = parse(cell.query, report)
            assert {key for key, _value in address.filters} == set(parse_qs(cell.query))
            totals = totals_of(work, report, address).sums
            sums = {total.currency: total.sums.get(column, 0) for total in totals}
            shown = {b.currency: of(b) for b in strip.balances}
            assert {k: v for k, v in sums.items() if v} == {k: v for k, v in shown.items() if v}


def test_the_page_shows_what_the_reader_may_see(world):
    fjord = world.nord.customers[10001]
    with reading(world.nord.economy) as work:
        view = customer_page(work, fjord)
    assert (view.name, view.number, view.org_number) == (
        "Fjord Eiendom AS",
        "No. 10001",
        "Org. no. 923 609 016",
    )
    assert view.invoices == "3"
    assert [tag.name for tag in view.tags] == ["Bolig"]
    assert len(view.strip) == 4
    assert [note.text for note in view.notes] == ["NORD-ONLY: ring før fredag"]
    with reading(world.nord.co_worker) as work:
        view = customer_page(work, fjord)
    assert (view.strip, view.invoices, view.may_see_invoices) == ([], "", False)


def test_projects_show_hours_against_the_budget(world):
    with writing(world.nord.administrator) as work:
        view = customer_page(work, world.nord.customers[10001])
    rows = [(row.number, row.hours, row.used_words) for row in view.projects]
    assert rows == [("P-101", "7,5", ""), ("P-100", "7,5", "")]
    assert view.projects_note == "2 of 2 open"


def test_closed_projects_stand_apart(world):
    fjord = world.nord.customers[10001]
    with writing(world.nord.economy) as work:
        factories.project(work, "P-050", fjord, status=ProjectStatus.CLOSED)
    with reading(world.nord.economy) as work:
        view = customer_page(work, fjord)
    assert [row.number for row in view.closed_projects] == ["P-050"]
    assert "P-050" not in {row.number for row in view.projects}
    assert (view.projects_note, view.project_count) == ("2 of 3 open", "3")


def test_the_history_speaks_in_words(world):
    fjord = world.nord.customers[10001]
    with writing(world.nord.economy) as work:
        set_status(work, [fjord], CustomerStatus.BLOCKED)
    with reading(world.nord.co_worker) as work:
        (line,) = history(work, fjord)
    assert (line.what, plain(line.by)) == ("Set the status", "Kari Economy, 16.11.2026 10:00")
    (change,) = line.fields
    assert (change.label, change.before, change.after) == ("Status", "Active", "Blocked")
