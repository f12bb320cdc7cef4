import pytest

from moment_ui.core.folding import (
    SEARCH_LENGTH,
    core_name,
    email_key,
    folded,
    name_key,
    phone_key,
    search_text,
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Øst  Åsen", "ost asen"),
        ("Ærlig Œuvre", "aerlig oeuvre"),
        ("Þórður Guðmundsson", "thordur gudmundsson"),
        ("MALMÖ\tSTRAẞE", "malmo strasse"),
        ("", ""),
    ],
)
def test_folding_forgets_case_and_accents(text, expected):
    assert folded(text) == expected


def test_search_text_holds_each_part_once_and_skips_the_empty():
    assert search_text("Tindra", 10171, "", None, "tindra", "Ås") == "tindra\n10171\nas"


def test_search_text_fits_its_column():
    assert len(search_text("a" * 5000)) == SEARCH_LENGTH


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Tindra Bygg AS", "tindra bygg"),
        ("Tindra Bygg A/S", "tindra bygg"),
        ("TINDRA BYGG", "tindra bygg"),
        ("AS", "as"),
        ("Søt & Sur Oy Ab", "sot sur"),
    ],
)
def test_two_spellings_of_a_company_name_are_one(name, expected):
    assert core_name(name) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Tindra Bygg AS", "TINDRA BYGG A/S"),
        ("Tindra Bygg AS", "Tindra Bygg A S"),
        ("Tindra Bygg AS", "Tindra Bygg A.S."),
        ("AB Ås & Sønn", "Aas og Sønn"),
        ("Nordbygg ApS", "Nord Bygg"),
        ("Bærum Rør", "Baerum Roer AS"),
    ],
)
def test_spellings_of_one_company_have_one_key(one, other):
    assert name_key(one) == name_key(other) != ""


@pytest.mark.parametrize(("one", "other"), [("Nord Bygg AS", "Nord Rør AS"), ("AS Oslo", "Oslo 2")])
def test_different_names_have_different_keys(one, other):
    assert name_key(one) != name_key(other)


@pytest.mark.parametrize("name", ["", "-", "A", "..."])
def test_a_name_that_says_nothing_has_no_key(name):
    assert name_key(name) == ""


@pytest.mark.parametrize(
    ("email", "key"),
    [
        ("Post@Tindra.NO", "post@tindra.no"),
        (" post+faktura@tindra.no ", "post@tindra.no"),
        ("kari.nordmann@googlemail.com", "karinordmann@gmail.com"),
        ("kari.nordmann@tindra.no", "kari.nordmann@tindra.no"),
        ("", ""),
        ("no address", ""),
    ],
)
def test_an_address_is_known_however_it_is_spelt(email, key):
    assert email_key(email) == key


@pytest.mark.parametrize(
    ("phone", "country", "key"),
    [
        ("735 40 100", "NO", "4773540100"),
        ("+47 73 54 01 00", "NO", "4773540100"),
        ("0047 73540100", "SE", "4773540100"),
        ("4773540100", "NO", "4773540100"),
        ("08-123 456 78", "SE", "46812345678"),
        ("+46 (0)8 123 456 78", "NO", "46812345678"),
        ("73540100 / 90000000", "NO", "4773540100"),
        ("1881", "NO", ""),
        ("", "NO", ""),
    ],
)
def test_a_phone_number_is_known_however_it_is_written(phone, country, key):
    assert phone_key(phone, country) == key
