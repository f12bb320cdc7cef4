"""When the server looks for unreachable objects: seldom, because each time everybody waits.

Python looks through everything it holds again and again while it grows. With a hundred tabs open
that took 0.3 s at a time, which was the slowest answer most readers ever got.
"""

import gc

THRESHOLDS = (10_000, 20, 1_000)
"""Net new objects before the youngest are looked through (4 ms), and how often the older ones are."""


def settle() -> None:
    """Leave alone what is there for good, the code above all, and seldom look through the rest."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*THRESHOLDS)


def let_go() -> None:
    """Free what closed tabs left behind: their states point at each other. Everybody waits for it."""
    gc.collect()
