"""How a search reads what was typed."""

from moment_ui.core.folding import folded

LONGEST = 100
_MOST_DIGITS = 12


def words_of(text: str) -> list[str]:
    """The folded words to look for; a long text is cut."""
    return folded(text[:LONGEST]).split()


def numbers_beginning(text: str, *, digits: int) -> list[tuple[int, int]]:
    """The ranges of numbers of up to `digits` digits that begin with the digits typed.

    "204" with 5 digits → (204, 204), (2040, 2049), (20400, 20499). Empty for anything but digits.
    """
    typed = text.strip()
    if not (typed.isascii() and typed.isdigit()) or len(typed) > min(digits, _MOST_DIGITS):
        return []
    first = int(typed)
    more = range(digits - len(typed) + 1)
    return [(first * 10**extra, (first + 1) * 10**extra - 1) for extra in more]


def revision_in(word: str) -> tuple[int, int] | None:
    """The number and revision of an offer that a word names: "1001-2" → (1001, 2); None for others."""
    number, _dash, revision = word.partition("-")
    both = number + revision
    fits = 0 < len(number) <= 9 and 0 < len(revision) <= 4
    return (int(number), int(revision)) if fits and both.isascii() and both.isdigit() else None
