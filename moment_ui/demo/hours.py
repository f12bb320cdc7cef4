"""Hours of a demo company: what each co-worker wrote on each working day of two years."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from moment_ui.core.period import add_months
from moment_ui.demo import vocabulary
from moment_ui.demo.dice import dice
from moment_ui.demo.projects import DemoProject

DAY_MINUTES = 450
MONTHS = 24


@dataclass(slots=True)
class DemoHours:
    """One record on its way into the database."""

    project: DemoProject
    activity_id: int
    activity: str
    co_worker_id: int
    day: dt.date
    minutes: int
    comment: str

    @property
    def month(self) -> dt.date:
        """The first day of the month it is billed in."""
        return self.day.replace(day=1)


def written_hours(
    slug: str, projects: list[DemoProject], co_workers: list[int], today: dt.date
) -> Iterator[DemoHours]:
    """Everything written from two years ago up to and including yesterday."""
    chance = dice(slug, "hours")
    for months_ago in range(MONTHS, -1, -1):
        first = add_months(today, -months_ago)
        last = min(add_months(first, 1), today) - dt.timedelta(days=1)
        days = [day for day in _days(first, last) if day.weekday() < 5]
        for co_worker in co_workers:
            mine = _chosen(projects, co_worker, first, last, chance)
            for day in days:
                yield from _day(mine, co_worker, day, chance)


def _days(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for offset in range((last - first).days + 1):
        yield first + dt.timedelta(days=offset)


def _chosen(
    projects: list[DemoProject], co_worker: int, first: dt.date, last: dt.date, chance: Random
) -> list[DemoProject]:
    own = [p for p in projects[1:] if co_worker in p.members and p.is_open(first, last)]
    return chance.sample(own, min(4, len(own)))


def _day(
    mine: list[DemoProject], co_worker: int, day: dt.date, chance: Random
) -> Iterator[DemoHours]:
    if chance.random() < 0.11:  # away
        return
    open_today = [project for project in mine if project.is_open(day, day)]
    if not open_today:
        return
    left = DAY_MINUTES + chance.choice((-60, 0, 0, 0, 30, 60))
    for project in chance.sample(open_today, min(len(open_today), chance.choice((1, 1, 2, 2, 3)))):
        minutes = min(left, chance.randrange(2, 14) * 30)
        left -= minutes
        if minutes:
            activity_id, activity = _activity(project, day, chance)
            comment = chance.choice(vocabulary.COMMENTS)
            yield DemoHours(project, activity_id, activity, co_worker, day, minutes, comment)


def _activity(project: DemoProject, day: dt.date, chance: Random) -> tuple[int, str]:
    start, end = project.row["start_on"], project.row["end_on"]
    place = (day - start) / max(end - start, dt.timedelta(days=1)) * (len(project.activities) - 1)
    index = round(place + chance.choice((-1, 0, 0, 0, 1)))
    return project.activities[max(0, min(index, len(project.activities) - 1))]
