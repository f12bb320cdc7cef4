"""Where the hours of a shared invoice stand: on the line of one payer, and the others bill a part of them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.core.money import ZERO
from moment_ui.db.work import Work
from moment_ui.domain.invoices.sharing import bills_parts, parts_of_group
from moment_ui.models.invoice import Invoice, InvoiceLine

Places = dict[int, tuple[int, ...]]
"""For each line its own id, and the ids of the lines by which other payers bill the same."""


def places_of_hours(work: Work, invoice: Invoice, lines: Sequence[InvoiceLine]) -> Places:
    """The lines on which the hours behind each line may stand, its own first."""
    own = {line.key: (line.key,) for line in lines}
    others = [
        one.key for one in parts_of_group(work, invoice.split_group) if one.key != invoice.key
    ]
    if not others:
        return own
    query = (
        select(InvoiceLine)
        .where(col(InvoiceLine.invoice_id).in_(others))
        .order_by(col(InvoiceLine.invoice_id), col(InvoiceLine.position), col(InvoiceLine.id))
    )
    theirs: defaultdict[int, list[InvoiceLine]] = defaultdict(list)
    for line in work.session.exec(query):
        theirs[line.invoice_id].append(line)
    alike: defaultdict[Any, list[int]] = defaultdict(list)
    for part in theirs.values():
        for mark, line in _marked(part):
            alike[mark].append(line.key)
    return {line.key: (line.key, *alike[mark]) for mark, line in _marked(lines)}


def share_of(invoice: Invoice, lines: Iterable[InvoiceLine]) -> Decimal:
    """The percent of the hours that a shared invoice bills; nought where it shares none, or nobody wrote it."""
    if not bills_parts(invoice.split_group):
        return ZERO
    said = ((line.made_as or {}).get("share") for line in lines)
    return Decimal(next((one for one in said if one), "0"))


def _marked(lines: Iterable[InvoiceLine]) -> Iterable[tuple[Any, InvoiceLine]]:
    """Each line with what the same line of another payer has too: what it was made as, and which of such."""
    seen: defaultdict[Any, int] = defaultdict(int)
    for line in lines:
        made = line.made_as or {}
        mark = (
            *(line.kind, line.project_id, line.price_model_id, line.price_model_line_id),
            *(line.activity_id, made.get("text", line.text), made.get("unit_price")),
        )
        seen[mark] += 1
        yield (*mark, seen[mark]), line
