"""A draft made anew from what it bills: new hours come in, changed rates are followed.

A line that was edited by hand stays as long as what it bills is the same; else it gives way, which is
told first.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from moment_ui.core.money import ZERO, round_money
from moment_ui.db.work import Work
from moment_ui.domain.billing.errors import CannotRefresh, NothingChosen
from moment_ui.domain.billing.making import bill, line_row, made_as
from moment_ui.domain.billing.plan import Order, PlannedDraft, VatLine
from moment_ui.domain.billing.planning import plan_drafts
from moment_ui.domain.billing.queries import sheets_for
from moment_ui.domain.billing.sheet import Item, Kind
from moment_ui.domain.drafts.attaching import attach_wanted
from moment_ui.domain.drafts.rows import lines_of, put_last, recount, touch
from moment_ui.domain.invoices import sources
from moment_ui.models.invoice import Invoice, InvoiceLine, LineKind

PREFIXES = {
    "project_expense": "e-{id}",
    "project_product": "g-{id}",
    "planned_payment": "p-{id}",
}
FIELDS = ("text", "quantity", "unit", "unit_price", "discount_percent")


@dataclass(frozen=True, slots=True)
class Change:
    """A line before and after; nothing before it is new, nothing after it goes.

    `edited`: somebody had written something else in it by hand, which gives way.
    """

    before: InvoiceLine | None
    after: VatLine | None
    edited: bool = False

    @property
    def text(self) -> str:
        """What the line is called."""
        return self.after.line.text if self.after else self.before.text if self.before else ""


@dataclass(frozen=True, slots=True)
class Refreshing:
    """What making a draft anew changes, and the version of it that this was worked out for."""

    draft: Invoice
    planned: PlannedDraft | None
    changes: tuple[Change, ...]
    kept: int


def refreshing(work: Work, draft: Invoice, until: dt.date) -> Refreshing:
    """What would change. Raises CannotRefresh for a draft that customers share."""
    if draft.split_group:
        raise CannotRefresh
    lines = [line for line in lines_of(work, draft.key) if line.made_as is not None]
    planned = _planned(work, draft, lines, until)
    return Refreshing(draft, planned, *_compared(lines, planned))


def refresh(work: Work, found: Refreshing) -> None:
    """Change the lines, and let them bill what they bill by now. For commands that hold the draft."""
    draft, planned = found.draft, found.planned
    made = [line for line in lines_of(work, draft.key) if line.made_as is not None]
    sources.release(work, [line.key for line in made])
    rows: dict[int, InvoiceLine] = {}
    for change in found.changes:
        if change.after is None and change.before is not None:
            work.session.delete(change.before)
        elif change.after is not None:
            rows[id(change.after)] = _written(work, draft, change.before, change.after)
    work.session.flush()
    pairs = _pairs(made, planned, rows)
    put_last(list(lines_of(work, draft.key)))
    for after, row in pairs:
        bill(work, row.key, [planned.items[key] for key in after.line.items] if planned else [])
    attach_wanted(work, draft)
    recount(work, draft)
    touch(work, draft)
    work.session.expire_all()


def _planned(
    work: Work, draft: Invoice, lines: Sequence[InvoiceLine], until: dt.date
) -> PlannedDraft | None:
    """The draft as it would be made now of what its lines bill, and of new hours."""
    released = frozenset(line.key for line in lines)
    projects = sorted({line.project_id for line in lines if line.project_id})
    if not projects:
        return None
    sheets = sheets_for(work, projects, until, released)
    keys = _keys(work, lines)
    models = {line.price_model_id for line in lines if line.kind is LineKind.HOURS}
    made = {
        key: line.made_as
        for line in lines
        if line.made_as
        for key in line.made_as["items"]
        if key[:2] in {"f-", "o-"}
    }
    orders: list[Order] = []
    for project_id in projects:
        items = (*sheets[project_id].items, *sheets[project_id].later)
        free = {item.key: item for item in items if item.free and item.most is not None}
        wanted = frozenset(
            item.key
            for item in items
            if item.key in keys or (item.kind is Kind.HOURS and item.model_id in models)
        )
        kept = {
            key: min(_amount(said, free[key]), free[key].most or ZERO)
            for key, said in made.items()
            if key in free
        }
        orders.append(Order(project_id, wanted, kept))
    try:
        plan = plan_drafts(work, orders, until, released)
    except NothingChosen:
        return None
    same = (draft.customer_id, draft.currency)
    return next(
        (one for one in plan.drafts if (one.customer_id, one.currency) == same and not one.group),
        None,
    )


def _amount(made: dict[str, Any], item: Item) -> Decimal:
    """What a free item was billed at before the discount that the customer gets on every line."""
    quantity, price = (Decimal(str(made[name])) for name in ("quantity", "unit_price"))
    if (quantity, price) == (item.quantity, item.price):
        return item.amount
    return round_money(quantity * price, item.currency)


def _keys(work: Work, lines: Sequence[InvoiceLine]) -> set[str]:
    """The items that lines bill now, by key; of hours the whole price model is looked at."""
    keys = {key for line in lines if line.made_as for key in line.made_as["items"]}
    for source in sources.sources_of(work, [line.key for line in lines]):
        if source.table in PREFIXES:
            keys.add(PREFIXES[source.table].format(id=source.id))
    return keys


def _compared(
    lines: Sequence[InvoiceLine], planned: PlannedDraft | None
) -> tuple[tuple[Change, ...], int]:
    """Lines beside what they would be made as now; the same ones are counted."""
    waiting: dict[str, list[InvoiceLine]] = {}
    for line in lines:
        waiting.setdefault(_identity(line.made_as or {}), []).append(line)
    changes: list[Change] = []
    kept = 0
    for after in planned.lines if planned else ():
        now = made_as(after)
        found = waiting.get(_identity(now), [])
        before = _same_price(found, now)
        if before is None:
            changes.append(Change(None, after))
            continue
        found.remove(before)
        if _said(before.made_as) == _said(now):
            kept += 1
        else:
            changes.append(Change(before, after, _edited(before)))
    gone = [Change(line, None, _edited(line)) for rest in waiting.values() for line in rest]
    return (*changes, *gone), kept


def _same_price(found: Sequence[InvoiceLine], now: dict[str, Any]) -> InvoiceLine | None:
    """Of lines for the same thing the one at the same price, else the first."""
    same = (line for line in found if (line.made_as or {}).get("unit_price") == now["unit_price"])
    return next(same, next(iter(found), None))


def _identity(made: dict[str, Any]) -> str:
    return str(made.get("about", ""))


def _said(made: dict[str, Any] | None) -> list[Any]:
    return [(made or {}).get(field) for field in FIELDS]


def _edited(line: InvoiceLine) -> bool:
    """Whether a line says something else than it was made as."""
    made = line.made_as or {}
    return any(_text(getattr(line, field)) != made.get(field) for field in FIELDS)


def _text(value: Any) -> str:
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


def _written(work: Work, draft: Invoice, before: InvoiceLine | None, after: VatLine) -> InvoiceLine:
    row = line_row(draft.key, after)
    if before is None:
        row.position = len(lines_of(work, draft.key))
        work.session.add(row)
        work.session.flush()
        return row
    for name in (*FIELDS, "net", "made_as", "period_start", "period_end", "activity_id"):
        setattr(before, name, getattr(row, name))
    work.session.add(before)
    return before


def _pairs(
    made: Sequence[InvoiceLine], planned: PlannedDraft | None, rows: dict[int, InvoiceLine]
) -> Iterable[tuple[VatLine, InvoiceLine]]:
    """Each line to be with its row: the one written just now, or the one that stayed the same."""
    written = {row.key for row in rows.values()}
    left = [line for line in made if line.key not in written]
    for after in planned.lines if planned else ():
        row = rows.get(id(after))
        if row is None:
            now = made_as(after)
            row = next(
                line
                for line in left
                if _identity(line.made_as or {}) == _identity(now)
                and _said(line.made_as) == _said(now)
            )
            left.remove(row)
        yield after, row
