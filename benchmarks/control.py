"""Hours control over 200,000 rows at home and as many mirrors, against reading both sums.

The database is the demo's, with rows added to one shared project; made anew when the migrations change.
"""

import datetime as dt
import sqlite3
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks import databases
from benchmarks.figures import Figure, at_most, told
from moment_ui.core.period import Period
from moment_ui.db.work import reading
from moment_ui.domain.hours_control.queries import of_project

SOURCE = Path(__file__)
FOLDER = databases.DATA / "control"
DATABASE = FOLDER / "moment.db"
ROWS = 200_000
MOST_SECONDS = 2.0
_DAY = dt.date(2022, 1, 3)
_INSERT = """INSERT INTO time_record (company_id, co_worker_id, project_id, activity_id, day, minutes,
    billable_minutes, comment, internal_note, status, origin_company_id, origin_id, mirror_company_id, corrected,
    returned, version, created_at, id)
    VALUES (?, ?, ?, ?, ?, ?, ?, '', '', 'not-approved', ?, ?, ?, 0, '', 1, '2026-01-01 00:00:00', ?)"""
_FLOOR = "SELECT sum(minutes) FROM time_record WHERE company_id = ? AND project_id = ?"


def ensure() -> None:
    """Make the database unless it is there."""
    if databases.made(FOLDER, [SOURCE]):
        return
    databases.emptied(FOLDER)
    databases.moment(FOLDER, "seed")
    with sqlite3.connect(DATABASE) as connection:
        _fill(connection)
    databases.stamp(FOLDER, [SOURCE])


def figures() -> Iterator[Figure]:
    """Seconds of both sums, of the whole comparison, and of one with a difference in it."""
    ensure()
    place = _place()
    floor = min(_floor(place) for _turn in range(3))
    yield told("Both sums of 200,000 hours", floor, "s")
    seconds, rows = _compared(place)
    yield at_most(f"Hours control of 200,000 rows ({rows} differ)", seconds, MOST_SECONDS, "s")
    with sqlite3.connect(DATABASE) as connection:
        connection.execute(
            "UPDATE time_record SET minutes = minutes + 1 WHERE id = (SELECT max(id) FROM time_record)"
        )
    seconds, rows = _compared(place)
    yield at_most(f"Hours control, one planted ({rows} differ)", seconds, MOST_SECONDS, "s")
    with sqlite3.connect(DATABASE) as connection:
        connection.execute(
            "UPDATE time_record SET minutes = minutes - 1 WHERE id = (SELECT max(id) FROM time_record)"
        )


def _place() -> tuple[int, int, int, int]:
    """The main company and project, and the partner and its secondary project."""
    with sqlite3.connect(DATABASE) as connection:
        return connection.execute(
            "SELECT company_id, project_id, partner_company_id, secondary_project_id FROM project_share ORDER BY id"
        ).fetchone()


def _fill(connection: sqlite3.Connection) -> None:
    main, project, home, secondary = connection.execute(
        "SELECT company_id, project_id, partner_company_id, secondary_project_id FROM project_share ORDER BY id"
    ).fetchone()
    activities = connection.execute(
        "SELECT id, main_activity_id FROM activity WHERE project_id = ? AND main_activity_id IS NOT NULL",
        (secondary,),
    ).fetchall()
    people = connection.execute(
        "SELECT home_co_worker_id, id FROM co_worker WHERE company_id = ? AND home_company_id = ?",
        (main, home),
    ).fetchall()
    first = connection.execute("SELECT max(id) FROM time_record").fetchone()[0] + 1
    rows = []
    for number in range(ROWS):
        person, external = people[number % len(people)]
        activity, main_activity = activities[number % len(activities)]
        day = (_DAY + dt.timedelta(days=number % 1500)).isoformat()
        minutes = 30 + number % 400
        key = first + 2 * number
        rows.append(
            (home, person, secondary, activity, day, minutes, minutes, None, None, main, key)
        )
        rows.append(
            (
                main,
                external,
                project,
                main_activity,
                day,
                minutes,
                minutes,
                home,
                key,
                None,
                key + 1,
            )
        )
    connection.executemany(_INSERT, rows)


def _floor(place: tuple[int, int, int, int]) -> float:
    with sqlite3.connect(DATABASE) as connection:
        started = time.perf_counter()
        for company, project in (place[:2], place[2:]):
            connection.execute(_FLOOR, (company, project)).fetchone()
        return time.perf_counter() - started


def _compared(place: tuple[int, int, int, int]) -> tuple[float, int]:
    """The best of three comparisons of the whole project: seconds, and the rows that differ."""
    took: list[float] = []
    rows = 0
    with databases.opened(FOLDER) as someone:
        actor = replace(someone, company_id=place[0])
        for _turn in range(3):
            with reading(actor, snapshot=True) as work:
                started = time.perf_counter()
                found = of_project(work, place[1], Period(None, None))
                took.append(time.perf_counter() - started)
                rows = sum(one.line.rows for one in found)
    return min(took), rows
