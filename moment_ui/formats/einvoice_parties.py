"""Seller and buyer of an e-invoice, as their countries write numbers."""

import re

from moment_ui.formats.einvoice_xml import Element, branch, leaf, tax_scheme
from moment_ui.formats.invoice import Address, Party

SCHEMES = {"NO": "0192", "SE": "0007", "DK": "0184", "IS": "0196", "FI": "0212"}
"""The register that a country's organisation numbers are from (ISO 6523)."""

BUSINESS_REGISTER, F_TAX = "Foretaksregisteret", "Godkänd för F-skatt"
"""What NO-R-002 and SE-R-005 ask for, to the letter."""


def add_party(parent: Element, party: Party, *, seller: bool, outside: bool) -> None:
    """Add a party. `outside`: nothing is subject to VAT, and no VAT number may be said."""
    box = branch(parent, "Party")
    scheme, identifier = endpoint_of(party.endpoint)
    leaf(box, "EndpointID", identifier, schemeID=scheme)
    leaf(branch(box, "PartyName"), "Name", party.name)
    _add_address(branch(box, "PostalAddress"), party)
    if not outside:
        _add_tax_number(box, party)
    if seller:
        _add_register(box, party)
    legal = branch(box, "PartyLegalEntity")
    leaf(legal, "RegistrationName", party.name)
    country = party.address.country
    leaf(
        legal,
        "CompanyID",
        registered_number(party.org_number, country),
        schemeID=SCHEMES.get(country, "") if party.org_number else "",
    )
    contact = branch(box, "Contact")
    leaf(contact, "Name", party.contact)
    leaf(contact, "Telephone", party.phone)
    leaf(contact, "ElectronicMail", party.email)


def endpoint_of(text: str) -> tuple[str, str]:
    """An e-invoice address as its scheme and identifier: "0184:13585628" → 0184, DK13585628."""
    scheme, _mark, identifier = text.partition(":")
    plain = re.sub(r"[\s]", "", identifier)
    if scheme == "0192":
        plain = plain.upper().removeprefix("NO").removesuffix("MVA")
    if scheme == "0184" and not plain.upper().startswith("DK"):
        plain = f"DK{plain}"  # PEPPOL-COMMON-R042
    if scheme in {"0007", "0196"}:
        plain = plain.replace("-", "")
    return (scheme, plain) if plain else ("", "")


def registered_number(number: str, country: str) -> str:
    """An organisation number as e-invoices write it: digits, with DK before a Danish one."""
    plain = re.sub(r"[\s.-]", "", number) if country in SCHEMES else number.strip()
    if country == "DK" and plain and not plain.upper().startswith("DK"):
        return f"DK{plain}"
    return plain


def vat_number(party: Party) -> str:
    """The party's VAT number with its country's letters (BR-CO-09)."""
    plain = re.sub(r"[\s.-]", "", party.vat_number).upper()
    country = {"GR": "EL"}.get(party.address.country, party.address.country)
    if not plain or re.match("[A-Z]{2}", plain):
        return plain
    return f"{country}{plain}"


def _add_address(box: Element, party: Party) -> None:
    where: Address = party.address
    leaf(box, "StreetName", where.line1)
    leaf(box, "AdditionalStreetName", where.line2)
    leaf(box, "CityName", where.city)
    leaf(box, "PostalZone", where.postal_code)
    extra = ", ".join(filter(None, (party.line_above_name, party.line_below_name)))
    leaf(branch(box, "AddressLine"), "Line", extra)
    leaf(branch(box, "Country"), "IdentificationCode", where.country)


def _add_tax_number(box: Element, party: Party) -> None:
    number = vat_number(party)
    if number:
        scheme = branch(box, "PartyTaxScheme")
        leaf(scheme, "CompanyID", number)
        tax_scheme(scheme, "VAT")


def _add_register(box: Element, party: Party) -> None:
    country = party.address.country
    said = ""
    if country == "NO" and party.in_business_register:
        said = BUSINESS_REGISTER
    if country == "SE" and party.has_f_tax:
        said = F_TAX
    if said:
        scheme = branch(box, "PartyTaxScheme")
        leaf(scheme, "CompanyID", said)
        tax_scheme(scheme, "TAX")
