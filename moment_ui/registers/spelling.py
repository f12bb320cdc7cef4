"""Names that a register writes in capitals, as people write them. Pure; a proposal, never the truth.

What a company is called in law is what its register says: the entry keeps that, letter for letter.
"""

import re

FORMS = frozenset({"AS", "ASA", "ANS", "NUF", "IKS", "A/S"})
"""Organisation forms that stay in capitals wherever they stand after the first word."""

LAST_FORMS = FORMS | {
    *("BA", "BBL", "BRL", "DA", "ENK", "FKF", "HF", "KF", "KS", "RHF", "SA", "SE", "SF", "STI"),
    *("AB", "HB", "KB", "OY", "OYJ", "AG", "LLC", "PLC"),
}
"""Forms that are words besides: they stay in capitals as the last word."""

SPELLED = {"APS": "ApS", "GMBH": "GmbH", "LTD": "Ltd", "INC": "Inc", "AVD": "avd", "C/O": "c/o"}
SMALL = frozenset(
    {"AND", "AV", "FOR", "FRA", "I", "MED", "OF", "OG", "PÅ", "TIL", "UNDER", "VED", "VID", "OCH"}
)
"""Words in between, which are written small."""

_NUMERAL = re.compile(r"(?=[IVX])X{0,3}(IX|IV|V?I{0,3})")
_LETTERS = re.compile(r"[^\W\d_]+")
_VOWELS = frozenset("AEIOUYÆØÅÄÖÉ")


def well_cased(name: str) -> str:
    """TINDRA TAK OG BLIKK AS as Tindra Tak og Blikk AS; a name with small letters stays as it is.

    Abbreviations are known by having no vowel or a digit; others come out as words.
    """
    if name != name.upper():
        return name
    words = name.split()
    return " ".join(
        _written(word, first=not place, rest=words[place + 1 :]) for place, word in enumerate(words)
    )


def _written(word: str, *, first: bool, rest: list[str]) -> str:
    bare = word.rstrip(".,")
    if not first and bare in SPELLED:
        return SPELLED[bare] + word[len(bare) :]
    if not first and _is_small(bare, rest):
        return word.lower()
    is_form = not first and bare in (FORMS if rest else LAST_FORMS)
    if is_form or _NUMERAL.fullmatch(bare) or any(c.isdigit() for c in word):
        return word
    return _LETTERS.sub(_titled, word)


def _is_small(bare: str, rest: list[str]) -> bool:
    """HUSET I SKOGEN, but EIENDOM I AS: there it is a numeral."""
    counts = bare == "I" and (not rest or rest[0] in LAST_FORMS)
    return bare in SMALL and not counts


def _titled(found: re.Match[str]) -> str:
    """A run of letters as a word, an abbreviation as it is. O'NEILL is a name in a name, BJØRN'S none."""
    letters, before = found[0], found.string[: found.start()]
    if before.endswith(("'", "’")) and (len(before) > 2 or len(letters) == 1):
        return letters.lower()
    return letters.capitalize() if _VOWELS.intersection(letters) else letters
