"""How alike two customers are, and which of them belong together. No database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from moment_ui.core.words import _

Pair = tuple[int, int]


class Strength(StrEnum):
    """How sure it is that customers are one."""

    VERY_LIKELY = "very-likely"
    LIKELY = "likely"
    POSSIBLE = "possible"


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to find duplicates: a column that two of them share.

    `most`: what more customers than this share says nothing: an accountant's address, a common name.
    """

    column: str
    words: str
    weight: int
    most: int


RULES = (
    Rule("org_number", _("the same company reg. no."), 100, 25),
    Rule("name_key", _("the same name"), 50, 8),
    Rule("email_key", _("the same e-mail"), 40, 5),
    Rule("phone_key", _("the same phone number"), 30, 5),
)
OTHER_ORG_NUMBER = 60
"""What two different organisation numbers speak against."""
LEAST = 30


@dataclass(frozen=True, slots=True)
class Likely:
    """Customers that are probably one: their ids, how sure, and what they share, as words."""

    ids: tuple[int, ...]
    score: int
    reasons: tuple[str, ...]

    @property
    def strength(self) -> Strength:
        """The score in a word."""
        return strength_of(self.score)


def strength_of(score: int) -> Strength:
    """Very likely from 80 on (an organisation number, or name and e-mail), likely from 50 on."""
    if score >= 80:
        return Strength.VERY_LIKELY
    return Strength.LIKELY if score >= 50 else Strength.POSSIBLE


def score_of(shared: Iterable[Rule], org_numbers: tuple[str, str]) -> int:
    """What two customers share, less what speaks against it."""
    against = OTHER_ORG_NUMBER if all(org_numbers) and org_numbers[0] != org_numbers[1] else 0
    return sum(rule.weight for rule in shared) - against


def groups_of(
    shared: Mapping[Pair, Iterable[Rule]], org_numbers: Mapping[int, str], apart: set[Pair]
) -> list[Likely]:
    """The customers that belong together, the surest first; pairs of `apart` are two."""
    scores: dict[Pair, tuple[int, tuple[str, ...]]] = {}
    for pair, rules in shared.items():
        score = score_of(rules, (org_numbers[pair[0]], org_numbers[pair[1]]))
        if score >= LEAST and pair not in apart:
            scores[pair] = score, tuple(rule.words for rule in rules)
    joined = _joined(scores)
    found = [_likely(ids, scores) for ids in joined]
    return sorted(found, key=lambda each: (-each.score, each.ids))


def pairs_of(ids: Iterable[int]) -> Iterable[Pair]:
    """Each two of some customers, the lower id first."""
    return combinations(sorted(set(ids)), 2)


def _joined(pairs: Iterable[Pair]) -> list[tuple[int, ...]]:
    """The connected customers."""
    home: dict[int, int] = {}

    def find(key: int) -> int:
        while (above := home.setdefault(key, key)) != key:
            home[key] = home[above]
            key = above
        return key

    for one, other in pairs:
        home[find(one)] = find(other)
    together: dict[int, list[int]] = {}
    for key in home:
        together.setdefault(find(key), []).append(key)
    return [tuple(sorted(ids)) for ids in together.values()]


def _likely(ids: tuple[int, ...], scores: Mapping[Pair, tuple[int, tuple[str, ...]]]) -> Likely:
    found = [scores[pair] for pair in pairs_of(ids) if pair in scores]
    said = {words for _score, reasons in found for words in reasons}
    reasons = tuple(rule.words for rule in RULES if rule.words in said)
    return Likely(ids, max(score for score, _reasons in found), reasons)
