"""What is given off fixed prices: the price is billed all the same."""

from collections.abc import Collection, Iterable
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col

from moment_ui.core.money import ZERO, round_money
from moment_ui.db.work import Work
from moment_ui.domain.price_models.counting import keys, of
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind
from moment_ui.models.price_model import PriceModelLine

HUNDRED = Decimal(100)


def discounted(work: Work, ids: Collection[int], released: frozenset[int]) -> Iterable[Any]:
    """Lines of fixed prices with a discount, beside what the offer says; of credit notes, what they credit."""
    credited = aliased(InvoiceLine)
    columns = [
        sa.label(name, column)
        for name, column in zip(("model", "drafted", "invoice"), keys(), strict=True)
    ]
    mine = [
        sa.label(name, sa.func.coalesce(getattr(credited, name), getattr(InvoiceLine, name)))
        for name in ("quantity", "unit_price", "per", "discount_percent")
    ]
    query = (
        sa.select(
            *columns,
            sa.label("line", sa.func.coalesce(col(InvoiceLine.price_model_line_id), 0)),
            *mine,
            sa.label("whole", sa.func.coalesce(credited.net, col(InvoiceLine.net))),
            sa.label("net", col(InvoiceLine.net)),
            sa.label("credits", col(credited.id)),
            sa.label("credited_as", col(credited.made_as)),
            sa.label("made_as", col(InvoiceLine.made_as)),
            sa.label("offered_quantity", col(PriceModelLine.quantity)),
            sa.label("offered_price", col(PriceModelLine.price)),
            sa.label("offered_discount", sa.func.coalesce(PriceModelLine.discount_percent, 0)),
        )
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .outerjoin(credited, col(credited.id) == col(InvoiceLine.credits_line_id))
        .outerjoin(PriceModelLine, col(PriceModelLine.id) == col(InvoiceLine.price_model_line_id))
        .where(
            *of(ids, released),
            col(InvoiceLine.kind) == LineKind.FIXED_PRICE,
            sa.func.coalesce(credited.discount_percent, InvoiceLine.discount_percent) > 0,
        )
    )
    return cast("Any", work.session).exec(query)


def given_by(row: Any, currency: str) -> Decimal:
    """What a line gives off beyond the offer; a credit note takes back so much of it as of the line.

    A line made of the whole offered one has the offer's discount itself. One made of a part has not:
    the part is of what is left after it.
    """
    offered = Decimal(row.offered_discount) if _is_whole(row) else ZERO
    if row.discount_percent <= offered:
        return ZERO
    price = row.quantity * row.unit_price / row.per * (HUNDRED - offered) / HUNDRED
    given = round_money(price, currency) - row.whole
    return given if row.whole == row.net else given * row.net / row.whole if row.whole else ZERO


def _is_whole(row: Any) -> bool:
    """Whether a line was made of an offer's whole line; of one that does not say, its price tells."""
    if row.offered_price is None:
        return False
    made = row.credited_as if row.credits else row.made_as
    if not made:
        return bool(row.unit_price == row.offered_price)
    quantity, price = (Decimal(made[name]) for name in ("quantity", "unit_price"))
    return bool(quantity == row.offered_quantity and price == row.offered_price)
