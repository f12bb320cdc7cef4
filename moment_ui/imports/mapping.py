"""Which column of a file is which field: a guess by heading, and the reader's own choice."""

import re
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from difflib import SequenceMatcher

from moment_ui.core.fields import Unfit
from moment_ui.core.folding import folded
from moment_ui.imports.decimals import decimal
from moment_ui.imports.errors import UnknownColumn
from moment_ui.imports.kind import Columns, Mapped
from moment_ui.imports.sheet import column_letter
from moment_ui.imports.values import Style

EXACT, LIKE = 1.0, 0.86
AMOUNTS_OF = {"vat_percent": "line_vat"}
MOST_PERCENT = 100
_ABBREVIATIONS = {
    "nr": "nummer",
    "no": "nummer",
    "num": "nummer",
    "number": "nummer",
    "#": "nummer",
}


def guess(
    kind: Columns, headings: Sequence[str], samples: Sequence[Sequence[str]] = ()
) -> dict[str, int]:
    """The columns by field key, best fit first; a column and a field are used once.

    `samples` are the first values of each column: what is headed VAT may be rates or amounts.
    """
    scored = [
        (_fit(_known_words(kind, place_of_field), heading), -column, -place_of_field)
        for place_of_field in range(len(kind.fields))
        for column, heading in enumerate(headings)
    ]
    found: dict[str, int] = {}
    for score, column, place in sorted(scored, reverse=True):
        key = kind.fields[-place].key
        if score >= LIKE and key not in found and -column not in found.values():
            found[key] = -column
    for rate, amount in AMOUNTS_OF.items():
        column = found.get(rate, len(samples))
        if amount not in found and column < len(samples) and _are_amounts(samples[column]):
            found[amount] = found.pop(rate)
    return {each.key: found[each.key] for each in kind.fields if each.key in found}


def _are_amounts(samples: Iterable[str]) -> bool:
    for sample in samples:
        with suppress(Unfit):
            if abs(decimal(sample, Style(",")) or 0) > MOST_PERCENT:
                return True
    return False


def chosen(
    kind: Columns,
    headings: Sequence[str],
    choices: Mapping[str, str],
    samples: Sequence[Sequence[str]] = (),
) -> dict[str, int]:
    """The guess, overruled by `choices`: heading (or letter) → field key, "" for none.

    Raises UnknownColumn.
    """
    taken = {_column(headings, name): key for name, key in choices.items()}
    for key in taken.values():
        if key:
            kind.field(key)
    mapped = {
        key: column
        for key, column in guess(kind, headings, samples).items()
        if column not in taken and key not in taken.values()
    }
    mapped |= {key: column for column, key in taken.items() if key}
    return {each.key: mapped[each.key] for each in kind.fields if each.key in mapped}


def checked(kind: Columns, width: int, mapped: Mapping[str, int]) -> Mapped:
    """A mapping from outside, with known fields and columns of the file only."""
    keys = {each.key for each in kind.fields}
    return {key: column for key, column in mapped.items() if key in keys and 0 <= column < width}


def normal(heading: str) -> str:
    """A heading as it is compared: folded, words only, without units in brackets."""
    bare = re.sub(r"\(.*?\)", " ", folded(heading).replace("#", " nr "))
    words = re.sub(r"[^a-z0-9]+", " ", bare).split()
    return "".join(_ABBREVIATIONS.get(word, word) for word in words)


def _known_words(kind: Columns, place: int) -> set[str]:
    each = kind.fields[place]
    return {normal(word) for word in (each.key.replace("_", " "), each.label, *each.words)}


def _fit(words: set[str], heading: str) -> float:
    name = normal(heading)
    if name in words:
        return EXACT
    if len(name) < 5:
        return 0
    return max(SequenceMatcher(None, name, word).ratio() for word in words) - 0.001


def _column(headings: Sequence[str], name: str) -> int:
    wanted = name.strip()
    for column, heading in enumerate(headings):
        if heading == wanted:
            return column
    for column, heading in enumerate(headings):
        if normal(heading) == normal(wanted) or column_letter(column) == wanted.upper():
            return column
    raise UnknownColumn(name, headings)
