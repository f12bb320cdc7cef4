from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core import identifiers
from moment_ui.core.fields import Unfit


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("NO", "994 218 766", None),
        ("NO", "982 463 718", "982463718"),
        ("NO", "NO 982 463 718 MVA", None),
        ("NO", "982463719", None),
        ("NO", "000000000", None),
        ("NO", "", ""),
        ("SE", "556016-0680", "5560160680"),
        ("SE", "556016-0681", None),
        ("SE", "0000000000", None),
        ("DK", "13 58 56 28", "13585628"),
        ("DK", "13585629", None),
        ("DK", "00000000", None),
        ("IS", "450401-3150", "4504013150"),
        ("IS", "450401-3151", None),
        ("FI", "2077474-0", "20774740"),
        ("FI", "2077474-1", None),
        ("FI", "0000000-0", None),
        ("DE", "HRB 86891", "HRB 86891"),
        ("DE", "000 000", None),
        ("DE", "<b>", None),
    ],
)
def test_org_numbers(country, typed, kept):
    if kept is None:
        with pytest.raises(Unfit):
            identifiers.org_number(typed, country)
    else:
        assert identifiers.org_number(typed, country) == kept


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("NO", "995 525 828 MVA", "NO995525828MVA"),
        ("NO", "NO995525828MVA", "NO995525828MVA"),
        ("NO", "995525829MVA", None),
        ("SE", "SE123456789701", "SE123456789701"),
        ("DK", "13585628", "DK13585628"),
        ("DE", "DE136695976", "DE136695976"),
        ("DE", "SE123456789701", None),
        ("US", "12-3456789", "12-3456789"),
        ("US", "<script>", None),
        ("NO", "", ""),
    ],
)
def test_vat_numbers(country, typed, kept):
    if kept is None:
        with pytest.raises(Unfit):
            identifiers.vat_number(typed, country)
    else:
        assert identifiers.vat_number(typed, country) == kept


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("NO", "8601 11 17947", "86011117947"),
        ("NO", "8601.11.17948", None),
        ("NO", "NO93 8601 1117 947", "NO9386011117947"),
        ("NO", "NO94 8601 1117 947", None),
        ("SE", "5805-6201", "5805-6201"),
        ("SE", "SE45 5000 0000 0583 9825 7466", "SE4550000000058398257466"),
        ("SE", "bankgiro", None),
        ("NO", "", ""),
    ],
)
def test_bank_accounts(country, typed, kept):
    if kept is None:
        with pytest.raises(Unfit):
            identifiers.bank_account(typed, country)
    else:
        assert identifiers.bank_account(typed, country) == kept


@pytest.mark.parametrize(
    ("country", "number", "address"),
    [
        ("NO", "982463718", ("0192", "982463718")),
        ("SE", "5560160680", ("0007", "5560160680")),
        ("DK", "13585628", ("0184", "13585628")),
        ("IS", "4504013150", ("0196", "4504013150")),
        ("FI", "20774740", ("", "")),
        ("NO", "", ("", "")),
    ],
)
def test_the_einvoice_address_follows_from_the_org_number(country, number, address):
    assert identifiers.einvoice_address(country, number) == address


@pytest.mark.parametrize(
    ("typed", "parts"),
    [
        ("0088:7300010000001", ("0088", "7300010000001")),
        (" 0007 : 556016-0680 ", ("0007", "5560160680")),
        ("0208:0202239951", ("0208", "0202239951")),
        ("", ("", "")),
        ("0088:7300010000002", None),
        ("0192:000", None),
        ("7300010000001", None),
        ("008:1", None),
        ("0204:991-1234512345-06", ("0204", "991-1234512345-06")),
        ("9930:DE123456789", ("9930", "DE123456789")),
        ("9908:994218766", None),
        ("0000:1", None),
        ("1234:1", None),
    ],
)
def test_einvoice_addresses_as_typed(typed, parts):
    if parts is None:
        with pytest.raises(Unfit):
            identifiers.einvoice_parts(typed)
    else:
        assert identifiers.einvoice_parts(typed) == parts


@pytest.mark.parametrize(
    ("country", "number", "shown"),
    [
        ("NO", "982463718", "982 463 718"),
        ("SE", "5560160680", "556016-0680"),
        ("IS", "4504013150", "450401-3150"),
        ("FI", "20774740", "2077474-0"),
        ("DK", "13585628", "13585628"),
        ("NO", "", ""),
    ],
)
def test_numbers_are_shown_the_way_the_country_writes_them(country, number, shown):
    assert identifiers.shown_org_number(number, country) == shown


def test_accounts_are_shown_in_groups():
    assert identifiers.shown_bank_account("86011117947") == "8601 11 17947"
    assert identifiers.shown_bank_account("NO9386011117947") == "NO93 8601 1117 947"
    assert identifiers.shown_bank_account("5805-6201") == "5805-6201"


@given(
    text=st.text(max_size=40) | st.text("0123456789 -.NOSEMVA", max_size=24),
    country=st.sampled_from(["NO", "SE", "DK", "IS", "FI", "DE", "CH", "GB", "GR", "US", "AQ"]),
)
def test_whatever_is_typed_is_kept_or_refused(text, country):
    for read in (identifiers.org_number, identifiers.vat_number, identifiers.bank_account):
        with suppress(Unfit):
            kept = read(text, country)
            assert read(kept, country) == kept
            assert len(kept) <= 40


@given(st.text(max_size=60) | st.from_regex(r"\d{4}:.{0,20}", fullmatch=True))
def test_any_einvoice_address_is_kept_or_refused(text):
    with suppress(Unfit):
        scheme, identifier = identifiers.einvoice_parts(text)
        assert (scheme == "") == (identifier == "")
