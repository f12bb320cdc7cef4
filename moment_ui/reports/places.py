"""A contact in a customer or project, or somebody in one, as pages show them."""

from dataclasses import dataclass, field


@dataclass
class PlaceLine:
    """Who or what, and the addresses that count there; `before` holds those struck there."""

    id: int = 0
    path: str = ""
    number: str = ""
    name: str = ""
    initials: str = ""
    about: str = ""
    is_global: bool = False
    email: str = ""
    email_before: list[str] = field(default_factory=list[str])
    phone: str = ""
    phone_before: list[str] = field(default_factory=list[str])
    left: bool = False
