"""Invoices as plain values, and the table rows they become."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any

from moment_ui.core.money import ZERO
from moment_ui.domain.invoices.rules import (
    InvoiceTotals,
    LineAmounts,
    line_net,
    totals_of_nets,
    with_vat,
)
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import (
    ExportStatus,
    InvoiceKind,
    InvoiceLine,
    InvoiceState,
    LineKind,
)

Row = dict[str, Any]
ONE = Decimal(1)


@dataclass(slots=True, kw_only=True)
class NewLine:
    """A line to be written. `net`, where given, stands as the source system rounded it."""

    text: str
    quantity: Decimal = ONE
    unit_price: Decimal = ZERO
    vat_percent: Decimal = ZERO
    vat_code: str = ""
    discount_percent: Decimal = ZERO
    net: Decimal | None = None
    kind: LineKind = LineKind.HOURS
    unit: str = ""
    account: str = ""
    department: str = ""
    project_id: int | None = None
    activity_id: int | None = None
    per: Decimal = ONE
    price_model_id: int | None = None
    price_model_line_id: int | None = None
    credits_line_id: int | None = None
    period_start: dt.date | None = None
    period_end: dt.date | None = None


@dataclass(slots=True, kw_only=True)
class NewInvoice:
    """An invoice or credit note to be written; a draft has no number.

    `vat`, where given, stands as the source system rounded it.
    """

    customer_id: int
    lines: list[NewLine]
    currency: str
    created_at: dt.datetime
    kind: InvoiceKind = InvoiceKind.INVOICE
    state: InvoiceState = InvoiceState.DRAFT
    number: int | None = None
    project_id: int | None = None
    responsible_id: int | None = None
    credit_of_id: int | None = None
    issue_date: dt.date | None = None
    due_date: dt.date | None = None
    finalised_at: dt.datetime | None = None
    sent_at: dt.datetime | None = None
    rate: Decimal = ONE
    payment_id: str = ""
    invoice_type: InvoiceType = InvoiceType.EMAIL
    your_reference: str = ""
    order_reference: str = ""
    text: str = ""
    printed_name: str = ""
    printed_number: int | None = None
    printed_address: str = ""
    export_status: ExportStatus = ExportStatus.TO_TRANSFER
    reminders: int = 0
    vat: Decimal | None = None


def added_up(invoice: NewInvoice) -> InvoiceTotals:
    """The invoice's totals; a net or VAT that is given stands."""
    currency = invoice.currency
    keyed = [
        (line_net(amounts(x), currency) if x.net is None else x.net, x.vat_code, x.vat_percent)
        for x in invoice.lines
    ]
    totals = totals_of_nets(keyed, currency)
    return totals if invoice.vat is None else with_vat(totals, invoice.vat)


def amounts(line: NewLine | InvoiceLine) -> LineAmounts:
    """What the line is computed from."""
    return LineAmounts(
        quantity=line.quantity,
        unit_price=line.unit_price,
        vat_percent=line.vat_percent,
        discount_percent=line.discount_percent,
        vat_code=line.vat_code,
        per=line.per,
    )


def invoice_row(invoice: NewInvoice, totals: InvoiceTotals) -> Row:
    """The invoice's own row, with nothing paid; a draft owes nothing yet."""
    row = dict(zip(_HEADER, _header_of(invoice), strict=True))
    owed = ZERO if invoice.state is InvoiceState.DRAFT else totals.gross
    return row | {
        "net": totals.net,
        "vat": totals.vat,
        "gross": totals.gross,
        "paid": ZERO,
        "outstanding": owed,
    }


def line_rows(invoice_id: int, invoice: NewInvoice, totals: InvoiceTotals) -> list[Row]:
    """The rows of the lines, in order."""
    return [
        dict(zip(_LINE, _line_of(line), strict=True))
        | {"invoice_id": invoice_id, "position": position, "net": net}
        for position, (line, net) in enumerate(zip(invoice.lines, totals.line_nets, strict=True))
    ]


def vat_rows(invoice_id: int, totals: InvoiceTotals) -> list[Row]:
    """One row per VAT code and rate."""
    return [
        {
            "invoice_id": invoice_id,
            "vat_code": group.vat_code,
            "vat_percent": group.vat_percent,
            "basis": group.basis,
            "vat": group.vat,
        }
        for group in totals.groups
    ]


_HEADER = tuple(name for name in NewInvoice.__dataclass_fields__ if name not in ("lines", "vat"))
_LINE = tuple(name for name in NewLine.__dataclass_fields__ if name != "net")
_header_of, _line_of = attrgetter(*_HEADER), attrgetter(*_LINE)
