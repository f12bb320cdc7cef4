"""Who of the candidates of a mailing list gets mail, and why the others do not."""

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
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
    name: str
    address: str
    customer: str = ""
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
) -> list[Judged]:
    """Every candidate with a standing, by key, whatever order they come in: nobody is lost.

    `unsubscribed` holds comparable addresses, which beat everything but an exclusion. Of several
    with one address the first by key is the member; only those without another fault take a place.
    """
    taken: dict[str, Candidate] = {}
    found: list[Judged] = []
    for candidate in sorted(set(candidates), key=lambda one: one.key):
        address = comparable(candidate.address)
        standing = fault_of(candidate, address, policy, unsubscribed, today)
        first = taken.setdefault(address, candidate) if standing is Standing.MEMBER else candidate
        if first is not candidate:
            found.append(Judged(candidate, Standing.DUPLICATE, first))
        else:
            found.append(Judged(candidate, standing))
    return found


def fault_of(
    candidate: Candidate,
    address: str,
    policy: Policy,
    unsubscribed: frozenset[str],
    today: dt.date,
) -> Standing:
    """What keeps a candidate out, whoever else is in the list; MEMBER when nothing does.

    `address` is the candidate's in comparable form.
    """
    first, last = candidate.employed_from, candidate.employed_to
    faults = (
        (Standing.EXCLUDED, candidate.contact_id in policy.excluded),
        (Standing.UNSUBSCRIBED, address in unsubscribed),
        (Standing.NO_ADDRESS, not address),
        (Standing.ENDED, last is not None and last < today),
        (Standing.NOT_BEGUN, first is not None and first > today),
        (Standing.NO_CONSENT, policy.needs_consent and not candidate.consent),
    )
    return next((standing for standing, is_so in faults if is_so), Standing.MEMBER)
