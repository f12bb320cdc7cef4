"""Both sides of shared projects, read in one transaction: words of rows, gathered by the database.

Each row becomes a word: which row it is at home, its day and minutes. The words of a project, co-worker and
activity are gathered into one text on each side, so that 200,000 rows are compared as some hundred texts.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.period import Period
from moment_ui.db.lists import records, within
from moment_ui.db.work import Work
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker

BETWEEN = ","
UNKNOWN = 0

Key = tuple[int, int, int, int | None]
"""A main project, the co-worker at home, the main activity, and the company that home thinks mirrors the rows.

`UNKNOWN` stands for a co-worker or activity that the other side does not have.
"""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of one key on one side: whole minutes, and their words."""

    minutes: int
    words: str


NOTHING = Gathered(0, "")


@dataclass(frozen=True, slots=True)
class Pair:
    """What two companies have together: sessions of both, and main projects by the secondary ones."""

    home: Work
    main: Work
    projects: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides by their keys; `direct` are minutes and rows written on the main project itself.

    By somebody whose home is the partner: hours that should have been written there.
    """

    home: Mapping[Key, Gathered]
    main: Mapping[Key, Gathered]
    direct: Mapping[int, tuple[int, int]]

    def differing(self) -> dict[int, set[int]]:
        """By main project the rows that do not agree, as they are called at home."""
        found: dict[int, set[int]] = {}
        for key in self.home.keys() | self.main.keys():
            ids = _differing(self.home.get(key, NOTHING).words, self.main.get(key, NOTHING).words)
            if ids:
                found.setdefault(key[0], set()).update(ids)
        return found

    def of_project(self, project_id: int) -> "Sides":
        """One main project alone."""
        return Sides(
            {key: each for key, each in self.home.items() if key[0] == project_id},
            {key: each for key, each in self.main.items() if key[0] == project_id},
            {key: each for key, each in self.direct.items() if key == project_id},
        )

    def minutes(self) -> tuple[int, int]:
        """All minutes at home, and all that count for the home company in the main company."""
        at_home = sum(each.minutes for each in self.home.values())
        in_main = sum(each.minutes for each in self.main.values())
        return at_home, in_main + sum(minutes for _rows, minutes in self.direct.values())

    def digest(self) -> str:
        """A digest of all rows of both sides: another one when anything that must agree has changed."""
        found = hashlib.sha256()
        for key in sorted(self.home.keys() | self.main.keys(), key=str):
            words = _sorted(self.home.get(key, NOTHING).words)
            others = self.main.get(key, NOTHING).words
            theirs = words if others == self.home.get(key, NOTHING).words else _sorted(others)
            found.update(f"{key}:{words}{'' if theirs == words else f'|{theirs}'};".encode())
        found.update(repr(sorted(self.direct.items())).encode())
        return found.hexdigest()


def both_sides(pair: Pair, period: Period) -> Sides:
    """Both sides of shared projects in a period."""
    return Sides(_at_home(pair, period), _in_main(pair, period), _direct(pair, period))


def home_words(pair: Pair, period: Period) -> Any:
    """The statement of a home's words: project, co-worker, activity and main company, with what is gathered."""
    ours = col(TimeRecord.project_id).in_(pair.projects)
    return _gathering(col(TimeRecord.id), col(TimeRecord.mirror_company_id), period).where(ours)


def main_words(pair: Pair, period: Period) -> Any:
    """The same of the mirrors in the main company; they are all tied to it."""
    tied = sa.literal(pair.main.company_id, sa.Integer)
    return _gathering(col(TimeRecord.origin_id), tied, period).where(
        col(TimeRecord.project_id).in_(pair.projects.values()),
        col(TimeRecord.origin_company_id) == pair.home.company_id,
        col(TimeRecord.origin_id).is_not(None),
    )


def main_people(pair: Pair) -> dict[int, int]:
    """By their id in the main company, who people of the home company are at home."""
    theirs = sa.select(col(CoWorker.id), col(CoWorker.home_co_worker_id)).where(
        col(CoWorker.home_company_id) == pair.home.company_id,
        col(CoWorker.home_co_worker_id).is_not(None),
    )
    people = dict(tuple(row) for row in records(pair.main, theirs))
    return _also_own(pair, people)


def _also_own(pair: Pair, people: dict[int, int]) -> dict[int, int]:
    """Those employed in both companies too: they are known by their log-in."""
    known = set(people.values())
    by_user = sa.select(col(CoWorker.user_id), col(CoWorker.id)).where(
        col(CoWorker.user_id).is_not(None)
    )
    at_home = {user: key for user, key in records(pair.home, by_user) if key not in known}
    own = by_user.where(col(CoWorker.is_external).is_(False))
    in_main = dict(tuple(row) for row in records(pair.main, own))
    both = at_home.keys() & in_main.keys()
    return {**people, **{in_main[user]: at_home[user] for user in both}}


def _gathering(row_id: Any, tied: Any, period: Period) -> Any:
    word = sa.cast(row_id, sa.String)
    for part in (col(TimeRecord.day), col(TimeRecord.minutes)):
        word = word.concat(":").concat(sa.cast(part, sa.String))
    grouped = (
        col(TimeRecord.project_id),
        col(TimeRecord.co_worker_id),
        col(TimeRecord.activity_id),
        tied,
    )
    minutes = sa.func.sum(col(TimeRecord.minutes))
    return (
        sa.select(*grouped, minutes, sa.func.aggregate_strings(word, BETWEEN))
        .where(within(col(TimeRecord.day), period.start, period.end))
        .group_by(*grouped)
    )


def _at_home(pair: Pair, period: Period) -> dict[Key, Gathered]:
    activities = sa.select(col(Activity.id), col(Activity.main_activity_id)).where(
        col(Activity.project_id).in_(pair.projects)
    )
    known = {key: main_id or UNKNOWN for key, main_id in records(pair.home, activities)}
    read = records(pair.home, home_words(pair, period))
    return _by_key(
        (
            (pair.projects[project], person, known.get(activity, UNKNOWN), main),
            (int(minutes), words),
        )
        for project, person, activity, main, minutes, words in read
    )


def _in_main(pair: Pair, period: Period) -> dict[Key, Gathered]:
    people = main_people(pair)
    read = records(pair.main, main_words(pair, period))
    return _by_key(
        ((project, people.get(person, UNKNOWN), activity, main), (int(minutes), words))
        for project, person, activity, main, minutes, words in read
    )


def _by_key(read: Iterable[tuple[Key, tuple[int, str]]]) -> dict[Key, Gathered]:
    found: dict[Key, Gathered] = {}
    for key, (minutes, words) in read:
        others = found.get(key, NOTHING)
        joined = BETWEEN.join(filter(None, (others.words, words)))
        found[key] = Gathered(others.minutes + minutes, joined)
    return found


def direct_rows(pair: Pair, period: Period) -> list[Any]:
    """The conditions of rows that people of the home company wrote on main projects themselves."""
    externals = sa.select(col(CoWorker.id)).where(
        col(CoWorker.home_company_id) == pair.home.company_id,
        col(CoWorker.is_external).is_(True),
    )
    return [
        col(TimeRecord.project_id).in_(pair.projects.values()),
        col(TimeRecord.origin_id).is_(None),
        col(TimeRecord.co_worker_id).in_(externals),
        within(col(TimeRecord.day), period.start, period.end),
    ]


def _direct(pair: Pair, period: Period) -> dict[int, tuple[int, int]]:
    query = (
        sa.select(col(TimeRecord.project_id), sa.func.count(), sa.func.sum(col(TimeRecord.minutes)))
        .where(*direct_rows(pair, period))
        .group_by(col(TimeRecord.project_id))
    )
    return {key: (count, int(minutes)) for key, count, minutes in records(pair.main, query)}


def _differing(home: str, main: str) -> set[int]:
    """The rows whose words are not on both sides."""
    if home == main:
        return set()
    words = set(home.split(BETWEEN)) ^ set(main.split(BETWEEN))
    return {int(word.partition(":")[0]) for word in words if word}


def _sorted(words: str) -> str:
    """Words in an order of their own: a database gathers them in any."""
    return BETWEEN.join(sorted(words.split(BETWEEN)))
