import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.domain.numbering.errors import SeriesUsedUp
from moment_ui.domain.numbering.rules import Series, first_free


@pytest.mark.parametrize(
    ("series", "start", "used", "free"),
    [
        (Series(1), 1, [], 1),
        (Series(10001), 5, [], 10001),
        (Series(1), 5, [5, 6, 8], 7),
        (Series(1), 5, [6, 7], 5),
        (Series(1, 7), 5, [5, 6], 7),
    ],
)
def test_the_first_number_nobody_has(series, start, used, free):
    assert first_free(series, start, used) == free


def test_a_series_that_is_used_up_says_where_it_ends():
    with pytest.raises(SeriesUsedUp) as refused:
        first_free(Series(1, 7), 6, [6, 7])
    assert "7" in refused.value.message


def test_what_belongs_to_a_series():
    assert 5 in Series(5, 9)
    assert 9 in Series(5, 9)
    assert 4 not in Series(5, 9)
    assert 10 not in Series(5, 9)
    assert 10**9 in Series(5)


@given(
    start=st.integers(1, 50),
    last=st.none() | st.integers(1, 60),
    used=st.lists(st.integers(1, 60), max_size=40),
)
def test_the_free_number_is_the_least_one_that_nobody_has(start, last, used):
    taken = sorted(number for number in used if number >= start)
    series = Series(1, last)
    free = next(n for n in range(start, 200) if n not in taken)
    if free in series:
        assert first_free(series, start, taken) == free
    else:
        with pytest.raises(SeriesUsedUp):
            first_free(series, start, taken)
