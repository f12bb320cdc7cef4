"""Setting and resetting invoicing options, in one place and one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotPermitted
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.customers.commands import edit_customer
from moment_ui.domain.customers.draft import draft_from, draft_of
from moment_ui.domain.invoicing import reading
from moment_ui.domain.invoicing.errors import OptionsChanged
from moment_ui.domain.invoicing.option import REFERENCES, InvoicingOption, Level
from moment_ui.domain.invoicing.options import BY_KEY
from moment_ui.domain.invoicing.queries import choices, names
from moment_ui.domain.invoicing.reading import ROW_OF_KIND, Place, Surroundings
from moment_ui.domain.invoicing.rules import above, may_change
from moment_ui.domain.invoicing.writing import Written
from moment_ui.models import invoicing as tables
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.project import Project


@dataclass(frozen=True, slots=True)
class Change:
    """What an option said in a place and what it shall say; None is nothing of its own."""

    before: str | None
    after: str | None


Changes = Mapping[str, Change]


@dataclass(frozen=True, slots=True)
class SavedOptions:
    """What `save_options` changed, and where; `undone` is what takes it back."""

    place: Place
    changes: dict[str, Change]

    @property
    def undone(self) -> dict[str, Change]:
        """The changes that lead back."""
        return {key: Change(one.after, one.before) for key, one in self.changes.items()}


@needs(Permission.EDIT_INVOICING)
def save_options(work: Work, place: Place, changes: Changes) -> SavedOptions:
    """Set or reset options of a place, all of them or none; returns what changed.

    Company-wide values, bookkeeping and payment are the economy's. Raises NotFound, NotPermitted,
    Invalid with a message per option, and OptionsChanged when one says something else by now than
    `before`, unless it says `after` already.
    """
    _lock(work, place)
    around = reading.surroundings(work, place)
    wanted = _checked(work, around, changes)
    _check_unchanged(around.own, wanted)
    wanted = {key: one for key, one in wanted.items() if around.own.get(key) != one.after}
    _store(work, around, wanted)
    _record(work, around, wanted)
    work.emit("invoicing")
    return SavedOptions(place, wanted)


def _lock(work: Work, place: Place) -> None:
    """One at a time in a place: what is not there yet cannot be locked itself."""
    model: Any = {Level.CUSTOMER: Customer, Level.PROJECT: Project}.get(place.level, Company)
    row_id = work.company_id if place.level is Level.COMPANY else place.row_id
    work.session.exec(select(model).where(model.id == row_id).with_for_update()).first()


def _checked(work: Work, around: Surroundings, changes: Changes) -> dict[str, Change]:
    read: dict[str, Change] = {}
    errors: dict[str, str] = {}
    for key, change in changes.items():
        option = BY_KEY[key]
        if not may_change(work.actor, option, around.place.level):
            raise NotPermitted
        try:
            read[key] = replace(change, after=_read(work, option, around.place, change.after))
        except Unfit as unfit:
            errors[key] = unfit.message
    if errors:
        raise Invalid(**errors)
    return read


def _read(work: Work, option: InvoicingOption, place: Place, text: str | None) -> str | None:
    if text is None:
        return None
    value = option.read(text, place.level)
    if option.kind in REFERENCES and value not in dict(choices(work, place, option.kind)):
        raise Unfit(_("Choose one of the list; what was chosen may have been removed."))
    return value


def _check_unchanged(own: Mapping[str, str], wanted: Changes) -> None:
    moved = {
        key: own.get(key)
        for key, change in wanted.items()
        if own.get(key) not in {change.before, change.after}
    }
    if moved:
        raise OptionsChanged(moved)


def _store(work: Work, around: Surroundings, wanted: Changes) -> None:
    level = around.place.level
    columns = {key: one for key, one in wanted.items() if BY_KEY[key].column(level)}
    if columns and around.customer and level is Level.CUSTOMER:
        _store_on_customer(work, around, around.customer, columns)
    elif columns and around.project:
        for key, change in columns.items():
            setattr(around.project, BY_KEY[key].column(level), change.after or "")
        work.emit("projects")
    stored = _stored(work, around.place)
    for key, change in wanted.items():
        if key not in columns:
            _put(work, around.place, stored.get(key), BY_KEY[key], change.after)
    work.session.flush()


def _store_on_customer(
    work: Work, around: Surroundings, customer: Customer, columns: Changes
) -> None:
    """The customer's own fields, by the same command as its form: same checks, same history."""
    texts = {
        BY_KEY[key].customer_column: _or_above(around, key, change.after)
        for key, change in columns.items()
    }
    draft, errors = draft_of(texts, draft_from(customer))
    if errors:
        raise Invalid(**errors)
    edit_customer(work, customer.key, customer.version, draft)


def _or_above(around: Surroundings, key: str, text: str | None) -> str:
    option = BY_KEY[key]
    if text is None and option.always_filled:
        return above(option, around.said, Level.CUSTOMER).value
    return text or ""


def _stored(work: Work, place: Place) -> dict[str, tables.InvoicingOption]:
    table = tables.InvoicingOption
    customer_id, project_id = _ids(place)
    query = select(table).where(table.customer_id == customer_id, table.project_id == project_id)
    return {row.option: row for row in work.session.exec(query)}


def _ids(place: Place) -> tuple[int | None, int | None]:
    return (
        place.row_id if place.level is Level.CUSTOMER else None,
        place.row_id if place.level is Level.PROJECT else None,
    )


def _put(
    work: Work,
    place: Place,
    row: tables.InvoicingOption | None,
    option: InvoicingOption,
    text: str | None,
) -> None:
    if text is None:
        if row is not None:
            work.session.delete(row)
        return
    if row is None:
        customer_id, project_id = _ids(place)
        row = tables.InvoicingOption(
            customer_id=customer_id, project_id=project_id, option=option.key
        )
        work.session.add(row)
    if option.kind in REFERENCES:
        setattr(row, ROW_OF_KIND[option.kind], int(text))
    else:
        row.value = text


def _record(work: Work, around: Surroundings, wanted: Changes) -> None:
    """One entry on the customer, project or company; a customer's own fields have theirs already."""
    level = around.place.level
    of_customer = level is Level.CUSTOMER
    told = {
        key: one for key, one in wanted.items() if not (of_customer and BY_KEY[key].customer_column)
    }
    if not told:
        return
    called = names(
        work, [(key, text) for key, one in told.items() for text in (one.before, one.after) if text]
    )
    written = Written(called)
    changes = {
        key: (written.text(BY_KEY[key], one.before), written.text(BY_KEY[key], one.after))
        for key, one in told.items()
    }
    row = around.project or around.customer
    subject = row or ("company", work.company_id)
    summary = f"{row.number} {row.name}" if row else around.company.name
    record(work, "set_invoicing_options", subject, summary, changes)
