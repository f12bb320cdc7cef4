"""Expenses and products of the demo projects: travel, copies, models, some waiting to be accepted."""

import datetime as dt
from decimal import Decimal
from random import Random
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.db.work import Work
from moment_ui.demo.dice import dice
from moment_ui.models.expense import ExpenseStatus, ProjectExpense, ProjectProduct
from moment_ui.models.project import Activity, Project, ProjectMember, ProjectStatus

EVERY = 4
"""One active project of so many has something."""

EXPENSES = (
    ("Tog til befaring, tur-retur", "Vy", 420, 1180),
    ("Flyreise til prosjektmøte", "Norwegian", 1450, 3900),
    ("Hotell, én natt", "Scandic Havet Bodø", 1390, 2250),
    ("Kjøring med egen bil", "", 180, 940),
    ("Plott og kopier", "Kopisentralen Ålesund AS", 260, 1900),
    ("Gebyr for situasjonskart", "Skarvøy kommune", 950, 2400),
    ("Grunnundersøkelse, fjøssletta", "Bergfast Geo AS", 9800, 24000),
    ("Overnatting på Røros", "Vertshuset Røros", 1290, 1890),
)
PRODUCTS = (
    ("Terrengmodell i tre, 1:500", "stk", 4800, 9200),
    ("Fysisk modell av fasadeutsnitt", "stk", 6500, 14500),
    ("Utskrift av tegningssett, A1", "sett", 380, 720),
    ("Lisens for BIM-innsyn, ett år", "stk", 1900, 2400),
    ("Årets solstudie, ekstra årstid", "stk", 2200, 3600),
)


def add_expenses(work: Work, slug: str) -> None:
    """Give some of the active projects with a customer expenses and products of the last two months."""
    chance = dice(slug, "expenses")
    query = (
        select(Project)
        .where(Project.status == ProjectStatus.ACTIVE, col(Project.customer_id).is_not(None))
        .order_by(col(Project.id))
    )
    members, activities = _members(work), _activities(work)
    expenses: list[dict[str, Any]] = []
    products: list[dict[str, Any]] = []
    for project in work.session.exec(query).all():
        if chance.randrange(EVERY) or project.key not in activities:
            continue
        activity = activities[project.key]
        for _number in range(chance.randrange(1, 4)):
            who = chance.choice(members.get(project.key, [None]))
            expenses.append(_expense(project.key, activity, who, work.today(), chance))
        if chance.random() < 0.5:
            products.append(_product(project.key, activity, work.today(), chance))
    work.insert_rows(ProjectExpense, expenses)
    work.insert_rows(ProjectProduct, products)


def _expense(
    project_id: int, activity_id: int, who: int | None, today: dt.date, chance: Random
) -> dict[str, Any]:
    text, supplier, least, most = chance.choice(EXPENSES)
    cost = Decimal(chance.randrange(least, most, 10))
    status = chance.choice(
        (ExpenseStatus.ACCEPTED, ExpenseStatus.ACCEPTED, ExpenseStatus.REGISTERED)
    )
    return {
        "project_id": project_id,
        "activity_id": activity_id,
        "co_worker_id": who,
        "day": today - dt.timedelta(days=chance.randrange(1, 60)),
        "text": text,
        "supplier": supplier,
        "cost": cost,
        "price": cost * chance.choice((100, 110, 115)) / 100,
        "billable": chance.random() < 0.9,
        "included": chance.random() < 0.15,
        "status": status,
        "created_at": clock.now(),
    }


def _product(project_id: int, activity_id: int, today: dt.date, chance: Random) -> dict[str, Any]:
    text, unit, least, most = chance.choice(PRODUCTS)
    return {
        "project_id": project_id,
        "activity_id": activity_id,
        "day": today - dt.timedelta(days=chance.randrange(1, 60)),
        "text": text,
        "quantity": Decimal(chance.randrange(1, 4)),
        "unit": unit,
        "price": Decimal(chance.randrange(least, most, 50)),
        "created_at": clock.now(),
    }


def _members(work: Work) -> dict[int, list[int | None]]:
    found: dict[int, list[int | None]] = {}
    for row in work.session.exec(select(ProjectMember).order_by(col(ProjectMember.id))):
        found.setdefault(row.project_id, []).append(row.co_worker_id)
    return found


def _activities(work: Work) -> dict[int, int]:
    """The first activity of each project."""
    rows = work.session.exec(select(Activity).order_by(col(Activity.id).desc()))
    return {row.project_id: row.key for row in rows}
