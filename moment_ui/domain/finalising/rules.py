"""What stands in the way of finalising a draft, judged from plain facts. No database.

What stops has to be mended. What asks is allowed, and often a mistake.
"""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from moment_ui.core.money import ZERO, round_money
from moment_ui.core.words import _
from moment_ui.domain.vat.rules import in_percent

LONG_AGO = dt.timedelta(days=60)
"""An invoice dated further back is asked about."""


class Mend(StrEnum):
    """Where a problem is mended."""

    HEAD = "head"
    LINE = "line"
    LINES = "lines"
    CUSTOMER = "customer"
    SERIES = "series"
    FINANCES = "finances"
    COMPANY = "company"
    VAT = "vat"
    HOURS = "hours"
    APPROVAL = "approval"
    INVOICE = "invoice"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing in the way: what it is, and where it is mended: a field of the head or of a line.

    `at` is the invoice where it is mended, if it is another one. Those that do not stop are `asked` about by their key.
    """

    key: str
    text: str
    mend: Mend
    stops: bool = True
    field: str = ""
    line_id: int = 0
    at: int = 0


@dataclass(frozen=True, slots=True)
class LineFacts:
    """A line that costs something, as the check needs it; `code_state` is "", "missing" or "aside".

    `vat_percent` is the line's rate, `offered` the one that an offer says of it, None where none says any.
    """

    id: int
    text: str
    vat_code: str
    code_state: str
    account: str
    vat_percent: Decimal = ZERO
    offered: Decimal | None = None


@dataclass(frozen=True, slots=True)
class DayFacts:
    """The dates around a draft. `last_issued` is the date of the invoice numbered last.

    `is_owed`: somebody shall pay, and a due date is expected.
    """

    today: dt.date
    issued: dt.date | None
    due: dt.date | None
    closed_until: dt.date | None
    last_issued: dt.date | None
    is_owed: bool = True


def line_problems(lines: list[LineFacts], *, keeps_accounts: bool) -> Iterator[Problem]:
    """What is wrong with the lines, one problem a line and kind."""
    if not lines:
        yield Problem("no-lines", _("There is nothing to invoice: add a line."), Mend.LINES)
    for line in lines:
        name = line.text.partition("\n")[0] or _("A line without text")
        yield from _vat_problems(line, name)
        if keeps_accounts and not line.account:
            text = _("“{line}” has no bookkeeping account.").format(line=name)
            yield Problem("account", text, Mend.LINE, field="account", line_id=line.id)
        if not line.text:
            text = _("A line has no text: the customer sees an amount and not what for.")
            yield Problem(
                f"text-{line.id}", text, Mend.LINE, stops=False, field="text", line_id=line.id
            )


def _vat_problems(line: LineFacts, name: str) -> Iterator[Problem]:
    offered = None if line.offered is None else in_percent(line.offered)
    if not line.vat_code:
        text = _("“{line}” has no VAT code.").format(line=name)
        if offered is not None:
            asked = _("The offer says {offered} VAT for “{line}”: choose its VAT code.")
            text = asked.format(line=name, offered=offered)
        yield Problem("vat-missing", text, Mend.LINE, field="vat_code", line_id=line.id)
        return
    if line.code_state:
        words = {
            "missing": _("“{line}” has VAT code {code}, which the company does not have."),
            "aside": _("“{line}” has VAT code {code}, which is put aside."),
        }
        text = words[line.code_state].format(line=name, code=line.vat_code)
        yield Problem("vat-code", text, Mend.LINE, field="vat_code", line_id=line.id)
    if line.offered not in {None, line.vat_percent}:
        text = _("“{line}” has {percent} VAT, and the offer says {offered}.")
        said = text.format(line=name, percent=in_percent(line.vat_percent), offered=offered)
        yield Problem(
            f"vat-offer-{line.id}",
            said,
            Mend.LINE,
            stops=False,
            field="vat_code",
            line_id=line.id,
        )


def day_problems(days: DayFacts) -> Iterator[Problem]:
    """What is wrong with the dates."""
    issued, due = days.issued, days.due
    if issued is None:
        yield Problem("no-date", _("The invoice has no date."), Mend.HEAD, field="issue_date")
        return
    if days.closed_until and issued <= days.closed_until:
        text = _("{day} is in a closed period: the books are closed until {until}.")
        said = text.format(day=_day(issued), until=_day(days.closed_until))
        yield Problem("closed", said, Mend.HEAD, field="issue_date")
    if due is None and days.is_owed:
        text = _("It has no due date: it never becomes overdue, and nobody is reminded of it.")
        yield Problem("no-due", text, Mend.HEAD, stops=False, field="due_date")
    if due is not None and due < issued:
        text = _("It would be due before it is issued.")
        yield Problem("due", text, Mend.HEAD, field="due_date")
    if issued > days.today:
        text = _("The invoice date {day} is in the future.").format(day=_day(issued))
        yield Problem("future", text, Mend.HEAD, stops=False, field="issue_date")
    elif issued < days.today - LONG_AGO:
        text = _("The invoice date {day} is long past.").format(day=_day(issued))
        yield Problem("past", text, Mend.HEAD, stops=False, field="issue_date")
    if days.last_issued and issued < days.last_issued:
        text = _("The last invoice is dated {last}: numbers and dates would not follow each other.")
        said = text.format(last=_day(days.last_issued))
        yield Problem("before-last", said, Mend.HEAD, stops=False, field="issue_date")


def amount_problems(gross: Decimal, *, is_credit: bool) -> Iterator[Problem]:
    """What is wrong with the total."""
    if is_credit and gross > 0:
        text = _(
            "A credit note comes to less than nought. This one would be owed by the customer: make an "
            "invoice instead."
        )
        yield Problem("sign", text, Mend.LINES)
    elif not is_credit and gross < 0:
        text = _("The total is less than nought. Make a credit note instead.")
        yield Problem("negative", text, Mend.LINES)
    elif not gross:
        yield Problem("nought", _("The total is nought."), Mend.LINES, stops=False)


def prepaid_problems(prepaid: Decimal, gross: Decimal, currency: str) -> Iterator[Problem]:
    """What is wrong with what was paid already, nought or more."""
    if prepaid > max(gross, ZERO):
        text = _("More is paid already than the invoice comes to.")
        yield Problem("prepaid", text, Mend.HEAD, field="prepaid")
    elif round_money(prepaid, currency) != prepaid:
        text = _("What is paid already has more decimals than {currency} has.")
        said = text.format(currency=currency)
        yield Problem("prepaid", said, Mend.HEAD, field="prepaid")


def currency_problems(currency: str, home: str, rate: Decimal) -> Iterator[Problem]:
    """What is wrong with the rate of a foreign currency."""
    if currency != home and (rate <= 0 or rate == 1):
        text = _("Write the rate: what one {currency} is in {home}.")
        said = text.format(currency=currency, home=home)
        yield Problem("rate", said, Mend.HEAD, field="rate")


def _day(day: dt.date) -> str:
    return f"{day:%d.%m.%Y}"
