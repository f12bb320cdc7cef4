"""An invoice as it is printed: plain values. Kept from the day it is issued; read by PDF and e-invoice.

Amounts are in `currency` and rounded to its decimals, before VAT unless said otherwise. Those of a credit
note are negative, as in the database.
"""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from pydantic import TypeAdapter

ZERO, ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Address:
    """Where somebody is; `country` is an ISO 3166 code."""

    line1: str = ""
    line2: str = ""
    postal_code: str = ""
    city: str = ""
    country: str = ""


@dataclass(frozen=True, slots=True)
class Party:
    """Seller or buyer. `endpoint` is its e-invoice address, scheme and identifier: 0192:987654325.

    `number` is ours for a customer. `in_business_register` and `has_f_tax` are said of sellers.
    """

    name: str
    address: Address
    number: str = ""
    org_number: str = ""
    vat_number: str = ""
    endpoint: str = ""
    contact: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""
    line_above_name: str = ""
    line_below_name: str = ""
    in_business_register: bool = False
    has_f_tax: bool = False


@dataclass(frozen=True, slots=True)
class PaymentBox:
    """Where the money goes. `payment_id` is what the bank sends back, `payment_id_shown` how it is printed."""

    account: str = ""
    iban: str = ""
    bic: str = ""
    bankgiro: str = ""
    plusgiro: str = ""
    fik_card_type: str = ""
    fik_creditor: str = ""
    payment_id: str = ""
    payment_id_shown: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A line: `quantity` at `unit_price` for `per` units, less the discount. `key` names it in hour rows.

    `kind` is a LineKind, `vat_category` one of UNCL 5305. `period_end` is included.
    """

    key: int
    kind: str
    text: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    net: Decimal
    per: Decimal = ONE
    discount_percent: Decimal = ZERO
    vat_code: str = ""
    vat_percent: Decimal = ZERO
    vat_category: str = "S"
    account: str = ""
    project: str = ""
    activity: str = ""
    period_start: dt.date | None = None
    period_end: dt.date | None = None


@dataclass(frozen=True, slots=True)
class VatGroup:
    """VAT of one code and rate. `reason` is printed where none is charged."""

    code: str
    percent: Decimal
    category: str
    basis: Decimal
    vat: Decimal
    reason: str = ""
    reason_code: str = ""


@dataclass(frozen=True, slots=True)
class HourRow:
    """Hours behind a line: whole minutes that are billed, at `rate` an hour.

    The amounts of a line of hours add up to its net, and the minutes to its quantity: what was billed
    more or less than was worked is a row without a co-worker. Behind a fixed price both are nought.
    """

    line: int
    day: dt.date
    co_worker: str
    role: str
    project: str
    activity: str
    minutes: int
    rate: Decimal
    amount: Decimal
    comment: str = ""


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """What was invoiced earlier for a price model; `gross` includes VAT."""

    price_model: str
    day: dt.date
    text: str
    gross: Decimal


@dataclass(frozen=True, slots=True)
class Summary:
    """Invoiced earlier, beside the estimated total fee of a price model, all including VAT.

    `this` is what the invoice itself bills of it; documents kept before that was told apart have None,
    which is the whole invoice.
    """

    price_model: str
    estimated: Decimal
    rows: tuple[SummaryRow, ...] = ()
    this: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that goes with the invoice; `stored_name` names its bytes on disk."""

    title: str
    media_type: str
    stored_name: str


@dataclass(frozen=True, slots=True)
class Credited:
    """The invoice that a credit note takes back."""

    number: int
    issued: dt.date


@dataclass(frozen=True, slots=True)
class InvoiceDocument:
    """Everything an invoice or credit note says. `kind` is an InvoiceKind.

    `gross` = `net` + `vat`; `net` holds `rounding`, the sum of the rounding lines, which bear no VAT. To be
    paid: `gross` − `prepaid`. `rate` is home currency per unit of `currency`; `vat_at_home` the VAT in
    `home_currency` when the invoice is in another. A draft's `number` is None. `rebuilt`: nothing was
    kept when it was issued, elsewhere perhaps, and this is made of what is known of it.
    """

    kind: str
    number: int | None
    language: str
    currency: str
    issued: dt.date
    due: dt.date | None
    seller: Party
    buyer: Party
    payment: PaymentBox
    lines: tuple[Line, ...]
    vat_groups: tuple[VatGroup, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    rounding: Decimal = ZERO
    prepaid: Decimal = ZERO
    home_currency: str = "NOK"
    rate: Decimal = ONE
    vat_at_home: Decimal | None = None
    delivered_on: dt.date | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None
    our_reference: str = ""
    your_reference: str = ""
    order_reference: str = ""
    contract_reference: str = ""
    project_number: str = ""
    project_name: str = ""
    text: str = ""
    footer_text: str = ""
    credit_of: Credited | None = None
    credit_days: int = 0
    hour_columns: str = ""
    attach_hours: bool = False
    hours: tuple[HourRow, ...] = ()
    hours_share: Decimal = ZERO
    hours_divided: bool = False
    summaries: tuple[Summary, ...] = ()
    attachments: tuple[Attached, ...] = ()
    logo: str = ""
    rebuilt: bool = False


_ADAPTER = TypeAdapter(InvoiceDocument)


def as_json(document: InvoiceDocument) -> dict[str, Any]:
    """The document as it is kept: decimals and dates as text, so that nothing is rounded."""
    return _ADAPTER.dump_python(document, mode="json")


def from_json(kept: dict[str, Any]) -> InvoiceDocument:
    """The document that was kept."""
    return _ADAPTER.validate_python(kept)
