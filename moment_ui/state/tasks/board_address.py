"""What the address of a task board asks for. It is the browser's word: it names, it does not permit."""

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from moment_ui.domain.tasks.rules import Due, Wanted
from moment_ui.state.paths import LONGEST_QUERY, whole_in

LONGEST_TEXT = 100
MOST_COMPANIES = 20


@dataclass(frozen=True, slots=True)
class BoardAddress:
    """A board's address: whose tasks, the filter, and the partner companies ticked."""

    whose: str = ""
    find: str = ""
    project: str = ""
    assignee: str = ""
    due: str = ""
    companies: str = ""

    @classmethod
    def of(cls, query: str) -> "BoardAddress":
        """Read an address; what it does not know it leaves."""
        said = dict(parse_qsl(query[:LONGEST_QUERY]))
        return cls(**{name: said.get(name, "")[:LONGEST_TEXT] for name in cls.__dataclass_fields__})

    @property
    def query(self) -> str:
        """As it stands in the address."""
        pairs = ((name, getattr(self, name)) for name in self.__dataclass_fields__)
        return urlencode([(name, value) for name, value in pairs if value])

    @property
    def ticked(self) -> tuple[str, ...]:
        """The database codes of the companies ticked."""
        return tuple(filter(None, self.companies.split(",")))[:MOST_COMPANIES]

    def wanted(self) -> Wanted:
        """The same, as a filter."""
        return Wanted(
            self.whose == "mine",
            self.find,
            whole_in(f"id={self.project}", "id"),
            whole_in(f"id={self.assignee}", "id"),
            Due(self.due) if self.due in set(Due) else Due.ANY,
            self.ticked,
        )
