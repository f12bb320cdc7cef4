"""Payment IDs: the vectors of banks and specifications, and that reading undoes making."""

import datetime as dt
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from stdnum import luhn

from moment_ui.core.fields import Unfit
from moment_ui.domain.payment_files.rules import spellings
from moment_ui.domain.payment_ids.digits import check_digit
from moment_ui.domain.payment_ids.errors import PaymentIdRefused
from moment_ui.domain.payment_ids.format import parts_of, written
from moment_ui.domain.payment_ids.reading import ReadBack, plain, read_back
from moment_ui.domain.payment_ids.rules import (
    check_display,
    checked_parts,
    holds,
    payment_id_of,
)
from moment_ui.models.finances import CheckDigit, FinanceSettings, PaymentIdKind
from moment_ui.models.invoice import InvoiceKind

DAY = dt.date(2026, 11, 21)
OCR, FIK = PaymentIdKind.OCR, PaymentIdKind.FIK


def agreed(text: str, **fields) -> FinanceSettings:
    return FinanceSettings(company_id=1, payment_id_format=text, **fields)


def made(settings: FinanceSettings, number=4345, customer=23412, kind=InvoiceKind.INVOICE) -> str:
    return payment_id_of(settings, kind, number, customer, DAY)[0]


@pytest.mark.parametrize(
    ("text", "payment_id"),
    [
        ("INV6CLI6", "0043450234125"),
        ("COM23INV7CLI6COM4", "23000434502341244"),
        ("COM23INV7CLI8COM4", "2300043450002341244"),
        ("INV6", "0043455"),
        ("TYPEINV6", "10043453"),
        ("INV6ISSUE", "0043452111263"),
        (" inv6 cli6 ", "0043450234125"),
        ("", "00043455"),
    ],
)
def test_known_numbers_are_made(text, payment_id):
    assert made(agreed(text)) == payment_id
    assert luhn.is_valid(payment_id)


def test_the_check_digits_of_the_bank():
    assert check_digit("12345678", CheckDigit.MOD10) == "2"
    assert check_digit("12345678", CheckDigit.MOD11) == "5"
    dashed = next(n for n in range(100) if check_digit(f"{n:06}", CheckDigit.MOD11) == "-")
    settings = agreed("INV6", payment_id_check=CheckDigit.MOD11)
    assert made(settings, dashed) == f"{dashed:06}-"
    assert read_back(settings, f"{dashed:06}-").number == dashed


def test_a_credit_note_says_so():
    assert made(agreed("TYPEINV6"), kind=InvoiceKind.CREDIT_NOTE)[0] == "3"
    back = read_back(agreed("TYPEINV6"), made(agreed("TYPEINV6"), kind=InvoiceKind.CREDIT_NOTE))
    assert back.kind is InvoiceKind.CREDIT_NOTE


def test_a_number_too_long_is_never_cut():
    settings = agreed("INV4CLI6")
    assert made(settings, 9999).startswith("9999")
    with pytest.raises(PaymentIdRefused, match="10000: INV4 holds 4 digits"):
        made(settings, 10000)
    with pytest.raises(PaymentIdRefused, match="1234567: CLI6"):
        made(settings, 1, 1234567)
    with pytest.raises(PaymentIdRefused):
        made(settings, -1)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("INV", "in how many digits"),
        ("CLI6INV", "in how many digits"),
        ("INV0", "1 to 20"),
        ("INV999", "1 to 20"),
        ("CLI6", "which invoice"),
        ("COMINV6", "digits that always"),
        ("INV6X", "“X” is not understood"),
        ("INV6-CLI6", "“-CLI6”"),
        ("INV\uff16", "INV"),
        ("INV13CLI12", "26 characters"),
        ("INV20CLI20", "41 characters"),
    ],
)
def test_a_format_that_makes_no_sense_is_told(text, says):
    with pytest.raises(Unfit) as unfit:
        checked_parts(agreed(text))
    assert says in unfit.value.message
    with pytest.raises(PaymentIdRefused):
        made(agreed(text))


@pytest.mark.parametrize(("card", "length"), [("71", 15), ("75", 16), ("04", 16)])
def test_a_danish_number_fills_its_card_type(card, length):
    settings = agreed(
        "INV6CLI6", payment_id_kind=FIK, fik_card_type=card, fik_creditor="99999999",
        payment_id_check=CheckDigit.MOD11,
    )  # fmt: skip
    payment_id, shown = payment_id_of(settings, InvoiceKind.INVOICE, 4345, 23412, DAY)
    assert payment_id == "0043450234125".rjust(length, "0")
    assert shown == f"+{card}<{payment_id}+99999999<"
    assert read_back(settings, shown) == ReadBack(4345, 23412)
    with pytest.raises(Unfit, match="at most"):
        checked_parts(agreed("INV8CLI8", payment_id_kind=FIK, fik_card_type=card))


def test_a_danish_card_without_payment_id_is_told():
    with pytest.raises(Unfit, match="no payment ID"):
        checked_parts(agreed("INV6", payment_id_kind=FIK, fik_card_type="73"))


def test_a_swedish_number_tells_its_length():
    settings = agreed("INV6", payment_id_kind=OCR, payment_id_length_digit=True)
    payment_id = made(settings)
    assert payment_id == "00434589"
    assert (payment_id[-2], luhn.is_valid(payment_id)) == ("8", True)
    wrong = "0043457" + luhn.calc_check_digit("0043457")
    with pytest.raises(Unfit, match="length is 7"):
        read_back(settings, wrong)
    most = agreed("INV12CLI12", payment_id_kind=OCR, payment_id_length_digit=True)
    with pytest.raises(Unfit, match="26 characters"):
        checked_parts(most)


def test_an_rf_reference_is_checked_as_iso_11649_says():
    settings = agreed("COM539INV9", payment_id_kind=PaymentIdKind.RF)
    payment_id, shown = payment_id_of(settings, InvoiceKind.INVOICE, 7547034, 1, DAY)
    assert (payment_id, shown) == ("RF18539007547034", "RF18 5390 0754 7034")
    assert read_back(settings, "rf18 5390 0754 7034").number == 7547034
    with pytest.raises(Unfit, match="check digits are 19; they would be 18"):
        read_back(settings, "RF19539007547034")
    padded = agreed("INV7", payment_id_kind=PaymentIdKind.RF)
    whole = made(padded, 4345)
    short = f"{whole[:4]}4345"
    assert read_back(padded, short).number == 4345, "readers leave noughts in front out"
    assert whole in spellings(f"{short[:4]} {short[4:]}", len(whole))
    with pytest.raises(Unfit, match="at most 25"):
        checked_parts(agreed("INV9COM1234567890123", payment_id_kind=PaymentIdKind.RF))


def test_display_formats_show_the_number_in_its_place():
    settings = agreed("INV6CLI6", payment_id_display="+71<{ID}+99999999<")
    assert payment_id_of(settings, InvoiceKind.INVOICE, 4345, 23412, DAY)[1] == (
        "+71<0043450234125+99999999<"
    )
    assert check_display("  ") == ""
    with pytest.raises(Unfit):
        check_display("+71<ID+99999999<")


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("0043450234126", "check digit is 6; it would be 5"),
        ("43450234125", "11 digits; the format makes 13"),
        ("004345023412X", "digits only"),
        ("", "digits only"),
        ("004345023412-", "check digit is -"),
    ],
)
def test_what_is_wrong_with_a_pasted_number_is_told(typed, says):
    with pytest.raises(Unfit) as unfit:
        read_back(agreed("INV6CLI6"), typed)
    assert says in unfit.value.message


def test_parts_that_do_not_fit_are_told():
    wrong = "24" + "0004345" + "023412" + "4"
    with pytest.raises(Unfit, match="24 where 23"):
        read_back(agreed("COM23INV7CLI6COM4"), wrong + luhn.calc_check_digit(wrong))
    twice = "000012000013"
    with pytest.raises(Unfit, match="in another"):
        read_back(agreed("INV6INV6"), twice + luhn.calc_check_digit(twice))
    never = "00001" + "320126"
    with pytest.raises(Unfit, match="not a date"):
        read_back(agreed("INV5ISSUE"), never + luhn.calc_check_digit(never))


def test_blanks_and_points_are_left_out():
    assert plain(" 0043 450.234\u00a0125 ") == "0043450234125"


PARTS = st.one_of(
    st.integers(1, 5).map("INV{}".format),
    st.integers(1, 5).map("CLI{}".format),
    st.integers(0, 999).map("COM{}".format),
    st.sampled_from(["TYPE", "ISSUE"]),
)
FORMATS = st.tuples(
    st.lists(PARTS, max_size=2), st.integers(3, 6), st.lists(PARTS, max_size=1)
).map(lambda parts: "".join([*parts[0], f"INV{parts[1]}", *parts[2]]))
SETTINGS = st.builds(
    agreed,
    FORMATS,
    payment_id_kind=st.sampled_from(PaymentIdKind),
    payment_id_check=st.sampled_from(CheckDigit),
    payment_id_length_digit=st.booleans(),
    fik_card_type=st.sampled_from(["71", "75", "04"]),
)


@given(
    SETTINGS,
    st.integers(0, 2000),
    st.integers(0, 2000),
    st.sampled_from(InvoiceKind),
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
)
def test_reading_undoes_making(settings, number, customer, kind, day):
    try:
        payment_id, _shown = payment_id_of(settings, kind, number, customer, day)
    except PaymentIdRefused:
        assume(False)
        return
    assert 2 <= len(payment_id) <= 25
    assert holds(settings, payment_id)
    text = settings.payment_id_format
    assert read_back(settings, payment_id) == ReadBack(
        number,
        customer if "CLI" in text else None,
        kind if "TYPE" in text else None,
        day if "ISSUE" in text else None,
    )


@given(FORMATS)
def test_a_format_is_written_as_it_was_read(text):
    assert written(parts_of(text)) == text


@given(SETTINGS, st.text(max_size=40))
def test_anything_pasted_is_read_or_told(settings, text):
    with suppress(Unfit):
        assert read_back(settings, text).number >= 0


@given(st.text(max_size=60))
def test_any_format_is_read_or_told(text):
    with suppress(Unfit):
        assert 1 <= sum(part.width for part in checked_parts(agreed(text))) <= 24
