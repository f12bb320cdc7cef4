import pytest

from moment_ui.core.folding import SEARCH_LENGTH, core_name, folded, search_text


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
