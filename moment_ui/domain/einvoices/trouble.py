"""One thing that stands in the way of an e-invoice."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong, and where it is mended.

    `mend` is the place: head, lines or line (then `line` is its key) of the draft; customer, company,
    finances or vat otherwise, and `field` the field there. What does not stop is told, and asked about.
    """

    key: str
    text: str
    mend: str
    stops: bool = True
    field: str = ""
    line: int = 0
