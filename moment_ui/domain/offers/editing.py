"""Composing a draft, cell by cell. Each act names the version it was shown, and returns the next."""

from collections.abc import Mapping
from typing import Any

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.composing.cells import read_cell
from moment_ui.domain.composing.rows import Edited, Seen
from moment_ui.domain.offers.draft import ACTIVITY, HEAD, HOURS, PRODUCT
from moment_ui.domain.offers.people import customer_people
from moment_ui.domain.offers.rows import (
    customer_of,
    label,
    locked_for_edit,
    recount,
    set_search,
    touch,
)
from moment_ui.models.offer import Offer, OfferActivity, OfferLine

Row = OfferActivity | OfferLine


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
    return edited(work, offer, changes)


@needs(Permission.EDIT_OFFERS)
def set_activity(work: Work, seen: Seen, activity_id: int, field: str, text: str) -> Edited:
    """Set a cell of an activity as typed. Raises Invalid, NotFound, WrongState, OfferChanged."""
    offer = locked_for_edit(work, seen)
    row = activity_of(work, offer, activity_id)
    return _set(work, offer, row, field, read_cell(ACTIVITY, field, text))


@needs(Permission.EDIT_OFFERS)
def set_line(work: Work, seen: Seen, line_id: int, field: str, text: str) -> Edited:
    """Set a cell of a line or a product as typed. Raises Invalid, NotFound, WrongState, OfferChanged."""
    offer = locked_for_edit(work, seen)
    row = line_of(work, offer, line_id)
    readers = PRODUCT if row.activity_id is None else HOURS
    return _set(work, offer, row, field, read_cell(readers, field, text))


def edited(
    work: Work, offer: Offer, changes: Mapping[str, tuple[object, object]], row_id: int = 0
) -> Edited:
    """Count and note what was changed in a locked draft. For this noun's commands."""
    recount(work, offer)
    record(work, "edit_offer", offer, label(offer), changes)
    touch(work, offer)
    return Edited(offer.version, row_id)


def activity_of(work: Work, offer: Offer, activity_id: int) -> OfferActivity:
    """An activity of the offer. Raises NotFound."""
    query = select(OfferActivity).where(
        OfferActivity.id == activity_id, OfferActivity.offer_id == offer.key
    )
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The activity"))
    return row


def line_of(work: Work, offer: Offer, line_id: int) -> OfferLine:
    """A line or a product of the offer. Raises NotFound."""
    query = select(OfferLine).where(OfferLine.id == line_id, OfferLine.offer_id == offer.key)
    row = work.session.exec(query).first()
    if row is None:
        raise NotFound(_("The line"))
    return row


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
    return edited(work, offer, {field: (before, value)})


def _person(work: Work, offer: Offer, place_id: int) -> tuple[str, str]:
    for person in customer_people(work, offer.customer_id):
        if person.id == place_id:
            return person.name, person.email
    raise NotFound(_("The contact"))
