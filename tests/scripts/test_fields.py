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


def test_control_enter_leaves_a_text_of_several_lines_and_enter_does_not(page):
    show(page, "<textarea id=a data-cell>one</textarea><input id=b data-cell>", "fields.js")
    page.focus("#a")
    page.keyboard.press("Enter")
    assert page.evaluate(FOCUSED) == "a"
    page.keyboard.press("Control+Enter")
    assert page.evaluate(FOCUSED) == "b"


def test_a_step_back_saves_what_is_typed_in_a_cell_on_its_own_page_first(page):
    page.evaluate("""() => {
        history.replaceState({idx: 0}, "", "/list");
        history.pushState({idx: 1}, "", "/draft");
        window.saved = [];
        document.addEventListener("focusout", ({target}) => saved.push([location.pathname, target.value]));
    }""")
    show(page, CELLS, "fields.js", "frame.js")
    page.focus("#a")
    page.keyboard.type("1")
    page.evaluate("() => history.back()")
    page.wait_for_function("() => saved.length && location.pathname === '/list'")
    ((path, text),) = page.evaluate("() => saved")
    assert path == "/draft"
    assert "1" in text


def test_closing_asks_only_while_something_typed_is_not_saved(page):
    show(page, "<input id=a data-cell value='1 000,00'><input id=b data-cell>", "fields.js")
    asks = """() => {
        const closing = new Event("beforeunload", {cancelable: true});
        window.dispatchEvent(closing);
        return closing.defaultPrevented;
    }"""
    page.fill("#a", "1000")
    page.focus("#b")
    page.focus("#a")  # saved as it was left: the server found nothing new, and drew nothing
    assert not page.evaluate(asks)
    page.fill("#a", "1200")
    assert page.evaluate(asks)
    page.focus("#b")
    page.evaluate("() => document.getElementById('a').setAttribute('aria-invalid', 'true')")
    page.focus("#a")
    assert page.evaluate(asks)
