"""What refreshing a draft changes, line by line, in the reader's language."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal

from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.billing.commands import planned_refresh
from moment_ui.domain.billing.refreshing import Change


@dataclass
class ChangeLine:
    """A line before and after; `warned` says what gives way."""

    key: str = ""
    text: str = ""
    word: str = ""
    before: str = ""
    after: str = ""
    warned: str = ""


def refresh_view(work: Work, invoice_id: int, until: dt.date) -> tuple[list[ChangeLine], int]:
    """The changes, and the version of the draft they were worked out for. Raises as `planned_refresh`."""
    write = writer(work.actor.locale, work.actor.timezone)
    found = planned_refresh(work, invoice_id, until)
    currency = found.draft.currency
    lines = [_line(at, change, currency, write) for at, change in enumerate(found.changes)]
    return lines, found.draft.version


def _line(at: int, change: Change, currency: str, write: Writer) -> ChangeLine:
    before, after = change.before, change.after
    word = _("new") if before is None else _("goes") if after is None else _("changed")
    return ChangeLine(
        key=str(at),
        text=change.text,
        word=word,
        before=_said(before.quantity, before.unit_price, before.net, currency, write)
        if before
        else "",
        after=_said(after.line.quantity, after.line.price, after.line.net, currency, write)
        if after
        else "",
        warned=_("It was edited by hand; that gives way.") if change.edited else "",
    )


def _said(quantity: Decimal, price: Decimal, net: Decimal, currency: str, write: Writer) -> str:
    amount = write.amount(net, currency)
    return f"{write.exact(quantity)} × {write.exact(price, 2)} = {amount} {currency}"
