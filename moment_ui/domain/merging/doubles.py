"""Which rows would be there twice once they have moved, and which of two is kept. No database."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa

from moment_ui.db.references import Candidate
from moment_ui.db.uniques import Unique

Maps = Mapping[str, Mapping[int, int]]
"""By column: the ids that give way, and what takes their place."""


@dataclass(frozen=True, slots=True)
class Clashes:
    """What cannot be beside each other.

    `gone`: the rows that go, each with the one that is kept, None when nothing takes its place.
    `second`: rows that stay and step back, each with the column that says it was the first.
    """

    gone: list[tuple[Candidate, Candidate | None]] = field(
        default_factory=list[tuple[Candidate, Candidate | None]]
    )
    second: list[tuple[Candidate, str]] = field(default_factory=list[tuple[Candidate, str]])


def clashes(
    found: Sequence[Candidate],
    keys: Sequence[Unique],
    maps: Maps,
    *,
    pairs: bool = False,
    others: bool = False,
) -> Clashes:
    """What clashes once the rows have moved. Of two that say the same the one that does not move is kept.

    `others`: the one that moves is kept. `pairs`: each row is about two customers, and says nothing
    once both are the same.
    """
    ordered = sorted(found, key=lambda each: (moves(each, maps) != others, each.id))
    seen: dict[tuple[int, tuple[Any, ...]], Candidate] = {}
    told = Clashes()
    for each in ordered:
        if pairs and moves(each, maps) and _is_with_itself(each, maps):
            told.gone.append((each, None))
            continue
        after = [(n, key) for n, key in enumerate(_after(each, keys, maps)) if key]
        taken = [key for key in after if key in seen]
        same = next((seen[key] for key in taken if not keys[key[0]].ranks(maps)), None)
        if same is not None:
            told.gone.append((each, same))
            continue
        told.second.extend((each, keys[n].rank) for n, _values in taken)
        for key in after:
            seen.setdefault(key, each)
    return told


def moves(each: Candidate, maps: Maps) -> bool:
    """Whether one of the columns holds an id that gives way."""
    return any(each.row[name] in replaced for name, replaced in maps.items())


def lacking(
    table: sa.Table, kept: Mapping[str, Any], double: Mapping[str, Any], but: set[str]
) -> dict[str, Any]:
    """The texts and references that the kept row lacks and its double has; never columns of `but`."""
    referring = {key.parent.name for key in table.foreign_keys}
    empty = (None, "")
    return {
        column.name: double[column.name]
        for column in table.c
        if column.name not in {*but, "id", "company_id"}
        and (_is_text(column) or column.name in referring)
        and kept[column.name] in empty
        and double[column.name] not in empty
    }


def _is_text(column: sa.Column[Any]) -> bool:
    kind = column.type.impl if isinstance(column.type, sa.TypeDecorator) else column.type
    return isinstance(kind, sa.String) and not isinstance(kind, sa.Enum)


def _is_with_itself(each: Candidate, maps: Maps) -> bool:
    after = {replaced.get(each.row[name], each.row[name]) for name, replaced in maps.items()}
    return len(maps) > 1 and len(after) == 1


def _after(each: Candidate, keys: Sequence[Unique], maps: Maps) -> Iterator[tuple[Any, ...] | None]:
    """The values of each unique key once the row has moved; None where it does not hold."""
    for key, values in zip(keys, each.keys, strict=True):
        none: tuple[Any, ...] = (None,) * len(key.values)
        after = tuple(
            maps[name].get(value, value) if (name := _name(part)) in maps else value
            for part, value in zip(key.values, values or none, strict=True)
        )
        yield None if None in after else after


def _name(part: sa.ColumnElement[Any]) -> str:
    return str(getattr(part, "name", ""))
