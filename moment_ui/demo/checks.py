"""What registers said of the customers of a demo company, some weeks ago."""

import datetime as dt
from typing import Any

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.demo.dice import dice
from moment_ui.models.check import ReceiverCheck, RegisterCheck
from moment_ui.models.customer import Customer
from moment_ui.registers.participants import Receiving
from moment_ui.registers.register import Standing

STANDINGS = (
    *[Standing.REGISTERED] * 40,
    *(Standing.LIQUIDATION, Standing.BANKRUPT, Standing.DELETED, Standing.NOT_FOUND),
)
RECEIVINGS = (*[Receiving.CAN_RECEIVE] * 12, Receiving.NO_INVOICES, Receiving.NOT_REGISTERED)
CHECKED = 5
"""Of six customers so many were checked."""


def add_checks(work: Work, slug: str) -> None:
    """Write the stored answers: most are well, some need somebody's eye."""
    columns = Customer.id, Customer.country, Customer.org_number, Customer.einvoice_scheme
    customers = work.session.exec(select(*columns).order_by(col(Customer.number))).all()
    today = dt.datetime.combine(work.today(), dt.time(8, 30), dt.UTC)
    registers: list[dict[str, Any]] = []
    receivers: list[dict[str, Any]] = []
    for place, (customer_id, country, number, scheme) in enumerate(customers):
        chance = dice(slug, "checks", str(place))
        at = today - dt.timedelta(days=chance.randrange(1, 60), minutes=chance.randrange(400))
        if country == "NO" and number and chance.randrange(6) < CHECKED:
            well = place < 4  # those one opens first
            standing = Standing.REGISTERED if well else chance.choice(STANDINGS)
            gone = at.date() - dt.timedelta(days=90) if standing == Standing.DELETED else None
            about = {"customer_id": customer_id, "country": country, "org_number": number}
            said = {"standing": standing, "deleted_on": gone, "answered_at": at, "failed_at": None}
            otherwise = standing != Standing.REGISTERED
            said |= {"said": {}, "otherwise": otherwise, "asked_at": None}
            registers.append({**about, **said})
        if scheme and chance.randrange(6) < CHECKED:
            receiving = Receiving.CAN_RECEIVE if place < 4 else chance.choice(RECEIVINGS)
            about = {"customer_id": customer_id, "address": f"{scheme}:{number}"}
            receivers.append(
                {**about, "receiving": receiving, "answered_at": at, "failed_at": None}
            )
    _rename_one(work, registers[4:])
    work.insert_rows(RegisterCheck, registers)
    work.insert_rows(ReceiverCheck, receivers)


def _rename_one(work: Work, answers: list[dict[str, Any]]) -> None:
    """Give the first limited company that is well another name in the register."""
    limited = select(Customer.id, Customer.name).where(col(Customer.name).endswith(" AS"))
    names = dict(work.session.exec(limited).all())
    for answer in answers:
        name = names.get(answer["customer_id"])
        if name and answer["standing"] == Standing.REGISTERED:
            answer |= {"said": {"name": f"{name[:-3]} Gruppen AS"}, "otherwise": True}
            return
