"""A report's TableView as it travels to the browser: small, without what the browser can tell itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from moment_ui.core.words import _, plural
from moment_ui.reports.view import (
    HeadView,
    TotalView,
)


@dataclass
class Head:
    """A column's head. `css` goes on its cells too; `narrow` is its word on a phone."""

    key: str = ""
    label: str = ""
    css: str = ""
    sort: str = ""
    place: str = ""
    sortable: bool = True
    narrow: str = ""


@dataclass(frozen=True)
class Bar:
    """Where the address bar shall stand; `id` is new each time that is said."""

    id: str = ""
    address: str = ""
    replace: bool = False


@dataclass
class Around:
    """What stands around a row's path: company and list before it, the list's address behind.

    `act` is the word of buttons in cells, "" when the reader may not press them; `choose` of those that
    show what can be chosen.
    """

    base: str = ""
    rows: str = ""
    suffix: str = ""
    act: str = ""
    choose: str = ""


@dataclass
class FootCell:
    """A cell of a line of totals."""

    text: str = ""
    css: str = ""


@dataclass
class Foot:
    """A line of totals. `span` is what the label covers."""

    label: str = ""
    span: int = 1
    cells: list[FootCell] = field(default_factory=list[FootCell])


@dataclass
class SelectionBar:
    """What is ticked. `offer` is the word of the button that takes the whole filter."""

    count: int = 0
    text: str = ""
    offer: str = ""


@dataclass
class SavedViewItem:
    """A saved view in the chooser and the panel."""

    id: int = 0
    name: str = ""
    owner: str = ""
    mine: bool = False
    removable: bool = False
    shared: bool = False
    is_default: bool = False


@dataclass
class OpenView:
    """The view the list was opened from, and whether the list has been changed since."""

    id: int = 0
    name: str = ""
    mine: bool = False
    changed: bool = False


def heads_of(
    heads: list[HeadView], places: Mapping[str, str], short: Mapping[str, str]
) -> list[Head]:
    """The heads, with the class that gives a column its place on a phone."""
    several = sum(1 for head in heads if head.sort) > 1
    return [
        Head(
            key=head.key,
            label=short.get(head.key, head.label),
            css=" ".join(filter(None, (head.align, places.get(head.key, "")))),
            sort=head.sort,
            place=str(head.place) if several and head.place else "",
            sortable=head.sortable,
            narrow=head.label.lower() if "l-side" in places.get(head.key, "") else "",
        )
        for head in heads
    ]


def feet_of(totals: list[TotalView], heads: list[Head]) -> list[Foot]:
    """The lines of totals under the heads they sum."""
    return [
        Foot(
            label=total.label,
            span=total.label_span,
            cells=[FootCell(text, head.css) for text, head in zip(total.cells, heads, strict=True)][
                total.label_span :
            ],
        )
        for total in totals
    ]


def selection_of(ticked: int, total: int, *, everything: bool) -> SelectionBar:
    """What the bar over the list says about the ticks."""
    count = total if everything else ticked
    offer = _("Select all {count} in the filter").format(count=total)
    return SelectionBar(
        count=count,
        text=plural("{count} selected", "{count} selected", count),
        offer=offer if ticked and not everything and total > ticked else "",
    )


@dataclass
class TagItem:
    """A tag to choose, with its group."""

    id: int = 0
    name: str = ""
    group: str = ""
