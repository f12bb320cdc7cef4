"""Two customers field by field: what agrees, what is chosen, and what comes out of it. No database."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace

from moment_ui.core.errors import NeedsConfirmation
from moment_ui.core.words import _
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import FIELD_LABELS, CustomerDraft
from moment_ui.domain.merging.errors import (
    NoLongerBlocked,
    OtherCurrency,
    OtherOrgNumber,
    RatesInAnotherCurrency,
)
from moment_ui.models.customer import CustomerStatus

POSTAL = ("postal_line1", "postal_line2", "postal_code", "postal_city")
VISITING = ("visiting_line1", "visiting_line2", "visiting_code", "visiting_city")
_TOGETHER = {"postal_line1": POSTAL, "visiting_line1": VISITING}
_FIRST = ("name", "status", "is_customer", "is_participant", "country", "org_number")
_NEVER = frozenset({"number", *POSTAL[1:], *VISITING[1:]})
_FOLLOWS_COUNTRY = "einvoice_address"

FIELDS: tuple[str, ...] = (
    *_FIRST,
    *(
        field.name
        for field in fields(CustomerDraft)
        if field.name not in _FIRST and field.name not in _NEVER
    ),
)
"""What can be chosen, in the order it is shown: an address is one choice, the number is none."""
OF_ONE: tuple[str, ...] = ("price_list", "invoicing_option")
"""Tables of which a customer has one row for one thing: where both have it, one is chosen."""


@dataclass(frozen=True, slots=True)
class Choice:
    """The fields taken from the customer that goes, whether its tags come along, and what is confirmed.

    `others` are tables of OF_ONE: what only one of the two can give is taken from the one that goes.
    """

    taken: frozenset[str] = frozenset()
    keep_tags: bool = True
    confirmed: frozenset[str] = frozenset()
    others: frozenset[str] = frozenset()


def label(key: str) -> str:
    """What a field is called here."""
    return FIELD_LABELS.get(key, key)


def columns_of(key: str) -> tuple[str, ...]:
    """The fields of a draft that one choice decides."""
    return _TOGETHER.get(key, (key,))


def value(draft: CustomerDraft, key: str) -> tuple[object, ...]:
    """What a customer says in a field, whole."""
    return tuple(getattr(draft, name) for name in columns_of(key))


def agree(key: str, stays: CustomerDraft, goes: CustomerDraft) -> bool:
    """Whether there is nothing to choose. The e-invoice address follows from others in Norway."""
    derived = key == _FOLLOWS_COUNTRY and stays.country == goes.country == "NO"
    return derived or value(stays, key) == value(goes, key)


def proposed(stays: CustomerDraft, goes: CustomerDraft) -> frozenset[str]:
    """What to take from the one that goes: what the one that stays leaves empty."""
    empty = {
        key
        for key in FIELDS
        if not agree(key, stays, goes) and not any(value(stays, key)) and any(value(goes, key))
    }
    if "org_number" in empty and not agree("country", stays, goes):
        empty.add("country")
    return frozenset(empty)


def merged(stays: CustomerDraft, goes: CustomerDraft, taken: Iterable[str]) -> CustomerDraft:
    """The customer that comes out, checked by the ordinary rules. Raises Invalid with its fields."""
    chosen = [key for key in FIELDS if key in set(taken) and not agree(key, stays, goes)]
    values = {name: getattr(goes, name) for key in chosen for name in columns_of(key)}
    draft = rules.checked(replace(stays, **values))
    return draft if _FOLLOWS_COUNTRY in values else rules.following_address(stays, draft)


def questions(
    stays: CustomerDraft, goes: CustomerDraft, taken: Iterable[str], rates: str = ""
) -> tuple[NeedsConfirmation, ...]:
    """What somebody must say yes to before these two become one.

    `rates` is the currency of the hourly rates of their own that will hold, "" for none.
    """
    asked: list[NeedsConfirmation] = []
    numbers = [_compact(draft.org_number) for draft in (stays, goes)]
    if all(numbers) and numbers[0] != numbers[1]:
        asked.append(OtherOrgNumber(stays.org_number, goes.org_number))
    chosen = goes.currency if "currency" in set(taken) else stays.currency
    if stays.currency != goes.currency:
        asked.append(OtherCurrency(stays.currency, goes.currency, chosen))
    if rates and rates != chosen:
        asked.append(RatesInAnotherCurrency(rates, chosen))
    status = goes.status if "status" in set(taken) else stays.status
    blocked = [draft.name for draft in (stays, goes) if draft.status == CustomerStatus.BLOCKED]
    if status != CustomerStatus.BLOCKED:
        asked += [NoLongerBlocked(name, _STATUS[status]) for name in blocked]
    return tuple(asked)


def _compact(number: str) -> str:
    return "".join(letter for letter in number.upper() if letter.isalnum())


_STATUS = {
    CustomerStatus.ACTIVE: _("active"),
    CustomerStatus.POTENTIAL: _("potential"),
    CustomerStatus.BLOCKED: _("blocked"),
    CustomerStatus.INACTIVE: _("inactive"),
}
