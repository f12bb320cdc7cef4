"""What the screen draws of a report: strings in the reader's language, and addresses to go to.

Plain mutable dataclasses of lists and strings, because some of them live in Reflex state.
"""

from dataclasses import dataclass, field

Cell = list[str]
"""One value as it is drawn: `[text, link, tone, hint, extra]` without the empty ends.

Most cells are one text, and a page has hundreds. `link` is where the cell leads inside the company
("/customers/17"), or OWN; `tone` are the CSS classes of the text's element, e.g. "status good
half", "amount bad", "badge tag", "nil"; `hint` is what hovering tells ("Overdue by 22 days", all
tags); `extra` stands after the text ("+2" for more tags).
"""

OWN = "."
"""A link to the row's own page: `TableView.pages` and the row's id."""


ACT = "+"
"""In place of a link: a button that starts what the list does with such a cell, where it does."""

CHOOSE = "="
"""In place of a link: a button that shows what can be chosen for such a cell, where the list does."""


@dataclass
class HeadView:
    """A column's head. `sort` is "", "ascending" or "descending"; `place` 1 for the first key.

    `unit` is the currency when all of the column's amounts are in one ("NOK").
    `kind` is the column's Kind; `align` is "num" for right-aligned ones.
    """

    key: str = ""
    label: str = ""
    kind: str = ""
    align: str = ""
    unit: str = ""
    sort: str = ""
    place: int = 0
    sortable: bool = False


@dataclass
class RowView:
    """One row; cells run parallel to the heads. `name` is what a tick box is called ("20398")."""

    id: int = 0
    name: str = ""
    cells: list[Cell] = field(default_factory=list[Cell])


@dataclass
class TotalView:
    """One line of totals; `cells` runs parallel to the heads, "" where nothing is summed.

    `label` ("Total of 214 customers, NOK", then "EUR") spans `label_span` columns from the left.
    """

    label: str = ""
    label_span: int = 1
    currency: str = ""
    cells: list[str] = field(default_factory=list[str])


@dataclass
class ChipView:
    """An active filter: its label, and its value in words."""

    key: str = ""
    label: str = ""
    value: str = ""


@dataclass
class PagerView:
    """Which rows these are ("1–50 of 214", "1 of 5"), how many a page has, whether there are more."""

    rows: str = ""
    pages: str = ""
    size: str = ""
    has_previous: bool = False
    has_next: bool = False


@dataclass
class TableView:
    """A report as the reader sees it.

    `query` is this list's own address (without "?"), `page` the one shown: past the end, the last; `count` is -1 until the totals are known. `filtered` tells
    an empty list ("widen the filter") from an empty company ("create the first"). `pages` is what
    the paths of the rows' own pages begin with ("/customers/").
    """

    title: str = ""
    query: str = ""
    page: int = 1
    count: int = -1
    count_text: str = ""
    filtered: bool = False
    pages: str = ""
    heads: list[HeadView] = field(default_factory=list[HeadView])
    rows: list[RowView] = field(default_factory=list[RowView])
    totals: list[TotalView] = field(default_factory=list[TotalView])
    chips: list[ChipView] = field(default_factory=list[ChipView])
    pager: PagerView = field(default_factory=PagerView)


@dataclass
class ColumnChoice:
    """A column in the picker. `default` marks those a new reader sees."""

    key: str = ""
    label: str = ""
    group: str = ""
    shown: bool = False
    place: int = 0


@dataclass
class ChoiceView:
    """A choice in the filter panel with its count ("" when not counted)."""

    value: str = ""
    label: str = ""
    count: str = ""
    chosen: bool = False
    tone: str = ""


@dataclass
class FilterView:
    """A filter in the panel. `kind` is the FilterKind.

    `text` is the value of a text or flag filter ("yes"), `low` and `high` those of a range or of
    own dates (ISO), `preset` the named period.
    """

    key: str = ""
    label: str = ""
    kind: str = ""
    hint: str = ""
    active: bool = False
    text: str = ""
    low: str = ""
    high: str = ""
    preset: str = ""
    choices: list[ChoiceView] = field(default_factory=list[ChoiceView])
