"""Hours as people type them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.fields import Unfit
from moment_ui.domain.timesheets.typed import DAY, read_hours, show_difference, show_hours

CLOCKS = st.sampled_from(("{:02}{:02}", "{:02}:{:02}", "{}.{:02}", "{}:{:02}"))


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [
        ("", 0),
        ("0", 0),
        ("7,5", 450),
        ("7.5", 450),
        (" 7,5 h", 450),
        ("7t", 420),
        ("7", 420),
        ("7:30", 450),
        ("0:05", 5),
        ("7,25", 435),
        ("7,33", 440),
        ("24", DAY),
        ("0730-1500", 450),
        ("730-1500", 450),
        ("07:30-15:00", 450),
        ("7.30-15", 450),
        ("7-15", 480),
        ("0730 – 1500", 450),
        ("0800-1130 1200-1600", 450),
        ("1200-1600 0800-1130", 450),
        ("0800-1200+1200-1600", 480),
        ("22-24", 120),
        ("4 + 3,5", 450),
        ("4 3:30", 450),
    ],
)
def test_what_is_typed_is_read(typed: str, minutes: int) -> None:
    assert read_hours(typed) == minutes


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("730", 450), ("0730", 450), ("1500", 900), ("75", 450), ("24", DAY), ("8", 480), ("45", 270)],
)
def test_quick_input_needs_digits_only(typed: str, minutes: int) -> None:
    assert read_hours(typed, quick=True) == minutes


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("seven", "Write hours like"),
        ("-1", "Write hours like"),
        ("7,5,5", "Write hours like"),
        ("7:75", "Write hours like"),
        ("8-12-16", "Write hours like"),
        ("25:00-26:00", "Write hours like"),
        ("7,5-15", "Write hours like"),
        ("1e1", "Write hours like"),
        ("\N{ARABIC-INDIC DIGIT SEVEN}", "Write hours like"),
        ("1" * 100, "Write hours like"),
        ("25", "A day has 24 hours."),
        ("24,01", "A day has 24 hours."),
        ("20 5", "A day has 24 hours."),
        ("730", "Did you mean 7:30?"),
        ("1500-0730", "ends before it begins"),
        ("08-08", "ends before it begins"),
        ("0800-1200 1100-1600", "overlap"),
    ],
)
def test_what_cannot_be_meant_is_refused(typed: str, said: str) -> None:
    with pytest.raises(Unfit) as refused:
        read_hours(typed)
    assert said in refused.value.message


@given(st.integers(0, DAY), st.sampled_from(",."), st.booleans())
def test_a_cell_is_read_back_as_it_was_shown(minutes: int, point: str, quick: bool) -> None:
    assert read_hours(show_hours(minutes, point), quick=quick) == minutes


@given(st.integers(0, DAY - 1), st.integers(1, DAY), CLOCKS, CLOCKS)
def test_a_time_span_lasts_from_its_beginning_to_its_end(
    begin: int, length: int, one: str, other: str
) -> None:
    end = min(begin + length, DAY)
    typed = f"{one.format(*divmod(begin, 60))}-{other.format(*divmod(end, 60))}"
    assert read_hours(typed) == end - begin


@given(st.text("0123456789:.,-+ h–", max_size=20), st.booleans())
def test_anything_is_hours_of_a_day_or_refused_in_words(typed: str, quick: bool) -> None:
    try:
        minutes = read_hours(typed, quick=quick)
    except Unfit:
        return
    assert 0 <= minutes <= DAY


def test_a_difference_has_its_sign() -> None:
    assert [show_difference(each) for each in (90, -30, 0, 20)] == ["+1,5", "−0,5", "–", "+0:20"]
