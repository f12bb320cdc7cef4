"""When Python looks for unreachable objects: seldom, because each time everybody waits.

It looks through everything it holds again and again while it grows. With a hundred tabs open that
took 0.3 s at a time, which was the slowest answer most readers ever got.
"""

import gc
from collections.abc import Generator
from contextlib import contextmanager

SERVING = (10_000, 20, 1_000)
"""Net new objects before the youngest are looked through (4 ms), and how often the older ones are."""

READING = (100_000, 50, 1_000)


def look_seldom() -> None:
    """From the start: while the program itself is read, looking took a tenth of the time."""
    gc.set_threshold(*SERVING)


def leave_alone() -> None:
    """What is there for good, the code above all: before a process is split in two, which share it, and at the end."""
    gc.freeze()


def settle() -> None:
    """Leave alone what is there for good, the code above all, and seldom look through the rest."""
    gc.collect()
    gc.freeze()
    look_seldom()


def let_go() -> None:
    """Free what closed tabs left behind: their states point at each other. Everybody waits for it."""
    gc.collect()


@contextmanager
def seldom_collected() -> Generator[None]:
    """Within the block Python looks seldom; for processes that read a large file and then end.

    Looking through the rows of a file again and again while they grow takes a sixth of an import.
    """
    before = gc.get_threshold()
    gc.set_threshold(*READING)
    try:
        yield
    finally:
        gc.set_threshold(*before)
