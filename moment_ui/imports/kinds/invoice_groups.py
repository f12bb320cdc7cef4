"""The rows of one invoice put together, checked and added up."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache
from typing import Any

from moment_ui.core.money import ZERO, round_money
from moment_ui.core.words import _
from moment_ui.domain.invoices.drafting import NewInvoice, NewLine, added_up
from moment_ui.domain.invoices.rules import InvoiceTotals
from moment_ui.imports.fields import Row
from moment_ui.imports.kinds.invoice_fields import HEADER_KEYS, LABELS, TOTAL_KEYS
from moment_ui.imports.kinds.invoice_lines import CENT, opposite
from moment_ui.imports.words import amount, in_words
from moment_ui.models.invoice import ExportStatus, InvoiceKind, InvoiceState

SHARED = HEADER_KEYS + TOTAL_KEYS
SLIPS, MOST_NAMED = 2, 4
"""What differs in more fields than that is another invoice, and no slip of the pen."""
KEPT = ("due_date", "rate", "export_status")
CREDIT_DAYS = 14


@dataclass(frozen=True, slots=True)
class Terms:
    """What a customer decides of its invoices."""

    id: int
    number: int
    name: str
    currency: str
    credit_days: int | None
    address: str = ""


@dataclass(slots=True)
class Group:
    """An invoice of the file: what its rows say together, and its lines.

    `given` are the fields that each line's row fills in. The project is the first that a row names.
    """

    first: Row
    terms: Terms | None
    project_id: int | None
    lines: list[NewLine] = field(default_factory=list[NewLine])
    given: list[frozenset[str]] = field(default_factory=list[frozenset[str]])
    vat: Decimal | None = ZERO
    rows: int = 0
    bad: list[Row] = field(default_factory=list[Row])

    @property
    def number(self) -> int:
        """The invoice's number."""
        return self.first.values["number"]

    def join(self, row: Row) -> None:
        """Check a further row against what the first ones said, and fill in what they left out."""
        given = {key: row.values[key] for key in SHARED if row.values.get(key) is not None}
        differing = [
            key for key, value in given.items() if self.first.values.setdefault(key, value) != value
        ]
        if len(differing) > SLIPS:
            fields = ", ".join(LABELS[key] for key in differing[:MOST_NAMED])
            row.problems["number"] = _(
                "Row {row} has this number too, with another {fields}. Give each invoice its own."
            ).format(row=self.first.number, fields=fields)
            return
        for key in differing:
            row.problems[key] = _("Row {row} of the same invoice says {said}.").format(
                row=self.first.number, said=in_words(self.first.values[key])
            )

    def add(self, row: Row, line: NewLine, vat: Decimal | None) -> None:
        """One more line; the VAT counts only when every line says it."""
        self.rows += 1
        self.lines.append(line)
        self.given.append(_same(frozenset(row.values)))
        self.vat = None if vat is None or self.vat is None else self.vat + vat
        self.project_id = self.project_id or line.project_id
        if row.problems:
            self.bad.append(row)

    def keep(self, stored: Any) -> None:
        """Fill in what the file leaves open and an invoice that exists already says."""
        for key in KEPT:
            self.first.values.setdefault(key, getattr(stored, key))
        if stored.kind is InvoiceKind.CREDIT_NOTE:
            self.first.values.setdefault("kind", stored.kind)


def invoice_of(
    group: Group, currency: str, created_at: dt.datetime
) -> tuple[NewInvoice, InvoiceTotals]:
    """The invoice that a group of rows means, and its totals; problems go on the first row.

    Rows that name no project belong to the invoice's.
    """
    first, terms = group.first, group.terms
    if terms is None:
        raise ValueError("An invoice without a customer is refused before")
    issued = first.values["issue_date"]
    due = first.get("due_date") or issued + dt.timedelta(days=_days(terms))
    if due < issued:
        first.problems["due_date"] = _("The due date is before the issue date.")
    noon = dt.datetime.combine(issued, dt.time(11), dt.UTC)
    new = NewInvoice(
        customer_id=terms.id,
        lines=group.lines,
        currency=currency,
        created_at=created_at,
        kind=first.get("kind") or InvoiceKind.INVOICE,
        state=InvoiceState.SENT,
        number=group.number,
        project_id=group.project_id,
        issue_date=issued,
        due_date=due,
        finalised_at=noon,
        sent_at=noon,
        rate=first.get("rate") or Decimal(1),
        payment_id=first.get("payment_id") or "",
        your_reference=first.get("your_reference") or "",
        order_reference=first.get("order_reference") or "",
        text=first.get("text") or "",
        printed_name=terms.name,
        printed_number=terms.number,
        printed_address=terms.address,
        export_status=first.get("export_status") or ExportStatus.DO_NOT_TRANSFER,
    )
    for line in new.lines:
        line.project_id = line.project_id or group.project_id
    _turn(new, group)
    return new, _checked(new, group)


@lru_cache(maxsize=1000)
def _same(fields: frozenset[str]) -> frozenset[str]:
    """One set for all the rows that fill in the same fields."""
    return fields


def _days(terms: Terms) -> int:
    return CREDIT_DAYS if terms.credit_days is None else terms.credit_days


def _turn(new: NewInvoice, group: Group) -> None:
    """Amounts of credit notes are negative, however the file writes them."""
    total = sum((line.net or ZERO for line in new.lines), ZERO)
    if group.first.get("kind") is None and (total < 0 or group.first.get("credit_of")):
        new.kind = InvoiceKind.CREDIT_NOTE
    if new.kind is InvoiceKind.CREDIT_NOTE and total > 0:
        for line in new.lines:
            opposite(line)
        group.vat = None if group.vat is None else -group.vat
        for key in TOTAL_KEYS:
            if key in group.first.values:
                group.first.values[key] = -abs(group.first.values[key])


def _checked(new: NewInvoice, group: Group) -> InvoiceTotals:
    """The totals, with the VAT the file says where it is a matter of rounding.

    Spreadsheets hold more decimals than they show, so what the file says is rounded first.
    """
    first = group.first
    said = first.get("invoice_vat")
    vat = group.vat if said is None else said
    new.vat = None if vat is None else round_money(vat, new.currency)
    totals = added_up(new)
    if new.vat is not None and abs(totals.rounding) > CENT * (len(new.lines) + 1):
        first.problems["invoice_vat" if said is not None else "line_vat"] = _(
            "The VAT adds up to {computed}, but the file says {said}."
        ).format(computed=amount(totals.vat - totals.rounding), said=amount(new.vat))
    for key, sum_of in (("invoice_net", totals.net), ("invoice_gross", totals.gross)):
        told = first.get(key)
        if told is not None and round_money(told, new.currency) != sum_of:
            first.problems[key] = _("The lines add up to {sum}, but the file says {said}.").format(
                sum=amount(sum_of), said=amount(told)
            )
    return totals
