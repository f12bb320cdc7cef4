"""What an offer's page shows: texts only, as the reader reads and types them."""

from dataclasses import dataclass, field

from moment_ui.reports.customers.customer_view import TagLine


@dataclass
class OfferLineView:
    """A line of hours or a product, each cell as typed; `net` as read."""

    id: int = 0
    text: str = ""
    hours: str = ""
    quantity: str = ""
    unit: str = ""
    price: str = ""
    discount: str = ""
    vat: str = ""
    net: str = ""
    first: bool = False
    last: bool = False


@dataclass
class OfferActivityView:
    """An activity with its lines."""

    id: int = 0
    name: str = ""
    billing: str = ""
    price: str = ""
    discount: str = ""
    vat: str = ""
    net: str = ""
    hours: str = ""
    first: bool = False
    last: bool = False
    lines: list[OfferLineView] = field(default_factory=list[OfferLineView])


@dataclass
class OfferFact:
    """A fact: a word, its value, and a path inside the company or ""."""

    label: str = ""
    value: str = ""
    link: str = ""


@dataclass
class SentLine:
    """A line of the send log."""

    key: str = ""
    result: str = ""
    css: str = ""
    receivers: str = ""
    by: str = ""
    detail: str = ""


@dataclass
class OfferRights:
    """What can be done with the offer now, by this reader."""

    edit: bool = False
    ready: bool = False
    back: bool = False
    send: bool = False
    decide: bool = False
    undo_decision: bool = False
    extend: bool = False
    revise: bool = False
    duplicate: bool = False
    delete: bool = False
    project: bool = False
    undo_project: bool = False


@dataclass
class OfferView:
    """The whole page. `head` holds the fields of the head as typed, `link` is the customer's address."""

    id: int = 0
    version: int = 0
    number: str = ""
    title: str = ""
    state: str = ""
    state_key: str = ""
    state_css: str = ""
    customer_id: int = 0
    customer: str = ""
    currency: str = ""
    language: str = ""
    said: str = ""
    said_tone: str = ""
    head: dict[str, str] = field(default_factory=dict[str, str])
    contact: str = ""
    contacts: list[tuple[str, str]] = field(default_factory=list[tuple[str, str]])
    vat_rates: list[str] = field(default_factory=list[str])
    tags: list[TagLine] = field(default_factory=list[TagLine])
    link: str = ""
    activities: list[OfferActivityView] = field(default_factory=list[OfferActivityView])
    products: list[OfferLineView] = field(default_factory=list[OfferLineView])
    sums: list[OfferFact] = field(default_factory=list[OfferFact])
    facts: list[OfferFact] = field(default_factory=list[OfferFact])
    related: list[OfferFact] = field(default_factory=list[OfferFact])
    log: list[SentLine] = field(default_factory=list[SentLine])
    may: OfferRights = field(default_factory=OfferRights)
