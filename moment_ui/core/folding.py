"""Folded text: what search boxes and duplicate hints compare, without case, accents and punctuation."""

import re
import unicodedata

SEARCH_LENGTH = 1000
SEARCH_BYTES = 2500
"""What an index of PostgreSQL holds of one row, less what stands beside the text."""
_LETTERS = str.maketrans({"ø": "o", "æ": "ae", "œ": "oe", "ð": "d", "đ": "d", "þ": "th", "ł": "l"})
_PLACES = str.maketrans({"æ": "{", "ä": "{", "ø": "|", "ö": "|", "å": "}"})
_NORDIC_FORMS = "as|asa|ans|da|enk|sa|nuf|ab|hb|kb|aps|ivs|oy|oyj|ehf|hf|slf|sf"
_OTHER_FORMS = "gmbh|ltd|llc|inc"
_FORMS_IN_FRONT = frozenset({"as", "ab", "aps", "oy"})
_AND = frozenset({"og", "och", "ok", "and", "und"})
_SHORTEST_PHONE = 5
_LONGEST_KEY = 200
_PHONE_CODES = {  # the country's code, and what is dialled before the number inside it
    "NO": ("47", ""),
    "DK": ("45", ""),
    "IS": ("354", ""),
    "SE": ("46", "0"),
    "FI": ("358", "0"),
    "DE": ("49", "0"),
    "GB": ("44", "0"),
    "NL": ("31", "0"),
    "FR": ("33", "0"),
}
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
    text = "\n".join(dict.fromkeys(line for line in lines if line))[:SEARCH_LENGTH]
    return text.encode(errors="ignore")[:SEARCH_BYTES].decode(errors="ignore")


def core_name(name: str) -> str:
    """A company's folded name without punctuation and legal form: "Tindra Bygg A/S" → "tindra bygg"."""
    words = " ".join(re.sub(r"[^\w\s]", "", folded(name)).split())
    while (shorter := _LEGAL_FORM.sub("", words).strip()) != words:
        words = shorter
    return words


def name_key(name: str) -> str:
    """What two spellings of a company's name share, "" for one that says nothing.

    Without legal form at either end, spaces, "og" and "&", and with aa, oe and ae written as å, ø
    and æ are folded: "AB Ås & Sønn" and "Aas og Sønn A S" → "assonn".
    """
    plain = re.sub(r"\b(\w)[ ./](\w)$", r"\1\2", name.casefold().rstrip(" ."))
    first, _space, rest = plain.strip().partition(" ")
    in_front = re.sub(r"\W", "", first) in _FORMS_IN_FRONT  # before folding: Ås is a place
    words = core_name(rest if rest and in_front else plain).split()
    joined = "".join(word for word in words if word not in _AND)
    for written, short in (("aa", "a"), ("oe", "o"), ("ae", "a")):
        joined = joined.replace(written, short)
    return joined[:_LONGEST_KEY] if len(joined) > 1 else ""


def email_key(email: str) -> str:
    """What an address is whatever its spelling: "Post+faktura@Tindra.NO" → "post@tindra.no".

    Looser than `addresses.comparable`: two boxes of one company may share a key, which finds who may
    be the same, and says nothing of who gets a letter. Google's mail knows no dots before the @, and
    answers to two domains.
    """
    local, _at, domain = email.strip().casefold().rpartition("@")
    domain = "gmail.com" if domain == "googlemail.com" else domain.removeprefix("www.")
    local = local.partition("+")[0] or local
    if domain == "gmail.com":
        local = local.replace(".", "")
    return f"{local}@{domain}"[:_LONGEST_KEY] if local and domain else ""


def phone_key(phone: str, country: str) -> str:
    """A phone number's digits with its country's: "735 40 100" in Norway → "4773540100".

    Of several numbers in a field the first counts; short ones (fewer than 5 digits) do not.
    """
    first = re.split(r"[/,;]|\b(?:eller|or)\b", phone)[0]
    plain = re.sub(r"\(0\)", "", first)
    digits = "".join(letter for letter in plain if letter.isascii() and letter.isdigit())[:30]
    if len(digits) < _SHORTEST_PHONE:
        return ""
    code, trunk = _PHONE_CODES.get(country, ("", ""))
    has_code = country == "NO" and len(digits) == 10 and digits.startswith(code)
    if plain.lstrip(" (").startswith("+") or digits.startswith("00") or has_code:
        return digits.removeprefix("00")
    return code + digits.removeprefix(trunk)
