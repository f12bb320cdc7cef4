"""What can be billed of a project up to a day, and what stands in the way. Plain values.

Amounts exclude VAT, are rounded to the currency's decimals and are before the discount that a customer
gets on every line.
"""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from moment_ui.core.money import ZERO
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.invoice import LineKind
from moment_ui.models.price_model import SplitBy
from moment_ui.models.project import ProjectStatus

ONE = Decimal(1)
NOTHING_RELEASED: frozenset[int] = frozenset()
"""Lines of a draft whose sources count as free, because the draft is made anew: none."""


class Kind(StrEnum):
    """What is billed, in the order of the page."""

    HOURS = "hours"
    PAYMENT = "payment"  # planned, of a fixed price
    FIXED_PRICE = "fixed-price"  # without a plan: any amount
    SUBSCRIPTION = "subscription"
    OFFER = "offer"
    EXPENSE = "expense"
    PRODUCT = "product"


LINE_KINDS: dict[Kind, LineKind] = {
    Kind.HOURS: LineKind.HOURS,
    Kind.PAYMENT: LineKind.FIXED_PRICE,
    Kind.FIXED_PRICE: LineKind.FIXED_PRICE,
    Kind.SUBSCRIPTION: LineKind.SUBSCRIPTION,
    Kind.OFFER: LineKind.FIXED_PRICE,
    Kind.EXPENSE: LineKind.EXPENSE,
    Kind.PRODUCT: LineKind.PRODUCT,
}


class Why(StrEnum):
    """What keeps something from being billed."""

    NOT_APPROVED = "not-approved"
    NO_RATE = "no-rate"
    NO_MODEL = "no-model"
    MODEL_ASIDE = "model-aside"
    NOT_BILLABLE = "not-billable"
    TOTAL_REACHED = "total-reached"
    NOT_ACCEPTED = "not-accepted"
    ON_DRAFT = "on-draft"
    LATER = "later"
    PROJECT = "project"
    NO_CUSTOMER = "no-customer"
    CUSTOMER = "customer"
    POTENTIAL = "potential"
    SHARES = "shares"
    ACCOUNT = "account"
    VAT = "vat"
    EINVOICE_ADDRESS = "einvoice-address"
    REFERENCE = "reference"
    PERMISSION = "permission"
    HOURS_CONTROL = "hours-control"


STOPS = frozenset({Why.NO_CUSTOMER, Why.CUSTOMER, Why.SHARES})
"""Reasons for which no draft is made of the project at all; others hold back what they name."""

TELLS = frozenset({Why.ON_DRAFT, Why.LATER, Why.NOT_BILLABLE, Why.PERMISSION})
"""Reasons that are as they should be: nothing is to be mended, and no warning is shown."""


class Fix(StrEnum):
    """Where it is mended."""

    APPROVE = "approve"
    PRICE_MODELS = "price-models"
    PROJECT = "project"
    PROJECT_OPTIONS = "project-options"
    EXPENSES = "expenses"
    CUSTOMER = "customer"
    ACCOUNTS = "accounts"
    VAT_CODES = "vat-codes"
    DRAFT = "draft"
    FINALISING = "finalising"
    HOURS_CONTROL = "hours-control"
    NOBODY = ""


@dataclass(frozen=True, slots=True)
class Blocker:
    """Something that is held back: why, how much time and money, and where it is mended.

    `amount` is None where nobody can say, as without a rate. `at` is the id of what is mended.
    """

    why: Why
    text: str
    fix: Fix = Fix.NOBODY
    at: int = 0
    minutes: int = 0
    amount: Decimal | None = None
    currency: str = ""

    @property
    def stops(self) -> bool:
        """Whether no draft is made before it is mended."""
        return self.why in STOPS

    @property
    def warns(self) -> bool:
        """Whether somebody ought to do something."""
        return self.why not in TELLS


@dataclass(frozen=True, slots=True)
class Span:
    """Hours that one rate holds for: approved, free, from `first` to `last`, both included."""

    activity_id: int
    co_worker_id: int
    first: dt.date
    last: dt.date
    minutes: int
    count: int
    cut: tuple[dt.date, int] | None = None  # with a cap: records up to this day and id


@dataclass(frozen=True, slots=True)
class Part:
    """One line of what is billed as a whole, such as a period of a subscription."""

    text: str
    quantity: Decimal
    unit: str
    price: Decimal
    discount: Decimal
    amount: Decimal
    line_id: int | None = None
    activity_id: int | None = None
    vat_percent: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Something to be ticked. `key` names it on pages; `row_id` is the row it comes from, if one.

    `most` bounds an `amount` that may be changed freely. Hours that a free amount is for are `spans`;
    what becomes several lines has `parts`.
    `included` costs nothing: it is within the price. `line_id` is the offer's line, and `vat_percent` what
    the offer says of VAT, None where it says nothing.
    """

    key: str
    kind: Kind
    project_id: int
    text: str
    currency: str
    amount: Decimal
    model_id: int | None = None
    row_id: int = 0
    line_id: int | None = None
    activity_id: int | None = None
    co_worker_id: int | None = None
    activity: str = ""
    co_worker: str = ""
    home: str = ""
    quantity: Decimal = ONE
    unit: str = ""
    price: Decimal = ZERO
    discount: Decimal = ZERO
    vat_percent: Decimal | None = None
    minutes: int = 0
    spans: tuple[Span, ...] = ()
    parts: tuple[Part, ...] = ()
    first: dt.date | None = None
    last: dt.date | None = None
    free: bool = False
    most: Decimal | None = None
    included: bool = False
    version: int = 0

    @property
    def line_kind(self) -> LineKind:
        """The kind of the invoice line it becomes."""
        return LINE_KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Share:
    """A customer's part of a price model, in percent."""

    customer_id: int
    percent: Decimal


@dataclass(frozen=True, slots=True)
class Model:
    """What making drafts needs of a price model."""

    id: int
    name: str
    currency: str
    vat_code: str = ""
    split_by: SplitBy = SplitBy.PERCENT
    shares: tuple[Share, ...] = ()
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """The project and who pays for it."""

    id: int
    number: str
    name: str
    status: ProjectStatus
    customer_id: int | None
    customer: str
    customer_status: CustomerStatus | None
    is_customer: bool
    leader_id: int | None
    leader: str
    currency: str

    @property
    def title(self) -> str:
        """Number and name."""
        return f"{self.number} {self.name}"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A project with all that can be billed of it. `later` are planned payments beyond the day.

    `within` are minutes that are within a fixed price or a subscription: they cost nothing more.
    """

    head: Head
    items: tuple[Item, ...] = ()
    blockers: tuple[Blocker, ...] = ()
    models: dict[int, Model] = field(default_factory=dict[int, Model])
    later: tuple[Item, ...] = ()
    within: int = 0

    @property
    def minutes(self) -> int:
        """The hours that can be billed."""
        return sum(item.minutes for item in self.items if item.kind is Kind.HOURS)

    @property
    def stopped(self) -> bool:
        """Whether nothing of it can become a draft yet."""
        return any(blocker.stops for blocker in self.blockers)

    def sums(self) -> dict[str, dict[Kind, Decimal]]:
        """What each kind comes to, by currency."""
        found: dict[str, dict[Kind, Decimal]] = {}
        for item in self.items:
            kinds = found.setdefault(item.currency, {})
            kinds[item.kind] = kinds.get(item.kind, ZERO) + item.amount
        return found

    def totals(self) -> dict[str, Decimal]:
        """What everything comes to, by currency."""
        return {currency: sum(kinds.values(), ZERO) for currency, kinds in self.sums().items()}


@dataclass(frozen=True, slots=True)
class Sums:
    """What projects come to together: minutes, and amounts by currency and kind."""

    minutes: int
    amounts: dict[str, dict[Kind, Decimal]]


def sums_of(found: Iterable[Sheet], before: Sums | None = None) -> Sums:
    """What sheets come to together, added to what others came to."""
    minutes = before.minutes if before else 0
    amounts = {currency: {**kinds} for currency, kinds in before.amounts.items()} if before else {}
    for one in found:
        minutes += one.minutes
        for currency, kinds in one.sums().items():
            mine = amounts.setdefault(currency, {})
            for kind, amount in kinds.items():
                mine[kind] = mine.get(kind, ZERO) + amount
    return Sums(minutes, amounts)
