"""The head of our papers: title and name or logo, the address in the envelope's window, facts beside it."""

from collections.abc import Sequence

from moment_ui.formats.paper import BODY, HEIGHT, LEFT, QUIET, RIGHT, Hand, Sheets
from moment_ui.formats.paper_table import facts
from moment_ui.formats.pictures import Plate

FACTS_LEFT, FACTS_VALUE = 332.0, 416.0
_ADDRESS = FACTS_LEFT - LEFT - 24
_HEAD = HEIGHT - 62.0
_WINDOW = HEIGHT - 140.0
"""Where the address begins: 50 mm from the top, in the window of a C5 envelope."""

_BELOW = HEIGHT - 270.0
_LOGO = (176, 46)


def letterhead(sheets: Sheets, title: str, name: str, logo: Plate | None) -> None:
    """What the paper is at the right; at the left who sends it, by logo or by name."""
    sheets.y = _HEAD
    sheets.text(FACTS_LEFT, title, sheets.fitting(title, 20, RIGHT - FACTS_LEFT))
    if logo is None:
        hand = Hand(sheets.bold, 15)
        if len(sheets.lines(name, hand, _ADDRESS)) > 2:
            hand = Hand(sheets.bold, 11)
        for line in sheets.lines(name, hand, _ADDRESS)[:4]:
            sheets.text(LEFT, line, hand)
            sheets.down(hand.size * 1.3)
        return
    width, height = logo.within(*_LOGO)
    sheets.y = _HEAD + 18
    sheets.picture(logo.content, LEFT, width, height)


def addressed(
    sheets: Sheets, pairs: Sequence[tuple[str, str]], address: tuple[str, Sequence[str]], name: str
) -> None:
    """The facts, and the address: the sender in one line, then the receiver's, `name` in bold."""
    sender, receiver = address
    sheets.y = _HEAD - 24
    facts(sheets, pairs, FACTS_LEFT, FACTS_VALUE)
    lowest, sheets.y = sheets.y, _WINDOW
    small = Hand(sheets.regular, 6.5, QUIET)
    sheets.text(LEFT, sheets.lines(sender, small, _ADDRESS)[0], small)
    sheets.down(15)
    for line in receiver:
        hand = Hand(sheets.bold if line == name else sheets.regular, BODY)
        sheets.block(LEFT, line, hand, _ADDRESS)
    sheets.y = min(lowest - 14, sheets.y - 14, _BELOW)
