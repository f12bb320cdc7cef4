"""What a country's company register is asked and answers, whichever country it is."""

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

LEAST_LETTERS = 2
"""Fewer letters of a name find half the register."""


class Standing(StrEnum):
    """What the register says of a company. The gravest of several is told."""

    REGISTERED = "registered"
    LIQUIDATION = "liquidation"
    BANKRUPT = "bankrupt"
    DELETED = "deleted"
    NOT_FOUND = "not-found"


@dataclass(frozen=True, slots=True)
class Address:
    """An address in lines, as the register writes it."""

    line1: str = ""
    line2: str = ""
    code: str = ""
    city: str = ""


@dataclass(frozen=True, slots=True)
class RegisterEntry:
    """A company as a register knows it; "" and None where it says nothing.

    `form` is the organisation form's code (AS, ENK); `vat_number` is "" for who is not registered
    for VAT, `vat_registered` None where the register does not say. `part_of` is the number of the
    company that a sub-unit, a shop or a school, belongs to.
    """

    number: str
    name: str
    form: str = ""
    visiting: Address = field(default_factory=Address)
    postal: Address = field(default_factory=Address)
    email: str = ""
    phone: str = ""
    website: str = ""
    vat_registered: bool | None = None
    vat_number: str = ""
    bankrupt: bool = False
    liquidation: bool = False
    deleted: bool = False
    deleted_on: dt.date | None = None
    part_of: str = ""

    @property
    def standing(self) -> Standing:
        """The gravest of what is said of the company."""
        if self.deleted:
            return Standing.DELETED
        if self.bankrupt:
            return Standing.BANKRUPT
        return Standing.LIQUIDATION if self.liquidation else Standing.REGISTERED


class CompanyRegister(Protocol):
    """A country's register. Whatever goes wrong on the way is RegisterUnavailable, and only that."""

    async def search(self, text: str) -> list[RegisterEntry]:
        """Companies by part of a name, the likeliest first; by a whole number the one that has it."""
        ...

    async def entry(self, org_number: str) -> RegisterEntry | None:
        """The company with the (checked) number; None when the register knows of none.

        A deleted company is an answer: an entry with `deleted`.
        """
        ...
