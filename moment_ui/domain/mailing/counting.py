"""How many of a mailing list each choice of a filter would show."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from moment_ui.core.addresses import comparable
from moment_ui.db.lists import records
from moment_ui.db.work import Work
from moment_ui.domain.mailing.candidates import BY_HAND
from moment_ui.domain.mailing.everybody import Everybody, Placed
from moment_ui.domain.mailing.rules import Standing
from moment_ui.domain.tags.links import OF_CONTACTS, OF_CUSTOMERS, TagLink

IsShown = Callable[[int, Standing], bool]
Values = Callable[[Placed], Iterable[str]]
_BY_OTHERS = frozenset({Standing.MEMBER, Standing.DUPLICATE})
"""Standings that depend on who else is there."""


@dataclass(slots=True)
class _Group:
    """Those of one choice: addresses that are taken, who is there, how many would be shown."""

    taken: set[str] = field(default_factory=set[str])
    people: set[int] = field(default_factory=set[int])
    count: int = 0

    def take(self, one: Placed, shown: IsShown) -> None:
        """Count somebody, with the standing that there would be here."""
        standing = one.standing
        if standing in _BY_OTHERS:
            address = comparable(one.address)
            standing = Standing.DUPLICATE if address in self.taken else Standing.MEMBER
            self.taken.add(address)
        self.people.add(one.contact_id)
        self.count += shown(one.key, standing)


def per_choice(
    work: Work,
    everybody: Callable[[str], Everybody],
    by_hand: Sequence[Placed],
    shown: IsShown,
) -> dict[str, dict[str, int]]:
    """Rows per choice by filter; who is a duplicate of whom depends on the choice.

    `everybody` gives who would be there without a filter; those `by_hand` are there whatever it says.
    """
    return {
        key: _counted(everybody(key), values, by_hand, shown)
        for key, values in _values(work).items()
    }


def _counted(
    everybody: Iterable[Placed], values: Values, by_hand: Sequence[Placed], shown: IsShown
) -> dict[str, int]:
    groups: defaultdict[str, _Group] = defaultdict(_Group)
    for one in everybody:
        if one.key < BY_HAND:
            for value in values(one):
                groups[value].take(one, shown)
    for group in groups.values():
        for one in by_hand:
            if one.contact_id not in group.people:
                group.take(one, shown)
    return {value: group.count for value, group in groups.items()}


def _values(work: Work) -> dict[str, Values]:
    customer_tags, contact_tags = _tags(work, OF_CUSTOMERS), _tags(work, OF_CONTACTS)
    return {
        "status": lambda one: (one.facets[1].value,),
        "country": lambda one: (one.facets[2],),
        "kind": lambda one: (one.facets[3],),
        "customer_tags": lambda one: customer_tags.get(one.facets[0], ()),
        "contact_tags": lambda one: contact_tags.get(one.contact_id, ()),
    }


def _tags(work: Work, link: TagLink) -> dict[int, list[str]]:
    found: defaultdict[int, list[str]] = defaultdict(list)
    statement: Any = sa.select(link.owner, link.tag)
    for owner, tag in records(work, statement):
        found[owner].append(str(tag))
    return dict(found)
