"""The rates of main projects, for the secondary projects that are billed by them.

Read through the door, where the main company shares its rates: for the people of this company, on the
activities that the two projects have in common. Nothing of it is shown but the price of an hour.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import replace

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.db.group_scope import acting_for, open_partners
from moment_ui.db.work import Work
from moment_ui.domain.pricing.book import MainRates, RateBook
from moment_ui.domain.pricing.reasons import Reason
from moment_ui.domain.sharing.readiness import company_name, shares_rates
from moment_ui.models.project import Activity, CoWorker, Project

Reader = Callable[[Work, Collection[int]], RateBook]


def main_rates(work: Work, project_ids: Collection[int], read: Reader) -> dict[int, MainRates]:
    """The main projects' rates by secondary project; `read` fills a book. Ordinary ones are left out."""
    query = select(
        col(Project.id), col(Project.main_company_id), col(Project.main_project_id)
    ).where(col(Project.id).in_(project_ids), col(Project.main_project_id).is_not(None))
    mains: dict[int, dict[int, int]] = defaultdict(dict)
    for key, company_id, main_id in work.session.exec(query):
        mains[company_id or 0][key or 0] = main_id or 0
    activities = _activities(work, {key for projects in mains.values() for key in projects})
    found: dict[int, MainRates] = {}
    for company_id, projects in sorted(mains.items()):
        rates = _of_company(work, company_id, projects.values(), read)
        found |= dict.fromkeys(projects, replace(rates, activities=activities))
    return found


def _of_company(work: Work, company_id: int, main_ids: Collection[int], read: Reader) -> MainRates:
    name = company_name(work, company_id)
    if company_id not in open_partners(work):
        return MainRates(name, Reason.MAIN_PAUSED)
    with acting_for(work, company_id) as main:
        if not shares_rates(main):
            return MainRates(name, Reason.MAIN_KEEPS_RATES)
        book = read(_may_read_rates(main), list(main_ids))
        people = select(CoWorker.home_co_worker_id, CoWorker.id).where(
            CoWorker.home_company_id == work.company_id
        )
        ours = {home or 0: key or 0 for home, key in main.session.exec(people)}
    return MainRates(name, Reason.MAIN_NO_RATE, book, ours)


def _may_read_rates(main: Work) -> Work:
    """The company shares its rates: here, and only here, they may be read in its name."""
    allowed = frozenset({Permission.VIEW_RATES})
    return replace(main, actor=replace(main.actor, permissions=allowed))


def _activities(work: Work, project_ids: Collection[int]) -> dict[int, int]:
    query = select(col(Activity.id), col(Activity.main_activity_id)).where(
        col(Activity.project_id).in_(project_ids), col(Activity.main_activity_id).is_not(None)
    )
    return {key or 0: main or 0 for key, main in work.session.exec(query)}
