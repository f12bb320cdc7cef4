"""What an invoicing option is: its place, its kind, how it is read, and who decides it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import partial

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.models.invoicing import VALUE_LENGTH

NOTHING = ""


class Level(StrEnum):
    """Where a value is set. A later one is more specific, and wins."""

    COMPANY = "company"
    CUSTOMER = "customer"
    PROJECT = "project"


class Group(StrEnum):
    """The parts of the page, in order."""

    TEXTS = "default-texts"
    GENERAL = "general"
    ATTACHMENTS = "attachments"
    HOURS = "hour-specification"
    BOOKKEEPING = "bookkeeping"
    PAYMENT = "payment"


class OptionKind(StrEnum):
    """How a value is read, written and edited."""

    LINE = "line"
    TEXT = "text"
    EMAIL = "email"
    DAYS = "days"
    PERCENT = "percent"
    AMOUNT = "amount"
    CHOICE = "choice"
    YES_NO = "yes-no"
    CURRENCY = "currency"
    LANGUAGE = "language"
    COLUMNS = "columns"
    CONTACT = "contact"
    TAG = "tag"
    ACCOUNT = "account"


REFERENCES = frozenset({OptionKind.CONTACT, OptionKind.TAG, OptionKind.ACCOUNT})
"""Kinds whose value is a row of the company's: in digits here, a reference of its own in the table."""

MAY_BE_NOTHING = frozenset({OptionKind.LINE, OptionKind.TEXT, OptionKind.EMAIL})
"""Kinds where nothing is a value too: a customer without the company's footer, say."""

YES, NO = "yes", "no"
EVERYWHERE = tuple(Level)
BELOW_THE_COMPANY = (Level.CUSTOMER, Level.PROJECT)
NOWHERE: tuple[Level, ...] = ()

HOUR_COLUMNS: dict[str, str] = {
    "date": _("Date"),
    "co-worker": _("Co-worker"),
    "role": _("Role"),
    "activity": _("Activity"),
    "hours": _("Hours"),
    "rate": _("Rate"),
    "amount": _("Amount"),
    "comment": _("Comment"),
}
GROUPINGS: dict[str, str] = {
    "none": _("not grouped"),
    "co-worker": _("by co-worker"),
    "activity": _("by activity"),
    "project": _("by project"),
}


@dataclass(frozen=True, slots=True)
class InvoicingOption:
    """One option. Values are texts, canonical as `read` returns them.

    `default` holds where no level says anything, and `unset` is how nothing is shown. `choices` maps
    the values of a choice to words. `levels` are those where it can be set. `customer_column` and
    `project_column` name what holds the value there instead of the table of options. A customer's
    column that is `always_filled` counts as set where it differs from the level above.
    """

    key: str
    group: Group
    label: str
    description: str
    kind: OptionKind
    default: str = NOTHING
    choices: tuple[tuple[str, str], ...] = ()
    levels: tuple[Level, ...] = EVERYWHERE
    unset: str = _("Not set")
    customer_column: str = ""
    project_column: str = ""
    always_filled: bool = False

    def column(self, level: Level) -> str:
        """The column of the level's own row that holds the value; "" for the table of options."""
        columns = {Level.CUSTOMER: self.customer_column, Level.PROJECT: self.project_column}
        return columns.get(level, "")

    def may_be_nothing(self, level: Level) -> bool:
        """Whether setting it to nothing there means something."""
        return self.kind in MAY_BE_NOTHING and not self.column(level)

    def read(self, typed: str, level: Level = Level.COMPANY) -> str:
        """The canonical text of what was typed. Raises Unfit."""
        text = _READERS[self.kind](typed)
        if text == NOTHING and not self.may_be_nothing(level):
            raise Unfit(_("Fill this in, or choose Reset to leave it to the level above."))
        if self.choices and text not in dict(self.choices):
            raise Unfit(_("Choose one of the list."))
        return text


@dataclass(frozen=True, slots=True)
class HourColumns:
    """What an appended hour list shows, in this order, and how its rows are grouped."""

    columns: tuple[str, ...]
    grouping: str

    @classmethod
    def of(cls, text: str) -> "HourColumns":
        """From the kept text: "date,hours,amount;activity"."""
        columns, _mark, grouping = text.partition(";")
        return cls(tuple(filter(None, columns.split(","))), grouping or "none")

    @property
    def text(self) -> str:
        """As it is kept."""
        return f"{','.join(self.columns)};{self.grouping}"


def decimal_text(typed: str, most: Decimal, places: int) -> str:
    """A number from 0 to `most` as people type it (`1 234,50`), as plain digits with a point."""
    plain = re.sub(r"[\s\u00a0\u202f'%]", "", typed).replace("\N{MINUS SIGN}", "-")
    if not plain:
        return NOTHING
    if "," in plain:
        plain = plain.replace(".", "").replace(",", ".")
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise Unfit(_("Write a number like 1 234,50.")) from None
    exponent = number.as_tuple().exponent
    if not number.is_finite() or not isinstance(exponent, int) or not 0 <= number <= most:
        raise Unfit(_("Write a number from 0 to {most}.").format(most=most))
    if -exponent > places:
        raise Unfit(_("At most {count} decimals fit here.").format(count=places))
    return f"{number:f}"


def _days(typed: str) -> str:
    number = fields.whole_number(typed, 0, 365)
    return NOTHING if number is None else str(number)


def _yes_no(typed: str) -> str:
    text = typed.strip().lower()
    if text not in {YES, NO, NOTHING}:
        raise Unfit(_("Choose Yes or No."))
    return text


def _columns(typed: str) -> str:
    asked = HourColumns.of(typed)
    if not set(asked.columns) <= set(HOUR_COLUMNS) or asked.grouping not in GROUPINGS:
        raise Unfit(_("Choose among the columns and groupings shown."))
    if not asked.columns:
        raise Unfit(_("Choose at least one column."))
    return HourColumns(tuple(dict.fromkeys(asked.columns)), asked.grouping).text


def _row(typed: str) -> str:
    number = fields.whole_number(typed, 1, 2**31 - 1)
    return NOTHING if number is None else str(number)


_READERS: dict[OptionKind, Callable[[str], str]] = {
    OptionKind.LINE: fields.line,
    OptionKind.TEXT: partial(fields.paragraphs, longest=VALUE_LENGTH),
    OptionKind.EMAIL: fields.email,
    OptionKind.DAYS: _days,
    OptionKind.PERCENT: partial(decimal_text, most=Decimal(100), places=2),
    OptionKind.AMOUNT: partial(decimal_text, most=Decimal(1_000_000), places=2),
    OptionKind.CHOICE: str.strip,
    OptionKind.YES_NO: _yes_no,
    OptionKind.CURRENCY: fields.currency,
    OptionKind.LANGUAGE: fields.language,
    OptionKind.COLUMNS: _columns,
    OptionKind.CONTACT: _row,
    OptionKind.TAG: _row,
    OptionKind.ACCOUNT: _row,
}
