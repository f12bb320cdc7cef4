"""What invoice lines bill: hours, expenses, products, planned payments, periods of subscriptions.

Whatever table refers to an invoice line is a source, found from the tables themselves. A source with a
line is on a draft or on an invoice; without one it can be billed. For commands that have declared their
permission.
"""

from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlmodel import SQLModel, col, select

from moment_ui.db.session import scoped_classes
from moment_ui.db.work import Work
from moment_ui.domain.invoices.crediting import given_back, left_of
from moment_ui.models.base import CompanyScoped
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine, InvoiceState
from moment_ui.models.price_model import SubscriptionPeriod

CHUNK = 500
LINE = "invoice_line_id"
ONLY_WHILE_BILLED: frozenset[type[SQLModel]] = frozenset({SubscriptionPeriod})
"""Tables whose rows exist only while they are billed: letting go of one removes it."""

PERIODS = str(SubscriptionPeriod.__tablename__)

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Source:
    """A row that a line bills: its table, its line, and its columns with its id."""

    table: str
    line_id: int
    values: Values

    @property
    def id(self) -> int:
        """The row's own id."""
        return self.values["id"]


@lru_cache(maxsize=1)
def tables() -> tuple[type[Any], ...]:
    """The tables of sources, by name: every one with a reference to an invoice line, but lines."""
    lines = str(InvoiceLine.__tablename__)
    found = [
        model
        for model in scoped_classes()
        if model is not InvoiceLine and lines in _referred_by(model)
    ]
    return tuple(sorted(found, key=lambda model: str(model.__tablename__)))


def sources_of(work: Work, line_ids: Iterable[int], *, lock: bool = False) -> list[Source]:
    """What the lines bill, by table and id; `lock` holds them until the transaction ends."""
    wanted = sorted(set(line_ids))
    return [
        Source(str(model.__tablename__), getattr(row, LINE), row.model_dump(exclude={"company_id"}))
        for model in tables()
        for row in _rows(work, model, LINE, wanted, lock=lock)
    ]


def release(work: Work, line_ids: Iterable[int]) -> list[Source]:
    """Let go of what lines of a draft bill: it can be billed again. Returns what `hold` takes.

    A period that another line bills too, of this invoice or another, stays with that one.
    """
    wanted = set(line_ids)
    found = _moved(work, sources_of(work, wanted, lock=True), wanted)
    _let_go(work, found, {})
    return found


def release_rows(work: Work, found: Sequence[Source]) -> list[Source]:
    """Let go of these sources only, which were read locked. Returns what `hold` takes, as `release`."""
    left = _moved(work, found, {source.line_id for source in found})
    _let_go(work, left, {})
    return left


def hold(work: Work, released: Sequence[Source], lines: Mapping[int, int]) -> int:
    """Bill what was released on its lines again, by their old ids; returns how much had gone since.

    What somebody else has billed or removed meanwhile stays as it is.
    """
    lost = 0
    for model in tables():
        mine = [source for source in released if source.table == model.__tablename__]
        wanted = [source for source in mine if source.line_id in lines]
        if model in ONLY_WHILE_BILLED:
            lost += _made_again(work, model, wanted, lines)
            continue
        rows = _rows(work, model, "id", [source.id for source in wanted], lock=True)
        free = {row.key for row in rows if getattr(row, LINE) is None}
        changes = [{"id": one.id, LINE: lines[one.line_id]} for one in wanted if one.id in free]
        _update(work, model, changes)
        lost += len(wanted) - len(changes)
    return lost


def unapproved(work: Work, line_ids: Iterable[int]) -> int:
    """How many time records on these lines are not approved, or no longer."""
    rows = _rows(work, TimeRecord, LINE, sorted(set(line_ids)))
    return sum(row.status is not HoursStatus.APPROVED for row in rows)


def lock_sources(work: Work, line_ids: Iterable[int]) -> None:
    """Their invoice is finalised: its hours are invoiced, and nothing on it can be billed again."""
    rows = _rows(work, TimeRecord, LINE, sorted(set(line_ids)), lock=True)
    _update(work, TimeRecord, [{"id": row.key, "status": HoursStatus.INVOICED} for row in rows])


def take_back(work: Work, line_ids: Iterable[int]) -> list[Source]:
    """Their invoice was credited: what the lines billed can be billed again, hours being approved.

    A period that another line bills too, of this invoice or another, stays with that one.
    """
    wanted = set(line_ids)
    found = _moved(work, sources_of(work, wanted, lock=True), wanted)
    approved = {str(TimeRecord.__tablename__): {"status": HoursStatus.APPROVED}}
    _let_go(work, found, approved)
    return found


def invoice_again(work: Work, taken_back: Sequence[Source]) -> int:
    """Undo `take_back`: its hours are invoiced; returns how much had been billed or removed since."""
    line_ids = {source.line_id for source in taken_back}
    lost = hold(work, taken_back, {key: key for key in line_ids})
    lock_sources(work, line_ids)
    return lost


def hand_over(work: Work, lines: Mapping[int, int]) -> None:
    """Let other lines bill what these billed, by their ids: lines of a draft, on which hours are approved."""
    found = sources_of(work, lines, lock=True)
    for model in tables():
        more = {"status": HoursStatus.APPROVED} if model is TimeRecord else {}
        mine = [source for source in found if source.table == model.__tablename__]
        _update(work, model, [{"id": one.id, LINE: lines[one.line_id], **more} for one in mine])


def _moved(work: Work, found: Sequence[Source], gone: set[int]) -> list[Source]:
    """Move periods to another line that bills them, not one of the gone; returns what none bills."""
    left: list[Source] = []
    for one in found:
        other = _other_line(work, one, gone) if one.table == PERIODS else None
        if other is None:
            left.append(one)
        else:
            _update(work, SubscriptionPeriod, [{"id": one.id, LINE: other}])
    return left


def _other_line(work: Work, period: Source, gone: set[int]) -> int | None:
    """Another line that bills this period of the same subscription, and stands."""
    query = (
        select(InvoiceLine, Invoice)
        .join(Invoice, col(Invoice.id) == col(InvoiceLine.invoice_id))
        .where(Invoice.kind == InvoiceKind.INVOICE)
        .where(InvoiceLine.price_model_id == period.values["price_model_id"])
        .where(InvoiceLine.period_start == period.values["starts_on"])
        .order_by(col(InvoiceLine.id))
    )
    own = select(col(InvoiceLine.invoice_id)).where(InvoiceLine.id == period.line_id)
    mine = work.session.exec(own).one()
    found = work.session.exec(query).all()
    return next(
        (
            line.key
            for line, invoice in found
            if line.key not in gone and _still_bills(work, line, invoice, mine=mine)
        ),
        None,
    )


def _still_bills(work: Work, line: InvoiceLine, invoice: Invoice, *, mine: int) -> bool:
    """Whether a line bills something yet: of the same invoice also what a note says stays invoiced."""
    if invoice.state is InvoiceState.DRAFT:
        return True
    if invoice.key == mine:
        return line.key not in given_back(work, invoice)
    return bool(left_of(work, invoice).lines.get(line.key))


def _let_go(work: Work, found: Sequence[Source], more: Mapping[str, Values]) -> None:
    for model in tables():
        name = str(model.__tablename__)
        ids = [source.id for source in found if source.table == name]
        if model in ONLY_WHILE_BILLED:
            for part in _chunks(ids):
                work.session.exec(sa.delete(model).where(col(model.id).in_(part)))
        else:
            given = {LINE: None, **more.get(name, {})}
            _update(work, model, [{"id": key, **given} for key in ids])


def _made_again(
    work: Work, model: type[Any], wanted: Sequence[Source], lines: Mapping[int, int]
) -> int:
    """Store periods again, unless the same one has been billed since; returns how many had."""
    lost = 0
    for source in wanted:
        same = select(model).where(
            model.price_model_id == source.values["price_model_id"],
            model.starts_on == source.values["starts_on"],
        )
        if work.session.exec(same).first() is None:
            work.session.add(model(**source.values | {"id": None, LINE: lines[source.line_id]}))
        else:
            lost += 1
    work.session.flush()
    return lost


def _update(work: Work, model: type[Any], changes: Sequence[Values]) -> None:
    """Write, and forget what the session had read of it."""
    work.session.flush()
    work.update_rows(model, changes)
    changed = {change["id"] for change in changes}
    kept: list[Any] = list(work.session.identity_map.values())
    for row in kept:
        if isinstance(row, model) and row.id in changed:
            work.session.expire(row)


def _rows(
    work: Work, model: type[Any], column: str, wanted: Sequence[int], *, lock: bool = False
) -> list[Any]:
    found: list[Any] = []
    for part in _chunks(wanted):
        query = select(model).where(col(getattr(model, column)).in_(part)).order_by(col(model.id))
        if lock:
            query = query.with_for_update().execution_options(populate_existing=True)
        found += work.session.exec(query).all()
    return found


def _chunks(wanted: Sequence[int]) -> Generator[list[int]]:
    for start in range(0, len(wanted), CHUNK):
        yield list(wanted[start : start + CHUNK])


def _referred_by(model: type[CompanyScoped]) -> set[str]:
    table: sa.Table = vars(model)["__table__"]
    return {key.referred_table.name for key in table.foreign_key_constraints}
