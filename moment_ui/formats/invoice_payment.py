"""How an invoice is paid: the box with the day, the amount, the account and what the bank sends back."""

from moment_ui.core.identifiers import shown_bank_account
from moment_ui.formats.invoice_texts import InvoiceTexts, Pair
from moment_ui.formats.paper import (
    BODY,
    LEFT,
    QUIET,
    RIGHT,
    SMALL,
    TINY,
    Hand,
    Sheets,
)

_PAD, _GAP, _ROW = 16.0, 26.0, 30.0
_VALUE = 11.0


def payment_pairs(texts: InvoiceTexts) -> list[Pair]:
    """What the box says, as (word, value). A credit note is not paid by the customer."""
    document, words = texts.document, texts.words
    if texts.credits:
        return [(words.credited, f"{document.currency} {texts.money(-texts.owed())}")]
    amount = f"{document.currency} {texts.money(texts.owed())}"
    due = texts.day(document.due) if document.due else ""
    pairs = [(words.due, due), (words.to_pay, amount), *_accounts(texts), _payment_id(texts)]
    return [pair for pair in pairs if pair[1]]


def _accounts(texts: InvoiceTexts) -> list[Pair]:
    """The accounts to pay to; IBAN and BIC for who pays from abroad, or when there is nothing else."""
    box, document = texts.document.payment, texts.document
    at_home = [
        (texts.words.account, "" if _is_fik(texts) else shown_bank_account(box.account)),
        ("Bankgiro", box.bankgiro),
        ("Plusgiro", box.plusgiro),
    ]
    abroad = document.currency != document.home_currency
    abroad |= document.buyer.address.country != document.seller.address.country
    if not abroad and (any(value for _word, value in at_home) or _is_fik(texts)):
        return at_home
    return [*at_home, ("IBAN", shown_bank_account(box.iban)), ("BIC", box.bic)]


def _payment_id(texts: InvoiceTexts) -> Pair:
    box, seller = texts.document.payment, texts.document.seller
    shown = box.payment_id_shown or box.payment_id
    words = {"NO": "KID", "SE": "OCR"}
    if box.payment_id.startswith("RF"):
        return "RF", shown
    if _is_fik(texts):
        return "FIK", shown
    return words.get(seller.address.country, texts.words.payment_id), shown


def _is_fik(texts: InvoiceTexts) -> bool:
    box = texts.document.payment
    return bool(box.fik_creditor and box.payment_id)


def draw_box(sheets: Sheets, texts: InvoiceTexts) -> None:
    """Draw the box at the pen, whole on one page."""
    rows = _in_rows(sheets, payment_pairs(texts))
    set_off = texts.words.set_off if texts.credits else ""
    height = 2 * _PAD + _ROW * len(rows) - 6 + (SMALL * 1.6 if set_off else 0)
    sheets.keep(height + 14)
    sheets.down(14)
    bottom = sheets.y - height
    sheets.box(height)
    sheets.down(_PAD + 6)
    for row in rows:
        left = LEFT + _PAD
        for word, value, width in row:
            sheets.text(left, word, Hand(sheets.regular, TINY, QUIET))
            sheets.y -= 14
            sheets.text(left, value, Hand(sheets.bold, _VALUE))
            sheets.y += 14
            left += width + _GAP
        sheets.down(_ROW)
    if set_off:
        sheets.text(LEFT + _PAD, set_off, Hand(sheets.regular, SMALL, QUIET))
    sheets.y = bottom
    sheets.down(BODY)


def _in_rows(sheets: Sheets, pairs: list[Pair]) -> list[list[tuple[str, str, float]]]:
    """The pairs side by side, in as many rows as they need."""
    room = RIGHT - LEFT - 2 * _PAD
    rows: list[list[tuple[str, str, float]]] = [[]]
    used = 0.0
    for word, value in pairs:
        wide = sheets.width(value, Hand(sheets.bold, _VALUE))
        width = max(wide, sheets.width(word, Hand(sheets.regular, TINY)))
        if rows[-1] and used + width > room:
            rows.append([])
            used = 0.0
        rows[-1].append((word, value, width))
        used += width + _GAP
    return rows
