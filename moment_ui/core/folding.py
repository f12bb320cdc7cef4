"""Folded text: what search boxes and duplicate hints compare, without case, accents and punctuation."""

import re
import unicodedata

SEARCH_LENGTH = 1000
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l"})
_PLACES = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_NORDIC_FORMS = "as|asa|ans|da|enk|sa|nuf|ab|hb|kb|aps|ivs|oy|oyj|ehf|hf|slf|sf"
_OTHER_FORMS = "gmbh|ltd|llc|inc"
_LEGAL_FORM = re.compile(f"(?<= )({_NORDIC_FORMS}|{_OTHER_FORMS})$")


def folded(text: str) -> str:
    """Lower case without accents, one space between words: "Øst  Åsen" → "ost asen"."""
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    return " ".join(letters.split())


def sort_text(text: str) -> str:
    """What a name is sorted by: without case and accents, but æ, ø, å (ä, ö) after z, in that order.

    Compares right by code points, so every database sorts it alike.
    """
    return folded(unicodedata.normalize("NFC", text.casefold()).translate(_PLACES))


def search_text(*parts: object) -> str:
    """The folded parts that are not empty, one a line, the name first: what `search` columns hold."""
    lines = (folded(str(part)) for part in parts if part not in ("", None))
    return "\n".join(dict.fromkeys(line for line in lines if line))[:SEARCH_LENGTH]


def core_name(name: str) -> str:
    """A company's folded name without punctuation and legal form: "Tindra Bygg A/S" → "tindra bygg"."""
    words = " ".join(re.sub(r"[^\w\s]", "", folded(name)).split())
    while (shorter := _LEGAL_FORM.sub("", words).strip()) != words:
        words = shorter
    return words
