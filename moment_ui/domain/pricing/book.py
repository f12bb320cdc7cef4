"""The rates of all hours of some projects: what one reading of the database fills, asked hour by hour.

book = rate_book(work, [project_id])
found = book.rate(activity_id, co_worker_id, day)
if isinstance(found, NoRate): ...   # found.is_gap, found.text
else: ...                           # found.amount, found.currency, found.price_model_id
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from moment_ui.domain.pricing.reasons import NoRate, Reason
from moment_ui.domain.pricing.rules import Origin, Pricing, Rate, Worker, listed_rate, rate_in

Answer = Rate | NoRate


@dataclass(frozen=True, slots=True)
class BilledActivity:
    """An activity as billing sees it; `model_id` None follows the project's first active model."""

    id: int
    project_id: int
    billable: bool = True
    model_id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class MainRates:
    """What a main company bills for our people: a book of its projects, or `why` there is none.

    `people` and `activities` say who and what ours are there. `company` is its name.
    """

    company: str
    why: Reason
    book: "RateBook | None" = None
    people: Mapping[int, int] = field(default_factory=dict[int, int])
    activities: Mapping[int, int] = field(default_factory=dict[int, int])

    def rate(self, model: Pricing, activity_id: int, who: Worker, day: dt.date) -> Answer:
        """What the main project bills for an hour of ours, in the model that follows it."""
        activity, person = self.activities.get(activity_id, 0), self.people.get(who.id)
        none = NoRate(self.why, model.id, model.name, who.name, who.role, self.company)
        if self.book is None or activity not in self.book.activities or person is None:
            return none
        found = self.book.rate(activity, person, day)
        if isinstance(found, NoRate):
            return none
        if found.currency != model.currency:
            return replace(none, reason=Reason.OTHER_CURRENCY, currency=found.currency)
        return Rate(
            found.amount,
            found.currency,
            model.id,
            Origin.MAIN_PROJECT,
            self.company,
            found.discount_percent,
        )


@dataclass(frozen=True, slots=True)
class BilledProject:
    """A project with its price models in their order, and the roles of its team by co-worker.

    `standard` prices hours by the customer's price lists, for suggestions. `main` is there in a
    secondary project with a model that follows the main project.
    """

    id: int
    models: Sequence[Pricing]
    roles: Mapping[int, str]
    standard: Pricing
    main: MainRates | None = None

    @property
    def default(self) -> Pricing | None:
        """The model of activities that choose none."""
        return next((model for model in self.models if model.active), None)


@dataclass
class RateBook:
    """Projects, their activities and everybody who may have worked there, by id.

    Answers are kept: the same question a thousand times is worked out once.
    """

    projects: Mapping[int, BilledProject]
    activities: Mapping[int, BilledActivity]
    people: Mapping[int, Worker]
    _kept: dict[tuple[int, int, dt.date], Answer] = field(
        default_factory=dict[tuple[int, int, dt.date], Answer]
    )

    def rate(self, activity_id: int, co_worker_id: int, day: dt.date) -> Answer:
        """What an hour costs, or why it has no rate. Raises KeyError for what is not in the book."""
        key = activity_id, co_worker_id, day
        if key not in self._kept:
            self._kept[key] = self._rate(self.activities[activity_id], co_worker_id, day)
        return self._kept[key]

    def model_of(self, activity_id: int) -> Pricing | None:
        """The price model that bills the activity, active or put aside; None when there is none."""
        activity = self.activities[activity_id]
        project = self.projects[activity.project_id]
        if activity.model_id is None:
            return project.default
        return next((one for one in project.models if one.id == activity.model_id), None)

    def standard_rate(self, project_id: int, co_worker_id: int, day: dt.date) -> Answer:
        """What the customer's price lists say of an hour, whatever the project's price models are."""
        project = self.projects[project_id]
        return listed_rate(project.standard, self._worker(project, co_worker_id), day)

    def gaps(self, project_id: int, day: dt.date) -> list[tuple[Worker, NoRate]]:
        """Who in the team would have no rate on the day, on some active activity billed by the hour."""
        found: dict[tuple[int, Reason], tuple[Worker, NoRate]] = {}
        project = self.projects[project_id]
        mine = [
            one for one in self.activities.values() if one.project_id == project_id and one.active
        ]
        for co_worker_id in project.roles:
            for activity in mine:
                answer = self.rate(activity.id, co_worker_id, day)
                if isinstance(answer, NoRate) and answer.is_gap:
                    who = self._worker(project, co_worker_id)
                    found.setdefault((co_worker_id, answer.reason), (who, answer))
        return list(found.values())

    def _rate(self, activity: BilledActivity, co_worker_id: int, day: dt.date) -> Answer:
        if not activity.billable:
            return NoRate(Reason.NOT_BILLABLE)
        model = self.model_of(activity.id)
        if model is None:
            return NoRate(Reason.NO_MODEL)
        if not model.active:
            return NoRate(Reason.MODEL_ASIDE, model.id, model.name)
        return self._in_model(model, activity, co_worker_id, day)

    def _in_model(
        self, model: Pricing, activity: BilledActivity, co_worker_id: int, day: dt.date
    ) -> Answer:
        project = self.projects[activity.project_id]
        who = self._worker(project, co_worker_id)
        found = rate_in(model, activity.id, who, day)
        if project.main and isinstance(found, NoRate) and found.reason is Reason.NO_PARTNERS:
            return project.main.rate(model, activity.id, who, day)
        return found

    def _worker(self, project: BilledProject, co_worker_id: int) -> Worker:
        """The co-worker in the role that the project gives, else by title."""
        who = self.people[co_worker_id]
        return Worker(who.id, who.name, project.roles.get(co_worker_id) or who.role)
