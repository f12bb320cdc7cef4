"""What was invoiced for a project's price models, as their page lists it."""

from collections.abc import Sequence

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.core.writing import Writer
from moment_ui.db.work import Work
from moment_ui.domain.price_models.queries import ModelRecord
from moment_ui.domain.summaries.queries import Recorded, project_records
from moment_ui.models.price_model import PriceModelKind
from moment_ui.reports.projects.price_model_view import SummaryLine


def summary_lines(work: Work, project_id: int, write: Writer) -> list[SummaryLine]:
    """The latest first; none for a reader who may not see invoices."""
    if not work.actor.may(Permission.VIEW_INVOICES):
        return []
    return [_line(one, write) for one in project_records(work, project_id)]


def summarised(records: Sequence[ModelRecord]) -> list[tuple[str, str]]:
    """The models whose total is known before they are invoiced, by id and name."""
    return [
        (str(one.row.key), f"{one.row.name}, {one.row.currency}")
        for one in records
        if one.row.estimated_total is not None or one.row.kind == PriceModelKind.FIXED_PRICE
    ]


def _line(one: Recorded, write: Writer) -> SummaryLine:
    by_us = _("Invoice {number}").format(number=one.number) if one.number else ""
    return SummaryLine(
        id=one.id,
        day=write.day(one.day),
        model=one.price_model,
        text=one.text or by_us,
        amount=f"{write.amount(one.gross, one.currency)} {one.currency}",
        invoice_id=one.invoice_id or 0,
    )
