"""Reading what was invoiced for price models: on their page, and for the block on an invoice."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.money import ZERO, round_money
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.summaries.amounts import gross_per_model
from moment_ui.formats.invoice import Summary, SummaryRow
from moment_ui.formats.invoice_words import InvoiceWords, words_for
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine
from moment_ui.models.price_model import PriceModel, PriceModelKind, SummaryRecord
from moment_ui.models.vat import VatCode

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Recorded:
    """A record as the page lists it; one written by hand has no invoice."""

    id: int
    price_model_id: int
    price_model: str
    currency: str
    day: dt.date
    text: str
    gross: Decimal
    invoice_id: int | None
    number: int | None


@needs(Permission.VIEW_INVOICES)
def summaries(
    work: Work, invoice_id: int, *, language: str = "en", everywhere: bool = False
) -> tuple[Summary, ...]:
    """What an invoice prints of what was invoiced earlier: per price model on it that shows a summary.

    `everywhere`: whether its model shows one or not. For models with an estimated total fee, which the
    price is of a fixed one. Of the records those up to the invoice's day, without its own; earlier
    invoices are called so in the language of the paper (product spec 5.6). Raises NotFound.
    """
    invoice = work.session.exec(select(Invoice).where(Invoice.id == invoice_id)).first()
    if invoice is None:
        raise NotFound(_("The invoice"))
    models = (
        select(PriceModel)
        .join(InvoiceLine, col(InvoiceLine.price_model_id) == col(PriceModel.id))
        .where(
            InvoiceLine.invoice_id == invoice_id,
            sa.true() if everywhere else col(PriceModel.show_summary).is_(True),
            sa.or_(
                col(PriceModel.estimated_total).is_not(None),
                col(PriceModel.kind) == PriceModelKind.FIXED_PRICE,
            ),
        )
        .order_by(col(PriceModel.position), col(PriceModel.id))
        .distinct()
    )
    words = words_for(language)
    billed = gross_per_model(work, invoice)
    return tuple(
        _summary(work, model, invoice, words, billed.get(model.key, ZERO))
        for model in work.session.exec(models).all()
    )


@needs(Permission.VIEW_INVOICES)
def project_records(work: Work, project_id: int) -> list[Recorded]:
    """Every record of a project's price models, the latest first."""
    query = (
        sa.select(SummaryRecord, PriceModel, col(Invoice.number))
        .join(PriceModel, col(PriceModel.id) == col(SummaryRecord.price_model_id))
        .outerjoin(Invoice, col(Invoice.id) == col(SummaryRecord.invoice_id))
        .where(col(PriceModel.project_id) == project_id)
        .order_by(col(SummaryRecord.day).desc(), col(SummaryRecord.id).desc())
    )
    return [
        Recorded(
            row.key,
            model.key,
            model.name,
            model.currency,
            row.day,
            row.text,
            row.gross,
            row.invoice_id,
            number,
        )
        for row, model, number in _rows(work, query)
    ]


def _summary(
    work: Work, model: PriceModel, invoice: Invoice, words: InvoiceWords, this: Decimal
) -> Summary:
    query = (
        sa.select(SummaryRecord, col(Invoice.number), col(Invoice.kind))
        .outerjoin(Invoice, col(Invoice.id) == col(SummaryRecord.invoice_id))
        .where(
            col(SummaryRecord.price_model_id) == model.key,
            col(SummaryRecord.day) <= (invoice.issue_date or work.today()),
            col(SummaryRecord.invoice_id).is_distinct_from(invoice.key),
        )
        .order_by(col(SummaryRecord.day), col(SummaryRecord.id))
    )
    rows = tuple(
        SummaryRow(model.name, row.day, row.text or _named(number, kind, words), row.gross)
        for row, number, kind in _rows(work, query)
    )
    estimated = _estimated(model) * (HUNDRED + _vat_percent(work, model, invoice))
    return Summary(model.name, round_money(estimated / HUNDRED, invoice.currency), rows, this)


def _estimated(model: PriceModel) -> Decimal:
    """The estimated total fee before VAT."""
    return model.net if model.estimated_total is None else model.estimated_total


def _named(number: int | None, kind: InvoiceKind | None, words: InvoiceWords) -> str:
    if number is None:
        return ""
    word = words.credit_note if kind is InvoiceKind.CREDIT_NOTE else words.invoice
    return f"{word} {number}"


def _vat_percent(work: Work, model: PriceModel, invoice: Invoice) -> Decimal:
    """The rate of the model's own VAT code, else the one that most of its lines on the invoice bear."""
    own = select(col(VatCode.percent)).where(VatCode.code == model.vat_code)
    found = work.session.exec(own).first() if model.vat_code else None
    if found is not None:
        return found
    query = select(col(InvoiceLine.vat_percent), col(InvoiceLine.net)).where(
        InvoiceLine.invoice_id == invoice.key, InvoiceLine.price_model_id == model.key
    )
    nets: dict[Decimal, Decimal] = defaultdict(Decimal)
    for percent, net in work.session.exec(query):
        nets[percent] += abs(net)
    return max(nets, key=lambda percent: (nets[percent], percent), default=ZERO)


def _rows(work: Work, query: Any) -> Iterable[Any]:
    return cast("Any", work.session).exec(query)
