"""Reads what Enhetsregisteret answers. Fields of a wrong kind make the answer unreadable.

Its names: `forretningsadresse` visiting address, `registrertIMvaregisteret` registered for VAT,
`konkurs` bankrupt, `underAvvikling` and `underTvangsavviklingEllerTvangsopplosning` in liquidation,
`slettedato` the day of deletion. A sub-unit (`underenhet`) names the company it is part of in
`overordnetEnhet`, has its place in `beliggenhetsadresse`, and is closed on its `nedleggelsesdato`.
"""

import datetime as dt
import json
from collections.abc import Callable
from typing import Any

from pydantic import AliasChoices, BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.registers.failures import Failure, RegisterUnavailable
from moment_ui.registers.register import Address, RegisterEntry

SUB_UNITS = frozenset({"BEDR", "AAFY"})
"""Their forms. For VAT the whole company is registered, and under its own number."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True, extra="ignore")


class _Address(_Part):
    adresse: list[str | None] | None = None
    postnummer: str | None = None
    poststed: str | None = None
    landkode: str | None = None
    land: str | None = None


class _Form(_Part):
    kode: str = ""


class _Unit(_Part):
    organisasjonsnummer: str = Field(pattern=r"^[0-9]{9}$")
    navn: str = Field(min_length=1)
    organisasjonsform: _Form | None = None
    forretningsadresse: _Address | None = None
    postadresse: _Address | None = None
    epostadresse: str | None = None
    telefon: str | None = None
    mobil: str | None = None
    hjemmeside: str | None = None
    registrertIMvaregisteret: bool | None = None  # noqa: N815 - the register's own name
    konkurs: bool | None = None
    underAvvikling: bool | None = None  # noqa: N815
    underTvangsavviklingEllerTvangsopplosning: bool | None = None  # noqa: N815
    slettedato: dt.date | None = None
    overordnetEnhet: str | None = None  # noqa: N815
    beliggenhetsadresse: _Address | None = None
    nedleggelsesdato: dt.date | None = None
    respons_klasse: str = ""


class _Embedded(_Part):
    """Hits come under the name of what was searched."""

    units: list[_Unit] = Field(validation_alias=AliasChoices("enheter", "underenheter"))


class _Count(_Part):
    totalElements: int  # noqa: N815


class _Hits(_Part):
    embedded: _Embedded | None = Field(default=None, alias="_embedded")
    page: _Count | None = None


_UNIT, _HITS = TypeAdapter(_Unit), TypeAdapter(_Hits)


def entry_in(answer: bytes) -> RegisterEntry:
    """The company that an answer tells of. Raises RegisterUnavailable."""
    return _entry(_read(_UNIT, answer))


def entries_in(answer: bytes) -> list[RegisterEntry]:
    """The companies of a page of hits; a page without any says so in its count.

    Raises RegisterUnavailable.
    """
    hits = _read(_HITS, answer)
    if hits.embedded is not None:
        return [_entry(unit) for unit in hits.embedded.units]
    if hits.page is None or hits.page.totalElements:
        raise RegisterUnavailable(Failure.UNREADABLE)
    return []


def deleted_entry(number: str, body: bytes) -> RegisterEntry:
    """The company that is gone, by what is left of it: name and day may be missing."""
    try:
        left = json.loads(body)
    except (ValueError, RecursionError):
        left = None
    known: dict[str, Any] = left if isinstance(left, dict) else {}
    name, day = known.get("navn"), known.get("slettedato")
    return RegisterEntry(
        number=number,
        name=_line(name, 200) if isinstance(name, str) else "",
        deleted=True,
        deleted_on=_day(day) if isinstance(day, str) else None,
    )


def _read(wanted: TypeAdapter[Any], answer: bytes) -> Any:
    try:
        return wanted.validate_json(answer)
    except ValidationError:
        raise RegisterUnavailable(Failure.UNREADABLE) from None


def _entry(unit: _Unit) -> RegisterEntry:
    forced = unit.underTvangsavviklingEllerTvangsopplosning
    form = _line(unit.organisasjonsform.kode, 20) if unit.organisasjonsform else ""
    registered = None if form in SUB_UNITS else unit.registrertIMvaregisteret
    ended = unit.slettedato or unit.nedleggelsesdato
    return RegisterEntry(
        number=unit.organisasjonsnummer,
        name=_line(unit.navn, 200),
        form=form,
        part_of=_line(unit.overordnetEnhet or "", 9),
        visiting=_address(unit.forretningsadresse or unit.beliggenhetsadresse),
        postal=_address(unit.postadresse),
        email=_fitting(fields.email, unit.epostadresse),
        phone=_fitting(fields.phone, unit.telefon or unit.mobil),
        website=_fitting(fields.website, unit.hjemmeside),
        vat_registered=registered,
        vat_number=f"NO{unit.organisasjonsnummer}MVA" if registered else "",
        bankrupt=bool(unit.konkurs),
        liquidation=bool(unit.underAvvikling or forced),
        deleted=ended is not None or unit.respons_klasse == "SlettetEnhet",
        deleted_on=ended,
    )


def _address(written: _Address | None) -> Address:
    if written is None:
        return Address()
    lines = [_line(line, 200) for line in written.adresse or () if line and line.strip()]
    abroad = written.land if written.landkode not in (None, "", "NO") else ""
    return Address(
        line1=lines[0] if lines else "",
        line2=_line(", ".join(lines[1:]), 200),
        code=_line(written.postnummer or "", 20),
        city=_line(", ".join(filter(None, (written.poststed, abroad))), 100),
    )


def _line(text: str, longest: int) -> str:
    """One printable line, cut to what fits: nobody can be asked to mend what the register says."""
    printable = "".join(c if c.isprintable() else " " for c in text)
    return " ".join(printable.split())[:longest].rstrip()


def _fitting(reader: Callable[[str], str], text: str | None) -> str:
    """The text as it is kept; "" when it does not fit its field."""
    try:
        return reader(text or "")
    except Unfit:
        return ""


def _day(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None
