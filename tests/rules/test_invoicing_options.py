"""What wins among three levels, and what can be typed; every option as it is declared."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.fields import Unfit
from moment_ui.domain.invoicing.option import (
    REFERENCES,
    Group,
    HourColumns,
    Level,
    OptionKind,
)
from moment_ui.domain.invoicing.options import (
    ACCOUNT_OF_KIND,
    BY_KEY,
    GROUP_LABELS,
    OPTIONS,
)
from moment_ui.domain.invoicing.rules import above, effective_at, resolve
from moment_ui.domain.invoicing.writing import Written
from moment_ui.models.customer import Customer
from moment_ui.models.project import Project

KEYS = [option.key for option in OPTIONS]
values = st.dictionaries(st.sampled_from(KEYS), st.text(max_size=3))
settings_of_levels = st.fixed_dictionaries(dict.fromkeys(Level, values))
each_option = pytest.mark.parametrize("option", OPTIONS, ids=lambda option: option.key)


@given(settings_of_levels)
def test_the_most_specific_level_that_says_something_wins(said):
    found = resolve(OPTIONS, said)
    assert list(found) == KEYS
    for key, effective in found.items():
        ours = [level for level in Level if key in said[level]]
        if ours:
            assert effective.origin is ours[-1]
            assert effective.value == said[ours[-1]][key]
        else:
            assert (effective.value, effective.origin) == (BY_KEY[key].default, None)


@given(settings_of_levels, st.sampled_from(list(Level)))
def test_a_reset_leaves_what_the_levels_above_say(said, level):
    without = {other: kept for other, kept in said.items() if other is not level}
    for option in OPTIONS:
        assert above(option, said, level) == effective_at(option, without, level)


@given(settings_of_levels, st.sampled_from(list(Level)))
def test_levels_below_change_nothing_above(said, level):
    upwards = list(Level)[: list(Level).index(level) + 1]
    cut = {other: said[other] for other in upwards}
    for option in OPTIONS:
        assert effective_at(option, said, level) == effective_at(option, cut, Level.PROJECT)


def test_keys_and_labels_are_unique_and_groups_stand_together():
    assert len(set(KEYS)) == len(KEYS)
    assert len({option.label for option in OPTIONS}) == len(OPTIONS)
    order = [option.group for option in OPTIONS]
    assert list(dict.fromkeys(order)) == list(Group) == list(GROUP_LABELS)
    assert order == sorted(order, key=list(Group).index)


@each_option
def test_an_option_is_described_and_its_default_is_a_value(option):
    assert len(option.description) > 15
    assert option.description.endswith(".")
    assert len(option.key) <= 40
    if option.default:
        assert option.read(option.default) == option.default
        assert Written().text(option, option.default)
    assert list(option.levels) == [level for level in Level if level in option.levels]


@each_option
def test_columns_that_an_option_names_exist(option):
    assert not option.customer_column or hasattr(Customer, option.customer_column)
    assert not option.project_column or hasattr(Project, option.project_column)
    assert not (option.customer_column and option.kind in REFERENCES)


def test_each_kind_of_billed_line_has_an_account():
    assert {BY_KEY[key].kind for key in ACCOUNT_OF_KIND.values()} == {OptionKind.ACCOUNT}


@pytest.mark.parametrize(
    ("key", "typed", "kept"),
    [
        ("your_reference", "  Kari   Hegdahl ", "Kari Hegdahl"),
        ("your_reference", "", ""),
        ("invoice_text", "Hei,\r\nog takk.", "Hei,\nog takk."),
        ("credit_days", " 30 ", "30"),
        ("credit_days", "0", "0"),
        ("discount_percent", "7,5 %", "7.5"),
        ("invoice_fee", "1 234,50", "1234.50"),
        ("invoice_fee", "1.234,50", "1234.50"),
        ("currency", "sek", "SEK"),
        ("attach_hours", "yes", "yes"),
        ("hour_columns", "hours,date,hours;activity", "hours,date;activity"),
        ("reminder_email", "purring@kunde.no", "purring@kunde.no"),
        ("customer_contact", "17", "17"),
    ],
)
def test_what_fits_is_kept_in_one_form(key, typed, kept):
    assert BY_KEY[key].read(typed) == kept
    assert BY_KEY[key].read(kept) == kept


@pytest.mark.parametrize(
    ("key", "typed"),
    [
        ("credit_days", ""),
        ("credit_days", "-1"),
        ("credit_days", "366"),
        ("credit_days", "fjorten"),
        ("discount_percent", "101"),
        ("discount_percent", "NaN"),
        ("discount_percent", "1,234"),
        ("invoice_fee", "-5"),
        ("invoice_fee", "Infinity"),
        ("invoice_type", "fax"),
        ("attach_hours", "maybe"),
        ("currency", "XYZZY"),
        ("language", "klingon"),
        ("hour_columns", ";activity"),
        ("hour_columns", "salary;activity"),
        ("hour_columns", "hours;moon"),
        ("reminder_email", "nowhere"),
        ("account_hours", "3000; drop"),
        ("account_hours", ""),
        ("your_reference", "x" * 201),
        ("footer_text", "x" * 4001),
    ],
)
def test_what_does_not_fit_is_said(key, typed):
    with pytest.raises(Unfit) as refused:
        BY_KEY[key].read(typed)
    assert len(refused.value.message) > 8


@given(st.text(max_size=40), st.sampled_from(OPTIONS))
def test_whatever_is_typed_is_kept_in_one_form_or_refused_in_words(typed, option):
    try:
        kept = option.read(typed)
    except Unfit:
        return
    assert option.read(kept) == kept
    assert isinstance(Written().text(option, kept), str)


def test_an_hour_list_in_words():
    option = BY_KEY["hour_columns"]
    text = HourColumns(("date", "co-worker", "hours"), "activity").text
    assert Written().text(option, text) == "Date, co-worker, hours; by activity"
