import pytest

from moment_ui.registers.spelling import well_cased


@pytest.mark.parametrize(
    ("register", "people"),
    [
        ("TINDRA TAK OG BLIKK AS", "Tindra Tak og Blikk AS"),
        ("GJENSIDIGE FORSIKRING ASA", "Gjensidige Forsikring ASA"),
        ("BERG-HANSEN & SØNN ANS", "Berg-Hansen & Sønn ANS"),
        ("KPMG AS AVD BERGEN", "KPMG AS avd Bergen"),
        ("J.P. HAGEN AVD. OSLO", "J.P. Hagen avd. Oslo"),
        ("O'NEILL EIENDOM AS", "O'Neill Eiendom AS"),
        ("BJØRN'S BAKERI DA", "Bjørn's Bakeri DA"),
        ("DA VINCI SA", "Da Vinci SA"),
        ("A/S NORSKE SHELL", "A/S Norske Shell"),
        ("NORDLYS APS", "Nordlys ApS"),
        ("3T TRONDHEIM AS", "3T Trondheim AS"),
        ("EIENDOM I AS", "Eiendom I AS"),
        ("EIENDOM XIV AS", "Eiendom XIV AS"),
        ("I TRÅD MED TIDEN AS", "I Tråd med Tiden AS"),
        ("MO I RANA", "Mo i Rana"),
        ("Å", "Å"),
        ("", ""),
    ],
)
def test_a_name_in_capitals_is_written_as_people_write_it(register: str, people: str) -> None:
    assert well_cased(register) == people


@pytest.mark.parametrize("name", ["Equinor ASA", "iSkolen AS", "eBay Norge AS", "DNB-konsernet"])
def test_a_name_that_has_small_letters_stays_as_it_is(name: str) -> None:
    assert well_cased(name) == name
