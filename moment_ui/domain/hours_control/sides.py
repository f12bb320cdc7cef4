"""Both sides of shared projects, read in one transaction: words of rows, gathered by the database.

Each row becomes a word of what must agree: which row it is, its day, minutes, activity and project. The
words of a project and co-worker are gathered into one text on each side, so that 200,000 rows are compared
as some hundred texts.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.period import Period
from moment_ui.db.lists import records, within
from moment_ui.db.work import Work
from moment_ui.models.hours import TimeRecord
from moment_ui.models.project import Activity, CoWorker, Project

BETWEEN = ","
UNKNOWN = 0
"""Stands for a co-worker who has nobody on the other side."""

Key = tuple[int, int]
"""A main project, and the co-worker at home; `UNKNOWN` for none."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The rows of one project and co-worker on one side: how many, whole minutes, and their words."""

    count: int
    minutes: int
    words: str


NOTHING = Gathered(0, 0, "")


@dataclass(frozen=True, slots=True)
class Pair:
    """What two companies have together: sessions of both, and main projects by the secondary ones."""

    home: Work
    main: Work
    projects: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Sides:
    """Both sides by project and co-worker; `direct` are minutes and rows written on the main project itself.

    By somebody whose home is the partner: hours that should have been written there.
    """

    home: Mapping[Key, Gathered]
    main: Mapping[Key, Gathered]
    direct: Mapping[int, tuple[int, int]]

    def differing(self) -> list[Key]:
        """The projects and co-workers whose rows do not agree, in order."""
        keys = self.home.keys() | self.main.keys()
        return sorted(
            key
            for key in keys
            if not _agree(self.home.get(key, NOTHING), self.main.get(key, NOTHING))
        )

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
        for side in (self.home, self.main):
            for key in sorted(side):
                words = BETWEEN.join(sorted(side[key].words.split(BETWEEN)))
                found.update(f"{key}:{words};".encode())
            found.update(b"|")
        found.update(repr(sorted(self.direct.items())).encode())
        return found.hexdigest()


def both_sides(pair: Pair, period: Period) -> Sides:
    """Both sides of shared projects in a period."""
    people = main_people(pair)
    return Sides(
        _gathered(pair.home, home_words(pair, period), pair.projects),
        _in_main(pair, period, people),
        _direct(pair, period),
    )


def home_words(pair: Pair, period: Period) -> Any:
    """The statement of a home's words: project and co-worker there, count, minutes, words."""
    followed = sa.case((col(TimeRecord.mirror_company_id) == pair.main.company_id, 1), else_=0)
    word = _word(col(TimeRecord.id), col(Activity.main_activity_id), followed)
    return _gathering(word, period).where(col(TimeRecord.project_id).in_(pair.projects))


def main_words(pair: Pair, period: Period) -> Any:
    """The same of the mirrors in the main company."""
    word = _word(col(TimeRecord.origin_id), col(TimeRecord.activity_id), sa.literal(1, sa.Integer))
    return _gathering(word, period).where(
        col(TimeRecord.project_id).in_(pair.projects.values()),
        col(TimeRecord.origin_company_id) == pair.home.company_id,
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


def _gathering(word: Any, period: Period) -> Any:
    return (
        sa.select(
            col(TimeRecord.project_id),
            col(TimeRecord.co_worker_id),
            sa.func.count(),
            sa.func.sum(col(TimeRecord.minutes)),
            sa.func.aggregate_strings(word, BETWEEN),
        )
        .select_from(TimeRecord)
        .join(Activity, col(Activity.id) == col(TimeRecord.activity_id))
        .where(within(col(TimeRecord.day), period.start, period.end))
        .group_by(col(TimeRecord.project_id), col(TimeRecord.co_worker_id))
    )


def _word(row_id: Any, activity_id: Any, followed: Any) -> Any:
    parts = (row_id, col(TimeRecord.day), col(TimeRecord.minutes), activity_id, followed)
    texts = [sa.func.coalesce(sa.cast(part, sa.String), "") for part in parts]
    word = texts[0]
    for text in texts[1:]:
        word = word.concat(":").concat(text)
    return word


def _gathered(work: Work, statement: Any, projects: Mapping[int, int]) -> dict[Key, Gathered]:
    return {
        (projects[project_id], co_worker_id): Gathered(count, int(minutes), words)
        for project_id, co_worker_id, count, minutes, words in records(work, statement)
    }


def _in_main(pair: Pair, period: Period, people: Mapping[int, int]) -> dict[Key, Gathered]:
    found: dict[Key, Gathered] = {}
    for project_id, person, count, minutes, words in records(pair.main, main_words(pair, period)):
        key = (project_id, people.get(person, UNKNOWN))
        others = found.get(key, NOTHING)
        joined = BETWEEN.join(filter(None, (others.words, words)))
        found[key] = Gathered(others.count + count, others.minutes + int(minutes), joined)
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


def _agree(home: Gathered, main: Gathered) -> bool:
    if (home.count, home.minutes) != (main.count, main.minutes):
        return False
    if home.words == main.words:
        return True
    return sorted(home.words.split(BETWEEN)) == sorted(main.words.split(BETWEEN))


def secondary_projects(work: Work, main_company_id: int) -> dict[int, int]:
    """The main projects by the secondary ones that this company has of a main company."""
    query = sa.select(col(Project.id), col(Project.main_project_id)).where(
        col(Project.main_company_id) == main_company_id, col(Project.main_project_id).is_not(None)
    )
    return dict(tuple(row) for row in records(work, query))
