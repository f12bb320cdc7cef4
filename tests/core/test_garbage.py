"""Looking for unreachable objects seldom, for as long as a block lasts."""

import gc

import pytest

from moment_ui.core.garbage import seldom_collected


def test_python_looks_seldom_within_the_block_and_as_before_after_it():
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() > before
    assert gc.get_threshold() == before
    with pytest.raises(ZeroDivisionError), seldom_collected():
        raise ZeroDivisionError
    assert gc.get_threshold() == before
