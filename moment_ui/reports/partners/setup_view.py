"""Setup → Partner companies as the page shows it: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field


@dataclass
class StepLine:
    """A step of the set-up: `mark` is done, wait, or nothing."""

    key: str = ""
    title: str = ""
    note: str = ""
    mark: str = ""
    number: str = ""
    href: str = ""
    here: bool = False


@dataclass
class RequestLine:
    """A group that has asked our company."""

    id: int = 0
    version: int = 0
    title: str = ""
    initials: str = ""
    note: str = ""
    members: str = ""


@dataclass
class MemberLine:
    """Another company, in the left list or the right one; what can be done with it."""

    id: int = 0
    version: int = 0
    name: str = ""
    slug: str = ""
    initials: str = ""
    note: str = ""
    word: str = ""
    tone: str = ""
    glyph: str = "disc"
    is_main: bool = False
    menu: bool = False
    may_withdraw: bool = False
    may_remind: bool = False
    may_ask_again: bool = False
    may_remove: bool = False
    may_hand_over: bool = False
    open: str = ""


@dataclass
class AttachLine:
    """A partner with our customer for it, and theirs for us. `may_make`: it gives its data."""

    id: int = 0
    name: str = ""
    initials: str = ""
    ours: str = ""
    theirs: str = ""
    theirs_known: bool = False
    word: str = ""
    tone: str = ""
    glyph: str = "disc"
    match_id: int = 0
    match: str = ""
    may_make: bool = False


@dataclass
class TodoLine:
    """One thing to do: `mark` is done, wait (another's turn) or open; `act` is the button's."""

    key: str = ""
    text: str = ""
    note: str = ""
    mark: str = ""
    at: str = ""
    act: str = ""
    word: str = ""
    href: str = ""
    company: int = 0


@dataclass
class TodoGroup:
    """Who must act: our company first, then each other one."""

    id: int = 0
    name: str = ""
    nothing_left: bool = False
    lines: list[TodoLine] = field(default_factory=list[TodoLine])


@dataclass
class FlagLine:
    """A kind of things that can be shared, and which partners share theirs."""

    key: str = ""
    title: str = ""
    text: str = ""
    on: bool = False
    partners: str = ""


@dataclass
class SeriesLine:
    """A number series: whose the next number is."""

    key: str = ""
    title: str = ""
    note: str = ""
    next: str = ""
    inherited: bool = False


@dataclass
class PartnersView:
    """The whole page. `stage` is the step that is shown."""

    on: bool = False
    company: str = ""
    group: str = ""
    group_version: int = 0
    own_version: int = 0
    is_main: bool = False
    main: str = ""
    paused: bool = False
    checked: str = ""
    proposed: str = ""
    stage: str = ""
    back: str = ""
    next: str = ""
    next_word: str = ""
    left: str = ""
    missing: int = 0
    shared_version: int = 0
    steps: list[StepLine] = field(default_factory=list[StepLine])
    requests: list[RequestLine] = field(default_factory=list[RequestLine])
    waiting: list[MemberLine] = field(default_factory=list[MemberLine])
    confirmed: list[MemberLine] = field(default_factory=list[MemberLine])
    attach: list[AttachLine] = field(default_factory=list[AttachLine])
    todo: list[TodoGroup] = field(default_factory=list[TodoGroup])
    flags: list[FlagLine] = field(default_factory=list[FlagLine])
    older: list[str] = field(
        default_factory=list[str]
    )  # expenses that main projects lack, in words
    series: list[SeriesLine] = field(default_factory=list[SeriesLine])
