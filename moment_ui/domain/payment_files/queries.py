"""Reading payment files: the list, one with its payments as they would be posted, the work list."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, cast

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.money import ZERO, Money
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.payment_files.rules import Fit
from moment_ui.domain.payment_files.standing import kept_entries, stands
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.payment import Payment
from moment_ui.models.payment_file import BankEntry, BankFile, EntryState

_select: Any = sa.select
_col: Any = col
IN_DOUBT = (EntryState.UNKNOWN, EntryState.ELSEWHERE, EntryState.DUPLICATE)
"""What somebody has to look at."""

PAGE = 50


@dataclass(frozen=True, slots=True)
class FileRow:
    """A file, with how many of its payments stand where."""

    file: BankFile
    counts: dict[EntryState, int]

    @property
    def in_doubt(self) -> int:
        """How many somebody has to look at."""
        return sum(self.counts.get(state, 0) for state in IN_DOUBT)


@dataclass(frozen=True, slots=True)
class Group:
    """Payments of a file that stand alike: how many, and what they come to by currency."""

    count: int = 0
    sums: tuple[Money, ...] = ()


@dataclass(frozen=True, slots=True)
class Shared:
    """An invoice that a part of a payment is posted on, and how much of it."""

    invoice_id: int
    number: int
    customer: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A payment with what it was matched to. `outstanding` is before it, in the order of the file.

    `shared` are its invoices where it was posted on several.
    """

    entry: BankEntry
    file_title: str
    number: int | None
    customer_id: int | None
    customer: str
    outstanding: Decimal | None
    fit: Fit | None
    duplicate: str = ""
    shared: tuple[Shared, ...] = ()


@dataclass(frozen=True, slots=True)
class FilePage:
    """One file: groups by the state of their payments, and the matched ones by how they fit.

    `kept` is how many an undo would leave, because later acts stand on them.
    """

    file: BankFile
    states: dict[EntryState, Group]
    fits: dict[Fit, Group]
    kept: int


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which payments to show; None is any. Without a file, of all files."""

    file_id: int | None = None
    states: tuple[EntryState, ...] = ()
    fit: Fit | None = None
    page: int = 0


@dataclass(slots=True)
class _Summed:
    count: int = 0
    sums: dict[str, Decimal] = field(default_factory=lambda: defaultdict(lambda: ZERO))


@needs(Permission.REGISTER_PAYMENTS)
def payment_files(work: Work, page: int = 0) -> tuple[list[FileRow], int]:
    """A page of the company's files, the newest first, and how many there are."""
    query = select(BankFile).order_by(col(BankFile.read_at).desc(), col(BankFile.id).desc())
    files = list(work.session.exec(query.limit(PAGE).offset(page * PAGE)))
    ids = [file.key for file in files]
    counted = (
        select(col(BankEntry.file_id), col(BankEntry.state), sa.func.count())
        .where(col(BankEntry.file_id).in_(ids))
        .group_by(col(BankEntry.file_id), col(BankEntry.state))
    )
    counts: defaultdict[int, dict[EntryState, int]] = defaultdict(dict)
    for file_id, state, count in work.session.exec(counted):
        counts[file_id][state] = count
    total = work.session.exec(select(sa.func.count()).select_from(BankFile)).one()
    return [FileRow(file, counts[file.key]) for file in files], total


@needs(Permission.REGISTER_PAYMENTS)
def count_in_doubt(work: Work) -> int:
    """How many payments of all files somebody has to look at."""
    query = select(sa.func.count()).select_from(BankEntry)
    return work.session.exec(query.where(col(BankEntry.state).in_(IN_DOUBT))).one()


@needs(Permission.REGISTER_PAYMENTS)
def payment_file(work: Work, file_id: int) -> FilePage:
    """One file with its groups. Raises NotFound."""
    file = work.session.exec(select(BankFile).where(BankFile.id == file_id)).first()
    if file is None:
        raise NotFound(_("The payment file"))
    columns = (_col(BankEntry.state), _col(BankEntry.currency))
    amounts = (sa.func.count(), sa.func.sum(_col(BankEntry.amount)))
    grouped: Any = _select(*columns, *amounts).where(BankEntry.file_id == file_id)
    states = _groups(_exec(work, grouped.group_by(*columns)))
    placed = _placed(file_id).subquery()
    fitted: Any = _select(
        placed.c.fit, placed.c.currency, sa.func.count(), sa.func.sum(placed.c.amount)
    ).group_by(placed.c.fit, placed.c.currency)
    fits = _groups(_exec(work, fitted))
    return FilePage(
        file=file,
        states={EntryState(key): group for key, group in states.items()},
        fits={Fit(key): group for key, group in fits.items()},
        kept=len(kept_entries(work, file_id)),
    )


@needs(Permission.REGISTER_PAYMENTS)
def payments_of(work: Work, wanted: Wanted) -> tuple[list[EntryRow], int]:
    """A page of payments in the order of their files, and how many there are of the kind."""
    placed = _placed(wanted.file_id).subquery()
    other = aliased(BankEntry)
    source = aliased(BankFile)
    query: Any = (
        _select(
            BankEntry,
            BankFile.title,
            Invoice.number,
            Customer.id,
            Customer.name,
            placed.c.before,
            placed.c.fit,
            source.title,
            other.line,
        )
        .join(BankFile, _col(BankFile.id) == _col(BankEntry.file_id))
        .outerjoin(Invoice, _col(Invoice.id) == _col(BankEntry.invoice_id))
        .outerjoin(Customer, _col(Customer.id) == _col(Invoice.customer_id))
        .outerjoin(placed, placed.c.id == _col(BankEntry.id))
        .outerjoin(other, _col(other.id) == _col(BankEntry.duplicate_of_id))
        .outerjoin(source, _col(source.id) == _col(other.file_id))
        .where(*_conditions(wanted))
    )
    if wanted.fit is not None:
        query = query.where(placed.c.fit == wanted.fit.value)
    counted: Any = _select(sa.func.count()).select_from(query.order_by(None).subquery())
    total = int(_exec(work, counted).scalar_one())
    ordered = query.order_by(_col(BankEntry.file_id).desc(), _col(BankEntry.id))
    rows = _exec(work, ordered.limit(PAGE).offset(wanted.page * PAGE))
    found = [_row(row) for row in rows]
    shared = _shared(work, found)
    return [replace(row, shared=tuple(shared.get(row.entry.key, ()))) for row in found], total


def _shared(work: Work, rows: Sequence[EntryRow]) -> dict[int, list[Shared]]:
    """The invoices of payments that were posted on several, by payment."""
    ids = [
        row.entry.key
        for row in rows
        if row.entry.state is EntryState.POSTED and row.entry.invoice_id is None
    ]
    columns = (Payment.bank_entry_id, Payment.amount, Invoice.id, Invoice.number, Customer.name)
    query: Any = (
        _select(*map(_col, columns))
        .join(Invoice, _col(Invoice.id) == _col(Payment.invoice_id))
        .join(Customer, _col(Customer.id) == _col(Invoice.customer_id))
        .where(
            _col(Payment.bank_entry_id).in_(ids), _col(Payment.takes_back_id).is_(None), stands()
        )
        .order_by(_col(Invoice.number))
    )
    found: defaultdict[int, list[Shared]] = defaultdict(list)
    for entry_id, amount, key, number, customer in _exec(work, query) if ids else ():
        found[entry_id].append(Shared(key, number, customer, amount))
    return found


def _conditions(wanted: Wanted) -> Iterable[sa.ColumnElement[bool]]:
    if wanted.file_id is not None:
        yield _col(BankEntry.file_id) == wanted.file_id
    if wanted.states:
        yield _col(BankEntry.state).in_(wanted.states)


def _row(row: Sequence[Any]) -> EntryRow:
    entry, title, number, customer_id, customer, before, fit, source, line = row
    return EntryRow(
        entry=entry,
        file_title=title,
        number=number,
        customer_id=customer_id,
        customer=customer or "",
        outstanding=before,
        fit=Fit(fit) if fit else None,
        duplicate=_("{file}, line {line}").format(file=source, line=line) if source else "",
    )


def _placed(file_id: int | None) -> Any:
    """Each matched payment with what is outstanding before it: those of the file above it count."""
    amount = _col(BankEntry.amount)
    own = (_col(BankEntry.file_id), _col(BankEntry.invoice_id))
    until = sa.func.sum(amount).over(partition_by=own, order_by=_col(BankEntry.id))
    before = sa.type_coerce(_col(Invoice.outstanding) - (until - amount), amount.type)
    fit = sa.case(
        (amount < ZERO, Fit.BACK.value),
        (amount == before, Fit.EXACT.value),
        (amount < before, Fit.PART.value),
        else_=Fit.OVER.value,
    )
    query: Any = (
        _select(
            _col(BankEntry.id),
            _col(BankEntry.currency),
            amount,
            before.label("before"),
            fit.label("fit"),
        )
        .join(Invoice, _col(Invoice.id) == _col(BankEntry.invoice_id))
        .where(BankEntry.state == EntryState.MATCHED)
    )
    return query if file_id is None else query.where(BankEntry.file_id == file_id)


def _groups(rows: Iterable[Any]) -> dict[str, Group]:
    found: defaultdict[str, _Summed] = defaultdict(_Summed)
    for key, currency, count, amount in rows:
        found[key].count += count
        found[key].sums[currency] += amount
    return {
        key: Group(each.count, tuple(Money(a, c) for c, a in sorted(each.sums.items())))
        for key, each in found.items()
    }


def _exec(work: Work, statement: Any) -> Any:
    """Windows and cases have no types of their own."""
    return cast("Any", work.session).exec(statement)
