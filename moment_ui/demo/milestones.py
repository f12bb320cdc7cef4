"""Milestones and notes of a demo company's projects: phases spread over a project's time."""

import datetime as dt
from typing import Any

from moment_ui.db.work import Work
from moment_ui.demo.dice import dice
from moment_ui.demo.projects import DemoProject
from moment_ui.models.project import Milestone, ProjectNote, ProjectStatus

PHASES = (
    ("Oppstartsmøte", 0.02),
    ("Skisseprosjekt godkjent", 0.2),
    ("Rammesøknad sendt", 0.4),
    ("Anbudsgrunnlag ferdig", 0.6),
    ("Byggestart", 0.75),
    ("Overtakelse", 1.0),
)
NOTES = (
    "Nøkkelboks ved porten, kode hos vaktmesteren.",
    "Byggemøter annenhver tirsdag kl. 10 på brakka.",
    "Kunden vil ha timene spesifisert per etasje på fakturaen.",
    "Naboen i øst varsles før støyende arbeider, også når det gjelder gården på den andre siden av Åsveien.",
    "Endringer avtales skriftlig med prosjekteier før vi begynner.",
)
SHARE = 0.35


def add_milestones(work: Work, slug: str, projects: list[DemoProject], author: str) -> None:
    """Give about a third of the projects milestones, and half of those a note or two.

    `author` is who wrote the notes.
    """
    chance, today = dice(slug, "milestones"), work.today()
    milestones: list[dict[str, Any]] = []
    notes: list[dict[str, Any]] = []
    for project in projects:
        if project.customer is None or chance.random() > SHARE:
            continue
        milestones += _phases(project, chance.choice(project.members), today, chance.random())
        for text in chance.sample(NOTES, chance.randrange(0, 3)):
            notes.append(
                {
                    "project_id": project.id,
                    "text": text,
                    "pinned": not notes or chance.random() < 0.2,
                    "author_id": work.actor.user_id,
                    "author_name": author,
                    "created_at": project.row["created_at"],
                }
            )
    work.insert_rows(Milestone, milestones)
    work.insert_rows(ProjectNote, notes)


def _phases(
    project: DemoProject, responsible: int, today: dt.date, luck: float
) -> list[dict[str, Any]]:
    start, length = project.row["start_on"], project.row["end_on"] - project.row["start_on"]
    rows: list[dict[str, Any]] = []
    for position, (name, part) in enumerate(PHASES):
        due = start + length * part
        over = project.row["status"] is ProjectStatus.CLOSED
        slipped = luck < 0.3 and due > today - dt.timedelta(days=60) and not over
        rows.append(
            {
                "project_id": project.id,
                "name": name,
                "due_on": due,
                "responsible_id": responsible,
                "done_on": due if over or (due < today and not slipped) else None,
                "position": position,
                "version": 1,
                "created_at": project.row["created_at"],
            }
        )
    return rows
