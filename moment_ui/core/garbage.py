"""Looking for unreachable objects seldom, while work makes many that are all still needed."""

import gc
from collections.abc import Generator
from contextlib import contextmanager

_SELDOM = (100_000, 50, 1_000)


@contextmanager
def seldom_collected() -> Generator[None]:
    """Within the block Python looks seldom; for processes that read a large file and then end.

    Looking through the rows of a file again and again while they grow takes a sixth of an import.
    """
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
