"""E-mail addresses compared: what is written differently and reaches the same box."""

import unicodedata
from functools import lru_cache

_ENCODED = "xn--"


@lru_cache(maxsize=200_000)
def comparable(address: str) -> str:
    """The address as it is compared: "Kari@XN--BLBR-ROAH.no." → "kari@blåbær.no".

    Case does not matter, nor a dot that ends the domain, nor whether the domain's letters are
    encoded (RFC 3492). Dots and a + before the @ do matter: most servers tell such boxes apart.
    Idempotent; "" stays "".
    """
    if address.isascii() and _ENCODED not in address.lower():
        local, at, domain = address.strip().lower().rpartition("@")
        return f"{local}@{domain.strip('.')}" if at else domain
    local, at, domain = unicodedata.normalize("NFC", address).strip().rpartition("@")
    if not at:
        return domain.lower()
    labels = domain.lower().strip(".").split(".")
    return f"{local.lower()}@{'.'.join(map(_decoded, labels))}"


def _decoded(label: str) -> str:
    if not label.startswith(_ENCODED):
        return label
    try:
        plain = label.removeprefix(_ENCODED).encode("ascii").decode("punycode")
    except UnicodeError:  # not what it says it is: compared as it is written
        return label
    letters = plain.isprintable() and not plain.isascii()
    return plain if letters and plain == unicodedata.normalize("NFC", plain).lower() else label
