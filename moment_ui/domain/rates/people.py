"""What each co-worker is billed at wherever a price model asks for it, and costs the company."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.rates import sheets
from moment_ui.domain.rates.rules import RateList
from moment_ui.domain.rates.sheets import NOTHING_CONFIRMED, PEOPLE, RateChange, kind_of
from moment_ui.domain.sharing.rates import tell_rates
from moment_ui.models.company import Company
from moment_ui.models.project import CoWorker
from moment_ui.models.rates import CoWorkerRateKind

WORDS = {
    CoWorkerRateKind.PRICE: _("Co-workers’ own rates"),
    CoWorkerRateKind.COST: _("Co-workers’ true cost"),
}


@needs(Permission.SETUP_INVOICING)
def set_rate(
    work: Work, change: RateChange, *, confirmed: frozenset[str] = NOTHING_CONFIRMED
) -> RateChange:
    """Write a co-worker's rate, or take it away; returns the change that was made.

    Raises Invalid without a co-worker, NotFound, RateChanged, and PastRate for a period that has begun
    unless confirmed.
    """
    if change.subject.co_worker_id is None:
        raise Invalid(co_worker=_("Choose a co-worker: these rates follow people, not roles."))
    _lock(work)
    sheets.write(work, PEOPLE, change, confirmed)
    _tell(work, change.list_id, [change])
    return change


@needs(Permission.SETUP_INVOICING)
def add_period(work: Work, kind_id: int, starts_on: dt.date, percent: Decimal) -> list[RateChange]:
    """Begin a period for everybody. Raises NotFound, PeriodExists, NothingToCopy."""
    _lock(work)
    currency = people_rates(work, kind_id).currency
    changes = sheets.begin_period(work, PEOPLE, kind_id, (starts_on, percent, currency))
    _tell(work, kind_id, changes)
    return changes


@needs(Permission.SETUP_INVOICING)
def remove_period(
    work: Work,
    kind_id: int,
    starts_on: dt.date,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> list[RateChange]:
    """Take a period away. Raises NotFound, PastRate unless confirmed."""
    _lock(work)
    changes = sheets.end_period(work, PEOPLE, kind_id, starts_on, confirmed)
    _tell(work, kind_id, changes)
    return changes


@needs(Permission.SETUP_INVOICING)
def write_back(work: Work, changes: Sequence[RateChange]) -> None:
    """Undo changes, all or none. Raises NotFound, RateChanged."""
    _lock(work)
    for change in changes:
        back = sheets.taken_back(work, PEOPLE, change)
        _tell(work, change.list_id, [back])


@needs(Permission.SETUP_INVOICING)
def people_rates(work: Work, kind_id: int) -> RateList:
    """What co-workers are billed at (1) or cost (2), in the company's currency. Raises NotFound."""
    kind = kind_of(kind_id)
    company = work.session.get_one(Company, work.company_id)
    return RateList(kind_id, WORDS[kind], company.currency, sheets.rates_of(work, PEOPLE, kind_id))


def _lock(work: Work) -> None:
    """Hold the co-workers: one writes their rates at a time."""
    query = select(CoWorker.id).order_by(col(CoWorker.id)).with_for_update()
    work.session.exec(query).all()


def _tell(work: Work, kind_id: int, changes: Sequence[RateChange]) -> None:
    kind = kind_of(kind_id)
    record(work, "set_rate_of_co_worker", ("", None), WORDS[kind], sheets.in_words(work, changes))
    tell_rates(work)
