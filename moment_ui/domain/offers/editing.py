"""Composing a draft, cell by cell. Each act names the version it was shown, and returns the next."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.offers.draft import ACTIVITY, HEAD, HOURS, PRODUCT, read_cell
from moment_ui.domain.offers.errors import TooManyRows
from moment_ui.domain.offers.people import customer_people
from moment_ui.domain.offers.rows import (
    Content,
    Seen,
    content_of,
    customer_of,
    label,
    locked_for_edit,
    made,
    recount,
    set_search,
    touch,
    values_of,
)
from moment_ui.domain.offers.rules import MOST_ROWS, ordinary_vat
from moment_ui.models.company import Company
from moment_ui.models.offer import Billing, Offer, OfferActivity, OfferLine

Values = dict[str, Any]
Row = OfferActivity | OfferLine


@dataclass(frozen=True, slots=True)
class Edited:
    """The offer's version after an act, and the row that was added."""

    version: int
    row_id: int = 0


@dataclass(frozen=True, slots=True)
class RemovedRows:
    """Rows taken out of an offer: an activity with its lines, or one line."""

    offer_id: int
    activity: Values | None
    lines: tuple[Values, ...]
    name: str
    version: int


@needs(Permission.EDIT_OFFERS)
def set_head(work: Work, seen: Seen, field: str, text: str) -> Edited:
    """Set a field of the head as typed. Raises Invalid, NotFound, WrongState, OfferChanged."""
    offer = locked_for_edit(work, seen)
    return _set(work, offer, offer, field, read_cell(HEAD, field, text))


@needs(Permission.EDIT_OFFERS)
def set_contact(work: Work, seen: Seen, place_id: int | None) -> Edited:
    """Address the offer to a contact of its customer, or to nobody. Raises NotFound."""
    offer = locked_for_edit(work, seen)
    name, email = _person(work, offer, place_id) if place_id else ("", "")
    changes = {"contact": (offer.contact_name, name)}
    offer.contact_name, offer.contact_email = name, email
    return _edited(work, offer, changes)


@needs(Permission.EDIT_OFFERS)
def set_activity(work: Work, seen: Seen, activity_id: int, field: str, text: str) -> Edited:
    """Set a cell of an activity as typed. Raises Invalid, NotFound, WrongState, OfferChanged."""
    offer = locked_for_edit(work, seen)
    row = _activity(work, offer, activity_id)
    return _set(work, offer, row, field, read_cell(ACTIVITY, field, text))


@needs(Permission.EDIT_OFFERS)
def set_line(work: Work, seen: Seen, line_id: int, field: str, text: str) -> Edited:
    """Set a cell of a line or a product as typed. Raises Invalid, NotFound, WrongState, OfferChanged."""
    offer = locked_for_edit(work, seen)
    row = _line(work, offer, line_id)
    readers = PRODUCT if row.activity_id is None else HOURS
    return _set(work, offer, row, field, read_cell(readers, field, text))


@needs(Permission.EDIT_OFFERS)
def add_activity(work: Work, seen: Seen, billing: Billing) -> Edited:
    """Add an activity, an hourly one with a first line. Raises TooManyRows besides what edits raise."""
    offer = locked_for_edit(work, seen)
    content = _with_room(work, offer, 2)
    activity = OfferActivity(
        offer_id=offer.key,
        position=_last(content.activities),
        billing=billing,
        vat_percent=_vat(work, offer, content),
    )
    work.session.add(activity)
    work.session.flush()
    if billing == Billing.HOURLY:
        _new_line(work, offer, content, activity)
    return _edited(work, offer, {"activity": ("", billing.value)}, activity.key)


@needs(Permission.EDIT_OFFERS)
def add_line(work: Work, seen: Seen, activity_id: int | None) -> Edited:
    """Add a line to an activity, or a product; rate and VAT as in the line before."""
    offer = locked_for_edit(work, seen)
    content = _with_room(work, offer, 1)
    activity = _activity(work, offer, activity_id) if activity_id else None
    line = _new_line(work, offer, content, activity)
    return _edited(work, offer, {"line": ("", _("new"))}, line.key)


@needs(Permission.EDIT_OFFERS)
def remove_activity(work: Work, seen: Seen, activity_id: int) -> RemovedRows:
    """Take an activity out with its lines. Returns what `restore_rows` takes."""
    offer = locked_for_edit(work, seen)
    activity = _activity(work, offer, activity_id)
    lines = content_of(work, offer.key).of(activity)
    kept = tuple(values_of(line) for line in lines)
    for line in lines:
        work.session.delete(line)
    work.session.flush()
    work.session.delete(activity)
    done = _edited(work, offer, {"activity": (activity.name or _("unnamed"), "")})
    return RemovedRows(offer.key, values_of(activity), kept, activity.name, done.version)


@needs(Permission.EDIT_OFFERS)
def remove_line(work: Work, seen: Seen, line_id: int) -> RemovedRows:
    """Take a line or a product out. Returns what `restore_rows` takes."""
    offer = locked_for_edit(work, seen)
    line = _line(work, offer, line_id)
    work.session.delete(line)
    done = _edited(work, offer, {"line": (line.text or _("unnamed"), "")})
    return RemovedRows(offer.key, None, (values_of(line),), line.text, done.version)


@needs(Permission.EDIT_OFFERS)
def restore_rows(work: Work, removed: RemovedRows, version: int) -> Edited:
    """Put removed rows back in their places. Raises NotFound when their activity has gone since."""
    offer = locked_for_edit(work, Seen(removed.offer_id, version))
    _with_room(work, offer, len(removed.lines) + 1)
    activity_id: int | None = None
    if removed.activity:
        activity = made(OfferActivity, removed.activity)
        work.session.add(activity)
        work.session.flush()
        activity_id = activity.key
    for values in removed.lines:
        own = activity_id if removed.activity else values["activity_id"]
        if own is not None:
            _activity(work, offer, own)
        work.session.add(made(OfferLine, values | {"activity_id": own}))
    return _edited(work, offer, {"line": ("", removed.name or _("unnamed"))})


@needs(Permission.EDIT_OFFERS)
def move_activity(work: Work, seen: Seen, activity_id: int, by: int) -> Edited:
    """Move an activity one place up (−1) or down (1); at the end it stays."""
    offer = locked_for_edit(work, seen)
    activity = _activity(work, offer, activity_id)
    return _swap(work, offer, content_of(work, offer.key).activities, activity, by)


@needs(Permission.EDIT_OFFERS)
def move_line(work: Work, seen: Seen, line_id: int, by: int) -> Edited:
    """Move a line one place up (−1) or down (1) among those of its activity; at the end it stays."""
    offer = locked_for_edit(work, seen)
    line = _line(work, offer, line_id)
    siblings = [
        row for row in content_of(work, offer.key).lines if row.activity_id == line.activity_id
    ]
    return _swap(work, offer, siblings, line, by)


def _set(work: Work, offer: Offer, row: Offer | Row, field: str, value: Any) -> Edited:
    before = getattr(row, field)
    if before == value:
        return Edited(offer.version)
    setattr(row, field, value)
    work.session.add(row)
    if field == "billing" and isinstance(row, OfferActivity) and not row.price:
        row.price = row.net  # what the hours came to is the first proposal of a fixed price
    if field == "name" and row is offer:
        set_search(offer, customer_of(work, offer))
    return _edited(work, offer, {field: (before, value)})


def _edited(
    work: Work, offer: Offer, changes: Mapping[str, tuple[object, object]], row_id: int = 0
) -> Edited:
    recount(work, offer)
    record(work, "edit_offer", offer, label(offer), changes)
    touch(work, offer)
    return Edited(offer.version, row_id)


def _activity(work: Work, offer: Offer, activity_id: int) -> OfferActivity:
    query = select(OfferActivity).where(
        OfferActivity.id == activity_id, OfferActivity.offer_id == offer.key
    )
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The activity"))
    return row


def _line(work: Work, offer: Offer, line_id: int) -> OfferLine:
    query = select(OfferLine).where(OfferLine.id == line_id, OfferLine.offer_id == offer.key)
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The line"))
    return row


def _person(work: Work, offer: Offer, place_id: int) -> tuple[str, str]:
    for person in customer_people(work, offer.customer_id):
        if person.id == place_id:
            return person.name, person.email
    raise NotFound(_("The contact"))


def _with_room(work: Work, offer: Offer, more: int) -> Content:
    content = content_of(work, offer.key)
    if content.count + more > MOST_ROWS:
        raise TooManyRows(MOST_ROWS)
    return content


def _new_line(
    work: Work, offer: Offer, content: Content, activity: OfferActivity | None
) -> OfferLine:
    siblings = content.of(activity) if activity else content.of(None)
    hours = [row for row in content.lines if row.activity_id is not None]
    like = siblings[-1] if siblings else hours[-1] if activity and hours else None
    line = OfferLine(
        offer_id=offer.key,
        activity_id=activity.key if activity else None,
        position=_last(siblings),
        quantity=Decimal(1),
        price=like.price if like and activity else Decimal(0),
        vat_percent=like.vat_percent if like else _vat(work, offer, content),
    )
    work.session.add(line)
    work.session.flush()
    return line


def _vat(work: Work, offer: Offer, content: Content) -> Decimal:
    """As what stands in the offer already; else by the countries of seller and buyer."""
    priced = content.priced()
    if priced:
        return priced[-1][1]
    company = work.session.get_one(Company, work.company_id)
    return ordinary_vat(company.country, customer_of(work, offer).country)


def _last(rows: Sequence[Row]) -> int:
    return max((row.position for row in rows), default=-1) + 1


def _swap(work: Work, offer: Offer, rows: Sequence[Row], row: Row, by: int) -> Edited:
    at = [one.key for one in rows].index(row.key)
    to = at + (1 if by > 0 else -1)
    if not 0 <= to < len(rows):
        return Edited(offer.version)
    order = list(rows)
    order[at], order[to] = order[to], order[at]
    for position, one in enumerate(order):
        one.position = position
        work.session.add(one)
    return _edited(work, offer, {"position": (at + 1, to + 1)})
