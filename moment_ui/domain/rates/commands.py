"""Writing price lists and their rates. A list's row is locked first, so that one writes at a time."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.core.errors import Conflict, NotFound, NotPermitted
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.rates import sheets
from moment_ui.domain.rates.errors import ListPutAside
from moment_ui.domain.rates.lists import check_free
from moment_ui.domain.rates.queries import price_list
from moment_ui.domain.rates.rules import Rate, holding, raised
from moment_ui.domain.rates.sheets import NOTHING_CONFIRMED, RateChange
from moment_ui.domain.sharing.rates import tell_rates
from moment_ui.models.customer import Customer
from moment_ui.models.rates import PriceList


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A new list. `copy_of` begins it with another one's rates, changed by `percent`."""

    name: str
    currency: str
    copy_of: int | None = None
    percent: Decimal = Decimal(0)
    starts_on: dt.date | None = None


@needs(Permission.SETUP_INVOICING)
def create_list(work: Work, draft: ListDraft) -> int:
    """Make a list of the company's; the first one is the standard. Returns its id.

    Raises NotFound, ListNameTaken.
    """
    others = work.session.exec(select(PriceList).where(col(PriceList.customer_id).is_(None))).all()
    check_free(list(others), draft.name)
    row = _new(work, draft, standard=not others)
    record(work, "create_price_list", row, row.name)
    return row.key


@needs(Permission.EDIT_INVOICING)
def give_own_list(
    work: Work, customer_id: int, base_id: int | None = None, *, copied: bool = False
) -> int:
    """Give a customer a list of its own that refers to one of the company's, or begins as its copy.

    Returns its id. Raises NotFound, Conflict when there is one already.
    """
    customer = _customer(work, customer_id)
    if work.session.exec(select(PriceList).where(PriceList.customer_id == customer_id)).first():
        raise Conflict(_("The customer has rates of its own already."))
    currency = customer.currency
    if base_id is not None:
        currency = _company_list(work, base_id).currency
    row = _new(work, ListDraft(customer.name, currency, base_id if copied else None))
    row.customer_id, row.base_id = customer_id, base_id
    work.session.flush()
    record(work, "give_own_list", customer, changes={"price_list": ("", row.name)})
    return row.key


@needs(Permission.EDIT_INVOICING)
def refer_to(work: Work, list_id: int, base_id: int | None) -> None:
    """Let a customer's own list fall back on another of the company's, or the standard one."""
    row = _locked(work, list_id)
    if row.customer_id is None:
        raise NotFound(_("The price list"))
    if base_id is not None:
        _company_list(work, base_id)
    row.base_id = base_id
    record(work, "refer_to", ("customer", row.customer_id), row.name)
    tell_rates(work)


@needs(Permission.EDIT_INVOICING)
def set_rate(
    work: Work, change: RateChange, *, confirmed: frozenset[str] = NOTHING_CONFIRMED
) -> RateChange:
    """Write a rate, or take it away; returns the change that was made.

    Raises NotFound, NotPermitted, RateChanged when it is not `before` any more, and PastRate for a
    period that has begun unless confirmed.
    """
    owner = _locked(work, change.list_id)
    sheets.write(work, sheets.LISTS, change, confirmed)
    _record(work, "set_rate", owner, [change])
    return change


@needs(Permission.EDIT_INVOICING)
def add_period(work: Work, list_id: int, starts_on: dt.date, percent: Decimal) -> list[RateChange]:
    """Begin a period: every row's rate of that day, changed by so many percent, from then on.

    Raises NotFound, NotPermitted, PeriodExists, NothingToCopy.
    """
    owner = _locked(work, list_id)
    step = starts_on, percent, owner.currency
    changes = sheets.begin_period(work, sheets.LISTS, list_id, step)
    _record(work, "add_period", owner, changes)
    return changes


@needs(Permission.EDIT_INVOICING)
def remove_period(
    work: Work,
    list_id: int,
    starts_on: dt.date,
    *,
    confirmed: frozenset[str] = NOTHING_CONFIRMED,
) -> list[RateChange]:
    """Take a period away: the rates before it hold on. Returns what `write_back` puts back.

    Raises NotFound, NotPermitted, and PastRate for one that has begun unless confirmed.
    """
    owner = _locked(work, list_id)
    changes = sheets.end_period(work, sheets.LISTS, list_id, starts_on, confirmed)
    _record(work, "remove_period", owner, changes)
    return changes


@needs(Permission.EDIT_INVOICING)
def write_back(work: Work, changes: Sequence[RateChange]) -> None:
    """Undo changes of a list, all or none. Raises NotFound, NotPermitted, RateChanged."""
    for change in changes:
        owner = _locked(work, change.list_id)
        back = sheets.taken_back(work, sheets.LISTS, change)
        _record(work, "write_back", owner, [back])


def _new(work: Work, draft: ListDraft, *, standard: bool = False) -> PriceList:
    copied = _copied(work, draft)
    row = PriceList(
        name=draft.name, currency=draft.currency, standard=standard, created_at=clock.now()
    )
    work.session.add(row)
    work.session.flush()
    for rate in copied:
        change = RateChange(row.key, rate.subject, rate.starts_on, None, rate.amount)
        sheets.put(work, sheets.LISTS, change)
    tell_rates(work)
    return row


def _copied(work: Work, draft: ListDraft) -> list[Rate]:
    if draft.copy_of is None:
        return []
    rates = price_list(work, draft.copy_of).rates
    if draft.starts_on is not None:
        held = holding(rates, draft.starts_on).values()
        rates = tuple(Rate(rate.subject, draft.starts_on, rate.amount) for rate in held)
    return [
        Rate(rate.subject, rate.starts_on, raised(rate.amount, draft.percent, draft.currency))
        for rate in rates
    ]


def _locked(work: Work, list_id: int) -> PriceList:
    """The list, for whoever may write it: the company's lists are the economy's."""
    query = select(PriceList).where(PriceList.id == list_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The price list"))
    if row.customer_id is None and not work.actor.may(Permission.SETUP_INVOICING):
        raise NotPermitted
    return row


def _company_list(work: Work, list_id: int) -> PriceList:
    row = work.session.exec(select(PriceList).where(PriceList.id == list_id)).first()
    if row is None or row.customer_id is not None:
        raise NotFound(_("The price list"))
    if not row.active:
        raise ListPutAside(row.name)
    return row


def _customer(work: Work, customer_id: int) -> Customer:
    query = select(Customer).where(Customer.id == customer_id).with_for_update()
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The customer"))
    return row


def _record(work: Work, action: str, owner: PriceList, changes: Sequence[RateChange]) -> None:
    subject = ("customer", owner.customer_id) if owner.customer_id else owner
    record(work, action, subject, owner.name, sheets.in_words(work, changes))
    tell_rates(work)
