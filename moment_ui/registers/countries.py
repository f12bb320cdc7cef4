"""Which country has which register. docs/adding-a-register.md says how another one is added."""

from collections.abc import Callable
from functools import lru_cache

from moment_ui.core.settings import settings
from moment_ui.registers.brreg import Brreg
from moment_ui.registers.kept import KeptRegister
from moment_ui.registers.register import CompanyRegister

Maker = Callable[[str, float], CompanyRegister]

REGISTERS: dict[str, tuple[Callable[[], str], Maker]] = {
    "NO": (lambda: settings().company_register_url, Brreg),
}
"""By country: the setting with the base address ("" turns the register off), and what asks it."""


def register_of(country: str) -> KeptRegister | None:
    """The register of a country, with its kept answers; None where there is none to ask."""
    if country not in REGISTERS:
        return None
    base = REGISTERS[country][0]().strip()
    return _opened(country, base, settings().company_register_seconds) if base else None


@lru_cache(maxsize=8)
def _opened(country: str, base: str, seconds: float) -> KeptRegister:
    return KeptRegister(REGISTERS[country][1](base, seconds))
