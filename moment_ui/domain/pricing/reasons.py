"""Why an hour has no rate, and what mends it."""

from dataclasses import dataclass
from enum import StrEnum

from moment_ui.core.words import _


class Reason(StrEnum):
    """Why an hour has no rate."""

    NO_MODEL = "no-model"
    MODEL_ASIDE = "model-aside"
    NOT_BILLABLE = "not-billable"
    NON_BILLABLE = "non-billable"
    FIXED_PRICE = "fixed-price"
    SUBSCRIPTION = "subscription"
    NO_OWN_RATE = "no-own-rate"
    NO_CO_WORKER_RATE = "no-co-worker-rate"
    NO_ROLE_RATE = "no-role-rate"
    NO_COMMON_RATE = "no-common-rate"
    NO_PRICE_LIST = "no-price-list"
    NOT_IN_LIST = "not-in-list"
    NO_TRUE_COST = "no-true-cost"
    NO_PARTNERS = "no-partners"
    MAIN_PAUSED = "main-paused"
    MAIN_KEEPS_RATES = "main-keeps-rates"
    MAIN_NO_RATE = "main-no-rate"
    OTHER_CURRENCY = "other-currency"
    NOT_IN_OFFER = "not-in-offer"
    SEVERAL_PRICES = "several-prices"


SENTENCES: dict[Reason, str] = {
    Reason.NO_MODEL: _("The project has no price model."),
    Reason.MODEL_ASIDE: _("{model} was put aside: choose another price model for the activity."),
    Reason.NOT_BILLABLE: _("The activity is not billable."),
    Reason.NON_BILLABLE: _("{model} is not billed."),
    Reason.FIXED_PRICE: _("The hours are within the fixed price of {model}."),
    Reason.SUBSCRIPTION: _("The hours are within the subscription {model}."),
    Reason.NO_OWN_RATE: _("{who} has no rate in {model}, which asks for one for each co-worker."),
    Reason.NO_CO_WORKER_RATE: _("{who} has no hourly rate of their own on that day."),
    Reason.NO_ROLE_RATE: _("{who} has no rate in {model}: the role {role} has none on that day."),
    Reason.NO_COMMON_RATE: _("{model} has no common rate on that day."),
    Reason.NO_PRICE_LIST: _("There is no price list to take the rate from."),
    Reason.NOT_IN_LIST: _("{who} has no rate: {source} says nothing of {role} on that day."),
    Reason.NO_TRUE_COST: _("The true cost of {who} is not known on that day."),
    Reason.NO_PARTNERS: _(
        "{model} follows the main project, and this project has none: choose another base."
    ),
    Reason.MAIN_PAUSED: _(
        "{model} follows the rates of {source}, and the partnership is paused: an administrator lets "
        "it go on, or choose another base."
    ),
    Reason.MAIN_KEEPS_RATES: _(
        "{model} follows the rates of {source}, which does not share them: an administrator there "
        "switches that on, or choose another base."
    ),
    Reason.MAIN_NO_RATE: _(
        "{source} bills no hourly rate for {who} on that day: the project’s leader there sets one, or "
        "choose another base."
    ),
    Reason.OTHER_CURRENCY: _("{source} has its rates in {currency}, and {model} is in another."),
    Reason.NOT_IN_OFFER: _("The offer has no hours for this activity. Set a rate for {who}."),
    Reason.SEVERAL_PRICES: _(
        "The offer has several hourly rates for this activity. Set one for {who}."
    ),
}

NEEDS_NONE = frozenset(
    {Reason.NOT_BILLABLE, Reason.NON_BILLABLE, Reason.FIXED_PRICE, Reason.SUBSCRIPTION}
)
"""Reasons that are as they should be: such hours are not billed by the hour."""


@dataclass(frozen=True, slots=True)
class NoRate:
    """An hour without a rate. `price_model_id` is the model that was asked; None when there is none.

    The names are those that the sentence of the reason needs, "" where it needs none.
    """

    reason: Reason
    price_model_id: int | None = None
    model: str = ""
    who: str = ""
    role: str = ""
    source: str = ""
    currency: str = ""

    @property
    def is_gap(self) -> bool:
        """Whether somebody ought to set a rate before the hour can be billed."""
        return self.reason not in NEEDS_NONE

    @property
    def text(self) -> str:
        """The reason as a sentence."""
        return SENTENCES[self.reason].format(
            model=self.model or _("The price model"),
            who=self.who or _("The co-worker"),
            role=self.role or self.who or _("everybody"),
            source=self.source,
            currency=self.currency,
        )
