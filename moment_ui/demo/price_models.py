"""How the projects of a demo company are billed: price models of every kind, and what lacks a rate."""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.core.period import add_months
from moment_ui.db.work import Work
from moment_ui.demo import material
from moment_ui.demo.customers import DemoCustomer
from moment_ui.demo.dice import dice
from moment_ui.demo.price_desk import HOME, Desk, add_costs, new_model, set_rates
from moment_ui.demo.projects import DemoProject
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState
from moment_ui.models.price_model import (
    ModelCustomer,
    PlannedPayment,
    PriceKind,
    PriceModel,
    PriceModelKind,
    PriceModelLine,
    RateBase,
    SplitBy,
)
from moment_ui.models.project import Activity, CoWorker, ProjectStatus

WITHOUT, SUBSCRIBED, SHARED, CLAIMED = 3, 4, 3, 4
"""So many projects have no price model, a subscription beside it, two payers, free repairs."""

BASES = (
    *(RateBase.COMMON,) * 8,
    *(RateBase.PRICE_LIST,) * 7,
    *(RateBase.ROLE,) * 2,
    *(RateBase.CUSTOM,) * 2,
    RateBase.CO_WORKER,
    RateBase.TRUE_COST,
)
INCLUDED = ("Innsyn i BIM-modell", "Løpende rådgivning", "Årlig befaring")


def add_price_models(
    work: Work,
    company: material.DemoCompany,
    customers: list[DemoCustomer],
    projects: list[DemoProject],
) -> None:
    """Write a model for every project but a few; those of offers have theirs already."""
    desk = Desk(
        work,
        company,
        dice(company.slug, "price models"),
        work.today(),
        {row.key: row.title for row in work.session.exec(select(CoWorker))},
        _billed(work),
    )
    offered = set(work.session.exec(select(PriceModel.project_id)))
    add_costs(desk)
    wanted = [p for p in projects[1:] if p.customer and p.id not in offered]
    active = [p for p in wanted if p.row["status"] is ProjectStatus.ACTIVE]
    without = {p.id for p in active[-WITHOUT:]}
    models = {p.id: _first_model(desk, p) for p in wanted if p.id not in without}
    _non_billable(desk, projects[0], "Intern tid")
    hourly = [p for p in active if p.id in models and not p.fixed_price]
    for project in hourly[:SUBSCRIBED]:
        _subscribe(desk, project)
    for project in hourly[SUBSCRIBED : SUBSCRIBED + SHARED]:
        _share(desk, project, models[project.id], customers)
    for project in hourly[-CLAIMED:]:
        key = _non_billable(desk, project, "Reklamasjon")
        last = {"id": project.activities[-1][0], "price_model_id": key}
        work.update_rows(Activity, [last])
    _name_models(desk, models)


def _billed(work: Work) -> dict[int, list[InvoiceLine]]:
    """The lines of invoices that stand, by project, oldest first."""
    query = (
        select(InvoiceLine)
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(Invoice.kind == InvoiceKind.INVOICE, Invoice.state != InvoiceState.CREDITED)
        .order_by(col(Invoice.issue_date), col(InvoiceLine.id))
    )
    found: defaultdict[int, list[InvoiceLine]] = defaultdict(list)
    for line in work.session.exec(query):
        if line.project_id is not None:
            found[line.project_id].append(line)
    return found


def _first_model(desk: Desk, project: DemoProject) -> int:
    if project.fixed_price:
        return _fixed(desk, project)
    base = desk.chance.choice(BASES)
    if project.customer and project.customer.currency != HOME:
        base = RateBase.COMMON
    key = new_model(
        desk,
        project,
        PriceModelKind.HOURLY,
        "Medgått tid",
        rate_base=base,
        estimated_total=_cap(desk, project),
        extras_included=desk.chance.random() < 0.1,
        show_summary=desk.chance.random() < 0.3,
    )
    set_rates(desk, project, key, base)
    return key


def _cap(desk: Desk, project: DemoProject) -> Decimal | None:
    """Some have a ceiling; a few have nearly reached it."""
    budget = Decimal(project.rate * (project.row["budget_minutes"] or 0) // 60)
    billed = sum((line.net for line in desk.billed[project.id]), Decimal(0))
    thrown = desk.chance.random()
    if thrown < 0.06 and billed:
        return (billed + Decimal(40_000)).quantize(Decimal(1))
    return max(budget, billed.quantize(Decimal(1))) + Decimal(250_000) if thrown < 0.3 else None


def _fixed(desk: Desk, project: DemoProject) -> int:
    """A payment plan: what is invoiced, what is due this month, and what is to come."""
    billed = desk.billed[project.id]
    part = Decimal(desk.chance.choice((45_000, 60_000, 85_000, 120_000)))
    month = desk.today.replace(day=1)
    coming = [month + dt.timedelta(days=9), add_months(month, 1), add_months(month, 3)]
    if project.row["status"] is not ProjectStatus.ACTIVE:
        coming = []
    total = sum((line.net for line in billed), part * len(coming))
    if desk.chance.random() < 0.3 and coming:
        total += part  # not planned yet: the plan says that something is missing
    key = new_model(desk, project, PriceModelKind.FIXED_PRICE, "Fastpris", net=total)
    rows = [_row(key, desk, place, line) for place, line in enumerate(billed)]
    names = ("Forprosjekt levert", "Rammesøknad sendt", "Ferdigstillelse")
    rows += [_planned(key, day, name, part) for day, name in zip(coming, names, strict=False)]
    desk.work.insert_rows(PlannedPayment, rows)
    return key


def _row(key: int, desk: Desk, place: int, line: InvoiceLine) -> dict[str, Any]:
    due = desk.work.session.get_one(Invoice, line.invoice_id).issue_date or desk.today
    row = _planned(key, due, f"Delbetaling {place + 1}", line.net)
    return row | {"invoice_line_id": line.id}


def _planned(key: int, due_on: dt.date, text: str, amount: Decimal) -> dict[str, Any]:
    return {
        "price_model_id": key,
        "due_on": due_on,
        "text": text,
        "amount": amount,
        "invoice_line_id": None,
    }


def _subscribe(desk: Desk, project: DemoProject) -> None:
    """An agreement that began this month, in advance or afterwards."""
    month = desk.today.replace(day=1)
    key = new_model(
        desk,
        project,
        PriceModelKind.SUBSCRIPTION,
        "Driftsavtale",
        position=1,
        starts_on=month,
        interval_months=desk.chance.choice((1, 1, 3)),
        offset_days=desk.chance.choice((-14, 0)),
    )
    for place, text in enumerate(desk.chance.sample(INCLUDED, 2)):
        price, count = Decimal(desk.chance.randrange(8, 40) * 50), Decimal(place + 1)
        line = PriceModelLine(
            price_model_id=key,
            position=place,
            kind=PriceKind.PRODUCT,
            text=text,
            quantity=count,
            unit="stk",
            price=price,
            net=price * count,
        )
        desk.work.session.add(line)
    desk.work.session.flush()


def _share(desk: Desk, project: DemoProject, key: int, customers: Sequence[DemoCustomer]) -> None:
    """Somebody else pays a part; by hours once."""
    others = [
        one
        for one in customers
        if one.status is CustomerStatus.ACTIVE
        and one is not project.customer
        and project.customer
        and one.currency == project.customer.currency
    ]
    parts = desk.chance.choice(((60, 40), (50, 25, 25)))
    payers = [project.customer, *desk.chance.sample(others, len(parts) - 1)]
    rows = [
        {"price_model_id": key, "customer_id": one.id, "percent": Decimal(part)}
        for one, part in zip(payers, parts, strict=True)
        if one
    ]
    desk.work.insert_rows(ModelCustomer, rows)
    split = desk.chance.choice((SplitBy.PERCENT, SplitBy.PERCENT, SplitBy.LINES))
    desk.work.update_rows(PriceModel, [{"id": key, "split_by": split}])


def _non_billable(desk: Desk, project: DemoProject, name: str) -> int:
    return new_model(desk, project, PriceModelKind.NON_BILLABLE, name, position=2)


def _name_models(desk: Desk, models: dict[int, int]) -> None:
    """Lines that were invoiced say which model they bill."""
    rows = [
        {"id": line.id, "price_model_id": key}
        for project_id, key in models.items()
        for line in desk.billed[project_id]
    ]
    desk.work.update_rows(InvoiceLine, rows)
