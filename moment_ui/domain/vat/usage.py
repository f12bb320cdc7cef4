"""Which VAT codes something bears, and must go on meaning what they mean."""

from collections.abc import Iterable

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.models.invoice import InvoiceVat
from moment_ui.models.price_model import PriceModel


def used_codes(work: Work, codes: Iterable[str]) -> set[str]:
    """Those of the codes that an invoice, a draft or a price model bears.

    The lines' codes stand in the VAT table of each invoice too, which is the shorter one.
    """
    return {code for code in codes if _is_used(work, code)}


def _is_used(work: Work, code: str) -> bool:
    for column in (InvoiceVat.vat_code, PriceModel.vat_code):
        if work.session.exec(select(col(column)).where(col(column) == code).limit(1)).first():
            return True
    return False
