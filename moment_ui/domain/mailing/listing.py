"""The candidates of a mailing list with their standing: a report's source.

Who is a duplicate of whom depends on everybody else in the list, so a list is judged whole, in
memory, and kept by the data version: its pages, counts and files are cut from that.
"""

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlmodel import col

from moment_ui.core.actor import Permission
from moment_ui.core.addresses import comparable
from moment_ui.core.cache import Cache
from moment_ui.core.folding import folded, sort_text
from moment_ui.core.selection import Selection
from moment_ui.core.table import Totals
from moment_ui.db.lists import records, searched_words
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.mailing import candidates as asking
from moment_ui.domain.mailing.candidates import Found
from moment_ui.domain.mailing.rules import Judged, Policy, Standing, judged
from moment_ui.models.contact import ContactTag
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.tag import CustomerTag


class MailingRow(NamedTuple):
    """A candidate in the list. `instead` names who gets the mail at a duplicate's address."""

    id: int
    contact_id: int
    name: str
    email: str
    title: str
    customer_id: int | None
    customer_number: int | None
    customer: str
    customer_status: CustomerStatus | None
    country: str
    kind: str
    consent: bool
    standing: Standing
    judged: Judged

    @property
    def by_hand(self) -> bool:
        """Whether the contact was added by hand, beside the filter."""
        return self.id > asking.BY_HAND


_lists: Cache[dict[int, MailingRow]] = Cache(400_000, lambda rows: len(rows) + 100)


@needs(Permission.USE_MAILING_LISTS)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[MailingRow]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    return _sorted(work, selection)[offset : offset + limit]


@needs(Permission.USE_MAILING_LISTS)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return array("q", [row.id for row in _sorted(work, selection)])


@needs(Permission.USE_MAILING_LISTS)
def rows(work: Work, ids: Sequence[int]) -> list[MailingRow]:
    """The rows with these ids among everybody in customers; see `within` for those of a list."""
    return within(work, Selection(), ids)


@needs(Permission.USE_MAILING_LISTS)
def within(work: Work, selection: Selection, ids: Sequence[int]) -> list[MailingRow]:
    """The rows with these ids as they stand in this list, in this order."""
    found = _list(work, selection)
    return [found[key] for key in ids if key in found]


@needs(Permission.USE_MAILING_LISTS)
def totals(work: Work, selection: Selection) -> Totals:
    """How many rows the whole selection has."""
    return Totals(len(_shown(work, selection)))


@needs(Permission.USE_MAILING_LISTS)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    standings = Counter(row.standing.value for row in _shown(work, selection.without("standing")))
    found: dict[str, dict[str, int]] = {"standing": dict(standings)}
    for key, values in _facets(work).items():
        found[key] = _per(work, selection.without(key), values)
    return found


def _per(
    work: Work, selection: Selection, values: Callable[[MailingRow], Iterable[str]]
) -> dict[str, int]:
    """How many rows each value would show; who is a duplicate of whom depends on the value."""
    groups: defaultdict[str, list[MailingRow]] = defaultdict(list)
    for row in _list(work, selection).values():
        if not row.by_hand:
            for value in values(row):
                groups[value].append(row)
    by_hand = _by_hand(work, asking.list_of(selection))
    return {
        value: len(_narrowed(_again(group, by_hand), selection)) for value, group in groups.items()
    }


def _again(group: list[MailingRow], by_hand: list[MailingRow]) -> Iterator[MailingRow]:
    """The rows of a part of a list, in its order, with the standing that each has there."""
    there = {row.contact_id for row in group}
    taken: set[str] = set()
    for row in (*group, *(one for one in by_hand if one.contact_id not in there)):
        if row.standing not in {Standing.MEMBER, Standing.DUPLICATE}:
            yield row
            continue
        address = comparable(row.email)
        standing = Standing.DUPLICATE if address in taken else Standing.MEMBER
        taken.add(address)
        yield row if standing is row.standing else row._replace(standing=standing)


def _by_hand(work: Work, list_id: int | None) -> list[MailingRow]:
    """Everybody who was added by hand, judged without regard to the filter."""
    policy = asking.policy_of(work, list_id)
    if policy is None:
        return []
    found = {one.candidate.key: one for one in asking.added(work, list_id)}
    return list(_rows(work, dict(sorted(found.items())), policy))


def _facets(work: Work) -> dict[str, Callable[[MailingRow], Iterable[str]]]:
    customer_tags = _tags(work, col(CustomerTag.customer_id), col(CustomerTag.tag_id))
    contact_tags = _tags(work, col(ContactTag.contact_id), col(ContactTag.tag_id))
    return {
        "status": lambda row: [row.customer_status.value] if row.customer_status else [],
        "country": lambda row: [row.country],
        "kind": lambda row: [row.kind],
        "customer_tags": lambda row: customer_tags.get(row.customer_id or 0, ()),
        "contact_tags": lambda row: contact_tags.get(row.contact_id, ()),
    }


def _tags(work: Work, owner: Any, tag: Any) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    for key, tag_id in records(work, sa.select(owner, tag)):
        found[key].append(str(tag_id))
    return found


def _list(work: Work, selection: Selection) -> dict[int, MailingRow]:
    """Everybody of the list by key, judged; kept until anything is written."""
    list_id, asked = asking.list_of(selection), asking.criteria(selection)
    key = (work.database, work.company_id, work.data_version(), work.today(), list_id, asked)
    return _lists.answer(key, lambda: _judged(work, asking.candidates(work, asked), list_id))


def _judged(work: Work, found: list[Found], list_id: int | None) -> dict[int, MailingRow]:
    policy = asking.policy_of(work, list_id)
    if policy is None:
        return {}
    there = {one.candidate.contact_id for one in found}
    others = (one for one in asking.added(work, list_id) if one.candidate.contact_id not in there)
    by_key = {one.candidate.key: one for one in (*found, *others)}
    return {row.id: row for row in _rows(work, by_key, policy)}


def _rows(work: Work, by_key: dict[int, Found], policy: Policy) -> Iterable[MailingRow]:
    for one in judged(
        (found.candidate for found in by_key.values()),
        policy,
        unsubscribed=asking.unsubscribed(work),
        today=work.today(),
    ):
        candidate = one.candidate
        about = by_key[candidate.key]
        yield MailingRow(
            candidate.key,
            candidate.contact_id,
            candidate.name,
            candidate.address,
            about.title,
            about.customer_id,
            about.number,
            candidate.customer,
            about.status,
            about.country,
            about.kind,
            candidate.consent,
            one.standing,
            one,
        )


def _shown(work: Work, selection: Selection) -> list[MailingRow]:
    return _narrowed(_list(work, selection).values(), selection)


def _narrowed(rows: Iterable[MailingRow], selection: Selection) -> list[MailingRow]:
    """Those of the rows that the filters on what is shown leave."""
    standings, text = selection.value("standing"), selection.value("text")
    words = searched_words(text) if isinstance(text, str) else []
    return [
        row
        for row in rows
        if (not isinstance(standings, tuple) or row.standing.value in standings)
        and (not words or _holds(row, words))
    ]


def _holds(row: MailingRow, words: list[str]) -> bool:
    where = folded(f"{row.name} {row.email} {row.customer}")
    return all(word in where for word in words)


def _sorted(work: Work, selection: Selection) -> list[MailingRow]:
    """By the keys from the last to the first: each sort keeps the order of what is equal."""
    rows = _shown(work, selection)
    rows.sort(
        key=lambda row: row.id, reverse=bool(selection.sort and selection.sort[-1].descending)
    )
    for key in reversed(selection.sort):
        value = _SORTINGS[key.key]
        rows.sort(key=lambda row, value=value: _nulls_first(value(row)), reverse=key.descending)
    return rows


def _nulls_first(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)


_STANDINGS = {standing: place for place, standing in enumerate(Standing)}
_SORTINGS: dict[str, Callable[[MailingRow], Any]] = {
    "name": lambda row: sort_text(row.name),
    "email": lambda row: row.email.lower(),
    "title": lambda row: sort_text(row.title),
    "customer_number": lambda row: row.customer_number,
    "customer": lambda row: sort_text(row.customer),
    "customer_status": lambda row: row.customer_status,
    "country": lambda row: row.country,
    "consent": lambda row: row.consent,
    "standing": lambda row: _STANDINGS[row.standing],
}
