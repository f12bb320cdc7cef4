"""Python looks for unreachable objects seldom, and what closed tabs leave behind is still freed."""

import gc
import weakref
from collections.abc import Iterator

import pytest

from moment_ui.core.garbage import let_go, seldom_collected, settle


def test_python_looks_seldom_within_the_block_and_as_before_after_it():
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() > before
    assert gc.get_threshold() == before
    with pytest.raises(ZeroDivisionError), seldom_collected():
        raise ZeroDivisionError
    assert gc.get_threshold() == before


@pytest.fixture
def settled() -> Iterator[None]:
    before = gc.get_threshold()
    settle()
    yield
    gc.set_threshold(*before)
    gc.unfreeze()


class Tab:
    """Like a tab's state: its parts point at each other."""

    def __init__(self) -> None:
        self.itself = self


@pytest.mark.usefixtures("settled")
def test_what_a_hundred_lists_hold_is_not_looked_through_again_and_again():
    before = [generation["collections"] for generation in gc.get_stats()]
    kept = [[str(cell)] for cell in range(100 * 600)]
    youngest, older, oldest = (
        generation["collections"] - count
        for generation, count in zip(gc.get_stats(), before, strict=True)
    )
    assert len(kept) == 60_000
    assert (older, oldest) == (0, 0)
    assert youngest <= 10


@pytest.mark.usefixtures("settled")
def test_what_a_closed_tab_leaves_behind_is_freed():
    left = weakref.ref(Tab())
    let_go()
    assert left() is None
