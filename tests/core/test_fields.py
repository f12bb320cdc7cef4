import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core import fields
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit


@pytest.mark.parametrize(
    ("reader", "typed", "kept"),
    [
        (fields.line, "  Tindra \t Bygg\x00 AS\n", "Tindra Bygg AS"),
        (fields.line, "", ""),
        (fields.paragraphs, " one\r\n\r\ntwo\x07 ", "one\n\ntwo"),
        (fields.email, " post@tindrabygg.no ", "post@tindrabygg.no"),
        (fields.email, "", ""),
        (fields.phone, "+47 735 40 100", "+47 735 40 100"),
        (fields.phone, "(0)20-123 45.67", "(0)20-123 45.67"),
        (fields.website, "tindrabygg.no", "tindrabygg.no"),
        (fields.website, "https://www.tindra-bygg.no/om?x=1", "https://www.tindra-bygg.no/om?x=1"),
        (fields.website, "blåbær.no", "blåbær.no"),
        (fields.country, "no", "NO"),
        (fields.currency, "sek", "SEK"),
        (fields.currency, "", ""),
        (fields.language, "NB", "nb"),
        (fields.whole_number, "10 171", 10171),
        (fields.whole_number, "10\u202f171", 10171),
        (fields.whole_number, "  ", None),
        (fields.minutes, "7,5", 450),
        (fields.minutes, "7:30", 450),
        (fields.minutes, "1 840", 110400),
        (fields.minutes, "0.25", 15),
        (fields.minutes, "7,33", 440),
        (fields.minutes, "", None),
        (fields.day, "21.11.2026", dt.date(2026, 11, 21)),
        (fields.day, "1/2/2026", dt.date(2026, 2, 1)),
        (fields.day, "2026-11-21", dt.date(2026, 11, 21)),
        (fields.day, "", None),
    ],
)
def test_what_people_type_is_understood(reader, typed, kept):
    assert reader(typed) == kept


@pytest.mark.parametrize(
    ("reader", "typed"),
    [
        (fields.line, "a" * 201),
        (fields.required_line, "  \t"),
        (fields.paragraphs, "a" * 10_001),
        (fields.email, "post"),
        (fields.email, "post@tindrabygg"),
        (fields.email, "post@@tindrabygg.no"),
        (fields.email, "post @tindrabygg.no"),
        (fields.email, "a@b.no, c@d.no"),
        (fields.email, f"{'a' * 250}@b.no"),
        (fields.phone, "ring meg"),
        (fields.phone, "12"),
        (fields.website, "javascript:alert(1)"),
        (fields.website, "ftp://tindrabygg.no"),
        (fields.website, "tindrabygg"),
        (fields.website, "http://[::1"),
        (fields.website, "https://bank.no@evil.example"),
        (fields.website, 'tindra.no/"><script>'),
        (fields.country, "Norge"),
        (fields.country, ""),
        (fields.country, "XX"),
        (fields.currency, "kroner"),
        (fields.language, "klingon"),
        (fields.whole_number, "0"),
        (fields.whole_number, "-5"),
        (fields.whole_number, "12,5"),
        (fields.whole_number, "٣"),
        (fields.whole_number, "9" * 30),
        (fields.minutes, "syv"),
        (fields.minutes, "7:75"),
        (fields.minutes, "-1"),
        (fields.day, "31.02.2026"),
        (fields.day, "i går"),
        (fields.day, "31.12.9999"),
        (fields.day, "0001-01-01"),
    ],
)
def test_what_cannot_be_kept_says_so(reader, typed):
    with pytest.raises(Unfit) as refused:
        reader(typed)
    assert refused.value.message.endswith(".")


def test_a_form_tells_every_field_that_is_wrong():
    form = fields.Reading({"email": "post", "phone": "x", "name": "Tindra"})
    assert form.text("name", fields.required_line) == "Tindra"
    assert form.text("email", fields.email) == ""
    assert form.read("phone", fields.phone) is None
    with pytest.raises(Invalid) as invalid:
        form.finish()
    assert set(invalid.value.fields) == {"email", "phone"}


def test_countries_are_the_ones_with_a_currency_in_the_readers_language():
    assert fields.countries("nb")["SE"] == "Sverige"
    assert not {"EU", "ZZ", "UN"} & fields.countries("en").keys()


def test_the_nordic_currencies_come_first():
    assert fields.currencies()[:3] == ("NOK", "SEK", "DKK")
    assert len(set(fields.currencies())) == len(fields.currencies())


@given(st.text(max_size=60) | st.text("0123456789:.,- /@hx", max_size=20))
def test_whatever_is_typed_is_read_or_refused(text):
    for reader in (
        fields.line,
        fields.required_line,
        fields.paragraphs,
        fields.email,
        fields.phone,
        fields.website,
        fields.country,
        fields.currency,
        fields.language,
        fields.whole_number,
        fields.minutes,
        fields.day,
    ):
        with suppress(Unfit):
            reader(text)
