"""The task board in the reader's language."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from moment_ui.core.actor import Permission
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.tasks.cards import Card
from moment_ui.domain.tasks.queries import Board, board, task_choices
from moment_ui.domain.tasks.rules import Wanted
from moment_ui.models.task import TaskState

SOON = dt.timedelta(days=2)
LONGEST = 160
MOST = 2000


@dataclass
class CardLine:
    """A card. `key` names it also among partners' ("sor-12"); `due_css` says how its date is told."""

    key: str = ""
    id: int = 0
    title: str = ""
    about: str = ""
    project: str = ""
    assignee: str = ""
    initials: str = ""
    due: str = ""
    due_css: str = ""
    ticks: str = ""
    company: str = ""
    may_move: bool = False
    may_edit: bool = False


@dataclass
class ItemLine:
    """A line of a checklist."""

    id: int = 0
    text: str = ""
    done: bool = False


@dataclass
class ColumnView:
    """A column; `count` is of all its cards, `more` says how many are not shown."""

    state: str = ""
    name: str = ""
    count: str = ""
    more: str = ""
    cards: list[CardLine] = field(default_factory=list[CardLine])


@dataclass
class PartnerTick:
    """A partner company in the filter."""

    slug: str = ""
    name: str = ""
    ticked: bool = False


@dataclass
class BoardView:
    """The board, what its filter offers, and what the reader may do."""

    columns: list[ColumnView] = field(default_factory=list[ColumnView])
    partners: list[PartnerTick] = field(default_factory=list[PartnerTick])
    projects: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    people: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    count: str = ""
    may_create: bool = False
    may_set_up: bool = False


def board_view(work: Work, wanted: Wanted) -> BoardView:
    """The board as the actor may see it."""
    found, choices = board(work, wanted), task_choices(work)
    write = writer(work.actor.locale, work.actor.timezone)
    return BoardView(
        columns=[_column(found, state, name, write, work.today()) for state, name in found.columns],
        partners=[
            PartnerTick(each.slug, each.name, wanted.mine or each.slug in wanted.companies)
            for each in found.partners
        ],
        projects=[(str(key), name) for key, name in choices.projects],
        people=[(str(key), name) for key, name in choices.people],
        count=plural("{count} task", "{count} tasks", len(found.cards)),
        may_create=work.actor.may(Permission.EDIT_TASKS),
        may_set_up=work.actor.may(Permission.EDIT_PROJECTS),
    )


def item_lines(items: Iterable[tuple[int, str, bool]]) -> list[ItemLine]:
    """A checklist as it is drawn."""
    return [ItemLine(*item) for item in items]


def initials(name: str) -> str:
    """The first letters of the first and the last name."""
    words = name.split()
    return "".join(word[0] for word in (words[:1] + words[1:][-1:])).upper()


def _column(found: Board, state: TaskState, name: str, write: Writer, today: dt.date) -> ColumnView:
    cards = [card for card in found.cards if card.state is state]
    own = sum(not card.slug for card in cards)
    hidden = found.counts.get(state, own) - own
    more = _("{count} more in the report").format(count=hidden) if hidden > 0 else ""
    lines = [_line(card, write, today) for card in cards]
    return ColumnView(state.value, name, write.count(len(cards) + max(hidden, 0)), more, lines)


def _line(card: Card, write: Writer, today: dt.date) -> CardLine:
    due, css = _due(card, write, today)
    longest = MOST if card.slug else LONGEST  # ours are read whole when they are opened
    short = card.description[:longest]
    return CardLine(
        key=f"{card.slug}-{card.id}" if card.slug else str(card.id),
        id=card.id,
        title=card.title,
        about=f"{short}…" if len(card.description) > longest else short,
        project=card.project,
        assignee=card.assignee,
        initials=initials(card.assignee),
        due=due,
        due_css=css,
        ticks=f"{card.done}/{card.items}" if card.items else "",
        company=card.company,
        may_move=card.may_move,
        may_edit=card.may_edit,
    )


def _due(card: Card, write: Writer, today: dt.date) -> tuple[str, str]:
    if card.due_on is None:
        return "", ""
    day = write.day(card.due_on)
    if card.state is TaskState.DONE:
        return day, "quiet"
    if card.due_on < today:
        return _("Overdue, {day}").format(day=day), "due late"
    said = _("Today") if card.due_on == today else day
    return said, "due soon" if card.due_on <= today + SOON else "due"
