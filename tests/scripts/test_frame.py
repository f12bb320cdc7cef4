"""assets/frame.js: small conveniences without a server."""

from tests.scripts.conftest import ASSETS, show

LOG_IN = """<form><input id=email data-from-hash data-focus-first>
<input id=password type=password data-focus-again data-caps=caps><p id=caps hidden>Caps</p>
<button type=button data-reveal=password aria-pressed=false>Show</button>
<button type=button id=demo data-fill='{"email": "a@b.no", "password": "p"}'>Fill</button>
<button type=submit id=go>Go</button></form>"""


def test_a_folded_navigation_stays_folded(page):
    show(page, "<button data-fold>Fold</button>", "frame.js")
    page.click("button")
    assert page.evaluate("() => document.documentElement.dataset.nav") == "folded"
    page.reload()
    page.add_script_tag(path=ASSETS / "frame.js")
    assert page.evaluate("() => document.documentElement.dataset.nav") == "folded"


def test_a_password_is_shown_and_hidden_again(page):
    show(page, LOG_IN, "frame.js")
    page.click("[data-reveal]")
    assert page.get_attribute("#password", "type") == "text"
    assert page.get_attribute("[data-reveal]", "aria-pressed") == "true"
    page.click("[data-reveal]")
    assert page.get_attribute("#password", "type") == "password"


def test_a_demo_log_in_fills_the_form_and_moves_to_the_button(page):
    show(page, LOG_IN, "frame.js")
    page.click("#demo")
    assert (page.input_value("#email"), page.input_value("#password")) == ("a@b.no", "p")
    assert page.evaluate("() => document.activeElement.id") == "go"


def test_caps_lock_is_told(page):
    show(page, LOG_IN, "frame.js")
    page.focus("#password")
    press = (
        "(on) => document.activeElement.dispatchEvent(new KeyboardEvent('keyup',"
        " {key: 'A', bubbles: true, modifierCapsLock: on}))"
    )
    page.evaluate(press, True)
    assert page.is_visible("#caps")
    page.evaluate(press, False)
    assert page.is_hidden("#caps")


def test_a_form_that_was_sent_back_keeps_the_address_and_says_why(page):
    html = (
        f"<!doctype html><head><script>{(ASSETS / 'frame.js').read_text()}</script></head>{LOG_IN}"
    )
    page.route("**/login/**", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://moment.test/login/?problem=wrong#kari%40x.no")
    assert page.input_value("#email") == "kari@x.no"
    assert page.evaluate("() => document.documentElement.dataset.problem") == "wrong"
    assert page.get_attribute("#password", "aria-invalid") == "true"
    assert page.evaluate("() => document.activeElement.id") == "password"


def test_a_page_that_changes_without_loading_is_said_and_gets_the_focus(page):
    script = (ASSETS / "frame.js").read_text()
    html = (
        f"<!doctype html><title>One</title><script>{script}</script><main id=content tabindex=-1>"
    )
    page.route("**/app", lambda route: route.fulfill(body=html, content_type="text/html"))
    page.goto("http://moment.test/app")
    page.evaluate("() => { document.title = 'Two' }")
    page.wait_for_function(
        "() => document.querySelector('[aria-live]')?.textContent === 'Two'"
        " && document.activeElement.id === 'content'"
    )


NOTICE = """<style>@keyframes passing { to { --passed: 1; } }
[data-passes] { animation: passing .2s; } [data-passes]:focus-within { animation-play-state: paused; }</style>
<p data-passes=soon>Saved <button data-close onclick="this.parentElement.remove()">Close</button></p>
<p>Failed <button data-close onclick="this.parentElement.remove()">Close</button></p>"""


def test_good_news_goes_by_itself_and_bad_news_stays(page):
    show(page, NOTICE, "frame.js")
    page.wait_for_selector("[data-passes]", state="detached")
    assert page.inner_text("p") == "Failed Close"


def test_a_message_waits_while_the_cursor_is_in_it(page):
    show(page, NOTICE.replace(" data-passes=soon", " id=late"), "frame.js")
    page.focus("#late button")
    page.evaluate("() => { document.getElementById('late').dataset.passes = 'soon' }")
    page.wait_for_timeout(600)
    assert page.is_visible("#late")
    page.focus("p:not(#late) button")
    page.wait_for_selector("#late", state="detached")
