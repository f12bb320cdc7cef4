"""Which of several addresses counts: tables of examples, and what must hold of every case."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.addresses import comparable
from moment_ui.domain.people.rules import Counting, Layer, address_for, invoice_address

OWN = ("lise@tindra.example", "lise@home.example")
EXTERNAL, PROJECT, IN_CUSTOMER, CUSTOMER = (
    Layer.EXTERNAL,
    Layer.PROJECT,
    Layer.IN_CUSTOMER,
    Layer.CUSTOMER,
)

addresses = st.sampled_from(
    ["", " ", "a@x.example", "A@X.example", "b@x.example", "c@y.example", "a@x.example."]
)
own_addresses = st.lists(addresses, max_size=3)


@pytest.mark.parametrize(
    ("own", "customer", "project", "expected"),
    [
        ((), "", "", Counting()),
        (OWN, "", "", Counting(OWN[0], Layer.OWN)),
        (OWN, "buy@t.example", "", Counting("buy@t.example", IN_CUSTOMER, OWN)),
        (OWN, "", "site@t.example", Counting("site@t.example", PROJECT, OWN)),
        (
            OWN,
            "buy@t.example",
            "site@t.example",
            Counting("site@t.example", PROJECT, ("buy@t.example", *OWN)),
        ),
        ((), "buy@t.example", "", Counting("buy@t.example", IN_CUSTOMER)),
        (("", OWN[1]), "", "", Counting(OWN[1], Layer.OWN)),
        (OWN, "LISE@Tindra.example", "", Counting("LISE@Tindra.example", IN_CUSTOMER, OWN[1:])),
        (OWN, "buy@t.example", "BUY@t.example", Counting("BUY@t.example", PROJECT, OWN)),
    ],
)
def test_the_address_of_a_contact(own, customer, project, expected):
    assert address_for(own, customer, project) == expected


@pytest.mark.parametrize(
    ("given_addresses", "expected"),
    [
        ({"external_receiver": "faktura@bank.example"}, ("faktura@bank.example", EXTERNAL)),
        ({"in_project": "site@t.example"}, ("site@t.example", PROJECT)),
        ({"in_customer": "buy@t.example"}, ("buy@t.example", IN_CUSTOMER)),
        ({"customer": "post@t.example"}, ("post@t.example", CUSTOMER)),
        ({}, (OWN[0], Layer.OWN)),
        (
            {"customer": "post@t.example", "in_customer": "buy@t.example"},
            ("buy@t.example", IN_CUSTOMER),
        ),
        (
            {"in_customer": "buy@t.example", "in_project": "site@t.example"},
            ("site@t.example", PROJECT),
        ),
        (
            {
                "external_receiver": "f@b.example",
                "in_project": "s@t.example",
                "customer": "p@t.example",
            },
            ("f@b.example", EXTERNAL),
        ),
        ({"external_receiver": "  ", "customer": "post@t.example"}, ("post@t.example", CUSTOMER)),
    ],
)
def test_where_an_invoice_is_mailed_to(given_addresses, expected):
    found = invoice_address(OWN, **given_addresses)
    assert (found.address, found.layer) == expected


def test_an_invoice_without_any_address_goes_nowhere():
    assert invoice_address(()) == Counting()


@given(own_addresses, addresses, addresses)
def test_what_is_written_nearest_counts_and_nothing_is_lost(own, customer, project):
    found = address_for(own, customer, project)
    stripped = [text.strip() for text in own if text.strip()]
    nearer = [text.strip() for text in (project, customer) if text.strip()]
    written = [*nearer, *stripped] if nearer else stripped[:1]
    assert found.address == (written[0] if written else "")
    told = {comparable(text) for text in (found.address, *found.before) if text}
    assert told == {comparable(text) for text in written}
    assert comparable(found.address) not in {comparable(text) for text in found.before}


@given(own_addresses, addresses, addresses, addresses, addresses)
def test_a_stronger_address_always_wins(own, external, in_project, in_customer, customer):
    found = invoice_address(
        own,
        external_receiver=external,
        in_project=in_project,
        in_customer=in_customer,
        customer=customer,
    )
    ladder = (external, in_project, in_customer, customer, *own)
    assert found.address == next((text.strip() for text in ladder if text.strip()), "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("kari@firma.no", "KARI@Firma.NO", True),
        ("kari@firma.no", "kari@firma.no.", True),
        ("kari@blåbær.no", "kari@XN--BLBR-ROAH.no", True),
        ("kari@blåbær.no", "KARI@BLÅBÆR.NO", True),
        ("k.ari@firma.no", "kari@firma.no", False),
        ("kari+jul@firma.no", "kari@firma.no", False),
        ("kari@fir.ma.no", "kari@firma.no", False),
        ("kari@strasse.de", "kari@straße.de", False),
        ("kari@xn--no-such-!.no", "kari@xn--no-such-!.no", True),
    ],
)
def test_addresses_that_reach_the_same_box(one, other, same):
    assert (comparable(one) == comparable(other)) is same


@given(
    st.text(max_size=30)
    | st.emails()
    | st.from_regex(r"[a-z]+@(xn--)?[a-zåø-]+\.no", fullmatch=True)
)
def test_comparing_is_idempotent(text):
    assert comparable(comparable(text)) == comparable(text)
