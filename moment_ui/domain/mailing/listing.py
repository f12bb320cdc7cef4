"""The candidates of a mailing list with their standing: a report's source.

Who is a duplicate of whom depends on everybody else in the list, so a list is judged whole, in
memory, from a few narrow values of each, and kept by the data version. What a page shows of its
people is read for that page.
"""

import datetime as dt
from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from moment_ui.core.actor import Permission
from moment_ui.core.cache import Cache
from moment_ui.core.selection import Selection
from moment_ui.core.table import Totals
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.mailing import candidates as asking
from moment_ui.domain.mailing.candidates import Found
from moment_ui.domain.mailing.counting import IsShown, per_choice
from moment_ui.domain.mailing.everybody import Everybody
from moment_ui.domain.mailing.people import Shown, holding, shown_people, sort_values
from moment_ui.domain.mailing.rules import Standing
from moment_ui.models.customer import CustomerStatus


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
    employed_from: dt.date | None
    employed_to: dt.date | None
    standing: Standing
    instead: str

    @property
    def by_hand(self) -> bool:
        """Whether the contact was added by hand, beside the filter."""
        return self.id > asking.BY_HAND


_lists: Cache[Everybody] = Cache(400_000, lambda everybody: len(everybody) + 100)
_orders: Cache["array[int]"] = Cache(2_000_000, lambda keys: len(keys) + 300)


@needs(Permission.USE_MAILING_LISTS)
def page(work: Work, selection: Selection, *, offset: int, limit: int) -> list[MailingRow]:
    """The rows from `offset` on, at most `limit`, in the order of the selection."""
    asked = _Asked(work, selection)
    return asked.rows(asked.order()[offset : offset + limit])


@needs(Permission.USE_MAILING_LISTS)
def order(work: Work, selection: Selection) -> "array[int]":
    """The ids of all rows, in the order of the selection."""
    return _Asked(work, selection).order()


@needs(Permission.USE_MAILING_LISTS)
def rows(work: Work, ids: Sequence[int]) -> list[MailingRow]:
    """The rows with these ids among everybody in customers; see `within` for those of a list."""
    return within(work, Selection(), ids)


@needs(Permission.USE_MAILING_LISTS)
def within(work: Work, selection: Selection, ids: Sequence[int]) -> list[MailingRow]:
    """The rows with these ids as they stand in this list, in this order."""
    return _Asked(work, selection).rows(ids)


@needs(Permission.USE_MAILING_LISTS)
def totals(work: Work, selection: Selection) -> Totals:
    """How many rows the whole selection has."""
    return Totals(sum(1 for _one in _Asked(work, selection).narrowed()))


@needs(Permission.USE_MAILING_LISTS)
def standing_counts(work: Work, selection: Selection) -> Counter[Standing]:
    """How many have which standing, whatever standing the selection asks for."""
    asked = _Asked(work, selection.without("standing"))
    return Counter(standing for _key, standing in asked.narrowed())


@needs(Permission.USE_MAILING_LISTS)
def counts(work: Work, selection: Selection) -> dict[str, dict[str, int]]:
    """Rows per choice of each choice filter, under all the other filters."""
    asked = _Asked(work, selection)
    standings = standing_counts(work, selection)
    found = {"standing": {standing.value: count for standing, count in standings.items()}}
    return found | per_choice(work, asked.everybody, list(asked.by_hand()), asked.shown())


class _Asked:
    """A selection of a list at one version of the data: what it takes is kept until the next write."""

    def __init__(self, work: Work, selection: Selection) -> None:
        self._work, self._selection = work, selection
        self._list_id = asking.list_of(selection)
        self._at = (work.database, work.company_id, work.data_version(), work.today())

    def everybody(self, without: str = "") -> Everybody:
        """Everybody of the list, judged; `without` leaves out a filter."""
        criteria = asking.criteria(self._selection.without(without))

        def work_out() -> Everybody:
            found = asking.candidates(self._work, criteria)
            there = {row[1] for row in found}
            hands = asking.added(self._work, self._list_id)
            return self._judged([*found, *(row for row in hands if row[1] not in there)])

        return _lists.answer((*self._at, self._list_id, criteria), work_out)

    def by_hand(self) -> Everybody:
        """Everybody who was added by hand, judged without regard to the filter."""
        return self._judged(asking.added(self._work, self._list_id))

    def order(self) -> "array[int]":
        """The keys of those who are shown, sorted."""
        return _orders.answer((*self._at, self._selection), lambda: array("q", self._sorted()))

    def narrowed(self) -> Iterator[tuple[int, Standing]]:
        """The keys of those whom the filters on what is shown leave, in order, with the standing."""
        shown = self.shown()
        return (one for one in self.everybody().standings() if shown(*one))

    def shown(self) -> IsShown:
        """Whether the filters on what is shown leave somebody, by key and standing."""
        standings, text = self._selection.value("standing"), self._selection.value("text")
        wanted = frozenset(standings) if isinstance(standings, tuple) else frozenset(Standing)
        found = holding(self._work, text, self._list_id) if isinstance(text, str) else None

        def is_shown(key: int, standing: Standing) -> bool:
            return standing in wanted and (found is None or key in found)

        return is_shown

    def rows(self, keys: Sequence[int]) -> list[MailingRow]:
        """The rows of those who are there."""
        everybody = self.everybody()
        there = [key for key in keys if key in everybody]
        instead = {key: everybody.instead(key) for key in there}
        people = shown_people(self._work, {*there, *instead.values()} - {0})
        return [
            _row(people[key], everybody.standing(key), people.get(instead[key]))
            for key in there
            if key in people
        ]

    def _judged(self, found: Sequence[Found]) -> Everybody:
        policy = asking.policy_of(self._work, self._list_id)
        refusals = asking.unsubscribed(self._work)
        return Everybody.judged(found, policy, unsubscribed=refusals, today=self._work.today())

    def _sorted(self) -> list[int]:
        """By the keys from the last to the first: each sort keeps the order of what is equal."""
        keys = [key for key, _standing in self.narrowed()]
        if self._selection.sort and self._selection.sort[-1].descending:
            keys.reverse()
        for sort in reversed(self._selection.sort):
            values = self._sort_values(sort.key, keys)
            keys.sort(
                key=lambda key, found=values: _nulls_first(found.get(key)), reverse=sort.descending
            )
        return keys

    def _sort_values(self, column: str, keys: Sequence[int]) -> dict[int, Any]:
        if column != "standing":
            return sort_values(self._work, column, keys)
        everybody = self.everybody()
        return {key: _PLACES[everybody.standing(key)] for key in keys}


def _row(person: Shown, standing: Standing, first: Shown | None) -> MailingRow:
    return MailingRow(
        person.id,
        person.contact_id,
        person.name,
        person.email,
        person.title,
        person.customer_id,
        person.customer_number,
        person.customer,
        person.customer_status,
        person.country,
        person.kind,
        person.consent,
        person.employed_from,
        person.employed_to,
        standing,
        ", ".join(filter(None, (first.name, first.customer))) if first else "",
    )


def _nulls_first(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)


_PLACES = {standing: place for place, standing in enumerate(Standing)}
