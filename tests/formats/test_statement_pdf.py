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
from moment_ui.formats.paper import RIGHT
from moment_ui.formats.statement import Account, Ageing, Movement, OpenLine, StatementDocument

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


def line(amount: int, **more: Any) -> OpenLine:
    values: dict[str, Any] = {"kind": "invoice", "number": 5003, "currency": "NOK"} | more
    return OpenLine(issued=DAY, due=DAY, payment_id="", gross=D(amount), open=D(amount), **values)


@pytest.mark.parametrize(
    ("language", "credit"),
    [
        ("nb", "Dere har 500,00 NOK til gode hos oss."),
        ("sv", "Ni har 500,00 NOK till godo hos oss."),
        ("da", "I har 500,00 NOK til gode hos os."),
        ("en", "You have 500.00 NOK to your credit with us."),
    ],
)
def test_who_has_money_to_its_credit_is_told_so_and_asked_for_none(language, credit):
    note = line(-500, kind="credit-note", number=5010)
    account_number = "1503 99 55558"
    (owing,) = pages_of(replace(PAPER, language=language, lines=(line(900), note)))
    assert account_number in owing
    assert credit not in owing
    (told,) = pages_of(replace(PAPER, language=language, lines=(note,)))
    (moved_,) = pages_of(account(moved("credit-note", -500, -500), language=language))
    (both,) = pages_of(replace(PAPER, language=language, lines=(note, line(20, currency="EUR"))))
    for page in (told, moved_, both):
        assert credit in page
    assert [account_number in page for page in (told, moved_, both)] == [False, False, True]


def test_credits_stand_beside_what_is_due_and_late():
    owed = tuple(map(D, (100, 0, 0, 0, 40)))
    (told,) = pages_of(replace(PAPER, ages=(Ageing("NOK", (*owed, D(-30))),)))
    assert "Over 90 dager Til gode NOK 100,00 0,00 0,00 0,00 40,00 -30,00" in told.replace(
        "\N{MINUS SIGN}", "-"
    )
    (plain,) = pages_of(replace(PAPER, ages=(Ageing("NOK", (*owed, D(0))),)))
    assert "Til gode" not in plain


def test_a_reminder_of_large_amounts_with_interest_and_fee_stays_within_the_margins():
    lines = tuple(
        replace(
            line(1_234_567), payment_id=number, days_late=451, interest=D("12345.67"), fee=D(37)
        )
        for number in ("00196378", "1234567890123456789012345")
    )
    out, starts = io.BytesIO(), list[float]()
    statement_pdf.write(replace(PAPER, lines=lines), out)
    (page,) = PdfReader(out).pages

    def visit(text: str, _cm: Any, at: Any, *_font: Any) -> None:
        starts.extend([at[4]] if text.strip() else [])

    told = page.extract_text(visitor_text=visit)
    assert "Gebyr" in told
    assert max(starts) < RIGHT


def test_what_closes_a_statement_stands_under_two_rows_at_least():
    for count in range(12, 45):
        movements = [moved("invoice", 1, at, number=70000 + at) for at in range(1, count + 1)]
        lines = tuple(line(1, number=70000 + at) for at in range(1, count + 1))
        ages = (Ageing("NOK", (D(count), *(D(0),) * 5)),)
        for paper in (
            account(*movements),
            account(*movements, ages=ages),
            replace(PAPER, lines=lines, ages=ages),
        ):
            pages = pages_of(paper)
            last = [at for at in range(1, count + 1) if str(70000 + at) in pages[-1]]
            assert last[-2:] == [count - 1, count]
            told = " ".join(pages)
            assert [told.count(str(70000 + at)) for at in range(1, count + 1)] == [1] * count
