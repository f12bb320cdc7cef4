"""assets/forms.js: the cursor around dialogs. What keeps forms from losing what was typed is tried on real pages."""

from tests.scripts.conftest import show

PAGE = """<main id=content tabindex=-1><button id=one>Finalise</button></main>"""
OPEN = """() => {
    document.body.insertAdjacentHTML("beforeend", "<div role=dialog><button id=in>Cancel</button></div>");
    document.getElementById("in").focus();
}"""
CLOSE = "() => document.querySelector('[role=dialog]').remove()"
AT = "(id) => document.activeElement.id === id"


def test_what_opened_a_dialog_has_the_cursor_when_it_is_gone_and_else_the_page(page):
    show(page, PAGE, "forms.js")
    page.focus("#one")
    page.evaluate(OPEN)
    page.evaluate(CLOSE)
    page.wait_for_function(AT, arg="one")
    page.evaluate(OPEN)
    page.evaluate("() => document.getElementById('one').remove()")
    page.evaluate(CLOSE)
    page.wait_for_function(AT, arg="content")
