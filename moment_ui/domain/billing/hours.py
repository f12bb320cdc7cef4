"""Hours up to a day: grouped in the database by project, activity, co-worker and period of rates."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.billing.caps import within_caps
from moment_ui.domain.billing.free import is_free
from moment_ui.domain.billing.reading import Models
from moment_ui.domain.billing.rules import hours_net
from moment_ui.domain.billing.sheet import (
    NOTHING_RELEASED,
    Blocker,
    Fix,
    Item,
    Kind,
    Span,
    Why,
)
from moment_ui.domain.pricing.book import RateBook
from moment_ui.domain.pricing.reasons import NoRate, Reason
from moment_ui.domain.pricing.rules import Pricing, Rate
from moment_ui.models.hours import NOT_INVOICED, HoursStatus, TimeRecord
from moment_ui.models.price_model import PriceModelKind

_WHY = {
    Reason.NO_MODEL: (Why.NO_MODEL, Fix.PRICE_MODELS),
    Reason.MODEL_ASIDE: (Why.MODEL_ASIDE, Fix.PROJECT),
    Reason.NOT_BILLABLE: (Why.NOT_BILLABLE, Fix.PROJECT),
    Reason.NON_BILLABLE: (Why.NOT_BILLABLE, Fix.PRICE_MODELS),
}
_WITHIN = frozenset({Reason.FIXED_PRICE, Reason.SUBSCRIPTION})


@dataclass(frozen=True, slots=True)
class Group:
    """Hours of one co-worker on one activity while one rate holds."""

    project_id: int
    activity_id: int
    co_worker_id: int
    approved: bool
    minutes: int
    count: int
    first: dt.date
    last: dt.date

    @property
    def span(self) -> Span:
        """The same, as what is billed."""
        return Span(
            self.activity_id, self.co_worker_id, self.first, self.last, self.minutes, self.count
        )


def hour_groups(
    work: Work,
    project_ids: Collection[int],
    until: dt.date,
    turns: Sequence[dt.date],
    released: frozenset[int] = NOTHING_RELEASED,
) -> dict[int, list[Group]]:
    """Billable hours of projects that are on no draft or invoice, by project; `turns` are days on which rates change."""
    day, minutes = col(TimeRecord.day), col(TimeRecord.billable_minutes)
    begun = [(day >= turn, place) for place, turn in reversed(list(enumerate(turns, 1)))]
    approved = sa.case((col(TimeRecord.status) == HoursStatus.APPROVED, 1), else_=0)
    keys: list[Any] = [
        col(TimeRecord.project_id),
        col(TimeRecord.activity_id),
        col(TimeRecord.co_worker_id),
        approved,
        sa.case(*begun, else_=0) if begun else sa.literal(0),
    ]
    figures: list[Any] = [
        sa.func.sum(minutes),
        sa.func.count(),
        sa.func.min(day),
        sa.func.max(day),
    ]
    query = (
        sa.select(*[sa.label(f"key_{at}", key) for at, key in enumerate(keys)], *figures)
        .where(
            NOT_INVOICED,
            col(TimeRecord.project_id).in_(project_ids),
            day <= until,
            is_free(col(TimeRecord.invoice_line_id), released),
            minutes > 0,
        )
        .group_by(*[sa.literal(at, literal_execute=True) for at in range(1, len(keys) + 1)])
    )
    found: dict[int, list[Group]] = defaultdict(list)
    for project, activity, person, ok, _turn, total, count, first, last in _rows(work, query):
        found[project].append(
            Group(project, activity, person, bool(ok), int(total), count, first, last)
        )
    return found


def turns_of(book: RateBook) -> list[dt.date]:
    """The days on which any rate of a book begins, those of main projects among them."""
    mains = [one.main.book for one in book.projects.values() if one.main and one.main.book]
    theirs = {day for main in mains for day in turns_of(main)}
    lists = [
        listed
        for project in book.projects.values()
        for model in (*project.models, project.standard)
        for listed in (model.own, *model.lists, model.prices, model.costs)
    ]
    seen = {id(one.rates): one.rates for one in lists}
    return sorted(theirs | {rate.starts_on for rates in seen.values() for rate in rates})


@dataclass
class HourSheet:
    """The hours of one project, sorted into what can be billed and what cannot."""

    work: Work
    book: RateBook
    models: Models
    until: dt.date
    released: frozenset[int] = NOTHING_RELEASED

    def read(
        self, project_id: int, groups: Iterable[Group]
    ) -> tuple[list[Item], list[Blocker], int]:
        """Items, blockers and the minutes that are within a price."""
        priced: dict[tuple[Any, ...], tuple[Rate, list[Group]]] = {}
        waiting: dict[tuple[Any, ...], list[tuple[Group, Any]]] = defaultdict(list)
        within = 0
        for group in groups:
            answer = self.book.rate(group.activity_id, group.co_worker_id, group.first)
            if isinstance(answer, NoRate) and answer.reason in _WITHIN:
                within += group.minutes
            elif isinstance(answer, NoRate):
                waiting[answer.reason, answer.text].append((group, answer))
            elif not group.approved:
                waiting[Why.NOT_APPROVED, ""].append((group, answer))
            else:
                key = (group.activity_id, group.co_worker_id, answer)
                priced.setdefault(key, (answer, []))[1].append(group)
        items = [self._item(project_id, rate, found) for rate, found in priced.values()]
        blockers = [_waiting(key, found) for key, found in waiting.items()]
        kept, beyond = within_caps(self.work, self.models, project_id, items, self.released)
        return kept, [*blockers, *beyond], within

    def _item(self, project_id: int, rate: Rate, groups: list[Group]) -> Item:
        one = groups[0]
        minutes = sum(group.minutes for group in groups)
        places = (one.activity_id, one.co_worker_id, rate.price_model_id, rate.amount)
        return Item(
            key="-".join(["h", *map(str, places), str(rate.discount_percent)]),
            kind=Kind.HOURS,
            project_id=project_id,
            text=self.models.activities.get(one.activity_id, ""),
            currency=rate.currency,
            amount=hours_net(minutes, rate.amount, rate.discount_percent, rate.currency),
            model_id=rate.price_model_id,
            line_id=rate.price_model_line_id,
            activity_id=one.activity_id,
            co_worker_id=one.co_worker_id,
            activity=self.models.activities.get(one.activity_id, ""),
            co_worker=self.book.people[one.co_worker_id].name,
            home=self.book.people[one.co_worker_id].home,
            unit="t",
            price=rate.amount,
            discount=rate.discount_percent,
            vat_percent=rate.vat_percent,
            minutes=minutes,
            spans=tuple(group.span for group in groups),
            first=min(group.first for group in groups),
            last=max(group.last for group in groups),
        )


def standard_value(book: RateBook, project_id: int, groups: Iterable[Group]) -> Decimal:
    """What hours would come to at the customer's standard rates; those without a rate count nothing."""
    total = Decimal(0)
    for group in groups:
        answer = book.standard_rate(project_id, group.co_worker_id, group.first)
        if isinstance(answer, Rate):
            total += hours_net(group.minutes, answer.amount, Decimal(0), answer.currency)
    return total


def is_fixed(model: Pricing | None) -> bool:
    """Whether hours are within the model's fixed price."""
    return model is not None and model.kind is PriceModelKind.FIXED_PRICE


def _waiting(key: tuple[Any, ...], found: list[tuple[Group, Any]]) -> Blocker:
    reason, text = key
    minutes = sum(group.minutes for group, _answer in found)
    project_id = found[0][0].project_id
    if reason is Why.NOT_APPROVED:
        currency = found[0][1].currency
        amount = sum(
            (
                hours_net(group.minutes, rate.amount, rate.discount_percent, rate.currency)
                for group, rate in found
            ),
            Decimal(0),
        )
        said = _("The hours are not approved.")
        return Blocker(Why.NOT_APPROVED, said, Fix.APPROVE, project_id, minutes, amount, currency)
    why, fix = _WHY.get(reason, (Why.NO_RATE, Fix.PRICE_MODELS))
    return Blocker(why, text, fix, project_id, minutes)


def _rows(work: Work, query: Any) -> Iterable[Any]:
    return cast("Any", work.session).exec(query)
