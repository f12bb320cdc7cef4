"""What the lines of a copied invoice are booked on, and their VAT, for another customer."""

from collections.abc import Sequence
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.domain.billing.vat import VatBook
from moment_ui.domain.drafts.rules import DraftOptions
from moment_ui.models.invoice import InvoiceLine, LineKind
from moment_ui.models.price_model import PriceModel, PriceModelLine


def rebook(work: Work, lines: Sequence[InvoiceLine], old: DraftOptions, new: DraftOptions) -> None:
    """Give lines the account and the VAT that drafts with the new options begin with.

    Only where they have what the old options say: what somebody chose by hand stays. Deductions follow the
    lines that they are taken off.
    """
    vat = _Vat(work, lines)
    accounts: dict[str, str] = {}
    codes: dict[tuple[str, Decimal], tuple[str, Decimal]] = {}
    priced = [line for line in lines if line.kind not in {LineKind.TEXT, LineKind.DEDUCTION}]
    for line in priced:
        kind = LineKind.PRODUCT if line.kind is LineKind.FEE else line.kind
        account, code = line.account, (line.vat_code, line.vat_percent)
        if account == old.account(kind):
            line.account = accounts[account] = new.account(kind)
        if code == vat.code(line, old.vat_handling):
            line.vat_code, line.vat_percent = codes[code] = vat.code(line, new.vat_handling)
    for line in lines:
        if line.kind is LineKind.DEDUCTION:
            code = line.vat_code, line.vat_percent
            line.account = accounts.get(line.account, line.account)
            line.vat_code, line.vat_percent = codes.get(code, code)


class _Vat:
    """What price models and offers say of the VAT of lines, read once."""

    def __init__(self, work: Work, lines: Sequence[InvoiceLine]) -> None:
        self._book = VatBook(work)
        models = select(col(PriceModel.id), PriceModel.vat_code).where(
            col(PriceModel.id).in_({line.price_model_id for line in lines})
        )
        offered = select(col(PriceModelLine.id), col(PriceModelLine.vat_percent)).where(
            col(PriceModelLine.id).in_({line.price_model_line_id for line in lines})
        )
        self._own = dict(work.session.exec(models).all())
        self._offered = dict(work.session.exec(offered).all())

    def code(self, line: InvoiceLine, handling: str) -> tuple[str, Decimal]:
        """The code and rate that a draft with the handling gives a line like this."""
        if line.kind is LineKind.FEE:
            return self._book.code("", None, handling)
        own = self._own.get(line.price_model_id, "")
        return self._book.code(own, self._offered.get(line.price_model_line_id), handling)
