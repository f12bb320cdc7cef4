"""Tasks of the demo's companies: on the board, late ones and some of a partner's people."""

import datetime as dt
from collections.abc import Sequence

from sqlmodel import col, select

from moment_ui.core.actor import Actor
from moment_ui.db.work import Work, writing
from moment_ui.domain.tasks.commands import create_task
from moment_ui.domain.tasks.rules import TaskDraft
from moment_ui.models.project import CoWorker, Project, ProjectStatus
from moment_ui.models.task import Task, TaskState

Planned = tuple[str, TaskState, int | None, str, tuple[str, ...]]
"""Title, column, days until it is due, description and checklist."""

ARCHITECTS: tuple[Planned, ...] = (
    ("Send rammesøknad til kommunen", TaskState.TO_DO, 6, "Vedlegg D og E mangler signatur.", ()),
    ("Avklar brannkonsept med RIBr", TaskState.TO_DO, -2, "", ("Rømningsveier", "Sprinkling")),
    ("Bestill grunnundersøkelse", TaskState.TO_DO, 13, "", ()),
    ("Tegn fasader sør og vest", TaskState.IN_PROGRESS, 1, "Målestokk 1:100.", ("Sør", "Vest")),
    ("Mengder for trapp og rekkverk", TaskState.IN_PROGRESS, 0, "", ()),
    ("Svar fra nabo om grense", TaskState.WAITING, -5, "Purret forrige uke.", ()),
    ("Pris på solskjerming", TaskState.WAITING, 9, "", ()),
    ("Referat fra byggemøte 7", TaskState.DONE, -3, "", ()),
    ("Planløsning plan 2 godkjent", TaskState.DONE, -8, "", ()),
)
ENGINEERS: tuple[Planned, ...] = (
    ("Kontroller laster på takterrasse", TaskState.TO_DO, 4, "Snølast etter ny veileder.", ()),
    ("Utsparinger i dekke plan 3", TaskState.TO_DO, -1, "", ("Ventilasjon", "Rør", "Elektro")),
    ("Befaring av bærevegg i kjeller", TaskState.TO_DO, 8, "", ()),
    ("Armeringstegninger fundament", TaskState.IN_PROGRESS, 2, "", ("Akse A–C", "Akse D–F")),
    ("Knutepunkt stål og massivtre", TaskState.IN_PROGRESS, 5, "Avklares med leverandør.", ()),
    ("Svar fra geoteknikk om peler", TaskState.WAITING, -3, "Purret mandag.", ()),
    ("Uavhengig kontroll av beregninger", TaskState.WAITING, 11, "", ()),
    ("Kollisjonskontroll av modell", TaskState.DONE, -2, "", ()),
)
LANDSCAPERS: tuple[Planned, ...] = (
    ("Planteplan for gårdsrom", TaskState.TO_DO, 7, "Hjemlige arter der det går.", ()),
    ("Overvannsregnskap med blågrønn faktor", TaskState.TO_DO, 3, "", ("Regnbed", "Takhage")),
    ("Høydesett ny adkomst", TaskState.IN_PROGRESS, 1, "Universell utforming, maks 1:20.", ()),
    ("Belysning langs gangvei", TaskState.IN_PROGRESS, -1, "", ("Armaturer", "Lysberegning")),
    ("Prøvefelt for belegningsstein", TaskState.WAITING, 10, "", ()),
    ("Tillatelse til felling av alm", TaskState.WAITING, -4, "Sendt bymiljøetaten.", ()),
    ("Registrering av trær", TaskState.DONE, -6, "", ()),
)
TASKS = {"vardal": ENGINEERS, "landskap": LANDSCAPERS}
"""What each company's people do; architects where nothing else is said."""


def add_tasks(actors: dict[str, Actor]) -> bool:
    """Write tasks down in every company that has none, in a transaction each; False when all had some."""
    added = False
    for slug in sorted(actors):
        with writing(actors[slug]) as work:
            if work.session.exec(select(col(Task.id)).limit(1)).first() is None:
                _fill(work, TASKS.get(slug, ARCHITECTS))
                added = True
    return added


def _fill(work: Work, planned: Sequence[Planned]) -> None:
    projects = select(Project).where(Project.status == ProjectStatus.ACTIVE)
    found = list(work.session.exec(projects.order_by(col(Project.id).desc()).limit(5)))
    people = select(CoWorker).where(col(CoWorker.user_id).is_not(None))
    team = list(work.session.exec(people.order_by(col(CoWorker.id)).limit(5)))
    if not (found and team):
        return
    for place, (title, state, days, text, items) in reversed([*enumerate(planned)]):
        draft = TaskDraft(
            title,
            text,
            found[place % len(found)].key,
            team[place % len(team)].key,
            work.today() + dt.timedelta(days=days) if days is not None else None,
            state,
            items,
        )
        create_task(work, draft)
