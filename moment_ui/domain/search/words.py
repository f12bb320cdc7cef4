"""Rows that hold words, best first: each step reads an index and stops as soon as enough are found."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

import sqlalchemy as sa

from moment_ui.db.elements import Condition, Expression
from moment_ui.db.lists import contains, records, starts_with
from moment_ui.db.work import Work
from moment_ui.domain.search.hits import HITS
from moment_ui.domain.search.rules import numbers_beginning

LONGEST_NUMBER = 9


def holding(
    work: Work, key: Expression, search: Expression, words: list[str], *conditions: Condition
) -> list[int]:
    """The ids of rows whose folded text holds every word: those that begin with the first, then others.

    Each in the order of the text, which names begin: an index of it is walked and left when enough
    are found. Only a text that hardly anything holds is looked for to the end of the index.
    """
    first, *others = words
    begin = (starts_with(search, first), *(contains(search, word) for word in others))
    found = _some(work, key, search, *conditions, *begin)
    if len(found) == HITS:
        return found
    anywhere = (contains(search, word) for word in words)
    return best([*found, *_some(work, key, search, *conditions, *anywhere)])


def numbered(
    work: Work,
    key: Expression,
    number: Expression,
    search: Expression,
    words: list[str],
    *conditions: Condition,
) -> list[int]:
    """The ids of rows whose number begins with the first word, the number itself first.

    One range at a time: the database then steps straight into the index of numbers.
    """
    others = [contains(search, word) for word in words[1:]]
    found: list[int] = []
    for low, high in numbers_beginning(words[0], digits=LONGEST_NUMBER):
        found += _some(work, key, number, *conditions, number.between(low, high), *others)
        if len(found) >= HITS:
            break
    return found[:HITS]


def best(ids: Iterable[int]) -> list[int]:
    """The first ids, none twice."""
    return list(islice(dict.fromkeys(ids), HITS))


def _some(work: Work, key: Expression, order: Expression, *conditions: Condition) -> list[int]:
    statement: Any = sa.select(key).where(*conditions).order_by(order, key).limit(HITS)
    return [row[0] for row in records(work, statement)]
