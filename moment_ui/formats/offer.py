"""An offer as it is printed: plain values, and the words of its language. Read by PDF, mail and page."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

FIXED_PRICE, HOURLY, PRODUCTS = "fixed-price", "hourly", "products"


@dataclass(frozen=True, slots=True)
class Sender:
    """The company that offers."""

    name: str
    address: tuple[str, ...] = ()
    org_number: str = ""
    email: str = ""
    phone: str = ""
    website: str = ""


@dataclass(frozen=True, slots=True)
class Receiver:
    """The customer, and the person there the offer is addressed to."""

    name: str
    number: int
    address: tuple[str, ...] = ()
    contact: str = ""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """One line. `minutes` at `price` an hour, or `quantity` times `price` for products."""

    text: str
    price: Decimal
    net: Decimal
    vat_percent: Decimal
    minutes: int = 0
    quantity: Decimal = Decimal(1)
    unit: str = ""
    discount_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class Part:
    """An activity with its lines, or the products. A fixed price has its own discount and VAT."""

    name: str
    billing: str
    lines: tuple[PrintedLine, ...]
    net: Decimal
    price: Decimal = Decimal(0)
    discount_percent: Decimal = Decimal(0)
    vat_percent: Decimal = Decimal(0)


@dataclass(frozen=True, slots=True)
class VatSum:
    """VAT of one rate."""

    percent: Decimal
    basis: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class OfferDocument:
    """Everything an offer prints. Amounts are in `currency` and rounded to its decimals."""

    number: str
    name: str
    language: str
    currency: str
    issued: dt.date
    valid_until: dt.date
    sender: Sender
    receiver: Receiver
    parts: tuple[Part, ...]
    vat_sums: tuple[VatSum, ...]
    net: Decimal
    vat: Decimal
    gross: Decimal
    starts: dt.date | None = None
    author: str = ""
    customer_reference: str = ""
    contract_reference: str = ""
    intro: str = ""
    closing: str = ""
