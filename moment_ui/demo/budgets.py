"""Budgets of a demo company's projects, near to what the hours written on them come to."""

import datetime as dt
from collections import Counter

from moment_ui.db.work import Work
from moment_ui.demo.dice import dice
from moment_ui.demo.hours import DemoHours
from moment_ui.demo.projects import DemoProject
from moment_ui.models.project import Project

STEP = 20
"""Budgets are round figures: whole twenties of hours."""


def set_budgets(
    work: Work, slug: str, projects: list[DemoProject], hours: list[DemoHours], today: dt.date
) -> None:
    """Give each project with hours the budget that its pace so far asks for, by and large."""
    chance = dice(slug, "budgets")
    written = Counter[int]()
    for record in hours:
        written[record.project.id] += record.minutes
    rows = [
        {
            "id": project.id,
            "budget_minutes": _round(
                written[project.id] / _elapsed(project, today) * chance.uniform(0.8, 1.35)
            ),
        }
        for project in projects
        if project.row["budget_minutes"] and written[project.id]
    ]
    work.update_rows(Project, rows)


def _elapsed(project: DemoProject, today: dt.date) -> float:
    """How much of the project's time has passed, of 1."""
    start, end = project.row["start_on"], project.row["end_on"]
    return max(0.1, min(1.0, (today - start) / max(end - start, dt.timedelta(days=1))))


def _round(minutes: float) -> int:
    return max(1, round(minutes / 60 / STEP)) * STEP * 60
