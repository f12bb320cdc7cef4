"""What a VAT code looks like and which parts of it belong together. No database."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import partial

from moment_ui.core import fields
from moment_ui.core.decimals import Bounds, decimal
from moment_ui.core.errors import Invalid
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.models.vat import VatCategory

ZERO = Decimal(0)
PERCENT = Bounds(ZERO, Decimal(100), 2)

CATEGORY_WORDS: dict[VatCategory, str] = {
    VatCategory.STANDARD: _("S, standard rate"),
    VatCategory.ZERO: _("Z, zero rated"),
    VatCategory.EXEMPT: _("E, exempt"),
    VatCategory.REVERSE_CHARGE: _("AE, reverse charge"),
    VatCategory.INTRA_EU: _("K, goods within the EEA"),
    VatCategory.EXPORT: _("G, export"),
    VatCategory.OUTSIDE: _("O, outside of VAT"),
}
HANDLINGS: dict[str, str] = {
    "ordinary": _("Ordinary"),
    "reverse-charge": _("Reverse charge"),
    "export": _("Export"),
    "exempt": _("Exempt"),
}
"""The values of the invoicing option “VAT handling”."""

WITH_REASON = frozenset(VatCategory) - {VatCategory.STANDARD, VatCategory.ZERO}
"""Categories whose e-invoices must say why there is no VAT (BR-E-10, BR-AE-10, BR-IC-10, BR-G-10, BR-O-10)."""

REASON_CODES: dict[VatCategory, frozenset[str]] = {
    VatCategory.REVERSE_CHARGE: frozenset({"VATEX-EU-AE"}),
    VatCategory.INTRA_EU: frozenset({"VATEX-EU-IC"}),
    VatCategory.EXPORT: frozenset({"VATEX-EU-G"}),
    VatCategory.OUTSIDE: frozenset({"VATEX-EU-O"}),
}
"""The one code that goes with a category, and with no other (PEPPOL-EN16931-P0104 to P0107)."""

EXEMPTIONS = frozenset(
    {
        "VATEX-EU-79-C",
        *(
            f"VATEX-EU-132{part}"
            for part in ("", *(f"-1{letter.upper()}" for letter in "abcdefghijklmnopq"))
        ),
        *(
            f"VATEX-EU-143{part}"
            for part in ("", *(f"-1{letter.upper()}" for letter in "abcdefghijkl"), "-1FA")
        ),
        *("VATEX-EU-148", *(f"VATEX-EU-148-{letter.upper()}" for letter in "abcdefg")),
        *(
            "VATEX-EU-151",
            *(f"VATEX-EU-151-1{letter.upper()}" for letter in "abcde"),
            "VATEX-EU-151-1AA",
        ),
        *("VATEX-EU-159", "VATEX-EU-309", "VATEX-EU-D", "VATEX-EU-F", "VATEX-EU-I", "VATEX-EU-J"),
    }
)
"""Codes of the list VATEX that say why something is exempt (category E)."""


@dataclass(frozen=True, slots=True)
class VatDraft:
    """A VAT code as a form means it. `handling` is the VAT handling whose lines start with it."""

    code: str
    name: str
    percent: Decimal
    category: VatCategory
    reason: str = ""
    reason_code: str = ""
    handling: str = ""


def read(texts: Mapping[str, str]) -> VatDraft:
    """The code that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = VatDraft(
        code=form.text("code", read_code),
        name=form.text("name", fields.required_line),
        percent=form.read("percent", partial(decimal, bounds=PERCENT)) or ZERO,
        category=form.read("category", _category) or VatCategory.STANDARD,
        reason=form.text("reason", partial(fields.line, longest=500)),
        reason_code=form.text("reason_code", _reason_code),
        handling=form.text("handling", _handling),
    )
    form.finish()
    check_draft(draft)
    return draft


def read_code(text: str) -> str:
    """What a code is called: letters, digits, points and dashes."""
    code = fields.required_line(text, 20)
    if not (code.isascii() and code.replace("-", "").replace(".", "").isalnum()):
        raise Unfit(_("Write letters and digits, such as 3 or MP1."))
    return code


def check_draft(draft: VatDraft) -> None:
    """Whether rate, category and reason belong together on an e-invoice. Raises Invalid."""
    wrong: dict[str, str] = {}
    standard = draft.category is VatCategory.STANDARD
    if standard and not draft.percent:
        wrong["percent"] = _("A standard rate is above 0 %. For no VAT choose another category.")
    if not standard and draft.percent:
        wrong["percent"] = _("Only the standard rate charges VAT. Write 0, or choose S.")
    if draft.category in WITH_REASON and not draft.reason:
        wrong["reason"] = _("Say why no VAT is charged: it is printed on the invoice.")
    if draft.category not in WITH_REASON and (draft.reason or draft.reason_code):
        wrong["reason"] = _("Neither the standard rate nor zero rated takes a reason.")
    if draft.reason_code and not fits(draft.reason_code, draft.category):
        wrong["reason_code"] = _("This code belongs to another category.")
    if wrong:
        raise Invalid(**wrong)


def in_percent(rate: Decimal) -> str:
    """A rate as sentences say it: "25 %"."""
    return f"{rate.normalize():f} %"


def fits(reason_code: str, category: VatCategory) -> bool:
    """Whether an exemption reason code goes with a category."""
    if category is VatCategory.EXEMPT:
        return reason_code in EXEMPTIONS
    return reason_code in REASON_CODES.get(category, frozenset())


def derived(code: str, percent: Decimal) -> VatDraft:
    """What a code that nobody has set up must mean: standard where it charges, else zero rated."""
    category = VatCategory.STANDARD if percent else VatCategory.ZERO
    return VatDraft(code, code, percent, category)


def meaning(known: Mapping[str, VatDraft], code: str, percent: Decimal) -> tuple[VatDraft, bool]:
    """What a line's code means, and whether it is one of the list at that rate.

    Old invoices and imports bear free codes: those mean what their rate says.
    """
    draft = known.get(code)
    if draft is not None and draft.percent == percent:
        return draft, True
    return derived(code, percent), False


def _category(text: str) -> VatCategory:
    try:
        return VatCategory(text.strip())
    except ValueError:
        raise Unfit(_("Choose one of the list.")) from None


def _reason_code(text: str) -> str:
    code = text.strip().upper()
    known = EXEMPTIONS.union(*REASON_CODES.values())
    if code and code not in known:
        raise Unfit(_("This code is not in the list VATEX. Write it like VATEX-EU-G."))
    return code


def _handling(text: str) -> str:
    handling = text.strip()
    if handling and handling not in HANDLINGS:
        raise Unfit(_("Choose one of the list."))
    return handling
