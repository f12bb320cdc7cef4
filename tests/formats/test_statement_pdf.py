"""The paper of a statement, read back: what moved, what is owed or to the customer's credit, page by page."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from pypdf import PdfReader

from moment_ui.formats import statement_pdf
from moment_ui.formats.invoice import Address, Party, PaymentBox
from moment_ui.formats.statement import Account, Movement, StatementDocument

D = Decimal
DAY = dt.date(2026, 11, 16)
PAPER = StatementDocument(
    language="nb",
    as_of=DAY,
    seller=Party("Lysgård AS", Address("Fjordgata 30", "", "7010", "Trondheim", "NO")),
    buyer=Party("Skarvøy kommune", Address("Postboks 647", country="NO"), "10152"),
    payment=PaymentBox(account="15039955558"),
    currency="NOK",
    lines=(),
)


def pages_of(document: StatementDocument) -> list[str]:
    """The text of each page, its spaces plain."""
    out = io.BytesIO()
    statement_pdf.write(document, out)
    found = (page.extract_text() for page in PdfReader(out).pages)
    return [" ".join(text.replace("\N{NO-BREAK SPACE}", " ").split()) for text in found]


def moved(kind: str, amount: int, balance: int, **more: Any) -> Movement:
    values: dict[str, Any] = {"number": 5003, "text": "", "due": None} | more
    document = kind in {"invoice", "credit-note"}
    invoiced, paid = (D(amount), None) if document else (None, D(amount))
    return Movement(DAY, kind, invoiced=invoiced, paid=paid, balance=D(balance), **values)


def account(*movements: Movement, **more: Any) -> StatementDocument:
    return replace(PAPER, accounts=(Account("NOK", D(0), movements),), **more)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Tilbakeført betaling", "Tilbakeført avskrivning", "Tilbakebetalt", "kreditnota 5010", "faktura 5003")),
        ("sv", ("Återförd betalning", "Återförd avskrivning", "Återbetalt", "kreditfaktura 5010", "faktura 5003")),
        ("da", ("Tilbageført betaling", "Tilbageført afskrivning", "Tilbagebetalt", "kreditnota 5010", "faktura 5003")),
        ("en", ("Payment reversed", "Write-off reversed", "Repaid", "credit note 5010", "invoice 5003")),
    ],
)  # fmt: skip
def test_what_was_taken_back_and_set_off_is_called_that(language, words):
    note = {"number": 5010, "of": "credit-note"}
    paper = account(
        moved("invoice", 900, 900),
        moved("reversed", -100, 1000),
        moved("reversed-write-off", -20, 1020),
        moved("repaid", -5, 1025),
        moved("credit-note", -300, 725, number=5010),
        moved("credit", 300, 425, text="5010"),
        moved("credit", -300, 725, text="5003", **note),
        language=language,
    )
    (told,) = pages_of(paper)
    reversed_, write_off, repaid, credited, invoice = words
    for what in (reversed_, write_off, repaid):
        assert f"{what} {invoice}" in told
    assert f"{invoice} \N{MIDDLE DOT} {credited}" in told
    assert f"{credited} \N{MIDDLE DOT} {invoice}" in told
