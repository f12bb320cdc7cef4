"""How an e-invoice is to be paid, by the seller's country (UNCL 4461)."""

import re
from dataclasses import dataclass

from moment_ui.formats.einvoice_xml import Element, branch, leaf
from moment_ui.formats.invoice import InvoiceDocument, PaymentBox

NOT_SAID, TRANSFER, BANK_ACCOUNT, GIRO, SEPA, FIK = "1", "30", "42", "50", "58", "93"
FIK_LENGTHS = {"71": 15, "75": 16, "73": 0, "01": 0, "04": 16, "15": 16}
"""How many digits follow a card type (DK-R-009, DK-R-011)."""

GIRO_CARDS = frozenset({"01", "04", "15"})
"""Card types of giro accounts of seven digits; the others have creditors of eight."""


@dataclass(frozen=True, slots=True)
class Means:
    """A way to pay: its code, the reference the bank sends back, the account and its bank."""

    code: str
    payment_id: str = ""
    account: str = ""
    bank: str = ""


def add_payment(root: Element, document: InvoiceDocument) -> None:
    """Add every way to pay."""
    for means in means_of(document):
        box = branch(root, "PaymentMeans")
        leaf(box, "PaymentMeansCode", means.code)
        leaf(box, "PaymentID", means.payment_id)
        account = branch(box, "PayeeFinancialAccount")
        leaf(account, "ID", means.account)
        leaf(
            branch(account, "FinancialInstitutionBranch"), "ID", means.bank if means.account else ""
        )


def means_of(document: InvoiceDocument) -> tuple[Means, ...]:
    """The ways to pay, the seller's usual one first; one that says nothing when no account is set up."""
    box, seller, buyer = document.payment, document.seller, document.buyer
    country = seller.address.country
    among = buyer.address.country == country
    domestic = among and document.currency == document.home_currency
    ways = {"SE": _swedish, "IS": _icelandic}
    if among:
        ways["DK"] = _danish
    found = ways.get(country, _ordinary)(box, domestic)
    return found or (Means(NOT_SAID, box.payment_id),)


def _ordinary(box: PaymentBox, domestic: bool) -> tuple[Means, ...]:  # noqa: FBT001
    account, iban = _plain(box.account), _plain(box.iban)
    if iban and (not domestic or not account):
        return (Means(TRANSFER, box.payment_id, iban, box.bic),)
    return (Means(TRANSFER, box.payment_id, account),) if account else ()


def _swedish(box: PaymentBox, domestic: bool) -> tuple[Means, ...]:  # noqa: FBT001
    giros = tuple(
        Means(TRANSFER, box.payment_id, _digits(number), bank)
        for number, bank in ((box.bankgiro, "SE:BANKGIRO"), (box.plusgiro, "SE:PLUSGIRO"))
        if number
    )
    return giros if giros and domestic else (*_ordinary(box, domestic), *giros)


def _danish(box: PaymentBox, domestic: bool) -> tuple[Means, ...]:  # noqa: FBT001
    """Among Danes, by FIK, else by registration number and account; 30 is not for them (DK-R-005).

    Cards carry kroner only: other currencies go to the IBAN, where there is one.
    """
    card = _by_card(box) if domestic else None
    if card is not None:
        return (card,)
    local = "" if re.match("[A-Z]{2}", _plain(box.account)) else _digits(box.account)
    iban = _plain(box.iban) or ("" if local else _plain(box.account))
    if len(local) > 4 and (domestic or not iban):
        return (Means(BANK_ACCOUNT, box.payment_id, local[4:], local[:4]),)
    return (Means(SEPA, box.payment_id, iban, box.bic),) if iban else ()


def _by_card(box: PaymentBox) -> Means | None:
    """By a payment card (FIK), when its type, its number and its creditor are all there."""
    digits, wanted = _digits(box.payment_id), FIK_LENGTHS.get(box.fik_card_type)
    if wanted is None or (wanted and not digits):
        return None
    giro = box.fik_card_type in GIRO_CARDS
    long = 7 if giro else 8
    creditor = _digits(box.fik_creditor).lstrip("0").zfill(long)
    if not creditor.strip("0") or len(creditor) != long:
        return None
    reference = f"{box.fik_card_type}#{digits.zfill(wanted) if wanted else ''}"
    return Means(GIRO if giro else FIK, reference, creditor)


def _icelandic(box: PaymentBox, domestic: bool) -> tuple[Means, ...]:  # noqa: FBT001
    account = _digits(box.account)
    if domestic and len(account) == 12:
        return (Means(BANK_ACCOUNT, box.payment_id, account),)  # IS-R-007
    return _ordinary(box, domestic)


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _plain(text: str) -> str:
    return re.sub(r"[\s.]", "", text).upper()
