"""Who of the candidates of a mailing list gets mail, and why the others do not."""

import datetime as dt
from collections.abc import Iterable, Iterator
from enum import StrEnum
from operator import itemgetter
from typing import NamedTuple

from moment_ui.core.addresses import comparable


class Standing(StrEnum):
    """A member, or why not. In the order they are judged: the first that fits is said."""

    MEMBER = "member"
    EXCLUDED = "excluded"  # by hand
    UNSUBSCRIBED = "unsubscribed"
    NO_ADDRESS = "no-address"
    ENDED = "ended"  # the employment
    NOT_BEGUN = "not-begun"
    NO_CONSENT = "no-consent"
    DUPLICATE = "duplicate"


class Candidate(NamedTuple):
    """A contact in a customer whom the filter finds, or one who was added by hand.

    `key` is positive and unique in a list; `employed_to` is the last day.
    """

    key: int
    contact_id: int
    address: str
    employed_from: dt.date | None = None
    employed_to: dt.date | None = None
    consent: bool = False


class Judged(NamedTuple):
    """A candidate with the standing; `instead` is who gets the mail at a duplicate's address."""

    candidate: Candidate
    standing: Standing
    instead: Candidate | None = None


class Policy(NamedTuple):
    """What a list asks of everybody: consent, and who was kept out by hand (contact ids)."""

    needs_consent: bool = True
    excluded: frozenset[int] = frozenset()


def judged(
    candidates: Iterable[Candidate],
    policy: Policy,
    *,
    unsubscribed: frozenset[str],
    today: dt.date,
) -> Iterator[Judged]:
    """Every candidate with a standing, by key, whatever order they come in: nobody is lost.

    `unsubscribed` holds comparable addresses, which beat everything but an exclusion. Of several
    with one address the first by key is the member; only those without another fault take a place.
    """
    taken: dict[str, Candidate] = {}
    for candidate in sorted(candidates, key=itemgetter(0)):
        address = comparable(candidate.address)
        standing = fault_of(candidate, address, policy, unsubscribed, today)
        first = taken.setdefault(address, candidate) if standing is Standing.MEMBER else candidate
        if first is not candidate:
            yield Judged(candidate, Standing.DUPLICATE, first)
        else:
            yield Judged(candidate, standing)


def fault_of(  # noqa: PLR0911 - one line for each fault, in the order they are said
    candidate: Candidate,
    address: str,
    policy: Policy,
    unsubscribed: frozenset[str],
    today: dt.date,
) -> Standing:
    """What keeps a candidate out, whoever else is in the list; MEMBER when nothing does.

    `address` is the candidate's in comparable form.
    """
    _key, contact_id, _address, first, last, consent = candidate
    if contact_id in policy.excluded:
        return Standing.EXCLUDED
    if address in unsubscribed:
        return Standing.UNSUBSCRIBED
    if not address:
        return Standing.NO_ADDRESS
    if last is not None and last < today:
        return Standing.ENDED
    if first is not None and first > today:
        return Standing.NOT_BEGUN
    if policy.needs_consent and not consent:
        return Standing.NO_CONSENT
    return Standing.MEMBER
