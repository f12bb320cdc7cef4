"""What credit notes of a file credit, and what is wrong with it."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.invoices.drafting import NewInvoice
from moment_ui.imports.kinds.invoice_groups import Group
from moment_ui.models.invoice import Invoice, InvoiceKind


@dataclass(frozen=True, slots=True)
class Credited:
    """An invoice that a credit note names; without an `id` it is a new one of the same file."""

    id: int | None
    customer_id: int
    kind: InvoiceKind


def credited_by(work: Work, groups: Iterable[Group]) -> dict[int, Credited]:
    """The stored invoices that these groups credit, by number."""
    numbers = {group.first.get("credit_of") for group in groups} - {None}
    if not numbers:
        return {}
    columns = col(Invoice.number), col(Invoice.id), col(Invoice.customer_id), col(Invoice.kind)
    query = select(*columns).where(col(Invoice.number).in_(sorted(numbers)))
    return {n or 0: Credited(key, owner, kind) for n, key, owner, kind in work.session.exec(query)}


def credit_problem(
    note: NewInvoice, number: int, credited: Credited | None, *, in_file: bool
) -> dict[str, str]:
    """What is wrong with a note that credits this number, by field; nothing when all is well."""
    if note.kind is not InvoiceKind.CREDIT_NOTE:
        return {"kind": _("Only a credit note credits an invoice; this row says it is an invoice.")}
    if credited is None and in_file:
        text = _("Invoice {number}, which this credits, is refused or is a credit note itself.")
    elif credited is None:
        text = _("There is no invoice {number}.")
    elif credited.kind is InvoiceKind.CREDIT_NOTE:
        text = _("Invoice {number} is a credit note itself.")
    elif credited.customer_id != note.customer_id:
        text = _("Invoice {number} belongs to another customer.")
    else:
        return {}
    return {"credit_of": text.format(number=number)}
