"""What an account looks like, and the charts that a company can begin with. No database."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.words import _
from moment_ui.models.invoicing import AccountKind

PEPPOL_CODES: dict[str, str] = {
    "": _("None"),
    "S": _("S, standard rate"),
    "Z": _("Z, zero rated"),
    "E": _("E, exempt"),
    "AE": _("AE, reverse charge"),
    "K": _("K, within the EEA"),
    "G": _("G, export"),
    "O": _("O, outside of VAT"),
}
"""VAT categories of Peppol BIS Billing 3.0 (UNCL5305)."""


@dataclass(frozen=True, slots=True)
class AccountDraft:
    """An account as a form means it. `vat_code` is the accounting system's."""

    number: str
    name: str
    kind: AccountKind = AccountKind.REVENUE
    vat_code: str = ""
    peppol_vat_code: str = ""


def read(texts: Mapping[str, str]) -> AccountDraft:
    """The account that a form's texts mean. Raises Invalid with one message per field."""
    form = fields.Reading(texts)
    draft = AccountDraft(
        number=form.text("number", _number),
        name=form.text("name", fields.required_line),
        kind=form.read("kind", _kind) or AccountKind.REVENUE,
        vat_code=form.text("vat_code", partial(fields.line, longest=20)),
        peppol_vat_code=form.text("peppol_vat_code", _peppol),
    )
    form.finish()
    return draft


def _number(text: str) -> str:
    number = fields.required_line(text, 20)
    if not (number.isascii() and number.replace("-", "").replace(".", "").isalnum()):
        raise Unfit(_("Write letters and digits, such as 3000."))
    return number


def _kind(text: str) -> AccountKind:
    try:
        return AccountKind(text.strip() or AccountKind.REVENUE)
    except ValueError:
        raise Unfit(_("Choose Revenue or Receivable.")) from None


def _peppol(text: str) -> str:
    code = text.strip().upper()
    if code not in PEPPOL_CODES:
        raise Unfit(_("Choose one of the list."))
    return code


def _revenue(number: str, name: str, vat_code: str, peppol: str) -> AccountDraft:
    return AccountDraft(number, name, AccountKind.REVENUE, vat_code, peppol)


def _owed(number: str, name: str) -> AccountDraft:
    return AccountDraft(number, name, AccountKind.RECEIVABLE)


STARTER_SETS: dict[str, tuple[AccountDraft, ...]] = {
    "NO": (
        _owed("1500", "Kundefordringer"),
        _revenue("3000", "Salgsinntekt, høy mva-sats", "3", "S"),
        _revenue("3010", "Salgsinntekt, middels mva-sats", "31", "S"),
        _revenue("3100", "Salgsinntekt, fritatt for mva", "5", "Z"),
        _revenue("3110", "Salgsinntekt, utførsel", "52", "G"),
        _revenue("3200", "Salgsinntekt, unntatt fra mva", "6", "E"),
        _revenue("3600", "Viderefakturerte utlegg, høy mva-sats", "3", "S"),
    ),
    "SE": (
        _owed("1510", "Kundfordringar"),
        _revenue("3001", "Försäljning inom Sverige, 25 % moms", "MP1", "S"),
        _revenue("3004", "Försäljning inom Sverige, momsfri", "MF", "E"),
        _revenue("3108", "Försäljning av varor till annat EU-land, momsfri", "VTEU", "K"),
        _revenue("3231", "Försäljning, omvänd betalningsskyldighet", "OMSS", "AE"),
        _revenue("3305", "Försäljning av tjänster till land utanför EU", "E", "G"),
        _revenue("3308", "Försäljning av tjänster till annat EU-land", "FTEU", "AE"),
        _revenue("3540", "Faktureringsavgifter", "MP1", "S"),
    ),
    "DK": (
        _owed("5600", "Tilgodehavender fra salg og tjenesteydelser"),
        _revenue("1010", "Salg af varer og ydelser med moms", "U25", "S"),
        _revenue("1020", "Salg af ydelser, momsfrit", "UMF", "E"),
        _revenue("1040", "Salg af varer til andre EU-lande", "UEUV", "K"),
        _revenue("1050", "Salg af ydelser til andre EU-lande", "UEUY", "AE"),
        _revenue("1060", "Salg af ydelser uden for EU", "UEXP", "G"),
        _revenue("1070", "Salg med omvendt betalingspligt", "UOBP", "AE"),
        _revenue("1080", "Viderefakturerede udlæg", "U25", "S"),
    ),
    "IS": (
        _owed("7600", "Viðskiptakröfur"),
        _revenue("1000", "Seld þjónusta, 24 % virðisaukaskattur", "U24", "S"),
        _revenue("1010", "Seldar vörur, 11 % virðisaukaskattur", "U11", "S"),
        _revenue("1100", "Sala undanþegin virðisaukaskatti", "UUN", "E"),
        _revenue("1200", "Útflutningur vöru og þjónustu", "UUT", "G"),
        _revenue("1300", "Endurkrafinn kostnaður", "U24", "S"),
    ),
}
"""Accounts by country: the numbers of NS 4102, BAS and the Danish standard chart; Iceland has no chart
of its own, and these are a proposal. The VAT codes are those of domain/vat/presets.py. A beginning, to
be changed at will."""

STARTER_LABELS: dict[str, str] = {
    "NO": _("Norwegian accounts (NS 4102)"),
    "SE": _("Swedish accounts (BAS)"),
    "DK": _("Danish accounts"),
    "IS": _("Icelandic accounts"),
}
