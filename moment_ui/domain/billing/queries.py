"""Reading what can be billed: a page of projects with sums, and one project with its rows."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.billing.filters import Wanted, conditions, mine
from moment_ui.domain.billing.hours import (
    Group,
    HourSheet,
    hour_groups,
    standard_value,
    turns_of,
)
from moment_ui.domain.billing.priced import Priced, Within
from moment_ui.domain.billing.reading import Models, Rows, heads, models_of, rows_of
from moment_ui.domain.billing.sheet import (
    NOTHING_RELEASED,
    Blocker,
    Fix,
    Head,
    Sheet,
    Sums,
    Why,
    sums_of,
)
from moment_ui.domain.hours_control.reconciled import unsettled
from moment_ui.domain.pricing.book import RateBook
from moment_ui.domain.pricing.queries import rate_book
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.price_model import PlannedPayment, PriceModel, PriceModelKind
from moment_ui.models.project import Project, ProjectStatus

PAGE = 50
MANY = 200
HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Page:
    """One page of projects in the order of their numbers; `count` are all in the filter."""

    sheets: tuple[Sheet, ...]
    count: int


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES)
def billing_page(work: Work, wanted: Wanted, number: int = 1) -> Page:
    """A page of projects with something to bill, or something held back, up to the day.

    Who does not invoice all projects sees those he or she leads.
    """
    asked = conditions(work, wanted)
    count = work.session.exec(select(sa.func.count(col(Project.id))).where(*asked)).one()
    query = (
        select(col(Project.id))
        .where(*asked)
        .order_by(sa.func.length(col(Project.number)), col(Project.number), col(Project.id))
        .limit(PAGE)
        .offset((max(number, 1) - 1) * PAGE)
    )
    ids = [key for key in work.session.exec(query) if key is not None]
    found = sheets(work, ids, wanted.until)
    return Page(tuple(found[key] for key in ids), count)


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES)
def billing_sums(work: Work, wanted: Wanted) -> Sums:
    """What all projects in the filter come to: every open hour of theirs is priced, so many at a time."""
    ids = billed_projects(work, wanted)
    found = Sums(0, {})
    for start in range(0, len(ids), MANY):
        found = sums_of(sheets(work, ids[start : start + MANY], wanted.until).values(), found)
    return found


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES)
def billed_projects(work: Work, wanted: Wanted) -> list[int]:
    """The ids of all projects in the filter: what "select all" means."""
    query = select(col(Project.id)).where(*conditions(work, wanted)).order_by(col(Project.id))
    return [key for key in work.session.exec(query) if key is not None]


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES)
def sheet(work: Work, project_id: int, until: dt.date) -> Sheet:
    """One project with everything that can be billed of it. Raises NotFound, also for one that the actor does not invoice."""
    return sheets_for(work, [project_id], until)[project_id]


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES)
def sheets_for(
    work: Work,
    project_ids: Collection[int],
    until: dt.date,
    released: frozenset[int] = NOTHING_RELEASED,
) -> dict[int, Sheet]:
    """The same as `sheets`; raises NotFound when one of them is not invoiced by the actor."""
    wanted = set(project_ids)
    query = select(col(Project.id)).where(col(Project.id).in_(wanted), mine(work))
    if set(work.session.exec(query)) != wanted:
        raise NotFound(_("The project"))
    return sheets(work, sorted(wanted), until, released)


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES)
def payment_to_change(work: Work, payment_id: int) -> PlannedPayment:
    """A planned payment of a project that the actor invoices. Raises NotFound."""
    query = (
        select(PlannedPayment)
        .join(PriceModel, col(PriceModel.id) == col(PlannedPayment.price_model_id))
        .join(Project, col(Project.id) == col(PriceModel.project_id))
        .where(PlannedPayment.id == payment_id, mine(work))
    )
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The planned payment"))
    return row


@needs(Permission.VIEW_RATES, Permission.CREATE_INVOICES)
def sheets(
    work: Work,
    project_ids: Collection[int],
    until: dt.date,
    released: frozenset[int] = NOTHING_RELEASED,
) -> dict[int, Sheet]:
    """What can be billed of these projects, by id, in about twenty statements however many they are.

    What the lines `released` bill counts as free: their draft is made anew.
    """
    if not project_ids:
        return {}
    book, models = rate_book(work, project_ids), models_of(work, project_ids, released)
    found = _Reading(
        work,
        until,
        book,
        models,
        rows_of(work, project_ids, models, released),
        hour_groups(work, project_ids, until, turns_of(book), released),
        released,
        _unsettled(work, project_ids, until),
    )
    return {key: found.sheet(head) for key, head in heads(work, project_ids).items()}


@dataclass
class _Reading:
    work: Work
    until: dt.date
    book: RateBook
    models: Models
    rows: Rows
    groups: dict[int, list[Group]]
    released: frozenset[int]
    unsettled: dict[int, list[Blocker]]

    def sheet(self, head: Head) -> Sheet:
        """One project's sheet."""
        groups = self.groups.get(head.id, [])
        hours = HourSheet(self.work, self.book, self.models, self.until, self.released)
        items, held_back, within = hours.read(head.id, groups)
        priced = Priced(head, self.models, self.rows, self.until, self._within(head.id, groups))
        blockers = [*_of_project(head), *held_back, *priced.blockers(), *self._of_shares(head)]
        blockers += self.unsettled.get(head.id, [])
        return Sheet(
            head=head,
            items=(*items, *priced.items()),
            blockers=tuple(blockers),
            models=self.models.by_id,
            later=tuple(priced.later()),
            within=within,
        )

    def _within(self, project_id: int, groups: Iterable[Group]) -> dict[int, Within]:
        """Approved hours within fixed prices that have no plan, with what they come to."""
        found: dict[int, list[Group]] = {}
        for group in groups:
            model = self.models.of(project_id, group.activity_id)
            if model and model.kind is PriceModelKind.FIXED_PRICE and group.approved:
                found.setdefault(model.key, []).append(group)
        return {
            key: Within(
                tuple(group.span for group in mine),
                sum(group.minutes for group in mine),
                standard_value(self.book, project_id, mine),
            )
            for key, mine in found.items()
            if not self.rows.payments.get(key)
        }

    def _of_shares(self, head: Head) -> Iterable[Blocker]:
        """Shares that do not make up the whole."""
        for row in self.models.rows.get(head.id, ()):
            shares = self.models.by_id[row.key].shares
            if row.active and shares and sum((s.percent for s in shares), ZERO) != HUNDRED:
                said = _("The shares of {model} are not 100 % together.").format(model=row.name)
                yield Blocker(Why.SHARES, said, Fix.PRICE_MODELS, head.id)


def _unsettled(
    work: Work, project_ids: Collection[int], until: dt.date
) -> dict[int, list[Blocker]]:
    """Hours of partner companies that do not agree with theirs, or were not signed off; they stop nothing."""
    found: dict[int, list[Blocker]] = {}
    for one in unsettled(work, project_ids, until):
        blocker = Blocker(Why.HOURS_CONTROL, one.said(), Fix.HOURS_CONTROL, one.project_id)
        found.setdefault(one.project_id, []).append(blocker)
    return found


def _of_project(head: Head) -> list[Blocker]:
    """What the project itself and its customer do not allow."""
    found: list[Blocker] = []
    if head.status is not ProjectStatus.ACTIVE:
        words = {
            ProjectStatus.ON_HOLD: _("The project is on hold."),
            ProjectStatus.CLOSED: _("The project is closed."),
        }
        found.append(Blocker(Why.PROJECT, words[head.status], Fix.PROJECT, head.id))
    if head.customer_id is None:
        said = _("The project has no customer.")
        return [*found, Blocker(Why.NO_CUSTOMER, said, Fix.PROJECT, head.id)]
    said = _customer_said(head)
    if said:
        why = Why.POTENTIAL if head.customer_status is CustomerStatus.POTENTIAL else Why.CUSTOMER
        found.append(Blocker(why, said, Fix.CUSTOMER, head.customer_id))
    return found


def _customer_said(head: Head) -> str:
    if not head.is_customer:
        return _("{name} is a project participant only.").format(name=head.customer)
    words: dict[Any, str] = {
        CustomerStatus.BLOCKED: _("{name} is blocked and gets no new invoices."),
        CustomerStatus.INACTIVE: _("{name} is inactive."),
        CustomerStatus.POTENTIAL: _("{name} is a potential customer, and becomes active."),
    }
    return words.get(head.customer_status, "").format(name=head.customer)
