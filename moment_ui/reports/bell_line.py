"""A line behind the bell, as the panel shows it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NewsLine:
    """A line behind the bell. `count` is what waits, empty for mere news; `file` lines download."""

    key: str
    kind: str
    title: str
    note: str
    href: str
    count: str = ""
    file: bool = False
