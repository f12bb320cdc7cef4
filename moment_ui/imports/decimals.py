"""Amounts and quantities as people and programs write them: `1 234,50`, `kr 1.234,50-`, `(1234.5)`."""

import re
from decimal import Decimal, InvalidOperation

from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.imports.values import Cell, Style, plain

LARGEST = Decimal(10) ** 13
PLACES = Decimal("0.0001")
_SPACES = str.maketrans("", "", " \u00a0\u202f\u2009'’")
_MINUS = str.maketrans({"−": "-", "–": "-"})
_CURRENCY = re.compile(r"^(kr\.?|[a-z]{3}|[€$£])|(kr\.?|,-|[a-z]{3}|[€$£%])$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_TAIL = re.compile(r"([.,])(\d+)$")


def decimal(cell: Cell, style: Style) -> Decimal | None:
    """An amount or a quantity, at most four decimals."""
    if isinstance(cell, (int, Decimal)) and not isinstance(cell, bool):
        return _fitting(Decimal(cell))
    if isinstance(cell, float):
        return _fitting(Decimal(repr(round(cell, 6))).quantize(PLACES))
    text = plain(cell).translate(_MINUS).translate(_SPACES)
    if not text:
        return None
    negative, text = _sign(_CURRENCY.sub("", text))
    if not _NUMBER.fullmatch(text):
        raise Unfit(_("This is not a number. Write it like 1234,50."))
    value = _fitting(Decimal(_with_point(text, style)))
    return -value if negative else value


def _sign(text: str) -> tuple[bool, str]:
    if text.startswith("(") and text.endswith(")"):
        return True, _CURRENCY.sub("", text[1:-1])
    if text.startswith("-") or text.endswith("-"):
        return True, _CURRENCY.sub("", text.strip("-"))
    return False, text.removeprefix("+")


def _with_point(text: str, style: Style) -> str:
    """The number with a decimal point and without grouping."""
    tail = _TAIL.search(text)
    if tail is None:
        return text
    sign, other = tail[1], "," if tail[1] == "." else "."
    if other in text or text.count(sign) > 1:  # 1.234,56 and 1.234.567
        grouped = text.count(sign) > 1
        return _ungrouped(text, "" if grouped else sign)
    if len(tail[2]) != 3 or text.startswith("0"):
        return text.replace(",", ".")
    if not style.decimal:
        raise Unfit(
            _("{text} may mean two things here. Choose the decimal sign of the file.").format(
                text=text
            )
        )
    return text.replace(sign, "." if sign == style.decimal else "")


def _ungrouped(text: str, point: str) -> str:
    whole, _point, fraction = text.rpartition(point) if point else (text, "", "")
    groups = re.split("[.,]", whole)
    if any(len(group) != 3 for group in groups[1:]) or len(groups[0]) > 3:
        raise Unfit(_("This is not a number. Write it like 1234,50."))
    return "".join(groups) + ("." + fraction if fraction else "")


def _fitting(value: Decimal) -> Decimal:
    try:
        fits = abs(value) < LARGEST and value == value.quantize(PLACES)
    except InvalidOperation:
        fits = False
    if not fits:
        raise Unfit(_("Write a number of at most 13 digits, with at most four decimals."))
    return value


def decimal_sign(samples: list[str]) -> str:
    """The decimal sign that the file's numbers show, "" when they show none or both."""
    seen: set[str] = set()
    for sample in samples:
        text = _CURRENCY.sub("", sample.strip().translate(_MINUS).translate(_SPACES)).strip("-()")
        tail = _TAIL.search(text)
        if not tail or not _NUMBER.fullmatch(text) or text.count(tail[1]) > 1:
            continue
        other = "," if tail[1] == "." else "."
        if len(tail[2]) != 3 or other in text or text.startswith("0"):
            seen.add(tail[1])
    return seen.pop() if len(seen) == 1 else ""
