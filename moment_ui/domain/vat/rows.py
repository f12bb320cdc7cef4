"""VAT codes as they are stored."""

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.vat.rules import VatDraft
from moment_ui.models.vat import VatCode


def stored_codes(work: Work) -> list[VatCode]:
    """The company's own codes in the list's order, those put aside last."""
    order = (col(VatCode.active).desc(), col(VatCode.position), col(VatCode.id))
    return list(work.session.exec(select(VatCode).order_by(*order)).all())


def draft_of(row: VatCode) -> VatDraft:
    """A stored code as plain values."""
    return VatDraft(
        row.code, row.name, row.percent, row.category, row.reason, row.reason_code, row.handling
    )
