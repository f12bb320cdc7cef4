"""Budgets of a demo company's projects, near to what the hours written on them come to."""

import datetime as dt
from collections import Counter

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.demo.dice import dice
from moment_ui.demo.hours import DemoHours
from moment_ui.demo.projects import DemoProject
from moment_ui.models.hours import TimeRecord
from moment_ui.models.partner import ProjectShare
from moment_ui.models.project import Activity, Project

PACE = (1.1, 1.5, 1.25, 0.9)
"""How much larger than what was written the budgets of shared projects' activities are, in turns."""

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


def set_shared_budgets(work: Work) -> None:
    """Give projects that partners take part in, and each of their activities, a budget; one is overrun."""
    shared = sa.select(col(ProjectShare.project_id)).where(col(ProjectShare.removed_at).is_(None))
    query = (
        select(TimeRecord.project_id, TimeRecord.activity_id, sa.func.sum(col(TimeRecord.minutes)))
        .where(col(TimeRecord.project_id).in_(shared))
        .group_by(col(TimeRecord.project_id), col(TimeRecord.activity_id))
        .order_by(col(TimeRecord.project_id), col(TimeRecord.activity_id))
    )
    budgets: Counter[int] = Counter()
    rows: list[dict[str, int]] = []
    for at, (project_id, activity_id, minutes) in enumerate(work.session.exec(query).all()):
        budget = _round(minutes * PACE[at % len(PACE)])
        budgets[project_id] += budget
        rows.append({"id": activity_id, "budget_minutes": budget})
    work.update_rows(Activity, rows)
    work.update_rows(
        Project, [{"id": key, "budget_minutes": minutes} for key, minutes in budgets.items()]
    )


def _elapsed(project: DemoProject, today: dt.date) -> float:
    """How much of the project's time has passed, of 1."""
    start, end = project.row["start_on"], project.row["end_on"]
    return max(0.1, min(1.0, (today - start) / max(end - start, dt.timedelta(days=1))))


def _round(minutes: float) -> int:
    return max(1, round(minutes / 60 / STEP)) * STEP * 60
