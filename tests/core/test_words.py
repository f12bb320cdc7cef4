import pytest

from moment_ui.core.words import initials


@pytest.mark.parametrize(
    ("name", "letters"), [("Ingrid Haugland", "IH"), ("Øst", "ØS"), ("", ""), ("a b c", "AC")]
)
def test_initials_are_two_letters(name: str, letters: str) -> None:
    assert initials(name) == letters
