"""The only clocks: `now()` for instants (aware, UTC) and `today(timezone)` for business dates."""

import datetime as dt
from collections.abc import Generator
from contextlib import contextmanager
from zoneinfo import ZoneInfo

_frozen: list[dt.datetime] = []


def now() -> dt.datetime:
    """This instant, aware and in UTC."""
    if _frozen:
        return _frozen[-1]
    return dt.datetime.now(dt.UTC)


def today(timezone: str = "Europe/Oslo") -> dt.date:
    """The date in the company's time zone."""
    return now().astimezone(ZoneInfo(timezone)).date()


@contextmanager
def frozen(instant: dt.datetime) -> Generator[None]:
    """Stop the clock at an aware instant, in every thread, for as long as the block runs (tests)."""
    _frozen.append(instant.astimezone(dt.UTC))
    try:
        yield
    finally:
        _frozen.pop()
