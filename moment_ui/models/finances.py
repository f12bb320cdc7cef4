"""How a company invoices and is paid: one row of settings, kept apart from the company that log-in reads."""

import datetime as dt
from decimal import Decimal
from enum import StrEnum

import sqlalchemy as sa
from sqlmodel import Field

from moment_ui.models.base import CompanyScoped, amount_field, choice, scoped_table


class CheckDigit(StrEnum):
    """How the check digit of a payment ID is computed."""

    MOD10 = "mod10"
    MOD11 = "mod11"


class PaymentIdKind(StrEnum):
    """What rules a payment ID follows beside its format."""

    KID = "kid"
    OCR = "ocr"  # Swedish
    FIK = "fik"  # Danish
    RF = "rf"  # ISO 11649, anywhere in the SEPA


class FinanceSettings(CompanyScoped, table=True):
    """What the company has set for invoices, payments and reminders. No row yet: the defaults.

    Invoices dated before `closed_until` (included) are refused. `round_to` is the step that totals are
    rounded to, nought for none. `einvoice_rules` is the folder of rule sets, named by its version.
    """

    __table_args__ = scoped_table(sa.UniqueConstraint("company_id"))

    closed_until: dt.date | None = Field(default=None)
    drafts_need_approval: bool = Field(default=False)
    round_to: Decimal = amount_field()
    iban: str = Field(default="", max_length=34)
    bic: str = Field(default="", max_length=11)
    bankgiro: str = Field(default="", max_length=20)
    plusgiro: str = Field(default="", max_length=20)
    fik_creditor: str = Field(default="", max_length=8)
    fik_card_type: str = Field(default="71", max_length=2)
    in_business_register: bool = Field(default=False)  # prints Foretaksregisteret
    has_f_tax: bool = Field(default=False)  # prints Godkänd för F-skatt
    payment_id_kind: PaymentIdKind = Field(default=PaymentIdKind.KID, sa_type=choice(PaymentIdKind))
    payment_id_format: str = Field(default="", max_length=200)
    payment_id_display: str = Field(default="", max_length=200)
    payment_id_check: CheckDigit = Field(default=CheckDigit.MOD10, sa_type=choice(CheckDigit))
    payment_id_length_digit: bool = Field(default=False)
    other_accounts: str = Field(default="", max_length=500)  # ours too, with blanks between
    payments_need_description: bool = Field(default=False)
    reminders_by: str = Field(default="", max_length=200)  # who collects instead of us, "" nobody
    einvoice_rules: str = Field(default="", max_length=100)
    version: int = Field(default=1)
