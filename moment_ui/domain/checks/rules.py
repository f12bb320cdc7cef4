"""What a register says of a company in the fields of a customer, and when that is something else."""

from collections.abc import Mapping
from typing import Any

from moment_ui.registers.register import RegisterEntry
from moment_ui.registers.spelling import well_cased

TAKEN_OVER = (
    *("name", "vat_number"),
    *("visiting_line1", "visiting_line2", "visiting_code", "visiting_city"),
    *("postal_line1", "postal_line2", "postal_code", "postal_city"),
)
"""What is taken over from the register: the name and the addresses, and the VAT number with them."""


def texts_of_entry(entry: RegisterEntry) -> dict[str, str]:
    """The customer's fields that a register fills in, by their names; "" where it says nothing.

    Names in capitals come as people write them. See docs/decisions/0019 for why.
    """
    return {
        "name": well_cased(entry.name),
        "org_number": entry.number,
        "vat_number": entry.vat_number,
        "email": entry.email,
        "phone": entry.phone,
        "website": entry.website,
        "visiting_line1": entry.visiting.line1,
        "visiting_line2": entry.visiting.line2,
        "visiting_code": entry.visiting.code,
        "visiting_city": well_cased(entry.visiting.city),
        "postal_line1": entry.postal.line1,
        "postal_line2": entry.postal.line2,
        "postal_code": entry.postal.code,
        "postal_city": well_cased(entry.postal.city),
    }


def said_of(entry: RegisterEntry | None) -> dict[str, str]:
    """What a register says of the fields that are taken over from it; those it leaves out are not in it."""
    texts = texts_of_entry(entry) if entry else {}
    return {key: texts[key] for key in TAKEN_OVER if texts.get(key)}


def differing_fields(ours: Any, said: Mapping[str, str]) -> list[str]:
    """The fields of a customer or a draft that the register has otherwise; capitals alone are no difference."""
    return [
        key
        for key in TAKEN_OVER
        if key in said and said[key].casefold() != getattr(ours, key).casefold()
    ]


def contradicted_fields(ours: Any, said: Mapping[str, str]) -> list[str]:
    """Those of them that we have something in: what we never filled in has not changed."""
    return [key for key in differing_fields(ours, said) if getattr(ours, key)]
