"""What the pages of merging show: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field


@dataclass
class FieldLine:
    """A field of both customers; `same` cannot be chosen, `taken` is the one that goes."""

    key: str = ""
    label: str = ""
    stays: str = ""
    goes: str = ""
    same: bool = False
    taken: bool = False
    error: str = ""


@dataclass
class PickLine:
    """What both have one of, in words; `taken` is the other's."""

    table: str = ""
    label: str = ""
    stays: str = ""
    goes: str = ""
    taken: bool = False


@dataclass
class MoveLine:
    """How many rows of a kind move, and where they are seen today."""

    label: str = ""
    note: str = ""
    count: str = ""
    href: str = ""
    css: str = ""


@dataclass
class QuestionLine:
    """What must be confirmed."""

    key: str = ""
    text: str = ""


@dataclass
class MergeView:
    """Two customers about to become one."""

    stays_id: int = 0
    stays: str = ""
    stays_number: str = ""
    goes_id: int = 0
    goes: str = ""
    goes_number: str = ""
    fields: list[FieldLine] = field(default_factory=list[FieldLine])
    picks: list[PickLine] = field(default_factory=list[PickLine])
    tags: str = ""
    keep_tags: bool = True
    moves: list[MoveLine] = field(default_factory=list[MoveLine])
    moved: str = ""
    taken: str = ""
    changes: list[str] = field(default_factory=list[str])
    drafts: str = ""
    questions: list[QuestionLine] = field(default_factory=list[QuestionLine])
    errors: list[str] = field(default_factory=list[str])
    until: str = ""
    versions: tuple[int, int] = (0, 0)


@dataclass
class CandidateLine:
    """A customer among likely duplicates."""

    id: int = 0
    number: str = ""
    name: str = ""
    about: str = ""
    holds: str = ""
    status: str = ""
    status_css: str = ""
    strength: str = ""
    strength_css: str = ""
    reasons: str = ""


@dataclass
class GroupLine:
    """Customers that are probably one; `ids` in the order of the lines."""

    key: str = ""
    strength: str = ""
    strength_css: str = ""
    reasons: str = ""
    more: str = ""
    customers: list[CandidateLine] = field(default_factory=list[CandidateLine])
    ids: list[int] = field(default_factory=list[int])


@dataclass
class DismissedLine:
    """Two customers that somebody found to be two: who said so, and when."""

    one: int = 0
    other: int = 0
    name: str = ""
    number: str = ""
    other_name: str = ""
    other_number: str = ""
    said: str = ""


@dataclass
class DuplicatesView:
    """A page of the finder: groups, or answers; how many there are of each."""

    groups: list[GroupLine] = field(default_factory=list[GroupLine])
    answers: list[DismissedLine] = field(default_factory=list[DismissedLine])
    group_count: int = 0
    answer_count: int = 0


@dataclass
class UndoView:
    """What undoing a merge would do."""

    title: str = ""
    said: str = ""
    survivor: str = ""
    survivor_id: int = 0
    again: str = ""
    back: list[MoveLine] = field(default_factory=list[MoveLine])
    stays: list[str] = field(default_factory=list[str])
    reasons: list[str] = field(default_factory=list[str])
    may_undo: bool = False
    until: str = ""
