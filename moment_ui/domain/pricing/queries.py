"""Reading what is needed to say the rate of an hour, for any number of projects at once."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.pricing.book import BilledActivity, BilledProject, RateBook
from moment_ui.domain.pricing.main_project import main_rates
from moment_ui.domain.pricing.rules import EVERY, OfferedHours, Pricing, Worker
from moment_ui.domain.rates.queries import PriceLists, price_lists
from moment_ui.domain.rates.rules import Rate, RateList, Subject
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.price_model import (
    ModelRate,
    PriceKind,
    PriceModel,
    PriceModelKind,
    PriceModelLine,
    RateBase,
)
from moment_ui.models.project import Activity, CoWorker, Project, ProjectMember
from moment_ui.models.rates import CoWorkerRate, CoWorkerRateKind

Offered = dict[int, dict[int, list[OfferedHours] | None]]


@needs(Permission.VIEW_RATES)
def rate_book(work: Work, project_ids: Collection[int]) -> RateBook:
    """The rates of all hours of these projects, in about ten statements however many they are.

    Projects that are not the company's are not in the book.
    """
    projects = _projects(work, project_ids)
    models = _models(work, projects)
    chosen = {one.price_list_id for one in models if one.price_list_id is not None}
    sources = _Sources(
        lists=price_lists(work, {one.customer_id for one in projects if one.customer_id}, chosen),
        own=_own_rates(work, [one.key for one in models]),
        personal=_personal_rates(work),
        offered=_offered(work, models),
    )
    by_project: dict[int, list[PriceModel]] = defaultdict(list)
    for model in models:
        by_project[model.project_id].append(model)
    roles = _roles(work, projects)
    following = {one.project_id for one in models if one.rate_base == RateBase.MAIN_PROJECT}
    mains = main_rates(work, following, rate_book) if following else {}
    return RateBook(
        projects={
            one.id: BilledProject(
                one.id,
                [sources.pricing(model, one) for model in by_project[one.id]],
                roles[one.id],
                sources.standard(one),
                mains.get(one.id),
            )
            for one in projects
        },
        activities=_activities(work, projects),
        people=_people(work),
    )


@dataclass(frozen=True, slots=True)
class _Owner:
    """A project, its customer and its currency."""

    id: int
    customer_id: int | None
    currency: str


@dataclass(frozen=True, slots=True)
class _Sources:
    """What rates are read from: price lists, models' and co-workers' own rates, offers' lines."""

    lists: PriceLists
    own: dict[int, list[Rate]]
    personal: dict[CoWorkerRateKind, RateList]
    offered: Offered

    def pricing(self, model: PriceModel, owner: _Owner) -> Pricing:
        """A price model with what its rates are read from."""
        lists = (
            self.lists.chosen(model.price_list_id)
            if model.price_list_id is not None
            else self.lists.of_customer(owner.customer_id).in_order
        )
        return Pricing(
            model.key,
            model.name,
            model.kind,
            model.rate_base,
            model.currency,
            model.active,
            RateList(model.key, model.name, model.currency, tuple(self.own.get(model.key, ()))),
            lists,
            self.personal[CoWorkerRateKind.PRICE],
            self.personal[CoWorkerRateKind.COST],
            self.offered.get(model.key, {}),
        )

    def standard(self, owner: _Owner) -> Pricing:
        """The project's hours by the customer's lists, as if no model were asked."""
        lists = self.lists.of_customer(owner.customer_id).in_order
        kind, base = PriceModelKind.HOURLY, RateBase.PRICE_LIST
        return Pricing(0, "", kind, base, owner.currency, lists=lists)


def _projects(work: Work, project_ids: Collection[int]) -> list[_Owner]:
    company = work.session.get_one(Company, work.company_id)
    query = (
        select(Project.id, Project.customer_id, Project.currency, Customer.currency)
        .join(Customer, col(Customer.id) == col(Project.customer_id), isouter=True)
        .where(col(Project.id).in_(project_ids))
    )
    return [
        _Owner(key, customer_id, own or (theirs or "") or company.currency)
        for key, customer_id, own, theirs in work.session.exec(query)
        if key is not None
    ]


def _ids(projects: Iterable[_Owner]) -> list[int]:
    return [one.id for one in projects]


def _models(work: Work, projects: Iterable[_Owner]) -> list[PriceModel]:
    query = (
        select(PriceModel)
        .where(col(PriceModel.project_id).in_(_ids(projects)))
        .order_by(col(PriceModel.position), col(PriceModel.id))
    )
    return list(work.session.exec(query))


def _own_rates(work: Work, model_ids: Collection[int]) -> dict[int, list[Rate]]:
    found: dict[int, list[Rate]] = defaultdict(list)
    query = select(ModelRate).where(col(ModelRate.price_model_id).in_(model_ids))
    for row in work.session.exec(query):
        subject = Subject(row.role, row.co_worker_id)
        found[row.price_model_id].append(Rate(subject, row.starts_on, row.amount))
    return found


def _personal_rates(work: Work) -> dict[CoWorkerRateKind, RateList]:
    company = work.session.get_one(Company, work.company_id)
    rates: dict[CoWorkerRateKind, list[Rate]] = {kind: [] for kind in CoWorkerRateKind}
    for row in work.session.exec(select(CoWorkerRate)):
        rates[row.kind].append(Rate(Subject("", row.co_worker_id), row.starts_on, row.amount))
    return {
        kind: RateList(0, company.name, company.currency, tuple(found))
        for kind, found in rates.items()
    }


def _offered(work: Work, models: Iterable[PriceModel]) -> Offered:
    """Lines of hours by model and activity; None where the offer sells it at a fixed price."""
    found: Offered = defaultdict(dict)
    offers = [one.key for one in models if one.kind == PriceModelKind.OFFER]
    query = (
        select(PriceModelLine)
        .where(
            col(PriceModelLine.price_model_id).in_(offers),
            col(PriceModelLine.kind) != PriceKind.PRODUCT,
        )
        .order_by(col(PriceModelLine.position), col(PriceModelLine.id))
    )
    for line in work.session.exec(query):
        by_activity, activity_id = found[line.price_model_id], line.activity_id or EVERY
        if line.kind == PriceKind.FIXED_PRICE:
            by_activity[activity_id] = None
        elif (lines := by_activity.setdefault(activity_id, [])) is not None:
            given, vat = line.discount_percent, line.vat_percent
            lines.append(OfferedHours(line.key, line.text, line.price, given, vat))
    return found


def _roles(work: Work, projects: Iterable[_Owner]) -> dict[int, dict[int, str]]:
    found: dict[int, dict[int, str]] = defaultdict(dict)
    query = (
        select(ProjectMember)
        .where(col(ProjectMember.project_id).in_(_ids(projects)))
        .order_by(col(ProjectMember.id))
    )
    for row in work.session.exec(query):
        found[row.project_id][row.co_worker_id] = row.role
    return found


def _activities(work: Work, projects: Iterable[_Owner]) -> dict[int, BilledActivity]:
    query = (
        select(Activity)
        .where(col(Activity.project_id).in_(_ids(projects)))
        .order_by(col(Activity.position), col(Activity.id))
    )
    return {
        row.key: BilledActivity(
            row.key, row.project_id, row.billable, row.price_model_id, row.active
        )
        for row in work.session.exec(query)
    }


def _people(work: Work) -> dict[int, Worker]:
    query = select(col(CoWorker.id), CoWorker.name, CoWorker.title, Company.name).join(
        Company, col(Company.id) == col(CoWorker.home_company_id), isouter=True
    )
    return {
        key: Worker(key, name, title, home or "")
        for key, name, title, home in work.session.exec(query)
        if key is not None
    }
