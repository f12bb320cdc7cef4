"""Rows of a table, amounts and values in words."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, cast

from moment_ui.core.words import _, plural
from moment_ui.core.writing import writer

_WORDS = {
    "customer": ("{count} customer", "{count} customers"),
    "contact": ("{count} contact", "{count} contacts"),
    "customer_contact": ("{count} place in a customer", "{count} places in customers"),
    "contact_email": ("{count} address", "{count} addresses"),
    "customer_tag": ("{count} tag on a customer", "{count} tags on customers"),
    "project": ("{count} project", "{count} projects"),
    "activity": ("{count} activity", "{count} activities"),
    "project_member": ("{count} project member", "{count} project members"),
    "invoice": ("{count} invoice", "{count} invoices"),
    "invoice_line": ("{count} invoice line", "{count} invoice lines"),
    "payment": ("{count} payment", "{count} payments"),
    "time_record": ("{count} time record", "{count} time records"),
    "customer_file": ("{count} file", "{count} files"),
    "customer_note": ("{count} note", "{count} notes"),
    "customer_merge": ("{count} merge", "{count} merges"),
}


def counted(table: str, count: int) -> str:
    """A number of rows of a table: 12 invoices."""
    return plural(*_WORDS.get(table, ("{count} row", "{count} rows")), count)


def amount(value: Decimal) -> str:
    """An amount as the files that are imported write it: 1 234,50."""
    return _WRITE.exact(value, 2)


def sums_in_words(sums: Mapping[str, Mapping[str, Decimal]]) -> str:
    """Sums of a file: "Net 800,00 · VAT 200,00 · Gross 1 000,00 NOK"; currencies one after another."""
    return "; ".join(
        " · ".join(f"{_SUMS[name]} {amount(value)}" for name, value in each.items())
        + f" {currency}"
        for currency, each in sorted(sums.items())
    )


def in_words(value: Any) -> str:
    """What a cell said, by the value that it was read as; "" for an empty one."""
    if isinstance(value, Decimal):
        return _WRITE.asked(value)
    if isinstance(value, dt.date):
        return _WRITE.day(value)
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    several = cast("tuple[Any, ...]", value if isinstance(value, tuple) else (value,))
    return ", ".join(str(each) for each in several if each is not None)


_SUMS = {"net": _("Net"), "vat": _("VAT"), "gross": _("Gross"), "amount": _("Amount")}
_WRITE = writer("nb_NO", "UTC")
