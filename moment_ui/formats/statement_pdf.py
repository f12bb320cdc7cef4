"""A statement of account on paper, with the letterhead and the address field of our invoices."""

from collections import defaultdict
from decimal import Decimal
from typing import BinaryIO

from moment_ui.core.identifiers import shown_bank_account
from moment_ui.formats.invoice import ZERO, InvoiceDocument
from moment_ui.formats.invoice_texts import InvoiceTexts
from moment_ui.formats.letterhead import addressed, letterhead
from moment_ui.formats.paper import RIGHT, STRONG, Hand, Sheets, in_lines
from moment_ui.formats.paper_table import Column, Over, Place, Row, Table, draw, sums
from moment_ui.formats.pdf_archive import About
from moment_ui.formats.pictures import Plate
from moment_ui.formats.statement import OpenLine, StatementDocument
from moment_ui.formats.statement_account import draw_account, draw_ages, height_of_ages
from moment_ui.formats.statement_words import statement_words

_TEXT = 430.0
_SUMS, _PAY = 80.0, 40.0


def write(document: StatementDocument, out: BinaryIO, *, logo: Plate | None = None) -> None:
    """Write the statement as PDF."""
    words, texts = statement_words(document.language), InvoiceTexts(_paper(document))
    title = document.title or words.statement
    about = About(
        f"{title}, {document.seller.name}",
        document.seller.name,
        document.language,
        document.as_of,
    )
    sheets = Sheets(out, about, in_lines(texts.foot()))
    letterhead(sheets, title, document.seller.name, logo)
    addressed(
        sheets, _facts(document, texts), (texts.sender(), texts.receiver()), document.buyer.name
    )
    if document.text:
        sheets.paragraph(document.text, width=_TEXT)
        sheets.down(14)
    if not (document.lines or document.accounts):
        sheets.down(12)
        sheets.paragraph(words.nothing if document.accounts is None else words.nothing_moved)
    end = height_of_ages(document.ages) + _PAY
    accounts = document.accounts or ()
    for at, account in enumerate(accounts, 1):
        draw_account(sheets, texts, account, end if at == len(accounts) else 0.0)
    listed = _by_currency(document.lines)
    for at, (currency, lines) in enumerate(listed.items(), 1):
        _listed(sheets, texts, (currency, lines), end if at == len(listed) else 0.0)
    draw_ages(sheets, texts, document.ages)
    _pay(sheets, document, texts)
    sheets.finish(texts.words.page)


def _facts(document: StatementDocument, texts: InvoiceTexts) -> list[tuple[str, str]]:
    words = statement_words(document.language)
    until = texts.day(document.as_of)
    if document.accounts is None:
        told = (words.as_of, until)
    elif document.since is None:
        told = (words.until, until)
    else:
        told = (words.period, f"{texts.day(document.since)}\N{EN DASH}{until}")
    return [told, (texts.words.customer_number, document.buyer.number)]


def _listed(
    sheets: Sheets, texts: InvoiceTexts, listed: tuple[str, list[OpenLine]], after: float
) -> None:
    """What is open in a currency, with its sum under two rows at least, and what comes `after` it."""
    words, (currency, lines) = statement_words(texts.document.language), listed
    charged = any(line.interest or line.fee for line in lines)
    sheets.keep(90 + _SUMS)
    sheets.down(14)
    sheets.rule(STRONG, 1.2)
    heads = [
        Column(words.number, Place.SHORT),
        Column(words.issued, Place.SHORT),
        Column(words.due, Place.SHORT),
        Column(words.payment_id, Place.TEXT),
        Column(words.late),
        Column(f"{words.gross} {currency}"),
        Column(words.open),
        *((Column(words.interest), Column(words.fee)) if charged else ()),
    ]
    rows = [Row(_cells(texts, line, charged=charged)) for line in lines]
    over = Over(again=lambda: sheets.rule(STRONG, 1.2))
    draw(sheets, Table(tuple(heads), tuple(rows)), over, under=_SUMS + after)
    total = sum((line.to_pay for line in lines), ZERO)
    parts = [
        (words.open, sum((line.open for line in lines), ZERO)),
        (words.interest, sum((line.interest for line in lines), ZERO)),
        (words.fee, sum((line.fee for line in lines), ZERO)),
    ]
    told = [(word, texts.money_in(amount, currency)) for word, amount in parts if amount]
    sheets.keep(_SUMS)
    sheets.down(8)
    shown = told if charged else []
    word, amount = (words.in_favour, -total) if total < ZERO else (words.to_pay, total)
    sums(sheets, [*shown, (f"{word} {currency}", texts.money_in(amount, currency))])


def _cells(texts: InvoiceTexts, line: OpenLine, *, charged: bool) -> tuple[str, ...]:
    words = statement_words(texts.document.language)
    credit = line.kind == "credit-note"
    amounts = (line.interest, line.fee) if charged else ()
    return (
        f"{words.credit_note} {line.number}" if credit else str(line.number),
        texts.day(line.issued),
        texts.day(line.due) if line.due and not credit else "",
        line.payment_id,
        str(line.days_late) if line.days_late else "",
        texts.money_in(line.gross, line.currency),
        texts.money_in(line.open, line.currency),
        *(texts.money_in(amount, line.currency) if amount else "" for amount in amounts),
    )


def _pay(sheets: Sheets, document: StatementDocument, texts: InvoiceTexts) -> None:
    """Where the money goes, or what is to the customer's credit; each invoice keeps its own payment ID."""
    payment, words = document.payment, texts.words
    account = payment.account or payment.bankgiro or payment.plusgiro or payment.iban
    balances = _balances(document)
    strong = Hand(sheets.bold, 9.5)
    for currency, amount in balances.items():
        if amount < ZERO:
            money = f"{texts.money_in(-amount, currency)} {currency}"
            told = statement_words(document.language).credit.format(amount=money)
            sheets.keep(_PAY)
            sheets.down(20)
            sheets.block(62.0, told, strong, RIGHT - 62.0)
    if not (account and any(amount > ZERO for amount in balances.values())):
        return
    sheets.keep(_PAY)
    sheets.down(20)
    sheets.block(
        62.0,
        f"{words.pay_to} {document.seller.name}: {shown_bank_account(account)}",
        strong,
        RIGHT - 62.0,
    )


def _balances(document: StatementDocument) -> dict[str, Decimal]:
    """What is owed in each currency, below nought what we owe."""
    found: defaultdict[str, Decimal] = defaultdict(lambda: ZERO)
    for line in document.lines:
        found[line.currency] += line.to_pay
    return dict(found) | {each.currency: each.closing for each in document.accounts or ()}


def _by_currency(lines: tuple[OpenLine, ...]) -> dict[str, list[OpenLine]]:
    found: defaultdict[str, list[OpenLine]] = defaultdict(list)
    for line in lines:
        found[line.currency].append(line)
    return dict(found)


def _paper(document: StatementDocument) -> InvoiceDocument:
    """The same parties as an invoice has them: its texts write addresses and the foot."""
    return InvoiceDocument(
        kind="invoice",
        number=None,
        language=document.language,
        currency=document.currency,
        issued=document.as_of,
        due=None,
        seller=document.seller,
        buyer=document.buyer,
        payment=document.payment,
        lines=(),
        vat_groups=(),
        net=ZERO,
        vat=ZERO,
        gross=ZERO,
    )
