"""The rows of a draft: added, taken out, put back, moved. Each act names the version it was shown."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.composing.rows import Edited, Seen, made, moved, values_of
from moment_ui.domain.invoicing.queries import effective
from moment_ui.domain.offers.editing import Row, activity_of, edited, line_of
from moment_ui.domain.offers.errors import TooManyRows
from moment_ui.domain.offers.rows import (
    Content,
    content_of,
    customer_of,
    locked_for_edit,
)
from moment_ui.domain.offers.rules import MOST_ROWS, ordinary_vat
from moment_ui.models.company import Company
from moment_ui.models.offer import Billing, Offer, OfferActivity, OfferLine

Values = dict[str, Any]


@dataclass(frozen=True, slots=True)
class RemovedRows:
    """Rows taken out of an offer: an activity with its lines, or one line."""

    offer_id: int
    activity: Values | None
    lines: tuple[Values, ...]
    name: str
    version: int


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
    return edited(work, offer, {"activity": ("", billing.value)}, activity.key)


@needs(Permission.EDIT_OFFERS)
def add_line(work: Work, seen: Seen, activity_id: int | None) -> Edited:
    """Add a line to an activity, or a product; rate and VAT as in the line before."""
    offer = locked_for_edit(work, seen)
    content = _with_room(work, offer, 1)
    activity = activity_of(work, offer, activity_id) if activity_id else None
    line = _new_line(work, offer, content, activity)
    return edited(work, offer, {"line": ("", _("new"))}, line.key)


@needs(Permission.EDIT_OFFERS)
def remove_activity(work: Work, seen: Seen, activity_id: int) -> RemovedRows:
    """Take an activity out with its lines. Returns what `restore_rows` takes."""
    offer = locked_for_edit(work, seen)
    activity = activity_of(work, offer, activity_id)
    lines = content_of(work, offer.key).of(activity)
    kept = tuple(values_of(line) for line in lines)
    for line in lines:
        work.session.delete(line)
    work.session.flush()
    work.session.delete(activity)
    done = edited(work, offer, {"activity": (activity.name or _("unnamed"), "")})
    return RemovedRows(offer.key, values_of(activity), kept, activity.name, done.version)


@needs(Permission.EDIT_OFFERS)
def remove_line(work: Work, seen: Seen, line_id: int) -> RemovedRows:
    """Take a line or a product out. Returns what `restore_rows` takes."""
    offer = locked_for_edit(work, seen)
    line = line_of(work, offer, line_id)
    work.session.delete(line)
    done = edited(work, offer, {"line": (line.text or _("unnamed"), "")})
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
            activity_of(work, offer, own)
        work.session.add(made(OfferLine, values | {"activity_id": own}))
    return edited(work, offer, {"line": ("", removed.name or _("unnamed"))})


@needs(Permission.EDIT_OFFERS)
def move_activity(work: Work, seen: Seen, activity_id: int, by: int) -> Edited:
    """Move an activity one place up (−1) or down (1); at the end it stays."""
    offer = locked_for_edit(work, seen)
    activity = activity_of(work, offer, activity_id)
    return _swap(work, offer, content_of(work, offer.key).activities, activity, by)


@needs(Permission.EDIT_OFFERS)
def move_line(work: Work, seen: Seen, line_id: int, by: int) -> Edited:
    """Move a line one place up (−1) or down (1) among those of its activity; at the end it stays."""
    offer = locked_for_edit(work, seen)
    line = line_of(work, offer, line_id)
    siblings = [
        row for row in content_of(work, offer.key).lines if row.activity_id == line.activity_id
    ]
    return _swap(work, offer, siblings, line, by)


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
    """As what stands in the offer already; else by the buyer's VAT handling and both countries."""
    priced = content.priced()
    if priced:
        return priced[-1][1]
    if effective(work, customer_id=offer.customer_id)["vat_handling"].value != "ordinary":
        return Decimal(0)
    company = work.session.get_one(Company, work.company_id)
    return ordinary_vat(company.country, customer_of(work, offer).country)


def _last(rows: Sequence[Row]) -> int:
    return max((row.position for row in rows), default=-1) + 1


def _swap(work: Work, offer: Offer, rows: Sequence[Row], row: Row, by: int) -> Edited:
    at = [one.key for one in rows].index(row.key)
    order = moved(rows, at, by)
    if order is None:
        return Edited(offer.version)
    for position, one in enumerate(order):
        one.position = position
        work.session.add(one)
    return edited(work, offer, {"position": (at + 1, order.index(row) + 1)})
