"""One invoice as its page shows it: head, lines, VAT and the credit notes around it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceVat
from moment_ui.models.project import CoWorker, Project


@dataclass(frozen=True, slots=True)
class Party:
    """Somebody or something the invoice refers to: its id, its number and its name."""

    id: int
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class LineRow:
    """One invoice line, in the invoice's currency."""

    text: str
    quantity: Decimal
    unit: str
    unit_price: Decimal
    discount_percent: Decimal
    vat_percent: Decimal
    net: Decimal


@dataclass(frozen=True, slots=True)
class VatRow:
    """VAT of one code and rate."""

    code: str
    percent: Decimal
    basis: Decimal
    vat: Decimal


@dataclass(frozen=True, slots=True)
class RelatedInvoice:
    """An invoice this one credits, or a credit note that credits it."""

    id: int
    number: int | None
    issue_date: dt.date | None
    gross: Decimal


@dataclass(frozen=True, slots=True)
class InvoiceDetails:
    """Everything the invoice page shows. Amounts are in `invoice.currency`."""

    invoice: Invoice
    customer: Party
    project: Party | None
    responsible: str
    lines: tuple[LineRow, ...]
    vat: tuple[VatRow, ...]
    credit_of: RelatedInvoice | None
    credited_by: tuple[RelatedInvoice, ...]
    copy_of: RelatedInvoice | None
    copies: tuple[RelatedInvoice, ...]


@needs(Permission.VIEW_INVOICES)
def invoice(work: Work, invoice_id: int) -> InvoiceDetails:
    """The invoice with all that hangs on it.

    Raises NotFound when the actor's company has no such invoice.
    """
    found = work.session.exec(
        select(Invoice, Customer, Project, CoWorker)
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .outerjoin(Project, col(Project.id) == col(Invoice.project_id))
        .outerjoin(CoWorker, col(CoWorker.id) == col(Invoice.responsible_id))
        .where(col(Invoice.id) == invoice_id)
    ).first()
    if found is None:
        raise NotFound(_("The invoice"))
    row, customer, project, responsible = found
    return InvoiceDetails(
        invoice=row,
        customer=Party(customer.key, str(customer.number), customer.name),
        project=Party(project.key, project.number, project.name) if project else None,
        responsible=responsible.name if responsible else "",
        lines=_lines(work, invoice_id),
        vat=_vat(work, invoice_id),
        credit_of=next(iter(_related(work, Invoice.id, row.credit_of_id)), None),
        credited_by=_related(work, Invoice.credit_of_id, invoice_id),
        copy_of=next(iter(_related(work, Invoice.id, row.copy_of_id)), None),
        copies=_related(work, Invoice.copy_of_id, invoice_id),
    )


def _lines(work: Work, invoice_id: int) -> tuple[LineRow, ...]:
    rows = work.session.exec(
        select(InvoiceLine)
        .where(col(InvoiceLine.invoice_id) == invoice_id)
        .order_by(col(InvoiceLine.position), col(InvoiceLine.id))
    )
    return tuple(
        LineRow(
            text=line.text,
            quantity=line.quantity,
            unit=line.unit,
            unit_price=line.unit_price,
            discount_percent=line.discount_percent,
            vat_percent=line.vat_percent,
            net=line.net,
        )
        for line in rows
    )


def _vat(work: Work, invoice_id: int) -> tuple[VatRow, ...]:
    rows = work.session.exec(
        select(InvoiceVat)
        .where(col(InvoiceVat.invoice_id) == invoice_id)
        .order_by(col(InvoiceVat.vat_percent).desc(), col(InvoiceVat.vat_code))
    )
    return tuple(VatRow(row.vat_code, row.vat_percent, row.basis, row.vat) for row in rows)


def _related(work: Work, key: object, value: int | None) -> tuple[RelatedInvoice, ...]:
    if value is None:
        return ()
    rows: Sequence[Invoice] = work.session.exec(
        select(Invoice).where(col(key) == value).order_by(col(Invoice.number))
    ).all()
    return tuple(RelatedInvoice(row.key, row.number, row.issue_date, row.gross) for row in rows)
