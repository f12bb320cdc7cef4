"""Who gets mail and who does not: examples, and what must hold of every list."""

import datetime as dt
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.addresses import comparable
from moment_ui.domain.mailing.rules import Candidate, Policy, Standing, judged

TODAY = dt.date(2026, 11, 16)
YESTERDAY, TOMORROW = TODAY - dt.timedelta(days=1), TODAY + dt.timedelta(days=1)
KARI = Candidate(1, 11, "kari@firma.no", consent=True)
AGREED = Policy()

days = st.sampled_from([None, YESTERDAY, TODAY, TOMORROW])
boxes = st.sampled_from(
    [
        "",
        "kari@firma.no",
        "KARI@Firma.NO",
        "kari@firma.no.",
        "k.ari@firma.no",
        "ola@firma.no",
        "ola@x.no",
    ]
)
candidates = st.lists(
    st.builds(
        Candidate,
        key=st.integers(1, 40),
        contact_id=st.integers(1, 8),
        address=boxes,
        employed_from=days,
        employed_to=days,
        consent=st.booleans(),
    ),
    unique_by=lambda one: one.key,
    max_size=25,
)
policies = st.builds(
    Policy, needs_consent=st.booleans(), excluded=st.frozensets(st.integers(1, 8), max_size=3)
)
refusals = st.frozensets(boxes.map(comparable), max_size=2)


def judge(found, policy=AGREED, unsubscribed=frozenset()):
    return list(judged(found, policy, unsubscribed=unsubscribed, today=TODAY))


@pytest.mark.parametrize(
    ("candidate", "policy", "standing"),
    [
        (KARI, AGREED, Standing.MEMBER),
        (KARI._replace(consent=False), AGREED, Standing.NO_CONSENT),
        (KARI._replace(consent=False), Policy(needs_consent=False), Standing.MEMBER),
        (KARI, Policy(excluded=frozenset({11})), Standing.EXCLUDED),
        (KARI._replace(address=" "), AGREED, Standing.NO_ADDRESS),
        (KARI._replace(employed_to=YESTERDAY), AGREED, Standing.ENDED),
        (KARI._replace(employed_to=TODAY), AGREED, Standing.MEMBER),  # the last day counts
        (KARI._replace(employed_from=TOMORROW), AGREED, Standing.NOT_BEGUN),
        (KARI._replace(employed_from=TODAY), AGREED, Standing.MEMBER),
        (KARI._replace(address="KARI@FIRMA.NO", employed_to=YESTERDAY), AGREED, Standing.ENDED),
    ],
)
def test_one_candidate(candidate, policy, standing):
    (found,) = judge([candidate], policy)
    assert found.standing is standing


@pytest.mark.parametrize("candidate", [KARI, KARI._replace(consent=False, employed_to=YESTERDAY)])
def test_an_unsubscribed_address_beats_every_list(candidate):
    (found,) = judge([candidate], unsubscribed=frozenset({"kari@firma.no"}))
    assert found.standing is Standing.UNSUBSCRIBED


def test_a_duplicate_says_who_gets_the_mail():
    other = Candidate(2, 12, "Kari@Firma.no", consent=True)
    first, second = judge([other, KARI])
    assert (first.candidate, first.standing) == (KARI, Standing.MEMBER)
    assert (second.standing, second.instead) == (Standing.DUPLICATE, KARI)


def test_one_who_is_left_out_takes_no_place():
    gone = KARI._replace(key=1, employed_to=YESTERDAY)
    now = KARI._replace(key=2)
    assert [one.standing for one in judge([gone, now])] == [Standing.ENDED, Standing.MEMBER]


@given(candidates, policies, refusals)
def test_nobody_is_lost(found, policy, unsubscribed):
    result = judge(found, policy, unsubscribed)
    assert Counter(one.candidate for one in result) == Counter(found)


@given(candidates, policies, refusals)
def test_each_address_is_a_member_once_and_none_of_a_refusal(found, policy, unsubscribed):
    members = [
        one.candidate
        for one in judge(found, policy, unsubscribed)
        if one.standing is Standing.MEMBER
    ]
    boxes = [comparable(member.address) for member in members]
    assert len(set(boxes)) == len(boxes)
    assert not {"", *unsubscribed} & set(boxes)
    assert all(member.consent for member in members) or not policy.needs_consent


@given(candidates, policies, refusals)
def test_judging_the_members_again_leaves_them_all(found, policy, unsubscribed):
    members = [
        one.candidate
        for one in judge(found, policy, unsubscribed)
        if one.standing is Standing.MEMBER
    ]
    again = judge(members, policy, unsubscribed)
    assert [one.candidate for one in again if one.standing is Standing.MEMBER] == members


@given(candidates, policies, refusals, st.randoms())
def test_the_order_they_come_in_does_not_matter(found, policy, unsubscribed, random):
    shuffled = list(found)
    random.shuffle(shuffled)
    assert judge(shuffled, policy, unsubscribed) == judge(found, policy, unsubscribed)


@given(candidates, policies, refusals)
def test_a_duplicate_stands_behind_a_member_of_the_same_address(found, policy, unsubscribed):
    result = judge(found, policy, unsubscribed)
    members = {one.candidate for one in result if one.standing is Standing.MEMBER}
    for one in result:
        assert (one.instead is not None) == (one.standing is Standing.DUPLICATE)
        if one.instead:
            assert one.instead in members
            assert comparable(one.instead.address) == comparable(one.candidate.address)
