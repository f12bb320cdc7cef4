"""The fields of customer files."""

import re

from moment_ui.core import fields
from moment_ui.core.fields import Unfit
from moment_ui.core.folding import folded
from moment_ui.core.words import _
from moment_ui.imports.fields import Field
from moment_ui.imports.values import (
    Cell,
    Style,
    choice,
    flag,
    line,
    org_number,
    plain,
    text_of,
    whole,
)
from moment_ui.models.customer import CustomerStatus, InvoiceType

STATUS_WORDS = {
    "active": CustomerStatus.ACTIVE,
    "aktiv": CustomerStatus.ACTIVE,
    "potential": CustomerStatus.POTENTIAL,
    "potensiell": CustomerStatus.POTENTIAL,
    "prospekt": CustomerStatus.POTENTIAL,
    "blocked": CustomerStatus.BLOCKED,
    "sperret": CustomerStatus.BLOCKED,
    "sparrad": CustomerStatus.BLOCKED,
    "inactive": CustomerStatus.INACTIVE,
    "inaktiv": CustomerStatus.INACTIVE,
    "ja": CustomerStatus.ACTIVE,
    "yes": CustomerStatus.ACTIVE,
    "1": CustomerStatus.ACTIVE,
    "nei": CustomerStatus.INACTIVE,
    "nej": CustomerStatus.INACTIVE,
    "no": CustomerStatus.INACTIVE,
    "0": CustomerStatus.INACTIVE,
}
TYPE_WORDS = {
    "email": InvoiceType.EMAIL,
    "e-mail": InvoiceType.EMAIL,
    "epost": InvoiceType.EMAIL,
    "e-post": InvoiceType.EMAIL,
    "ehf": InvoiceType.E_INVOICE,
    "e-invoice": InvoiceType.E_INVOICE,
    "efaktura": InvoiceType.E_INVOICE,
    "e-faktura": InvoiceType.E_INVOICE,
    "peppol": InvoiceType.E_INVOICE,
    "letter": InvoiceType.LETTER,
    "brev": InvoiceType.LETTER,
    "papir": InvoiceType.LETTER,
    "manual": InvoiceType.MANUAL,
    "manuell": InvoiceType.MANUAL,
}


_PHONE_WORDS = re.compile(r"^(telefon|tlf|tel|mobil|mob|phone)\b[.:]*", re.IGNORECASE)
_PHONE_CODE = re.compile(r"^\((\+?\d+)\)")
_DAYS = re.compile(r"[^\d]*(\d{1,3})[^\d]*")


def phone(cell: Cell, _style: Style) -> str | None:
    """A phone number, without the word before it and brackets around the country's code."""
    bare = _PHONE_WORDS.sub("", plain(cell)).strip()
    return fields.phone(_PHONE_CODE.sub(r"\1", bare)) or None


def credit_days(cell: Cell, _style: Style) -> int | None:
    """Days to pay: 14, 14 dager, Netto 30 dager."""
    text = plain(cell)
    found = _DAYS.fullmatch(text)
    return fields.whole_number(found[1] if found else text, 0, 365)


def country(cell: Cell, _style: Style) -> str | None:
    """A country by its two letters or its name in English or a Nordic language."""
    word = plain(cell)
    if not word:
        return None
    for locale in ("en", "nb", "sv", "da"):
        for code, name in fields.countries(locale).items():
            if folded(word) in (folded(name), code.lower()):
                return code
    raise Unfit(_("This country is not known. Write its two letters, such as NO."))


def tags(cell: Cell, _style: Style) -> tuple[str, ...] | None:
    """Names of tags, comma or semicolon between."""
    names = (name.strip() for name in plain(cell).replace(";", ",").split(","))
    return tuple(dict.fromkeys(name for name in names if name)) or None


CUSTOMER_FILE_FIELDS = (
    Field("number", _("Number"), whole(),
          ("kundenummer", "kundenr", "kundnummer", "kundnr", "customer number", "nr", "id"),
          example="10147"),
    Field("name", _("Name"), line(),
          ("navn", "namn", "kundenavn", "kundnamn", "firmanavn", "firma", "customer name",
           "company name", "kunde", "selskap"),
          required=True, example="Havneparken Utvikling AS"),
    Field("org_number", _("Company reg. no."), org_number,
          ("orgnr", "org nr", "organisasjonsnummer", "organisationsnummer", "cvr", "cvr nr",
           "org number", "registration number", "foretaksnummer", "kennitala"),
          example="399734118"),
    Field("vat_number", _("VAT number"), line(30), ("mva nummer", "momsnummer", "vat no", "vat")),
    Field("status", _("Status"), choice(STATUS_WORDS), ("kundestatus", "tilstand", "aktiv")),
    Field("is_participant", _("Project participant"), flag, ("prosjektdeltaker", "deltaker")),
    Field("country", _("Country"), country, ("land", "landkode", "country code"), example="NO"),
    Field("email", _("E-mail"), text_of(fields.email),
          ("epost", "e post", "mail", "epostadresse", "email address", "faktura epost"),
          example="post@havneparken.example"),
    Field("phone", _("Phone"), phone,
          ("telefon", "tlf", "telefonnummer", "mobil", "mobile", "telephone"),
          example="735 40 100"),
    Field("website", _("Website"), text_of(fields.website),
          ("nettside", "hjemmeside", "hemsida", "web", "url", "www")),
    Field("currency", _("Currency"), text_of(fields.currency), ("valuta", "valutakode"),
          example="NOK"),
    Field("language", _("Language"), text_of(fields.language), ("sprak", "sprog")),
    Field("bank_account", _("Bank account number"), line(40),
          ("kontonummer", "bankkonto", "bankgiro", "iban", "konto")),
    Field("postal_line1", _("Postal address"), line(),
          ("adresse", "postadresse", "adress", "address", "adresse 1", "gateadresse", "gate",
           "street", "adresselinje 1", "fakturaadresse"),
          example="Postboks 214"),
    Field("postal_line2", _("Postal address, second line"), line(),
          ("adresse 2", "adresselinje 2", "address 2")),
    Field("postal_code", _("Postal code"), line(20),
          ("postnummer", "postnr", "zip", "zip code", "postkode"), example="7010"),
    Field("postal_city", _("City"), line(100),
          ("sted", "poststed", "by", "ort", "postort", "stad", "town"), example="Trondheim"),
    Field("visiting_line1", _("Visiting address"), line(), ("besoksadresse", "leveringsadresse")),
    Field("visiting_code", _("Postal code, visiting"), line(20), ("besok postnummer",)),
    Field("visiting_city", _("City, visiting"), line(100), ("besok sted",)),
    Field("invoice_type", _("Preferred invoice type"), choice(TYPE_WORDS),
          ("fakturatype", "fakturametode", "utsendelse", "distribusjon", "delivery")),
    Field("credit_days", _("Credit terms, days"), credit_days,
          ("bet betingelser", "bet bet", "forfall dager", "kredittid", "betalingsfrist", "betalingsbetingelser", "forfallsdager", "kreditdager",
           "payment terms", "credit days", "dager"), example="14"),
    Field("tags", _("Tags"), tags, ("merker", "stikkord", "kategori", "etiketter")),
)  # fmt: skip
