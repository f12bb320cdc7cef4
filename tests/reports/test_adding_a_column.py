"""docs/adding-a-column.md, followed: one line, and the column is everywhere."""

import re
from dataclasses import replace

import pytest

from moment_ui.core.actor import Actor
from moment_ui.core.settings import ROOT
from moment_ui.core.table import Column, Kind, build_table, chosen_columns
from moment_ui.db.work import reading
from moment_ui.domain.customers import filters as customer_filters
from moment_ui.domain.customers import listing as customer_listing
from moment_ui.domain.invoices import filters as invoice_filters
from moment_ui.domain.invoices import listed, sorting
from moment_ui.domain.invoices.listed import InvoiceRow
from moment_ui.domain.lists.source import ListSource
from moment_ui.reports import INVOICES
from moment_ui.reports.address import parse
from moment_ui.reports.panel import column_choices
from moment_ui.reports.present import present
from moment_ui.reports.run import find, rows_of
from tests.world import World

GUIDE = (ROOT / "docs" / "adding-a-column.md").read_text("utf-8")
YEAR: Column[InvoiceRow] = Column(
    "year",
    "Year",
    Kind.NUMBER,
    lambda r: r.issue_date and r.issue_date.year,
    default=False,
    sortable=False,
)
WITH_YEAR = replace(INVOICES, columns=(*INVOICES.columns, YEAR))
ADDRESS = parse("columns=number,year&number=5001..5001", WITH_YEAR)


@pytest.fixture
def nord(world: World) -> Actor:
    return world.nord.economy


def test_the_line_of_the_guide_is_the_one_followed_here():
    line = (
        '    Column("year", _("Year"), Kind.NUMBER, '
        "lambda r: r.issue_date and r.issue_date.year, default=False, sortable=False),\n"
    )
    assert line in GUIDE


def test_the_column_is_on_the_screen(nord: Actor):
    with reading(nord) as work:
        view = present(WITH_YEAR, ADDRESS, find(work, WITH_YEAR, ADDRESS), nord)
    assert [head.label for head in view.heads] == ["Number", "Year"]
    assert [[cell[0] for cell in row.cells] for row in view.rows] == [["5001", "2026"]]


def test_the_column_can_be_chosen():
    choices = {choice.key: choice for choice in column_choices(WITH_YEAR, parse("", WITH_YEAR))}
    assert not choices["year"].shown
    assert parse("", WITH_YEAR).column_toggled("year", WITH_YEAR).columns[-1] == "year"


def test_the_column_is_in_what_files_are_written_from(nord: Actor):
    columns = chosen_columns(WITH_YEAR.columns, ADDRESS.columns)
    with reading(nord) as work:
        table = build_table(columns, rows_of(work, WITH_YEAR, ADDRESS))
        assert list(table.rows) == [(5001, 2026)]
    assert [column.label for column in table.columns] == ["Number", "Year"]


def test_every_file_the_guide_names_exists():
    named = re.findall(r"`((?:moment_ui|tests)/[\w/.]+\.py)`", GUIDE)
    assert len(named) >= 10
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_every_name_the_guide_names_exists():
    places = {
        listed: ("InvoiceRow", "COLUMNS"),
        sorting: ("SORTINGS",),
        invoice_filters: ("MEANINGS",),
        customer_listing: ("CustomerRow",),
        customer_filters: ("MEANINGS",),
    }
    for module, names in places.items():
        for name in names:
            assert hasattr(module, name), name
            assert f"`{name}`" in GUIDE, name
    declared = {"columns", "sortings", "sums", "meanings", "facets"}
    assert declared <= set(ListSource.__dataclass_fields__)
    assert {name for name in declared if f"`{name}`" not in GUIDE} == set()


def test_labels_are_unique_in_each_report():
    labels = [column.label for column in INVOICES.columns]
    assert len(set(labels)) == len(labels)
