"""What the live board of a project shows: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field

from moment_ui.core.writing import Writer

BY_ACTIVITY, BY_COMPANY, BY_CO_WORKER = "activity", "company", "co-worker"
WAYS = (BY_ACTIVITY, BY_COMPANY, BY_CO_WORKER)


@dataclass(frozen=True)
class BoardRow:
    """A line of the board: a group's sums (`group`), or one row in it.

    `cells` are the weeks' hours; `used` fills the meter, at most 100, and `share` says the same in words.
    """

    id: str = ""
    group: bool = False
    name: str = ""
    initials: str = ""
    company: str = ""
    partner: bool = False
    cells: list[str] = field(default_factory=list[str])
    total: str = ""
    budget: str = ""
    used: int = 0
    used_css: str = ""
    share: str = ""


@dataclass(frozen=True)
class ArrivalLine:
    """News as the feed tells it; `company` is "" for our own people."""

    id: int = 0
    key: str = ""
    initials: str = ""
    name: str = ""
    company: str = ""
    text: str = ""
    time: str = ""


@dataclass(frozen=True)
class Summary:
    """The strip above the board: all hours against the budget, own and partners', this week and last."""

    total: str = ""
    of_budget: str = ""
    own_part: str = "0%"
    partner_part: str = "0%"
    over: bool = False
    own: str = ""
    own_share: str = ""
    own_people: str = ""
    partners: str = ""
    partners_share: str = ""
    by_partner: str = ""
    week: str = ""
    against_last: str = ""
    direction: str = ""


@dataclass(frozen=True)
class WeekHead:
    """The head of a week's column; `this` for the week of today."""

    word: str = ""
    hint: str = ""
    this: bool = False


@dataclass(frozen=True)
class Place:
    """What the page is about, and the addresses of what is beside it."""

    number: str = ""
    name: str = ""
    by: str = ""
    first_head: str = ""
    second_head: str = ""
    period: str = ""
    earlier: str = ""
    later: str = ""
    later_week: bool = False
    now: str = ""
    by_activity: str = ""
    by_company: str = ""
    by_co_worker: str = ""
    may_approve: bool = False
    may_control: bool = False


@dataclass(frozen=True)
class Mark:
    """What stands beside a row that has just changed, and the place of the week that did."""

    text: str = ""
    hit: int = -1


@dataclass(frozen=True)
class Now:
    """What changes with each arrival, sent as one.

    `changed` are the rows that differ from how they were sent whole, `fresh` the news since then; `marks`
    stand beside what has just arrived, by the keys of rows and news. `seen`: project and newest news.
    """

    summary: Summary = field(default_factory=Summary)
    total: BoardRow = field(default_factory=BoardRow)
    changed: dict[str, BoardRow] = field(default_factory=dict[str, BoardRow])
    fresh: list[ArrivalLine] = field(default_factory=list[ArrivalLine])
    marks: dict[str, Mark] = field(default_factory=dict[str, Mark])
    said: str = ""
    last_news: str = ""
    today: str = ""
    seen: str = ""


@dataclass(frozen=True)
class Arrival:
    """What news did to a row: hours more or fewer, and the week they stand in (-1: none shown)."""

    row: str
    line: ArrivalLine
    minutes: int
    week: int
    said: str


@dataclass(frozen=True, eq=False)
class BoardView:
    """The whole board, for everybody who may see the same; compared by identity.

    `newest` is the id of the last news, `news` tells each one's row, newest first.
    """

    write: Writer
    project_id: int
    place: Place
    weeks: tuple[WeekHead, ...]
    rows: tuple[BoardRow, ...]
    now: Now
    news: tuple[Arrival, ...]
    newest: int
