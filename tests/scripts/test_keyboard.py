"""assets/keyboard.js: hotkeys, rows, options."""

import pytest

from tests.scripts.conftest import show

ROWS = 30
TABLE = (
    "<div data-report><div class='table-scroll' style='height:220px;overflow:auto'>"
    "<table data-rows><thead><tr><th style='position:sticky;top:0;height:20px'>N</th></tr></thead><tbody>"
    + "".join(
        f"<tr style='height:20px'><td><input type=checkbox id=t{n}><a href='#r{n}' id=a{n}>Row {n}</a></td></tr>"
        for n in range(ROWS)
    )
    + "</tbody></table></div><button data-page=next>Next</button><button data-page=previous>Prev</button></div>"
    "<input id=elsewhere>"
)


def focused(page):
    return page.evaluate("() => document.activeElement.id")


@pytest.fixture
def table(page):
    show(page, TABLE, "keyboard.js")
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_arrows_move_between_rows_and_stop_at_the_ends(table):
    press(table, "ArrowDown")  # from nowhere: into the table
    assert focused(table) == "a0"
    press(table, "ArrowUp")
    assert focused(table) == "a0"
    press(table, "ArrowDown", "ArrowDown")
    assert focused(table) == "a2"
    press(table, "End")
    assert focused(table) == "a29"
    press(table, "ArrowDown")
    assert focused(table) == "a29"
    press(table, "Home")
    assert focused(table) == "a0"


def test_pages_move_by_a_screenful_and_the_row_is_not_hidden_by_the_head(table):
    table.focus("#a0")
    press(table, "PageDown")
    step = int(focused(table).removeprefix("a"))
    assert 5 <= step <= 9
    press(table, "End", "PageUp")
    assert focused(table) == f"a{29 - step}"
    covered = table.evaluate(
        "() => document.activeElement.closest('tr').getBoundingClientRect().top"
        " < document.querySelector('th').getBoundingClientRect().bottom"
    )
    assert not covered


def test_beyond_the_last_row_the_next_page_is_asked_for_and_its_first_row_taken(table):
    table.evaluate(
        """() => document.querySelector('[data-page=next]').onclick = () => setTimeout(() => {
            document.querySelector('tbody').innerHTML = '<tr><td><a href="#n" id="new">New</a></td></tr>';
        }, 30)"""
    )
    table.focus("#a29")
    press(table, "PageDown")
    table.wait_for_function("() => document.activeElement.id === 'new'")


def test_space_ticks_the_row_and_shift_space_says_it_is_a_range(table):
    table.evaluate(
        "() => document.addEventListener('click', (e) => { window.last = [e.target.id, e.shiftKey] })"
    )
    table.focus("#a1")
    press(table, "Space")
    assert table.is_checked("#t1")
    assert focused(table) == "a1"
    press(table, "ArrowDown", "ArrowDown", "Shift+Space")
    assert table.evaluate("() => window.last") == ["t3", True]
    assert table.is_checked("#t3")


def test_a_tick_keeps_its_own_space_and_arrows_stay_in_its_column(table):
    table.focus("#t4")
    press(table, "Space", "ArrowDown")
    assert table.is_checked("#t4")
    assert focused(table) == "t5"


def test_enter_opens_the_row(table):
    table.focus("#a3")
    press(table, "Enter")
    assert table.evaluate("() => location.hash") == "#r3"


def test_typing_elsewhere_is_left_alone(table):
    table.focus("#elsewhere")
    press(table, "a", "ArrowDown", "Home", "Space")
    assert focused(table) == "elsewhere"
    assert table.input_value("#elsewhere") == " a"


KEYS = """<button id=b data-hotkey="[" onclick="window.hits=(window.hits||0)+1">Previous</button>
<input id=s data-hotkey="/ Ctrl+k"><button id=save data-hotkey="Ctrl+Enter" onclick="window.saved=true">Save</button>
<button disabled data-hotkey="]" onclick="window.never=true">Next</button>
<label><input type=checkbox id=switch data-keys-switch>keys</label>"""


@pytest.fixture
def keys(page):
    show(page, KEYS, "keyboard.js")
    return page


def test_a_hotkey_clicks_a_button_and_focuses_a_field(keys):
    press(keys, "[", "]", "/")
    assert (keys.evaluate("() => window.hits"), keys.evaluate("() => window.never")) == (1, None)
    assert focused(keys) == "s"
    assert keys.input_value("#s") == ""


def test_single_letters_are_typed_in_fields_and_chords_work_there(keys):
    keys.focus("#s")
    press(keys, "[", "Control+Enter")
    assert keys.input_value("#s") == "["
    assert (keys.evaluate("() => window.hits"), keys.evaluate("() => window.saved")) == (None, True)
    keys.focus("#b")
    press(keys, "Control+K")
    assert focused(keys) == "s"


def test_a_bracket_typed_with_alt_graph_counts(keys):
    keys.evaluate(
        "() => document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '[', ctrlKey: true,"
        " altKey: true, modifierAltGraph: true, bubbles: true}))"
    )
    assert keys.evaluate("() => window.hits") == 1


def test_single_letters_can_be_turned_off_and_stay_off(keys):
    keys.focus("#switch")
    assert keys.is_checked("#switch")
    press(keys, "Space")
    keys.focus("#b")
    press(keys, "[", "Control+K")
    assert keys.evaluate("() => window.hits") is None
    assert focused(keys) == "s"
    assert keys.evaluate("() => localStorage.getItem('moment.keys')") == "off"


def test_behind_an_open_dialog_hotkeys_rest(page):
    show(
        page,
        """<button data-hotkey="[" onclick="window.behind=true">P</button>
        <button data-hotkey="Ctrl+Enter" onclick="window.behind=true">Save</button>
        <div role=dialog>d<button data-hotkey="Ctrl+Enter" onclick="window.front=true">Save</button></div>""",
        "keyboard.js",
    )
    press(page, "[", "Control+Enter")
    assert page.evaluate("() => [window.behind, window.front]") == [None, True]


OPTIONS = """<input id=f data-options=list><div role=listbox id=list>
<a role=option href="#one" id=one>One</a><a role=option href="#two">Two</a></div>"""


@pytest.fixture
def options(page):
    show(page, OPTIONS, "keyboard.js")
    page.focus("#f")
    page.keyboard.type("o")
    return page


def chosen(page):
    return page.evaluate("() => document.getElementById('f').getAttribute('aria-activedescendant')")


def test_arrows_choose_an_option_round_and_round(options):
    press(options, "ArrowDown")
    assert chosen(options) == "one"
    press(options, "ArrowDown")
    assert chosen(options) == "list-1"
    press(options, "ArrowDown")
    assert chosen(options) == "one"
    press(options, "ArrowUp")
    assert chosen(options) == "list-1"
    assert focused(options) == "f"


def test_enter_opens_the_option_chosen_or_the_first_and_empties_the_field(options):
    press(options, "Enter")
    assert options.evaluate("() => location.hash") == "#one"
    assert options.input_value("#f") == ""
    options.focus("#f")
    press(options, "t", "ArrowDown", "ArrowDown", "Enter")
    assert options.evaluate("() => location.hash") == "#two"


def test_typing_forgets_the_choice_and_escape_leaves(options):
    press(options, "ArrowDown", "n")
    assert chosen(options) is None
    press(options, "Escape")
    assert options.input_value("#f") == ""
    assert focused(options) != "f"


KEPT = """<form onsubmit="event.preventDefault(); window.sent=true">
<input id=f data-options=list data-keep aria-expanded=true>
<button type=button hidden data-close=list onclick="window.folded=true; f.ariaExpanded='false'"></button>
<div role=listbox id=list><div role=option id=one onclick="window.took=1">One</div>
<div role=option onclick="window.took=2">Two</div></div></form>"""


@pytest.fixture
def kept(page):
    show(page, KEPT, "keyboard.js", "forms.js")
    page.evaluate(
        "() => addEventListener('keydown', (e) => { if (e.key === 'Escape') window.heard = true })"
    )
    page.focus("#f")
    page.keyboard.type("o")
    return page


def test_a_field_that_keeps_its_text_takes_the_option_chosen(kept):
    press(kept, "ArrowDown", "ArrowDown", "Enter")
    assert kept.evaluate("() => window.took") == 2
    assert kept.input_value("#f") == "o"
    assert focused(kept) == "f"
    assert chosen(kept) is None


def test_without_a_choice_enter_is_the_forms(kept):
    press(kept, "Enter")
    assert kept.evaluate("() => [window.took, window.sent]") == [None, True]


def test_escape_closes_the_list_and_nothing_behind_it(kept):
    press(kept, "Escape")
    assert kept.evaluate("() => [window.folded, window.heard]") == [True, None]
    assert (kept.input_value("#f"), focused(kept)) == ("o", "f")
    press(kept, "Escape")
    assert kept.evaluate("() => window.heard") is True


def test_a_click_on_an_option_leaves_the_cursor_in_the_field(kept):
    kept.click("#one")
    assert kept.evaluate("() => window.took") == 1
    assert (kept.input_value("#f"), focused(kept)) == ("o", "f")


def test_what_one_types_while_the_page_changes_goes_on_in_the_next_pages_field(page):
    show(page, "<main><input id=old data-options=found></main>", "keyboard.js")
    page.evaluate(
        "() => { window.heard = []; document.addEventListener('input', (e) => heard.push(e.target.id)) }"
    )
    page.focus("#old")
    press(page, "f", "j")
    change_page(page)
    press(page, "o", "r", "d")
    assert page.evaluate("() => document.querySelector('#new').value") == "fjord"
    assert focused(page) == "new"
    assert page.evaluate("() => heard") == ["old", "old", "new", "new", "new", "new"]


def test_a_field_that_one_has_left_is_not_followed(page):
    show(
        page, "<main><input id=old data-options=found><button id=b>B</button></main>", "keyboard.js"
    )
    page.focus("#old")
    press(page, "f", "Tab")
    page.wait_for_timeout(20)
    change_page(page)
    page.wait_for_timeout(20)
    assert page.evaluate("() => document.querySelector('#new').value") == ""
    assert focused(page) != "new"


def change_page(page):
    """As a router does it: the whole frame at once."""
    page.evaluate(
        "() => { document.querySelector('main').outerHTML = '<main><input id=new data-options=found></main>' }"
    )
