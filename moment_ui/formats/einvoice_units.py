"""Units as people write them on lines, as the codes of UN/ECE recommendation 20 and 21 that e-invoices take."""

NO_UNIT = "C62"
"""One: what a line without a unit counts in."""

_WRITTEN: dict[str, str] = {
    "HUR": "t time timer tim timme timmar h hr hrs hour hours klst klukkustund timar",
    "MIN": "min minutt minutter minut minuter minutes mín mínúta mínútur",
    "DAY": "dag dager dagar dage d day days døgn dygn dagur dagsverk",
    "WEE": "uke uker vecka veckor uge uger week weeks vika vikur",
    "MON": "mnd måned måneder månad månader mån md mdr month months mánuður mánuðir",
    "ANN": "år year years ár årlig",
    "H87": "stk stykk stykker st styck stycken stykke pcs pc piece pieces stykki stk.",
    "C62": "enhet enheter enhed enheder unit units eining one en ein",
    "EA": "ea each per",
    "NAR": "ant antall antal count number nr",
    "SET": "sett set sæt sets",
    "PR": "par pair pairs",
    "LS": "rs rundsum lump-sum ls fast fastpris fast-pris fastpris. fixed fixed-price heild",
    "KMT": "km kilometer kilometers kílómetri",
    "MTR": "m meter metre lm løpemeter metri",
    "CMT": "cm centimeter",
    "MMT": "mm millimeter",
    "MTK": "m2 m² kvm kvadratmeter sqm fm fermetri",
    "MTQ": "m3 m³ kbm kubikkmeter kubikmeter rúmmetri",
    "LTR": "l ltr liter litre litri",
    "KGM": "kg kilo kilogram kíló",
    "GRM": "g gram",
    "TNE": "tonn ton tonne t. tonnes",
    "KWH": "kwh",
    "MWH": "mwh",
    "P1": "% prosent procent pct percent",
    "E48": "tjeneste tjenester tjänst ydelse service services þjónusta",
    "XBX": "eske boks kartong box boxes låda kasse",
    "XPK": "pakke pakker paket package pakning pakki",
    "ZP": "side sider sida sidor page pages ark sheet",
    "E54": "tur turer resa rejse trip trips reise reiser",
    "XPX": "pall paller pallet",
}
_CODES = frozenset(_WRITTEN)
_BY_TEXT = {word: code for code, words in _WRITTEN.items() for word in words.split()}


def unit_code(unit: str) -> str | None:
    """The code of a unit as it is written on a line; None for one that is not known.

    A code itself is taken as it is, in capitals. "t" is an hour, as Norwegian invoices write it; a ton
    is "tonn".
    """
    text = unit.strip()
    if not text:
        return NO_UNIT
    if text.upper() in _CODES and text.isupper():
        return text
    folded = "".join(text.casefold().split())
    return _BY_TEXT.get(folded) or _BY_TEXT.get(folded.rstrip("."))
