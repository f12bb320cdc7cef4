"""Payments from a bank's table: columns by their headings, what went out passed over, wrong rows refused."""

import datetime as dt
import re
from decimal import Decimal

import pytest

from moment_ui.formats.payments.payment import FileBroken
from moment_ui.imports import sheet
from moment_ui.imports.bank_job import format_of, said_digest
from moment_ui.imports.bank_table import BankTable, guessed
from moment_ui.imports.errors import MissingColumns
from moment_ui.models.payment_file import BankFormat
from tests.formats.bank_files import Paid, camt_file, ocr_file

HEAD = "Bokført;Beløp;KID;Forklaring;Avsender\n"


def read(path, text):
    path.write_text(text, encoding="utf-8")
    seen = sheet.preview(path)
    mapped = guessed(seen.headings, seen.samples)
    with BankTable(path, mapped).opened() as (payments, told):
        return list(payments), told


def test_a_norwegian_banks_table_is_understood(tmp_path):
    rows = "20.11.2026;1 250,50;00043455;Innbetaling;Øyvind Ås\n20.11.2026;-200,00;;Gebyr;Banken\n"
    (paid,), told = read(tmp_path / "bank.csv", HEAD + rows)
    assert (paid.paid_on, paid.amount) == (dt.date(2026, 11, 20), Decimal("1250.50"))
    assert (paid.payment_id, paid.text, paid.payer) == ("00043455", "Innbetaling", "Øyvind Ås")
    assert (paid.line, told.skipped) == (2, 1)


def test_money_in_and_out_in_columns_of_their_own(tmp_path):
    text = "Dato;Ut;Inn;Tekst\n20.11.2026;;99,00;a\n20.11.2026;50,00;;b\nSum;50,00;99,00;\n"
    (paid,), told = read(tmp_path / "bank.csv", text)
    assert (paid.amount, told.skipped) == (Decimal(99), 2)


def test_what_went_out_may_stand_in_a_column_of_its_own_beside_the_amount(tmp_path):
    text = "Dato;Beløp;Debet;Tekst\n20.11.2026;99,00;;a\n20.11.2026;;50,00;b\n"
    (paid,), told = read(tmp_path / "bank.csv", text)
    assert (paid.amount, told.skipped) == (Decimal(99), 1)
    with pytest.raises(FileBroken, match=r"Line 4: The amount is missing."):
        read(tmp_path / "bank.csv", f"{text}20.11.2026;;;c\n")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            (
                '"Dato";"Forklaring";"Rentedato";"Ut fra konto";"Inn på konto"\n'
                '"16.11.2026";"Kari";"16.11.2026";"";"1250,00"\n'
                '"16.11.2026";"Leie";"16.11.2026";"99,00";""\n'
            ),
            ("Kari", "", ""),
        ),
        (
            (
                "Bokføringsdato;Beløp;Avsender;Mottaker;Navn;Tittel;Valuta\n"
                "2026/11/16;1250,00;99990512341;42120012345;Kari;KID 123;NOK\n"
            ),
            ("KID 123", "123", "NOK"),
        ),
        (
            "Bogføringsdato;Tekst;Beløb i DKK;Saldo;FIK\n16-11-2026;Indbetaling;1.250,00;9.000,00;0012\n",
            ("Indbetaling", "0012", ""),
        ),
        (
            (
                "Bokföringsdatum;Meddelande;Insättning;Uttag;Saldo\n"
                "2026-11-16;Bg;1 250,00;;9 000,00\n2026-11-16;Ut;;-50,00;8 950,00\n"
            ),
            ("Bg", "", ""),
        ),
        (
            (
                "Kontoutskrift\n\nBooking date,Description,Paid in,Paid out\n"
                '2026-11-16,Thanks,"1,250.00",\n2026-11-16,Rent,,9.00\n'
            ),
            ("Thanks", "", ""),
        ),
    ],
)
def test_tables_of_banks_are_understood_as_they_come(tmp_path, text, said):
    (paid,), _told = read(tmp_path / "bank.csv", text)
    assert (paid.paid_on, paid.amount) == (dt.date(2026, 11, 16), Decimal(1250))
    assert (paid.text, paid.payment_id, paid.currency) == said
    names = "Navn" in text
    assert (paid.payer, paid.payer_account) == (("Kari", "99990512341") if names else ("", ""))


def test_what_is_not_booked_is_passed_over(tmp_path):
    text = (
        "Dato;Tekst;Beløb;Status\n16.11.2026;Faktura;1.250,00;Udført\n"
        "17.11.2026;Faktura;50,00;Venter\nReserveret;Kort;60,00;\n"
    )
    (paid,), told = read(tmp_path / "bank.csv", text)
    assert (paid.amount, told.skipped) == (Decimal(1250), 2)


@pytest.mark.parametrize(
    ("text", "payment_id"),
    [
        ("Fra Ørland Sykehjem KID 00900011", "00900011"),
        ("KID: 0090 0011", "00900011"),
        ("Faktura 90001", ""),
        ("KID 00900011 og 00900029", ""),
        ("Askid 00900011", ""),
    ],
)
def test_a_text_that_ends_with_a_payment_id_names_it(tmp_path, text, payment_id):
    (paid,), _told = read(tmp_path / "bank.csv", f"Dato;Beløp;Tekst\n16.11.2026;1,00;{text}\n")
    assert paid.payment_id == payment_id


def test_equal_rows_are_two_payments_with_the_same_keys_in_every_file(tmp_path):
    row = "20.11.2026;10,00;1;a;b\n"
    twice, _told = read(tmp_path / "a.csv", HEAD + row + row)
    again, _told = read(tmp_path / "b.csv", HEAD + row + "21.11.2026;7,00;;;\n" + row)
    assert twice[0].key != twice[1].key
    assert {p.key for p in twice} <= {p.key for p in again}


@pytest.mark.parametrize(
    ("row", "says"),
    [("20.13.2026;10,00;1;a;b", "Line 2: Date"), ("20.11.2026;ti;1;a;b", "Line 2: Amount")],
)
def test_a_wrong_row_refuses_the_file(tmp_path, row, says):
    with pytest.raises(FileBroken, match=says):
        read(tmp_path / "bank.csv", f"{HEAD}{row}\n")


def test_without_an_amount_nothing_is_read(tmp_path):
    with pytest.raises(MissingColumns):
        read(tmp_path / "bank.csv", "Dato;Tekst\n20.11.2026;a\n")


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (ocr_file([Paid("1", Decimal(1))]), BankFormat.OCR),
        (camt_file([Paid("1", Decimal(1))]), BankFormat.CAMT),
        (HEAD.encode(), BankFormat.CSV),
    ],
)
def test_formats_are_told_apart_by_how_they_begin(tmp_path, content, found):
    (tmp_path / "f").write_bytes(content)
    assert format_of(tmp_path / "f") is found


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ("20.11.2026;;00043455;a;b\n", "Line 2: The amount is missing."),
        ("20.11.2026;5;1,23457E+12;a;b\n", "Line 2: The payment ID 1,23457E+12 was rounded"),
    ],
)
def test_a_row_without_its_amount_or_with_a_rounded_payment_id_is_refused(tmp_path, rows, says):
    with pytest.raises(FileBroken, match=re.escape(says)):
        read(tmp_path / "bank.csv", HEAD + rows)


def test_other_line_ends_and_blanks_say_the_same(tmp_path):
    path = tmp_path / "bank.csv"
    told = set()
    for text in ("a;b\n1;2\n", "a;b\r\n1;2\r\n\r\n", "\ufeffa;b  \n1;2", "a;b\n1;3\n"):
        path.write_bytes(text.encode())
        told.add(said_digest(path))
    assert len(told) == 2
