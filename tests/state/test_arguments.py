import pytest

from moment_ui.state import arguments as check
from moment_ui.state.paths import base_of, id_after


@pytest.mark.parametrize("value", [None, 1, b"x", ["x"], {"$ne": 1}, "x" * 201])
def test_a_text_is_a_short_text(value):
    with pytest.raises(check.BadArgument):
        check.text(value)


@pytest.mark.parametrize("value", [None, 0, 1, "true", [], {}])
def test_a_flag_is_true_or_false_only(value):
    with pytest.raises(check.BadArgument):
        check.flag(value)


@pytest.mark.parametrize("value", [True, False, 1.0, "1", None, 2**63, -5])
def test_a_whole_number_is_one_inside_its_bounds(value):
    with pytest.raises(check.BadArgument):
        check.whole(value, least=0)


@pytest.mark.parametrize(
    "value", [0, -1, "0", "-1", "1.0", "¹", "9" * 19, " 1", True, None, "1;--"]
)
def test_a_row_id_is_a_positive_number(value):
    with pytest.raises(check.BadArgument):
        check.row_id(value)


def test_what_is_wanted_comes_back_as_it_is():
    assert check.text("Skarvøy") == "Skarvøy"
    assert check.flag(False) is False
    assert check.whole(-1, -1, 1) == -1
    assert check.row_id("17") == check.row_id(17) == 17
    assert check.one_of("columns", ("filter", "columns")) == "columns"
    assert check.form_text({"name": "  Mine "}, "name") == "Mine"
    assert check.form_text({}, "name") == ""


def test_a_choice_is_one_of_the_choices():
    for value in ("other", None, 1, ["filter"]):
        with pytest.raises(check.BadArgument):
            check.one_of(value, ("filter", "columns"))


def test_a_form_is_fields_of_text():
    for form in (None, [], "name", {"name": 1}, {"name": None}):
        with pytest.raises(check.BadArgument):
            check.form_text(form, "name")


@pytest.mark.parametrize(
    ("path", "word", "found"),
    [
        ("/vardal/customers/12/invoices", "customers", 12),
        ("/vardal/customers/12/", "customers", 12),
        ("/vardal/customers", "customers", None),
        ("/vardal/customers/abc", "customers", None),
        ("/vardal/customers/-1", "customers", None),
        ("/vardal/customers/0", "customers", None),
        ("/vardal/customers/99999999999999999999", "customers", None),
        ("/vardal/finances/invoices/7", "customers", None),
    ],
)
def test_an_id_follows_its_word(path, word, found):
    assert id_after(path, word) == found


def test_the_company_comes_first_in_a_path():
    assert base_of("/vardal/customers/12") == "/vardal"
    assert base_of("/") == "/"
