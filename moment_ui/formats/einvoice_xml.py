"""Elements of UBL: leaves with text, branches with children, and nothing empty."""

import datetime as dt
import re
from decimal import Decimal
from importlib import import_module
from typing import Any

from moment_ui.core.money import ZERO, round_money

Element = Any
_ETREE: Any = import_module("lxml.etree")  # it has no types
INVOICE_ROOT, CREDIT_NOTE_ROOT = "Invoice", "CreditNote"
_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CAC, _CBC = f"{{{_UBL}CommonAggregateComponents-2}}", f"{{{_UBL}CommonBasicComponents-2}}"
_PREFIXES = {"cac": _CAC[1:-1], "cbc": _CBC[1:-1]}
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def root_of(name: str) -> Element:
    """The outermost element: Invoice or CreditNote."""
    namespace = f"{_UBL}{name}-2"
    return _ETREE.Element(f"{{{namespace}}}{name}", nsmap={None: namespace, **_PREFIXES})


def cbc(name: str) -> str:
    """The name of a leaf with its namespace."""
    return _CBC + name


def branch(parent: Element, name: str) -> Element:
    """An element that holds others."""
    return _ETREE.SubElement(parent, _CAC + name)


def leaf(parent: Element, name: str, text: str, **attributes: str) -> Element:
    """An element that holds text; without any it is pruned in the end."""
    found: Element = _ETREE.SubElement(
        parent, _CBC + name, {k: v for k, v in attributes.items() if v}
    )
    found.text = allowed(text).strip()
    return found


def allowed(text: str) -> str:
    """The text without what no XML may hold."""
    return _FORBIDDEN.sub("", text)


def amount(parent: Element, name: str, value: Decimal, currency: str) -> None:
    """An amount of money with two decimals (BR-DEC-*)."""
    leaf(parent, name, f"{round_money(value, currency) + ZERO:.2f}", currencyID=currency)


def price(parent: Element, name: str, value: Decimal, currency: str) -> None:
    """A unit price, with the decimals it has and two at least."""
    leaf(parent, name, number(value, 2), currencyID=currency)


def number(value: Decimal, least: int = 0) -> str:
    """A number with the decimals it has, `least` at least: 25, 11.11, 0.3333."""
    value += ZERO  # nought has no minus
    exponent = value.normalize().as_tuple().exponent
    decimals = max(least, -exponent if isinstance(exponent, int) else 0)
    return f"{value:.{decimals}f}"


def day(date: dt.date | None) -> str:
    """A date as YYYY-MM-DD; "" for none."""
    return "" if date is None else date.isoformat()


def tax_scheme(parent: Element, name: str) -> None:
    """What kind of tax is spoken of: VAT, or TAX for a register."""
    leaf(branch(parent, "TaxScheme"), "ID", name)


def pruned(root: Element) -> Element:
    """The tree without elements that say nothing, and without those that then hold nothing."""
    for element in reversed(list(root.iter())):
        if not len(element) and not element.text and element is not root:
            element.getparent().remove(element)
    return root


def written(root: Element) -> bytes:
    """The tree as it is sent: UTF-8, without a document type."""
    text: bytes = _ETREE.tostring(root, xml_declaration=True, encoding="UTF-8")
    return text
