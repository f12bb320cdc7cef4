"""Each list is declared twice, as SQL and as what a reader sees; the two say the same."""

import re
from typing import Any

import pytest

from moment_ui.core.settings import ROOT
from moment_ui.domain.lists.source import ListSource
from moment_ui.reports import REPORTS
from moment_ui.reports.filters import FilterKind
from moment_ui.reports.report import Report

LISTS = [report for report in REPORTS if isinstance(report.source, ListSource)]
each_list = pytest.mark.parametrize("report", LISTS, ids=lambda report: report.key)


def source_of(report: Report[Any]) -> ListSource[Any]:
    """The rows of a list that is read by SQL."""
    assert isinstance(report.source, ListSource)
    return report.source


def test_all_lists_are_declared_but_one_that_is_judged_whole_and_those_that_add_up():
    others = {report.key for report in REPORTS} - {report.key for report in LISTS}
    assert others == {"mailing", "ledger", "ledger-entries", "hours-sums", "my-hours-sums"}


@each_list
def test_a_field_of_the_row_is_a_column_of_the_statement(report: Report[Any]):
    source = source_of(report)
    assert set(source.columns) == set(source.row._fields)


@each_list
def test_what_can_be_sorted_by_has_something_to_be_sorted_by(report: Report[Any]):
    assert {c.key for c in report.columns if c.sortable} == set(source_of(report).sortings)


@each_list
def test_a_filter_has_a_meaning(report: Report[Any]):
    assert {declared.key for declared in report.filters} == set(source_of(report).meanings)


@each_list
def test_what_adds_up_is_summed(report: Report[Any]):
    source = source_of(report)
    assert {c.key for c in report.columns if c.adds_up} == {*source.sums, *source.plain_sums}


@each_list
def test_what_is_counted_is_a_filter_with_choices(report: Report[Any]):
    open_ended = {FilterKind.TEXT, FilterKind.NUMBERS, FilterKind.AMOUNTS, FilterKind.PERIOD}
    choices = {declared.key for declared in report.filters if declared.kind not in open_ended}
    assert set(source_of(report).facets) <= choices


@each_list
def test_screen_and_source_ask_for_the_same_permissions(report: Report[Any]):
    source = source_of(report)
    shown = {part.key: part.needs for part in (*report.filters, *report.columns)}
    assert source.needs is report.needs
    for key, permission in source.guarded.items():
        assert shown.get(key, permission) is permission, key


def test_every_place_that_the_guide_names_exists():
    guide = (ROOT / "docs" / "adding-a-list.md").read_text("utf-8")
    paths = re.findall(r"`((?:moment_ui|tests)/[\w/.]+\.py)`", guide)
    assert len(paths) >= 10
    assert [path for path in paths if not (ROOT / path).exists()] == []
    fields = set(ListSource.__dataclass_fields__) - {"row"}
    assert [name for name in sorted(fields) if f"`{name}`" not in guide] == []
