"""VAT codes of a company: what each rate is called in its books, on e-invoices and on paper."""

from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, amount_field, choice, scoped_table


class VatCategory(StrEnum):
    """The categories of EN 16931 (UNCL 5305)."""

    STANDARD = "S"
    ZERO = "Z"
    EXEMPT = "E"
    REVERSE_CHARGE = "AE"
    INTRA_EU = "K"
    EXPORT = "G"
    OUTSIDE = "O"


class VatCode(CompanyScoped, table=True):
    """A VAT code. `handling` is the VAT handling whose lines start with it, "" for none.

    `reason` is printed where no VAT is charged, `reason_code` its VATEX code.
    """

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id", "code"))

    code: str = Field(max_length=20)
    name: str = Field(max_length=200)
    percent: Decimal = amount_field()
    category: VatCategory = Field(sa_type=choice(VatCategory))
    reason: str = Field(default="", max_length=500)
    reason_code: str = Field(default="", max_length=30)
    handling: str = Field(default="", max_length=30)
    active: bool = Field(default=True)
    position: int = Field(default=0)
    version: int = Field(default=1)
