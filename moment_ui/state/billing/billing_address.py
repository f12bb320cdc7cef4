"""What the address of To be invoiced asks for. It is the browser's word: it names, it does not permit."""

import datetime as dt
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from moment_ui.domain.billing.filters import Wanted
from moment_ui.state.paths import LONGEST_QUERY, whole_in

LONGEST_TEXT = 100
MOST_PAGES = 100_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A list's address: the day, the filter, the page."""

    until: str = ""
    text: str = ""
    leader: str = ""
    tag: str = ""
    customer: str = ""
    page: str = ""

    @classmethod
    def of(cls, query: str) -> "Asked":
        """Read an address; what it does not know it leaves."""
        said = dict(parse_qsl(query[:LONGEST_QUERY]))
        known = {name: said.get(name, "")[:LONGEST_TEXT] for name in cls.__dataclass_fields__}
        return cls(**known)

    @property
    def query(self) -> str:
        """As it stands in the address."""
        pairs = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        return urlencode([(name, value) for name, value in pairs if value])

    def wanted(self, today: dt.date) -> Wanted:
        """The same, as a filter."""
        tag = whole_in(f"id={self.tag}", "id")
        return Wanted(
            day_in(self.until, today),
            self.text,
            whole_in(f"id={self.customer}", "id"),
            whole_in(f"id={self.leader}", "id"),
            (tag,) if tag else (),
        )

    @property
    def number(self) -> int:
        """The page asked for, from 1."""
        return min(whole_in(f"id={self.page}", "id") or 1, MOST_PAGES)


def day_in(text: str, today: dt.date) -> dt.date:
    """A day as addresses write it, 2026-11-30; today where they do not."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return today
