"""What the editor of a draft shows: texts only, as the reader reads and types them."""

from dataclasses import dataclass, field


@dataclass
class DraftLineView:
    """A line, each cell as typed; `net` as read, `billed` how many things it bills, in words."""

    id: int = 0
    kind: str = ""
    text: str = ""
    quantity: str = ""
    unit: str = ""
    unit_price: str = ""
    per: str = ""
    discount_percent: str = ""
    vat_code: str = ""
    account: str = ""
    department: str = ""
    project_id: str = ""
    activity_id: str = ""
    period_start: str = ""
    period_end: str = ""
    net: str = ""
    billed: str = ""
    first: bool = False
    last: bool = False


@dataclass
class UnsettledView:
    """A partner's hours on the draft that are not settled, and the page of the two sides, "" for who may not see it."""

    text: str = ""
    link: str = ""


@dataclass
class DraftView:
    """The editor. `head` holds the fields of the head as typed, `rest` what is folded away of it."""

    head: dict[str, str] = field(default_factory=dict[str, str])
    lines: list[DraftLineView] = field(default_factory=list[DraftLineView])
    codes: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    accounts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    projects: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    activities: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    contacts: list[str] = field(default_factory=list[str])
    rest: str = ""
    foreign: str = ""
    at_home: str = ""
    credit_note: bool = False
    gives_back: bool = False
    approval: str = ""
    approval_word: str = ""
    approval_css: str = ""
    approval_note: str = ""
    needs_approval: bool = False
    may_approve: bool = False
    may_finalise: bool = False
    shares: str = ""
    unsettled: list[UnsettledView] = field(default_factory=list[UnsettledView])


@dataclass
class BilledView:
    """One thing that a line bills, and what takes it off."""

    key: str = ""
    table: str = ""
    id: int = 0
    day: str = ""
    text: str = ""
    hours: str = ""


@dataclass
class ProblemView:
    """One thing in the way: its words, whether it stops, and where it is mended: a field or a path.

    `line_id` is the line whose details hold the field.
    """

    key: str = ""
    text: str = ""
    stops: bool = True
    mend: str = ""
    field: str = ""
    line_id: int = 0
    link: str = ""


@dataclass
class CheckedView:
    """A draft among many, with what stands in its way in words."""

    id: int = 0
    version: int = 0
    title: str = ""
    problems: str = ""
    asks: list[str] = field(default_factory=list[str])
    stops: bool = False
    done: str = ""
    about: str = ""
    link: str = ""
