"""assets/fields.js: cells of an offer. Values edited in place are tried on a customer's page."""

from tests.scripts.conftest import show

CELLS = """<div id=rows><input id=a data-cell value=one><input id=b data-cell value=two></div>
<button type=button>Other</button>"""
REDRAWN = """([id, stored]) => {
    const anew = document.createElement("input");
    Object.assign(anew, {id, defaultValue: stored});
    anew.dataset.cell = "";
    document.getElementById(id).replaceWith(anew);
}"""
FOCUSED = "() => document.activeElement.id"


def test_enter_goes_on_to_the_next_cell(page):
    show(page, CELLS, "fields.js")
    page.focus("#a")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "b"
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == ""


def test_a_cell_drawn_anew_keeps_the_cursor_and_what_is_being_typed(page):
    show(page, CELLS, "fields.js")
    page.focus("#a")
    page.keyboard.type("1")
    page.evaluate(REDRAWN, ["a", "stored"])
    page.wait_for_function("() => document.activeElement.id === 'a'")
    typed = page.input_value("#a")
    assert "1" in typed
    page.evaluate(REDRAWN, ["b", "theirs"])
    assert (page.evaluate(FOCUSED), page.input_value("#b")) == ("a", "theirs")


def test_a_cell_that_was_left_does_not_take_the_cursor_back(page):
    show(page, CELLS, "fields.js")
    page.focus("#a")
    page.evaluate("() => document.activeElement.blur()")
    page.wait_for_timeout(20)
    page.evaluate(REDRAWN, ["a", "stored"])
    assert page.evaluate(FOCUSED) == ""
