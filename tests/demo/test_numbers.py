"""Made-up numbers pass the same checks as real ones."""

import pytest
from stdnum.dk import cvr
from stdnum.is_ import kennitala
from stdnum.luhn import is_valid as luhn
from stdnum.no import kontonr, mva, orgnr
from stdnum.se import orgnr as se_orgnr

from moment_ui.demo import numbers
from moment_ui.demo.dice import dice

CHECKS = {"NO": orgnr, "SE": se_orgnr, "DK": cvr, "IS": kennitala}


@pytest.mark.parametrize("country", CHECKS)
def test_organisation_numbers_have_right_check_digits(country):
    chance = dice("test", country)
    made = {numbers.org_number(country, chance) for _ in range(200)}
    assert len(made) > 150
    assert all(CHECKS[country].is_valid(number) for number in made)


def test_norwegian_numbers_lie_in_the_range_for_made_up_organisations():
    assert numbers.org_number("NO", dice(1)).startswith("3")


def test_vat_numbers_accounts_and_payment_ids_are_valid():
    chance = dice("test")
    assert mva.is_valid(numbers.vat_number("NO", numbers.org_number("NO", chance)))
    assert kontonr.is_valid(numbers.bank_account(chance))
    assert numbers.payment_id(4345) == "00043455"
    assert luhn(numbers.payment_id(20398))
