"""A database for live boards: the demo group, two hundred readers of the main company, a hundred people at home."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from benchmarks.databases import COMPANY, DATA, emptied, made, moment, opened, stamp
from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.settings import ROOT
from moment_ui.db.engine import engine
from moment_ui.db.work import global_reading, global_writing, writing
from moment_ui.domain.access.commands import join_company, open_session
from moment_ui.domain.access.cookies import cookie_name
from moment_ui.models.access import Role, RoleKey, User
from moment_ui.models.company import Company
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember

FOLDER = DATA / "live"
HOME, NAME = "vardal", "Fjordgata 8, ombygging"
PEOPLE, READERS = 100, 201


@dataclass(frozen=True)
class Group:
    """Who watches where, and who writes on what at home."""

    main: int
    home: int
    project: int
    secondary: int
    activity: int
    people: tuple[int, ...]
    cookies: tuple[str, ...]

    @property
    def board(self) -> str:
        """The address of the project's board."""
        return f"/{COMPANY}/projects/{self.project}/hours"


def ensure() -> Group:
    """The database, made when it is missing or old."""
    sources = [*sorted((ROOT / "moment_ui" / "demo").glob("*.py")), Path(__file__)]
    if not made(FOLDER, sources):
        emptied(FOLDER)
        moment(FOLDER, "seed")
        (FOLDER / "group.json").write_text(json.dumps(_people()))
        stamp(FOLDER, sources)
    kept: dict[str, Any] = json.loads((FOLDER / "group.json").read_text())
    kept |= {name: tuple(kept[name]) for name in ("people", "cookies")}
    return Group(**kept)


def sums(group: Group) -> tuple[int, int]:
    """The minutes of the project's hours at home, and of their mirrors in the main company."""
    with opened(FOLDER), engine().connect() as connection:
        at_home = "SELECT coalesce(sum(minutes), 0) FROM time_record WHERE project_id = ?"
        mirrored = (
            "SELECT coalesce(sum(minutes), 0) FROM time_record"
            " WHERE project_id = ? AND origin_company_id = ?"
        )
        home = connection.exec_driver_sql(at_home, (group.secondary,)).scalar_one()
        main = connection.exec_driver_sql(mirrored, (group.project, group.home)).scalar_one()
    return int(home), int(main)


def cells(group: Group) -> dict[tuple[int, str], list[int]]:
    """What stands at home in each cell of the activity, by user and day: the minutes of its rows."""
    found: dict[tuple[int, str], list[int]] = {}
    with opened(FOLDER), engine().connect() as connection:
        rows = connection.exec_driver_sql(
            "SELECT c.user_id, t.day, t.minutes FROM time_record t"
            " JOIN co_worker c ON c.id = t.co_worker_id WHERE t.activity_id = ?",
            (group.activity,),
        )
        for user, day, minutes in rows:
            found.setdefault((user, str(day)[:10]), []).append(minutes)
    return found


def _people() -> dict[str, Any]:
    with opened(FOLDER) as reader:
        with global_reading() as session:
            home = session.exec(select(Company.id).where(Company.slug == HOME)).one() or 0
            role = session.exec(
                select(Role.id).where(Role.company_id == home, Role.key == RoleKey.CO_WORKER)
            ).one()
            economy = session.exec(
                select(Role.id).where(
                    Role.company_id == reader.company_id, Role.key == RoleKey.ECONOMY
                )
            ).one()
        users = _users(home, role or 0, PEOPLE, "Benk")
        readers = _users(reader.company_id, economy or 0, READERS, "Leser")
        actor = Actor(0, home, frozenset(Permission), "Benchmark")
        with writing(actor) as work:
            secondary = work.session.exec(
                select(Project).where(
                    Project.name == NAME, Project.main_company_id == reader.company_id
                )
            ).one()
            activity = work.session.exec(
                select(Activity)
                .where(Activity.project_id == secondary.key, sa.true())
                .order_by(col(Activity.position), col(Activity.id))
            ).first()
            for number, user in enumerate(users):
                person = CoWorker(user_id=user, name=f"Benk {number:03}")
                work.session.add(person)
                work.session.flush()
                work.session.add(ProjectMember(project_id=secondary.key, co_worker_id=person.key))
            found = {
                "main": reader.company_id,
                "home": home,
                "project": secondary.main_project_id,
                "secondary": secondary.key,
                "activity": activity.key if activity else 0,
            }
        name = cookie_name()
        tokens = [open_session(user, remember=True) for user in readers]
    return found | {"people": users, "cookies": [f"{name}={token}" for token in tokens]}


def _users(company: int, role: int, count: int, name: str) -> list[int]:
    users: list[int] = []
    with global_writing() as session:
        for number in range(count):
            user = User(
                email=f"{name.lower()}{number}@benk.example",
                name=f"{name} {number:03}",
                password_hash="",
                created_at=clock.now(),
            )
            session.add(user)
            session.flush()
            join_company(session, user.id or 0, company, role)
            users.append(user.id or 0)
    return users
