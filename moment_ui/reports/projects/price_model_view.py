"""What a project's price models show: strings, in plain dataclasses that Reflex state holds."""

from dataclasses import dataclass, field

from moment_ui.reports.customers.customer_facts import FactLine


@dataclass
class ModelRateLine:
    """A role or co-worker with the rate of today, and the one that follows."""

    who: str = ""
    amount: str = ""
    then: str = ""


@dataclass
class PlanLine:
    """A row of a payment plan. `invoice_id` leads to what bills it; `fixed` ones cannot be changed."""

    id: int = 0
    version: int = 0
    due: str = ""
    text: str = ""
    about: str = ""
    amount: str = ""
    status: str = ""
    status_css: str = ""
    invoice_id: int = 0
    fixed: bool = False
    typed: dict[str, str] = field(default_factory=dict[str, str])


@dataclass
class SoldLine:
    """A product of a subscription, or what an offer sells; `left` is what is not billed yet."""

    id: int = 0
    text: str = ""
    about: str = ""
    net: str = ""
    billed: str = ""
    left: str = ""
    typed: dict[str, str] = field(default_factory=dict[str, str])


@dataclass
class PayerLine:
    """A customer that pays a share."""

    customer_id: int = 0
    name: str = ""
    percent: str = ""


@dataclass
class GapLine:
    """Something that keeps hours from being billed. `fix` is a key of what mends it."""

    text: str = ""
    fix: str = ""
    model_id: int = 0
    key: str = ""


@dataclass
class ModelCard:
    """A price model with everything its card shows."""

    id: int = 0
    version: int = 0
    name: str = ""
    kind: str = ""
    kind_word: str = ""
    currency: str = ""
    standing: str = ""
    standing_css: str = ""
    active: bool = True
    is_first: bool = False
    is_last: bool = False
    removable: bool = False
    hourly: bool = False
    facts: list[FactLine] = field(default_factory=list[FactLine])
    used: int = 0
    used_css: str = ""
    used_words: str = ""
    rates: list[ModelRateLine] = field(default_factory=list[ModelRateLine])
    rates_words: str = ""
    plan: list[PlanLine] = field(default_factory=list[PlanLine])
    plan_total: str = ""
    missing: str = ""
    missing_css: str = ""
    sold: list[SoldLine] = field(default_factory=list[SoldLine])
    sold_total: str = ""
    payers: list[PayerLine] = field(default_factory=list[PayerLine])
    split: str = ""
    split_by: str = ""
    typed: dict[str, str] = field(default_factory=dict[str, str])


@dataclass
class SummaryLine:
    """What was invoiced for a price model: by an invoice, to which `invoice_id` leads, or elsewhere."""

    id: int = 0
    day: str = ""
    model: str = ""
    text: str = ""
    amount: str = ""
    invoice_id: int = 0


@dataclass
class PriceModelsView:
    """A project's price models, what is missing, and what the reader may do.

    `summarised`: the models that an invoice can print a summary of, as a form offers them.
    """

    project_id: int = 0
    models: list[ModelCard] = field(default_factory=list[ModelCard])
    gaps: list[GapLine] = field(default_factory=list[GapLine])
    summary: list[SummaryLine] = field(default_factory=list[SummaryLine])
    summarised: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    has_summary: bool = False
    may_note: bool = False
    may_edit: bool = False
    may_true_cost: bool = False
