"""What price models of a demo company are made with, and the rates set in them and for people."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from moment_ui.db.work import Work
from moment_ui.demo import material
from moment_ui.demo.price_lists import STEPS
from moment_ui.demo.projects import DemoProject
from moment_ui.models.invoice import InvoiceLine
from moment_ui.models.price_model import ModelRate, PriceModel, PriceModelKind, RateBase
from moment_ui.models.rates import CoWorkerRate, CoWorkerRateKind

HOME = "NOK"


@dataclass(slots=True)
class Desk:
    """What price models are made with: the work, chance, the day, titles, and lines already billed."""

    work: Work
    company: material.DemoCompany
    chance: Random
    today: dt.date
    titles: dict[int, str]
    billed: dict[int, list[InvoiceLine]]


def new_model(
    desk: Desk, project: DemoProject, kind: PriceModelKind, name: str, **fields: Any
) -> int:
    """Write a price model of the project; returns its id."""
    row = PriceModel(
        project_id=project.id,
        kind=kind,
        name=name,
        currency=project.customer.currency if project.customer else HOME,
        created_at=dt.datetime.combine(project.row["start_on"], dt.time(9), dt.UTC),
        **fields,
    )
    desk.work.session.add(row)
    desk.work.session.flush()
    return row.key


def add_costs(desk: Desk) -> None:
    """What people cost, for all of them; what they are billed at, for all but the last."""
    year = desk.today.year
    rows: list[dict[str, Any]] = []
    for place, (key, title) in enumerate(desk.titles.items()):
        price = Decimal(desk.company.hourly_rate + STEPS.get(title, 0))
        kinds = {CoWorkerRateKind.COST: price * 52 // 100, CoWorkerRateKind.PRICE: price}
        if place == len(desk.titles) - 1:
            kinds.pop(CoWorkerRateKind.PRICE)
        rows += [
            {
                "co_worker_id": key,
                "kind": kind,
                "starts_on": dt.date(start, 1, 1),
                "amount": amount - (year - start) * 25,
            }
            for kind, amount in kinds.items()
            for start in (year - 2, year - 1, year)
        ]
    desk.work.insert_rows(CoWorkerRate, rows)


def set_rates(desk: Desk, project: DemoProject, key: int, base: RateBase) -> None:
    """The rates a base asks for, this year's and next year's; somebody is always forgotten."""
    rows: list[dict[str, Any]] = []
    for start, rise in ((desk.today.year - 2, 0), (desk.today.year + 1, 40)):
        day, amount = dt.date(start, 1, 1), Decimal(project.rate + rise)
        if base is RateBase.COMMON:
            rows.append(_rate(key, day, amount))
        elif base is RateBase.CUSTOM:
            rows += [_rate(key, day, amount, person=one) for one in project.members[:-1]]
        elif base is RateBase.ROLE:
            roles = list(dict.fromkeys(desk.titles[one] for one in project.members))
            kept = roles[: max(1, len(roles) - 1)]
            rows += [_rate(key, day, amount + STEPS.get(role, 0), role=role) for role in kept]
    desk.work.insert_rows(ModelRate, rows)


def _rate(
    key: int, day: dt.date, amount: Decimal, *, role: str = "", person: int | None = None
) -> dict[str, Any]:
    return {
        "price_model_id": key,
        "role": role,
        "co_worker_id": person,
        "starts_on": day,
        "amount": amount,
    }
