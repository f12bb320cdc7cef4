"""Everybody of a mailing list with the standing: what is kept of each, in columns."""

from array import array
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from moment_ui.domain.mailing.candidates import Found
from moment_ui.domain.mailing.rules import Candidate, Judged, Policy, Standing, judged


class Placed(NamedTuple):
    """Somebody with the standing; `instead` is the key of who gets a duplicate's mail, else 0.

    `facets`: the customer's id, status, country and kind.
    """

    key: int
    contact_id: int
    address: str
    standing: Standing
    instead: int
    facets: tuple[Any, ...]


class Everybody:
    """The people of a list by key. Columns, because 100,000 objects would cost more than they say."""

    def __init__(self) -> None:
        self._keys, self._contacts, self._instead = array("q"), array("q"), array("q")
        self._addresses: list[str] = []
        self._standings: list[Standing] = []
        self._facets: list[tuple[Any, ...]] = []
        self._places: dict[int, int] = {}

    @classmethod
    def judged(cls, found: Iterable[Found], policy: Policy | None, **facts: Any) -> "Everybody":
        """Each candidate with the standing; nobody without a policy."""
        everybody = cls()
        if policy is not None:
            facets = {row[0]: row[6:] for row in found}
            candidates = (Candidate._make(row[:6]) for row in found)
            for one in judged(candidates, policy, **facts):
                everybody._add(one, facets[one.candidate.key])
        return everybody

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[Placed]:
        columns = (self._keys, self._contacts, self._addresses, self._standings)
        return map(Placed, *columns, self._instead, self._facets)

    def standings(self) -> Iterator[tuple[int, Standing]]:
        """The keys, in their order, each with the standing."""
        return zip(self._keys, self._standings, strict=True)

    def standing(self, key: int) -> Standing:
        """How somebody stands."""
        return self._standings[self._places[key]]

    def instead(self, key: int) -> int:
        """The key of who gets a duplicate's mail, else 0."""
        return self._instead[self._places[key]]

    def __contains__(self, key: int) -> bool:
        return key in self._places

    def _add(self, one: Judged, facets: tuple[Any, ...]) -> None:
        candidate, standing, instead = one
        self._places[candidate.key] = len(self._keys)
        self._keys.append(candidate.key)
        self._contacts.append(candidate.contact_id)
        self._instead.append(instead.key if instead else 0)
        self._addresses.append(candidate.address)
        self._standings.append(standing)
        self._facets.append(facets)
