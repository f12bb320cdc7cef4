"""What goes with an invoice beside its lines: VAT groups and files."""

from collections.abc import Mapping
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.vat.queries import categories
from moment_ui.domain.vat.rules import VatDraft, meaning
from moment_ui.formats.invoice import Attached, VatGroup
from moment_ui.models.file import StoredFile
from moment_ui.models.invoice import Invoice, InvoiceAttachment, InvoiceVat


def codes_of(work: Work) -> dict[str, VatDraft]:
    """The company's VAT codes by their code."""
    return categories(work)


def category_of(codes: Mapping[str, VatDraft], code: str, percent: Decimal) -> str:
    """The category of a code; of one that the company does not have, what the rate says."""
    draft, _known = meaning(codes, code, percent)
    return draft.category.value


def vat_groups(work: Work, invoice: Invoice, codes: Mapping[str, VatDraft]) -> tuple[VatGroup, ...]:
    """VAT by code and rate, the highest rate first, with the reason where none is charged."""
    query = select(InvoiceVat).where(InvoiceVat.invoice_id == invoice.key)
    rows = sorted(work.session.exec(query), key=lambda row: (-row.vat_percent, row.vat_code))
    return tuple(
        VatGroup(
            code=row.vat_code,
            percent=row.vat_percent,
            category=category_of(codes, row.vat_code, row.vat_percent),
            basis=row.basis,
            vat=row.vat,
            reason="" if known is None else known.reason,
            reason_code="" if known is None else known.reason_code,
        )
        for row in rows
        for known in [codes.get(row.vat_code)]
    )


def attached_to(work: Work, invoice: Invoice) -> tuple[Attached, ...]:
    """The files that go with the invoice, in order."""
    query = (
        select(InvoiceAttachment.title, StoredFile.media_type, StoredFile.name)
        .join(StoredFile, col(StoredFile.id) == col(InvoiceAttachment.stored_file_id))
        .where(InvoiceAttachment.invoice_id == invoice.key)
        .order_by(col(InvoiceAttachment.position), col(InvoiceAttachment.id))
    )
    return tuple(Attached(*row) for row in work.session.exec(query))
