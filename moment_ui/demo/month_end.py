"""A month's end of the demo companies: work billed in every way, on drafts, and work that something holds back.

Everything stands on projects of its own, made after all others by the commands behind a reader's clicks.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random
from typing import Any

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.period import add_months
from moment_ui.db.work import Work
from moment_ui.demo import material, vocabulary
from moment_ui.demo.dice import dice
from moment_ui.demo.drafted import draft_all, draft_in_advance, in_approval
from moment_ui.demo.invoicing_setup import EMPTY
from moment_ui.demo.month_end_cases import CASES, Case
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.finances.commands import change_finance_settings
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.price_models.commands import create_model
from moment_ui.domain.price_models.plan import add_payment
from moment_ui.domain.price_models.rules import ModelDraft, PaymentDraft, Share, Split
from moment_ui.domain.price_models.shares import split_model
from moment_ui.domain.projects.commands import create_project
from moment_ui.domain.projects.rules import ProjectDraft
from moment_ui.models.customer import Customer, CustomerStatus, InvoiceType
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import DraftApproval, Invoice, InvoiceLine, InvoiceState
from moment_ui.models.invoicing import InvoicingOption
from moment_ui.models.price_model import (
    ModelCustomer,
    ModelRate,
    PriceModel,
    PriceModelKind,
    RateBase,
)
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember, ProjectStatus

APPROVED_AFTER_DAYS = 10
CREDIT_DAYS = 14
ACTIVITIES = ("Prosjektering", "Befaring")
SURCHARGE = Decimal(10)
DAYS = 9
"""So many days of each of the two months somebody works on a project of these."""


@dataclass(frozen=True, slots=True)
class Made:
    """A case in the database."""

    case: Case
    project: Project
    activities: list[Activity]
    model_id: int


def add_month_end(work: Work, company: material.DemoCompany) -> None:
    """Write the company's cases: their projects, price models and hours, and the drafts of last month."""
    cases = CASES.get(company.slug, ())
    names = {name for case in cases for name in (case.customer, *case.payers)}
    query = select(Customer).where(col(Customer.name).in_(names))
    customers = {row.name: row for row in work.session.exec(query)}
    last = work.today().replace(day=1) - dt.timedelta(days=1)
    people = list(work.session.exec(select(CoWorker).order_by(col(CoWorker.id))))
    for case in cases:
        made = _made(work, company, case, customers, people)
        _write_hours(work, made, people, dice(company.slug, "month end", case.name))
        if case.held:
            _hold(work, made)
        elif case.plan:
            draft_in_advance(
                work, made.project.key, [one.text for one in case.plan if one.in_advance]
            )
            draft_all(work, made.project.key, last)
        else:
            drafts = draft_all(work, made.project.key, last, _receivers(work, made))
            in_approval(work, drafts, case.approval, case.reason)
            _cap(work, made)
    _date_drafts(work)
    if any(case.approval is not DraftApproval.NONE for case in cases):
        version = finance_settings(work).version
        change_finance_settings(work, version, {"drafts_need_approval": True})


def _date_drafts(work: Work) -> None:
    """Give drafts without days those that a draft made today has."""
    query = select(Invoice, col(Customer.credit_days)).join(
        Customer, col(Customer.id) == col(Invoice.customer_id)
    )
    undated = query.where(Invoice.state == InvoiceState.DRAFT, col(Invoice.issue_date).is_(None))
    today = work.today()
    for draft, days in work.session.exec(undated):
        draft.issue_date, draft.due_date = today, today + dt.timedelta(days=days or CREDIT_DAYS)
        work.session.add(draft)
    work.session.flush()


def _made(
    work: Work,
    company: material.DemoCompany,
    case: Case,
    customers: dict[str, Customer],
    people: list[CoWorker],
) -> Made:
    """The project with its team, its price model, and who shares it."""
    today, customer = work.today(), customers[case.customer]
    leader = next(one for one in people if one.name == case.leader)
    draft = ProjectDraft(
        case.name,
        leader_id=leader.key,
        budget_minutes=320 * 60,
        start_on=add_months(today.replace(day=1), -2),
        end_on=add_months(today, 8),
        activity=ACTIVITIES[0],
    )
    project_id = create_project(work, customer.key, draft)
    for position, name in enumerate(ACTIVITIES[1:], 1):
        row = {"project_id": project_id, "name": name, "billable": True, "position": position}
        work.insert_rows(Activity, [row])
    helper = people[(people.index(leader) + 3) % len(people)]
    row = {"project_id": project_id, "co_worker_id": helper.key, "role": helper.title}
    work.insert_rows(ProjectMember, [row])
    activities = work.session.exec(
        select(Activity).where(Activity.project_id == project_id).order_by(col(Activity.position))
    ).all()
    model_id = _model(work, company, case, project_id)
    payers = [customer, *(customers[name] for name in case.payers)]
    if case.payers:
        shares = [
            Share(one.key, Decimal(part)) for one, part in zip(payers, case.percents, strict=True)
        ]
        split_model(work, Seen(model_id, 1), Split(case.split_by, tuple(shares)))
    return Made(case, work.session.get_one(Project, project_id), list(activities), model_id)


def _model(work: Work, company: material.DemoCompany, case: Case, project_id: int) -> int:
    if case.kind is PriceModelKind.FIXED_PRICE:
        total = sum(one.amount for one in case.plan)
        model_id = create_model(
            work, project_id, ModelDraft(case.kind, "Fastpris", net=Decimal(total))
        )
        month = work.today().replace(day=1)
        for one in case.plan:
            day = add_months(month, one.months)
            draft = PaymentDraft(day, one.text, Decimal(one.amount), elsewhere=one.elsewhere)
            add_payment(work, model_id, draft)
        return model_id
    by_hour = ModelDraft(
        case.kind, "Medgått tid", rate_base=RateBase.COMMON, surcharge_percent=SURCHARGE
    )
    model_id = create_model(work, project_id, by_hour)
    if case.held != "no-rate":
        row = {"price_model_id": model_id, "role": "", "co_worker_id": None}
        begins = dt.date(work.today().year - 1, 1, 1)
        rate = Decimal(company.hourly_rate - 75)
        work.insert_rows(ModelRate, [{**row, "starts_on": begins, "amount": rate}])
    return model_id


def _write_hours(work: Work, made: Made, people: list[CoWorker], chance: Random) -> None:
    """What the team wrote last month and this one; the last days are not approved yet."""
    query = select(col(ProjectMember.co_worker_id)).where(
        ProjectMember.project_id == made.project.key
    )
    team = [one for one in people if one.key in set(work.session.exec(query))]
    today = work.today()
    recent = today - dt.timedelta(days=APPROVED_AFTER_DAYS)
    days = [*_weekdays(add_months(today.replace(day=1), -1), today.replace(day=1), chance)]
    days += _weekdays(today.replace(day=1), today, chance)
    rows: list[dict[str, Any]] = []
    for day in days:
        minutes = chance.randrange(2, 12) * 30
        rows.append(
            {
                "co_worker_id": chance.choice(team).key,
                "project_id": made.project.key,
                "activity_id": chance.choice(made.activities).key,
                "day": day,
                "minutes": minutes,
                "billable_minutes": minutes,
                "comment": chance.choice(vocabulary.COMMENTS),
                "status": HoursStatus.NOT_APPROVED if day > recent else HoursStatus.APPROVED,
                "invoice_line_id": None,
                "created_at": clock.now(),
            }
        )
    work.insert_rows(TimeRecord, rows)


def _weekdays(first: dt.date, end: dt.date, chance: Random) -> list[dt.date]:
    """Some working days from `first` to the day before `end`."""
    days = [first + dt.timedelta(days=after) for after in range((end - first).days)]
    working = [day for day in days if day.weekday() < 5]
    return sorted(chance.sample(working, min(DAYS, len(working))))


def _receivers(work: Work, made: Made) -> dict[int, int]:
    """Who pays for which activity, in turn, where customers divide the lines."""
    query = select(ModelCustomer).where(ModelCustomer.price_model_id == made.model_id)
    payers = work.session.exec(query.order_by(col(ModelCustomer.id))).all()
    return {
        activity.key: payer.customer_id
        for activity, payer in zip(made.activities, payers, strict=False)
    }


def _cap(work: Work, made: Made) -> None:
    """An estimated total fee that what is on drafts nearly reaches, or has passed."""
    if made.case.cap is None:
        return
    query = select(col(InvoiceLine.net)).where(InvoiceLine.price_model_id == made.model_id)
    billed = sum(work.session.exec(query), Decimal(0))
    row = work.session.get_one(PriceModel, made.model_id)
    row.estimated_total, row.show_summary = billed + made.case.cap, True
    work.session.add(row)


def _hold(work: Work, made: Made) -> None:
    """Let something stand in the way, as it does when it comes about after the hours were written."""
    project, model = made.project, work.session.get_one(PriceModel, made.model_id)
    match made.case.held:
        case "no-customer":
            project.customer_id = None
        case "blocked":
            query = select(Customer.id).where(Customer.status == CustomerStatus.BLOCKED)
            project.customer_id = work.session.exec(query.order_by(col(Customer.id))).first()
        case "on-hold":
            project.status = ProjectStatus.ON_HOLD
        case "aside":
            made.activities[0].price_model_id, model.active = model.key, False
            create_model(work, project.key, ModelDraft(PriceModelKind.HOURLY, "Timer"))
        case "not-billable":
            made.activities[0].billable = False
        case "no-address":
            value = {"option": "invoice_type", "value": InvoiceType.E_INVOICE.value}
            work.insert_rows(InvoicingOption, [{**EMPTY, "project_id": project.key, **value}])
        case _:
            pass
    work.session.add_all((project, model, *made.activities))
    work.session.flush()
