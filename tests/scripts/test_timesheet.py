"""assets/timesheet.js: the keys of the grid, and hours that are kept until they can be sent."""

import json

import pytest

from tests.scripts.conftest import show

CELL = """<td><input id=h{row}-0-{at} data-hour={row}-0-{at} data-at={at} data-date=2026-11-{day}
  data-comment="" value="{value}"></td>"""
ROW = '<tr><th class=w-where><a class=name-link>Fjordgata 8</a><div class=only-narrow>2601</div><div data-said="{row}-0"></div></th>{cells}</tr>'
SHEET = """<dialog id=hours-sheet><form data-sheet-form><h2 data-sheet=title></h2><p data-sheet=about></p>
<p data-sheet=said></p><button type=button data-step=-30>-</button><input data-sheet=hours>
<button type=button data-step=30>+</button><button type=button data-preset="7,5">7,5</button>
<input data-sheet=comment><button type=button data-sheet=delete>Delete</button>
<button data-sheet=save>Save<span data-sheet=amount></span></button></form></dialog>"""
PHONE = {"width": 400, "height": 800}
FOCUSED = "() => document.activeElement.id"
KEPT = "() => JSON.parse(localStorage.getItem('moment.hours.mine') || '[]')"


def body():
    rows = "".join(
        ROW.format(
            row=row,
            cells="".join(
                CELL.format(row=row, at=at, day=16 + at, value="1,0" if at == 1 else "")
                for at in range(7)
            ),
        )
        for row in (12, 15)
    )
    return f"""<div data-timesheet=/nord data-queue=mine data-week=2026-W47 data-day=4 data-quick="">
      <button data-show-day=2>Wed</button><p data-offline hidden>No connection</p>
      <b data-sum=4>–</b><span data-waiting-note hidden><i data-waiting-count></i></span>
      <table><tbody>{rows}</tbody></table>
      <input id=d1-comment data-detail=comment>{SHEET}</div>"""


class Server:
    """What the page sends, and what it is answered."""

    def __init__(self, page):
        self.sent, self.down, self.answer = [], False, None
        page.route("**/api/timesheet/nord/hours", self.take)

    def take(self, route):
        self.sent.append(json.loads(route.request.post_data))
        if self.down:
            return route.abort()
        status, body = self.answer or (200, json.dumps({"hours": self.sent[-1]["hours"]}))
        return route.fulfill(status=status, body=body)


@pytest.fixture
def server(page):
    page.set_viewport_size(PHONE)
    return Server(page)


def write(page, cell, hours, comment=""):
    page.click(f"#h{cell}")
    page.fill("[data-sheet=hours]", hours)
    page.fill("[data-sheet=comment]", comment)
    page.click("[data-sheet=save]")


def test_keys_move_among_rows_and_days_and_to_the_comment_and_back(page):
    show(page, body(), "timesheet.js")
    page.focus("#h12-0-0")
    for key, there in (
        ("Enter", "h15-0-0"),
        ("Shift+Enter", "h12-0-0"),
        ("ArrowRight", "h12-0-1"),
        ("ArrowDown", "h15-0-1"),
        ("ArrowUp", "h12-0-1"),
        ("c", "d1-comment"),
        ("Enter", "h12-0-1"),
        ("ArrowLeft", "h12-0-0"),
    ):
        page.keyboard.press(key)
        assert page.evaluate(FOCUSED) == there, key
    page.keyboard.type("12")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(FOCUSED) == "h12-0-0"  # the caret moves in what is typed first
    page.keyboard.press("Escape")
    assert page.input_value("#h12-0-0") == ""


def test_a_press_on_a_phone_opens_the_sheet_and_sends_what_is_written(page, server):
    show(page, body(), "timesheet.js")
    page.click("#h12-0-4")
    page.click("[data-step='30']")
    page.click("[data-step='30']")
    assert page.input_value("[data-sheet=hours]") == "1,0"
    page.click("[data-preset]")
    page.fill("[data-sheet=comment]", "Akse C")
    page.click("[data-sheet=save]")
    page.wait_for_function(f"() => !({KEPT})().length")
    [sent] = server.sent
    wanted = {"queue": "mine", "cell": "12-0-2026-11-20", "shown": "", "hours": "7,5"}
    assert sent.items() >= wanted.items()
    assert (sent["comment"], sent["sent"]) == ("Akse C", None)


def test_what_was_taken_stands_there_before_the_page_is_drawn_anew(page, server):
    show(page, body(), "timesheet.js")
    for hours, before in (("2,0", "1,0"), ("1,0", "2,0"), ("2,0", "1,0")):
        write(page, "12-0-1", hours)
        page.wait_for_function(f"() => !({KEPT})().length")
        assert (server.sent[-1]["hours"], server.sent[-1]["shown"]) == (hours, before)
    assert len(server.sent) == 3
    write(page, "12-0-1", "2,0")
    assert len(server.sent) == 3


def test_what_cannot_be_sent_is_kept_once_for_each_cell_and_sent_when_it_can(page, server):
    server.down = True
    show(page, body(), "timesheet.js")
    write(page, "12-0-4", "1")
    page.wait_for_selector("[data-offline]:not([hidden])")
    write(page, "12-0-4", "2,5", "Nytt")
    write(page, "15-0-1", "")
    page.wait_for_function(
        "() => document.querySelector('[data-waiting-count]').textContent === '2'"
    )
    assert page.text_content("[data-sum='4']") == "2,5"
    assert page.is_visible("#h12-0-4[data-waiting]")
    server.down, before = False, len(server.sent)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.wait_for_function(f"() => !({KEPT})().length")
    first, second = server.sent[before:]
    # held against what stood there at first; what was sent before may have arrived
    assert (first["shown"], first["sent"], first["hours"]) == ("", "1", "2,5")
    assert (second["shown"], second["hours"], "comment" in second) == ("1,0", "", False)
    assert page.is_hidden("[data-offline]")


def test_what_is_refused_stays_with_the_reason(page, server):
    server.answer = (409, "The day is locked.")
    show(page, body(), "timesheet.js")
    write(page, "12-0-4", "3")
    page.wait_for_selector("#h12-0-4[data-refused]")
    assert page.text_content("[data-said='12-0']") == "The day is locked."
    assert page.input_value("#h12-0-4") == "3"
    before = len(server.sent)
    page.evaluate("() => dispatchEvent(new Event('online'))")
    page.click("#h12-0-4")
    assert page.text_content("[data-sheet=said]") == "The day is locked."
    assert len(server.sent) == before


def test_hours_of_another_reader_or_company_are_not_sent_and_logging_out_forgets_all(page, server):
    entry = {"cell": "12-0-2026-11-20", "shown": "", "hours": "8", "body": {}, "at": 1}
    page.evaluate(
        "(kept) => localStorage.setItem('moment.hours.theirs', kept)", json.dumps([entry])
    )
    leave = "<div data-forgets='Sure?'><form onsubmit='return false'><button id=out>Out</button></form></div>"
    show(page, body() + leave, "frame.js", "timesheet.js")
    server.down = True
    write(page, "12-0-4", "1")
    page.wait_for_selector("[data-offline]:not([hidden])")
    assert {each["queue"] for each in server.sent} == {"mine"}
    asked = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.click("#out")
    assert (asked, len(page.evaluate(KEPT))) == (["Sure?"], 1)
    page.once("dialog", lambda dialog: dialog.accept())
    page.click("#out")
    assert (
        page.evaluate("() => Object.keys(localStorage).filter((one) => one.includes('hours'))")
        == []
    )
