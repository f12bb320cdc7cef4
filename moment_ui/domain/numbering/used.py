"""Which numbers a company has given, by kind. Whole numbers: a project's can be any text."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlmodel import col, select

from moment_ui.db.work import Work
from moment_ui.models.customer import Customer
from moment_ui.models.invoice import Invoice
from moment_ui.models.numbering import SeriesKind
from moment_ui.models.offer import Offer
from moment_ui.models.project import Project

_COLUMNS = {
    SeriesKind.CUSTOMER: (Customer, col(Customer.number)),
    SeriesKind.INVOICE: (Invoice, col(Invoice.number)),
    SeriesKind.OFFER: (Offer, col(Offer.number)),
}


def used_from(work: Work, kind: SeriesKind, start: int) -> Iterable[int]:
    """The numbers in use from `start` on, ascending, none twice."""
    if kind is SeriesKind.PROJECT:
        return sorted(number for number in _of_projects(work) if number >= start)
    number = _COLUMNS[kind][1]
    query = select(number).where(number >= start).order_by(number).distinct()
    return (int(found or 0) for found in work.session.exec(query))


def is_used(work: Work, kind: SeriesKind, number: int) -> bool:
    """Whether something of the kind has the number."""
    if kind is SeriesKind.PROJECT:
        same = select(Project.id).where(Project.number == str(number))
        return work.session.exec(same.limit(1)).first() is not None
    model, column = _COLUMNS[kind]
    return (
        work.session.exec(select(col(model.id)).where(column == number).limit(1)).first()
        is not None
    )


def highest(work: Work, kind: SeriesKind, first: int, last: int | None) -> int:
    """The highest number in use of those from `first` to `last`, 0 when there is none."""
    if kind is SeriesKind.PROJECT:
        inside = (n for n in _of_projects(work) if first <= n and (last is None or n <= last))
        return max(inside, default=0)
    number = _COLUMNS[kind][1]
    query = select(sa.func.max(number)).where(number >= first)
    if last is not None:
        query = query.where(number <= last)
    return int(work.session.exec(query).one() or 0)


def names_of(work: Work, kind: SeriesKind, numbers: Iterable[int]) -> dict[int, str]:
    """What has these numbers: a customer's or project's name, a customer's for the others."""
    wanted = list(numbers)
    if kind is SeriesKind.PROJECT:
        as_texts = col(Project.number).in_([str(number) for number in wanted])
        rows = work.session.exec(select(Project.number, Project.name).where(as_texts))
        return {int(number): name for number, name in rows}
    if kind is SeriesKind.CUSTOMER:
        query = select(Customer.number, Customer.name).where(col(Customer.number).in_(wanted))
        return dict(work.session.exec(query).all())
    model = Invoice if kind is SeriesKind.INVOICE else Offer
    named = (
        select(col(model.number), Customer.name)
        .join(Customer, col(Customer.id) == col(model.customer_id))
        .where(col(model.number).in_(wanted))
    )
    return {int(number or 0): name for number, name in work.session.exec(named)}


def _of_projects(work: Work) -> Iterable[int]:
    """Project numbers are texts, so those of other shapes are left out here."""
    numbers = work.session.exec(select(Project.number))
    return (int(text) for text in numbers if text.isdecimal())
