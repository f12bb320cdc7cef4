"""Typed text to values: one reader per kind of field.

Each returns the value as it is kept, or raises `Unfit` with what is wrong and how it should look.
An empty text is an empty value, never an error.
"""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from functools import cache
from typing import TypeVar, cast
from urllib.parse import urlsplit

from babel import Locale
from babel.numbers import get_territory_currencies, list_currencies

from moment_ui.core.errors import Invalid
from moment_ui.core.words import _

_EMAIL = re.compile(r"[^@\s<>()\[\],;:\"\\]+@[^@\s.<>,;:]+(\.[^@\s.<>,;:]+)+", re.ASCII)
_PHONE = re.compile(r"\+?[\d ()./-]+( ?(ext|x)\.? ?\d{1,6})?")
_GROUPING = str.maketrans("", "", " \u00a0\u202f'")
EMAIL_LENGTH = 254
TRUTHS = frozenset({"on", "true", "yes", "1", "ja"})
Value = TypeVar("Value")


class Unfit(ValueError):
    """A text that cannot be kept in its field; the message is for the reader."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class Reading:
    """Reads a form's texts field by field and keeps what is wrong with each."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = texts
        self.errors: dict[str, str] = {}

    def read(self, key: str, reader: Callable[[str], Value]) -> Value | None:
        """The field's value; None where it does not fit, which `finish` then tells."""
        try:
            return reader(self.texts.get(key, ""))
        except Unfit as unfit:
            self.errors[key] = unfit.message
            return None

    def text(self, key: str, reader: Callable[[str], str]) -> str:
        """The field's text; "" where it does not fit."""
        return self.read(key, reader) or ""

    def finish(self) -> None:
        """Raise Invalid with every message, when there is one."""
        if self.errors:
            raise Invalid(**self.errors)


def truth(text: str) -> bool:
    """Whether a box is ticked."""
    return text.strip().lower() in TRUTHS


def line(text: str, longest: int = 200) -> str:
    """One line of text, spaces trimmed and joined; control characters are dropped."""
    if not text.isprintable():
        text = "".join(c if c.isprintable() else " " for c in text)
    plain = " ".join(text.split())
    if len(plain) > longest:
        raise Unfit(_("At most {count} characters fit here.").format(count=longest))
    return plain


def required_line(text: str, longest: int = 200) -> str:
    """One line of text that may not be empty."""
    plain = line(text, longest)
    if not plain:
        raise Unfit(_("Fill this in."))
    return plain


def paragraphs(text: str, longest: int = 10_000) -> str:
    """Several lines of text, trimmed at the ends."""
    plain = "".join(c for c in text.replace("\r\n", "\n") if c.isprintable() or c in "\n\t").strip()
    if len(plain) > longest:
        raise Unfit(_("At most {count} characters fit here.").format(count=longest))
    return plain


def email(text: str) -> str:
    """An e-mail address."""
    address = text.strip()
    if address and (len(address) > EMAIL_LENGTH or not _EMAIL.fullmatch(address)):
        raise Unfit(_("This is not an e-mail address. Write it like name@company.no."))
    return address


def phone(text: str) -> str:
    """A phone number as it is written, with 3 to 15 digits."""
    number = line(text, 40)
    digits = sum(c.isdigit() for c in number)
    if number and not (_PHONE.fullmatch(number) and 3 <= digits <= 20):
        raise Unfit(_("This is not a phone number. Write digits, spaces and + only."))
    return number


def website(text: str) -> str:
    """A web address, with or without https:// before it."""
    address = text.strip()
    if not address:
        return ""
    try:
        parts = urlsplit(address if "://" in address else f"https://{address}")
        host = parts.hostname or ""
    except ValueError:
        host, parts = "", urlsplit("")
    fits = parts.scheme in {"http", "https"} and re.fullmatch(r"[\w-]+(\.[\w-]+)+", host)
    if not fits or len(address) > 200 or re.search(r"[\s<>\"'\\]", address) or "@" in parts.netloc:
        raise Unfit(_("This is not a web address. Write it like company.no."))
    return address


def country(text: str) -> str:
    """A country's two letters (ISO 3166)."""
    code = text.strip().upper()
    if code not in countries("en"):
        raise Unfit(_("Choose a country from the list."))
    return code


def currency(text: str) -> str:
    """A currency's three letters (ISO 4217)."""
    code = text.strip().upper()
    if code and code not in list_currencies():
        raise Unfit(_("This currency is not known. Write its three letters, such as NOK."))
    return code


def language(text: str) -> str:
    """A language's two letters, one that documents can be written in."""
    code = text.strip().lower()
    if code and code not in LANGUAGES:
        raise Unfit(_("Choose a language from the list."))
    return code


def whole_number(text: str, least: int = 1, most: int = 999_999_999) -> int | None:
    """A whole number within bounds, grouping spaces allowed; None when empty."""
    plain = text.strip().translate(_GROUPING)
    if not plain:
        return None
    digits = plain.isascii() and plain.isdigit() and len(plain) <= 12
    if not digits or not least <= int(plain) <= most:
        raise Unfit(
            _("Write a whole number from {least} to {most}.").format(least=least, most=most)
        )
    return int(plain)


def minutes(text: str, most_hours: int = 1_000_000) -> int | None:
    """Hours as people type them, as whole minutes: `7,5`, `7:30`, `1 840`; None when empty."""
    plain = text.strip().lower().removesuffix("h").translate(_GROUPING)
    if not plain:
        return None
    if clock := re.fullmatch(r"(\d{1,7}):([0-5]\d)", plain, re.ASCII):
        total = int(clock[1]) * 60 + int(clock[2])
    elif decimal := re.fullmatch(r"(\d{1,7})(?:[.,](\d{1,4}))?", plain, re.ASCII):
        fraction = (decimal[2] or "0").ljust(4, "0")
        total = int(decimal[1]) * 60 + (int(fraction) * 60 + 5000) // 10_000
    else:
        raise Unfit(_("Write hours like 7,5 or 7:30."))
    if total > most_hours * 60:
        raise Unfit(_("Write at most {count} hours.").format(count=most_hours))
    return total


YEARS = range(1900, 2200)


def day(text: str) -> dt.date | None:
    """A date, written 21.11.2026, 21/11/2026 or 2026-11-21; None when empty.

    What is too far away to be meant is refused, as it leaves no room to count days and terms from.
    """
    plain = text.strip()
    if not plain:
        return None
    local = re.fullmatch(r"(\d{1,2})[./](\d{1,2})[./](\d{4})", plain, re.ASCII)
    try:
        if local:
            found = dt.date(int(local[3]), int(local[2]), int(local[1]))
        else:
            found = dt.date.fromisoformat(plain)
    except ValueError:
        raise Unfit(_("This is not a date. Write it like 21.11.2026.")) from None
    if found.year not in YEARS:
        text = _("Write a day of the years {first} to {last}.")
        raise Unfit(text.format(first=YEARS[0], last=YEARS[-1]))
    return found


LANGUAGES = ("nb", "nn", "sv", "da", "fi", "is", "en", "de", "fr", "es", "nl", "pl")
_OF_COUNTRIES = {"NO": "nb", "SE": "sv", "DK": "da", "IS": "is"}


def language_of(country: str) -> str:
    """The language that documents for a country are written in, unless somebody chose another."""
    return _OF_COUNTRIES.get(country, "en")


@cache
def countries(locale: str) -> dict[str, str]:
    """Country codes and names, by name, in the reader's language."""
    territories = cast("dict[str, str]", Locale.parse(locale).territories)
    names = {
        code: name
        for code, name in territories.items()
        if re.fullmatch("[A-Z]{2}", code) and code != "EU" and get_territory_currencies(code)
    }
    return dict(sorted(names.items(), key=lambda item: item[1]))


@cache
def languages(locale: str) -> dict[str, str]:
    """The languages documents can be written in, by name, in the reader's language."""
    reader = Locale.parse(locale)
    names = cast("dict[str, str]", reader.languages)
    return {code: names.get(code, code).capitalize() for code in LANGUAGES}


@cache
def currencies() -> tuple[str, ...]:
    """The currencies in use somewhere today, the Nordic ones and the euro first."""
    first = ("NOK", "SEK", "DKK", "EUR", "ISK", "GBP", "USD")
    used = {code for land in countries("en") for code in get_territory_currencies(land)}
    return (*first, *sorted(used - set(first)))
