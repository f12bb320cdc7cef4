"""The VAT codes that a company can begin with, by country. No database.

Norway: every standard tax code of SAF-T Financial for sales (Skatteetaten, Standard_Tax_Codes.csv: 3, 31,
32, 33, 5, 51, 52, 6, 7) with the rates of the VAT Act in percent; the categories are those of EN 16931,
and 6, turnover outside of the Act, is exempt there. Sweden: codes as Swedish programs name the boxes of the VAT return,
rates of mervärdesskattelagen. Denmark: the single rate of momsloven. Iceland: the two rates of lög um
virðisaukaskatt. Where a country has no standard codes they are a proposal, to be changed at will: those of
Sweden and Denmark are what common programs call them, not anybody's standard. Goods to other EU countries (K)
are for sellers in the EU. The rates are those that hold in 2026; one that held before, or will, is a code of its
own, because a code that invoices bear keeps its rate.
"""

from decimal import Decimal

from moment_ui.core.words import _
from moment_ui.domain.vat.rules import VatDraft
from moment_ui.models.vat import VatCategory

ZERO = Decimal(0)
_AE, _K, _G, _O = "VATEX-EU-AE", "VATEX-EU-IC", "VATEX-EU-G", "VATEX-EU-O"


def _charged(code: str, percent: str, name: str, handling: str = "") -> VatDraft:
    return VatDraft(code, name, Decimal(percent), VatCategory.STANDARD, handling=handling)


def _free(
    code: str, name: str, category: VatCategory, reason: str = "", handling: str = ""
) -> VatDraft:
    codes = {
        VatCategory.REVERSE_CHARGE: _AE,
        VatCategory.INTRA_EU: _K,
        VatCategory.EXPORT: _G,
        VatCategory.OUTSIDE: _O,
    }
    reason_code = codes.get(category, "")
    return VatDraft(code, name, ZERO, category, reason, reason_code, handling)


PRESETS: dict[str, tuple[VatDraft, ...]] = {
    "NO": (
        _charged("3", "25", "Utgående mva, høy sats", "ordinary"),
        _charged("31", "15", "Utgående mva, middels sats"),
        _charged("32", "11.11", "Utgående mva, råfisk"),
        _charged("33", "12", "Utgående mva, lav sats"),
        _free("5", "Innenlands omsetning, fritatt (0 %)", VatCategory.ZERO),
        _free(
            "51",
            "Innenlands omsetning, omvendt avgiftsplikt",
            VatCategory.REVERSE_CHARGE,
            "Omvendt avgiftsplikt",
            "reverse-charge",
        ),
        _free(
            "52",
            "Utførsel av varer og tjenester",
            VatCategory.EXPORT,
            "Utførsel, fritatt for merverdiavgift",
            "export",
        ),
        _free(
            "6",
            "Omsetning unntatt merverdiavgift",
            VatCategory.EXEMPT,
            "Unntatt fra merverdiavgiftsloven",
            "exempt",
        ),
        _free("7", "Ingen mva-behandling", VatCategory.OUTSIDE, "Utenfor merverdiavgiftsområdet"),
    ),
    "SE": (
        _charged("MP1", "25", "Utgående moms 25 %", "ordinary"),
        _charged("MP2", "12", "Utgående moms 12 %"),
        _charged("MP3", "6", "Utgående moms 6 %"),
        _free(
            "OMSS",
            "Omvänd betalningsskyldighet inom Sverige",
            VatCategory.REVERSE_CHARGE,
            "Omvänd betalningsskyldighet",
            "reverse-charge",
        ),
        _free(
            "FTEU",
            "Tjänster till annat EU-land",
            VatCategory.REVERSE_CHARGE,
            "Omvänd betalningsskyldighet, reverse charge",
        ),
        _free(
            "VTEU",
            "Varor till annat EU-land",
            VatCategory.INTRA_EU,
            "Unionsintern varuförsäljning, undantagen från moms",
        ),
        _free(
            "E",
            "Försäljning utanför EU",
            VatCategory.EXPORT,
            "Export, undantagen från moms",
            "export",
        ),
        _free("MF", "Momsfri försäljning", VatCategory.EXEMPT, "Undantagen från moms", "exempt"),
        _free("MP0", "Momspliktig försäljning 0 %", VatCategory.ZERO),
    ),
    "DK": (
        _charged("U25", "25", "Salgsmoms 25 %", "ordinary"),
        _free(
            "UOBP",
            "Omvendt betalingspligt i Danmark",
            VatCategory.REVERSE_CHARGE,
            "Omvendt betalingspligt",
            "reverse-charge",
        ),
        _free(
            "UEUY",
            "Ydelser til andre EU-lande",
            VatCategory.REVERSE_CHARGE,
            "Omvendt betalingspligt, reverse charge",
        ),
        _free(
            "UEUV",
            "Varer til andre EU-lande",
            VatCategory.INTRA_EU,
            "EU-salg af varer, fritaget for moms",
        ),
        _free(
            "UEXP",
            "Eksport uden for EU",
            VatCategory.EXPORT,
            "Eksport, fritaget for moms",
            "export",
        ),
        _free("UMF", "Momsfrit salg", VatCategory.EXEMPT, "Fritaget for moms", "exempt"),
    ),
    "IS": (
        _charged("U24", "24", "Útskattur 24 %", "ordinary"),
        _charged("U11", "11", "Útskattur 11 %"),
        _free(
            "UOF",
            "Öfug skattskylda",
            VatCategory.REVERSE_CHARGE,
            "Öfug skattskylda",
            "reverse-charge",
        ),
        _free(
            "UUT",
            "Útflutningur vöru og þjónustu",
            VatCategory.EXPORT,
            "Útflutningur, undanþeginn virðisaukaskatti",
            "export",
        ),
        _free(
            "UUN",
            "Sala undanþegin virðisaukaskatti",
            VatCategory.EXEMPT,
            "Undanþegið virðisaukaskatti",
            "exempt",
        ),
    ),
}
"""By country, in the order of the list. Each VAT handling starts with one of them."""

PRESET_LABELS: dict[str, str] = {
    "NO": _("Norwegian codes (SAF-T)"),
    "SE": _("Swedish codes"),
    "DK": _("Danish codes"),
    "IS": _("Icelandic codes"),
}
SOURCES: dict[str, str] = {
    "NO": _(
        "Standard tax codes of SAF-T Financial, rates of the VAT Act (merverdiavgiftsloven) as they are in 2026."
    ),
    "SE": _(
        "A proposal: codes as common Swedish programs name them, for Sweden has no standard ones. Rates of "
        "mervärdesskattelagen (2023:200) as they are in 2026."
    ),
    "DK": _(
        "A proposal: codes as common Danish programs name them, for Denmark has no standard ones. The rate of "
        "momsloven as it is in 2026."
    ),
    "IS": _(
        "A proposal: our own codes, for Iceland has no standard ones. Rates of lög um virðisaukaskatt "
        "nr. 50/1988 as they are in 2026."
    ),
}


def preset_of(country: str) -> tuple[VatDraft, ...]:
    """The codes of a country; Norway's for one without a preset."""
    return PRESETS.get(country, PRESETS["NO"])
