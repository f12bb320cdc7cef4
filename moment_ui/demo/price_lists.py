"""Price lists of a demo company: a standard one, one for the public, and customers with their own."""

import datetime as dt
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.demo import material
from moment_ui.demo.customers import DemoCustomer
from moment_ui.demo.dice import dice
from moment_ui.domain.rates.rules import raised
from moment_ui.models.project import CoWorker
from moment_ui.models.rates import HourlyRate, PriceList

STEPS = {
    "Fagleder": 250,
    "Prosjektleder": 200,
    "Sivilarkitekt": 100,
    "Landskapsarkitekt": 75,
    "Ingeniør": 50,
    "Modellør": -100,
}
RISE, PUBLIC_DISCOUNT = Decimal("3.5"), Decimal(-6)
WITH_OWN_RATES = {"Tindra Bygg AS": "Fagleder", "Sørlia Borettslag": "Prosjektleder"}
UNPRICED = "Modellør"
"""The role that the list for the public forgot: somebody has hours and no rate there."""


def add_price_lists(
    work: Work, company: material.DemoCompany, customers: list[DemoCustomer]
) -> None:
    """Write the lists; customers and co-workers are in the database already."""
    year = work.today().year
    rates = {role: Decimal(company.hourly_rate + step) for role, step in STEPS.items()}
    begun = dt.datetime(year - 2, 1, 1, 9, tzinfo=dt.UTC)
    lists = [
        {"name": "Ordinære timepriser", "standard": True},
        {"name": "Offentlige kunder", "standard": False},
    ]
    standard, public = work.insert_rows(
        PriceList, [_list(begun, **row) for row in lists], returning=True
    )
    rows = [*_two_years(standard, rates, year)]
    priced = {role: rate for role, rate in rates.items() if role != UNPRICED}
    rows += _two_years(public, _changed(priced, PUBLIC_DISCOUNT), year)
    rows += _seniors(work, company, standard, rates, year)
    own = [c for c in customers if c.name in WITH_OWN_RATES]
    served = [c for c in customers if " kommune" in c.name][:6]
    named = [
        *(_list(begun, name=c.name, customer_id=c.id, base_id=standard) for c in own),
        *(_list(begun, name=c.name, customer_id=c.id, base_id=public) for c in served),
    ]
    keys = work.insert_rows(PriceList, named, returning=True)
    for customer, key in zip(own, keys, strict=False):
        role = WITH_OWN_RATES[customer.name]
        rows.append(_rate(key, role, dt.date(year, 1, 1), rates[role] - 75))
    work.insert_rows(HourlyRate, rows)


def _two_years(key: int, rates: dict[str, Decimal], year: int) -> list[dict[str, Any]]:
    """From two years ago, this year, and next year as it is agreed."""
    steps = ((year - 2, -RISE), (year, Decimal(0)), (year + 1, RISE))
    return [
        _rate(key, role, dt.date(start, 1, 1), amount)
        for start, percent in steps
        for role, amount in _changed(rates, percent).items()
    ]


def _seniors(
    work: Work,
    company: material.DemoCompany,
    key: int,
    rates: dict[str, Decimal],
    year: int,
) -> list[dict[str, Any]]:
    """A few people cost more than their role."""
    chance = dice(company.slug, "price lists")
    query = select(CoWorker).where(col(CoWorker.is_external).is_(False)).order_by(col(CoWorker.id))
    people = [person for person in work.session.exec(query) if person.title in rates]
    return [
        _rate(key, person.title, dt.date(year, 1, 1), rates[person.title] + 150)
        | {"co_worker_id": person.key}
        for person in chance.sample(people, min(3, len(people)))
    ]


def _changed(rates: dict[str, Decimal], percent: Decimal) -> dict[str, Decimal]:
    return {role: raised(amount, percent, "NOK") // 5 * 5 for role, amount in rates.items()}


def _list(begun: dt.datetime, **fields: Any) -> dict[str, Any]:
    values = {"customer_id": None, "base_id": None, "standard": False, **fields}
    return {
        "currency": "NOK",
        "active": True,
        "created_at": begun,
        **values,
    }


def _rate(key: int, role: str, starts_on: dt.date, amount: Decimal) -> dict[str, Any]:
    return {
        "price_list_id": key,
        "role": role,
        "co_worker_id": None,
        "starts_on": starts_on,
        "amount": amount,
    }
