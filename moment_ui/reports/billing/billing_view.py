"""What the pages of To be invoiced show: strings in the reader's language."""

from dataclasses import dataclass, field


@dataclass
class ProjectLine:
    """A project in the list: what each kind comes to, and what is held back."""

    id: int = 0
    title: str = ""
    customer: str = ""
    hours: str = ""
    hour_amount: str = ""
    extras: str = ""
    fixed: str = ""
    subscriptions: str = ""
    total: str = ""
    currency: str = ""
    held: str = ""
    held_css: str = ""
    more: str = ""
    can: bool = False
    href: str = ""


@dataclass
class BillingListView:
    """A page of projects, what the whole filter adds up to, and what the filter offers.

    `summing`: there is more than the page, and what it comes to is not worked out yet.
    """

    rows: list[ProjectLine] = field(default_factory=list[ProjectLine])
    count: int = 0
    count_text: str = ""
    sums: list[ProjectLine] = field(default_factory=list[ProjectLine])
    summing: bool = False
    pages: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    place: str = ""
    leaders: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    tags: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    customer: str = ""
    sees_all: bool = False


@dataclass
class BlockerLine:
    """Something that is held back, with the way to mend it."""

    key: str = ""
    text: str = ""
    hours: str = ""
    amount: str = ""
    css: str = ""
    fix: str = ""
    href: str = ""
    approves: bool = False


@dataclass
class ItemLine:
    """Something to be ticked."""

    key: str = ""
    text: str = ""
    about: str = ""
    day: str = ""
    hours: str = ""
    price: str = ""
    amount: str = ""
    typed: str = ""
    free: bool = False
    planned: bool = False
    included: bool = False
    nought: bool = False
    row_id: int = 0
    payers: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])


@dataclass
class KindView:
    """The items of one kind."""

    kind: str = ""
    title: str = ""
    note: str = ""
    rows: list[ItemLine] = field(default_factory=list[ItemLine])


@dataclass
class SumLine:
    """A figure at the side."""

    label: str = ""
    value: str = ""


@dataclass
class BillingSheetView:
    """One project with everything that can be billed of it."""

    id: int = 0
    title: str = ""
    name: str = ""
    customer: str = ""
    customer_id: int = 0
    leader: str = ""
    until: str = ""
    kinds: list[KindView] = field(default_factory=list[KindView])
    later: list[ItemLine] = field(default_factory=list[ItemLine])
    blockers: list[BlockerLine] = field(default_factory=list[BlockerLine])
    within: str = ""
    stopped: bool = False
    may_edit: bool = False


@dataclass
class DraftLine:
    """A line of a draft to be."""

    text: str = ""
    quantity: str = ""
    price: str = ""
    net: str = ""


@dataclass
class PlannedView:
    """A draft to be."""

    customer: str = ""
    projects: str = ""
    currency: str = ""
    net: str = ""
    vat: str = ""
    gross: str = ""
    about: str = ""
    lines: list[DraftLine] = field(default_factory=list[DraftLine])


@dataclass
class PlanView:
    """The drafts that would arise, and what to know of them."""

    drafts: list[PlannedView] = field(default_factory=list[PlannedView])
    more: str = ""
    title: str = ""
    button: str = ""
    totals: list[SumLine] = field(default_factory=list[SumLine])
    warnings: list[BlockerLine] = field(default_factory=list[BlockerLine])
    left_out: list[SumLine] = field(default_factory=list[SumLine])
