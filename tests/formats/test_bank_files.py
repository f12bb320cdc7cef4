"""OCR giro and camt.054: what our own writer writes is read back; what is broken is refused whole."""

import datetime as dt
import re
from contextlib import suppress
from decimal import Decimal
from io import BytesIO
from typing import Any

import netsgiro
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from moment_ui.core.writing import writer
from moment_ui.formats.payments.camt import read_camt
from moment_ui.formats.payments.camt_beginning import is_xml
from moment_ui.formats.payments.ocr import is_ocr, read_ocr
from moment_ui.formats.payments.payment import BankPayment, FileBroken, Told
from tests.formats.bank_files import ACCOUNT, DAY, Paid, camt_file, ocr_file

PAID = [
    Paid("0043450234125", Decimal("1250.00")),
    Paid("004345-", Decimal("0.01")),
    Paid("00043455", Decimal("-300.50"), type="18"),
    Paid("", Decimal(77), type="21", text="Takk for hjelpen"),
]


def ocr(content: bytes, told: Told | None = None) -> list[BankPayment]:
    return list(read_ocr(BytesIO(content), told or Told()))


def camt(content: bytes, told: Told | None = None) -> list[BankPayment]:
    return list(read_camt(BytesIO(content), told or Told()))


def said(payments: list[BankPayment]) -> list[tuple[str, Decimal, dt.date]]:
    return [(each.payment_id, each.amount, each.paid_on) for each in payments]


def meant(paid: list[Paid]) -> list[tuple[str, Decimal, dt.date]]:
    return [(each.payment_id, each.amount, each.day) for each in paid]


def broken(content: bytes) -> FileBroken:
    read = camt if is_xml(content) else ocr
    with pytest.raises(FileBroken) as error:
        read(content)
    return error.value


def changed(content: bytes, line: int, first: int, text: str) -> bytes:
    """The file with other characters from a position of a line on."""
    lines = content.decode("latin-1").split("\n")
    old = lines[line - 1]
    lines[line - 1] = old[: first - 1] + text + old[first - 1 + len(text) :]
    return "\n".join(lines).encode("latin-1")


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_what_is_written_is_read(end):
    told = Told()
    content = ocr_file(PAID[:2], PAID[2:], end=end)
    payments = ocr(content, told)
    assert is_ocr(content)
    assert is_ocr(content[81:]), "a file without its beginning is still OCR, and refused as such"
    assert said(payments) == meant(PAID)
    assert told.references == ["00008080:0170031"]
    assert {(p.account, p.currency, p.payer_account) for p in payments} == {
        (ACCOUNT, "NOK", "99990512341")
    }
    assert [p.line for p in payments] == [3, 5, 9, 11]
    assert payments[3].text == "Takk for hjelpen"
    assert len({p.key for p in payments}) == 4


def test_another_reader_reads_the_same():
    paid = [Paid("0043450234125", Decimal(1250)), Paid("00043455", Decimal("3.5"))]
    content = ocr_file(paid, paid)
    other: Any = netsgiro.parse(content.decode("latin-1"))
    theirs = [(t.kid, t.amount, t.date) for a in other.assignments for t in a.transactions]
    assert said(ocr(content)) == theirs == meant(paid + paid)


def test_the_same_payment_twice_in_a_file_is_two_payments_and_in_two_files_one():
    twice = [PAID[0], PAID[0]]
    first, second = ocr(ocr_file(twice))
    assert first.key != second.key
    assert [p.key for p in ocr(ocr_file(twice, end="\r\n"))] == [first.key, second.key]
    first, second = camt(camt_file(twice))
    assert first.key != second.key
    assert [p.key for p in camt(camt_file(twice, message="M-2"))] == [first.key, second.key]


def test_every_type_is_a_payment_and_reversals_give_back():
    types = [f"{number}" for number in range(10, 22)]
    back = {"18": -1, "20": -1}
    content = ocr_file([Paid("00043455", Decimal(back.get(t, 1) * 7), type=t) for t in types])
    found = ocr(b"\xef\xbb\xbf" + content.replace(b"\n", b"  \r\n") + b"\r\n\r\n")
    assert [p.amount for p in found] == [Decimal(back.get(t, 1) * 7) for t in types]
    assert [p.payment_id for p in found[:-2]] == ["00043455"] * 10
    assert [p.payment_id for p in found][-2:] == ["", ""]


def test_several_transmissions_stand_behind_each_other():
    told = Told()
    more = ocr_file(PAID[1:2], transmission="0170032")
    assert said(ocr(ocr_file(PAID[:1]) + more, told)) == meant(PAID[:2])
    assert told.references == ["00008080:0170031", "00008080:0170032"]


def test_a_file_of_wide_characters_is_known_for_what_it_is():
    assert is_ocr(ocr_file(PAID).decode().encode("utf-16"))


def test_letters_of_both_alphabets_are_read():
    old = Paid("", Decimal(5), type="21", text="BL]B[R")
    new = Paid("", Decimal(5), type="21", text="Blåbær")
    assert [p.text for p in ocr(ocr_file([old]))] == ["BLÅBÆR"]
    assert [p.text for p in ocr(ocr_file([new]))] == ["Blåbær"]


def test_what_goes_back_may_be_marked_and_deducted():
    content = ocr_file([Paid("00043455", Decimal(100)), Paid("00043455", Decimal(-30))])
    assert [p.amount for p in ocr(content)] == [Decimal(100), Decimal(-30)]
    deducted = changed(changed(content, 7, 25, f"{7000:017}"), 8, 25, f"{7000:017}")
    assert [p.amount for p in ocr(deducted)] == [Decimal(100), Decimal(-30)]
    assert "Line 7" in broken(changed(content, 7, 25, f"{6999:017}")).message


def test_other_services_are_passed_over():
    other = [
        "NY212420000000000000000000".ljust(80, "0"),
        "NY21947000000010".ljust(80, "0"),
        "NY212488000000010000000300000000000000000".ljust(80, "0"),
    ]
    told = Told()
    assert said(ocr(ocr_file(PAID, other=other), told)) == meant(PAID)
    assert told.skipped == 1


GOOD = ocr_file(PAID[:2], [PAID[2]])


@pytest.mark.parametrize(
    ("content", "line", "says"),
    [
        (b"", 0, "empty"),
        (b"\n\n", 0, "empty"),
        (GOOD[81:], 1, "begins with record 10"),
        (GOOD.replace(b"NY09", b"XX09", 1), 2, "begins with NY"),
        (GOOD[: 81 * 5], 5, "cut short"),
        (GOOD[:-81], 11, "cut short"),
        (changed(GOOD, 3, 5, "99"), 3, "type 99"),
        (changed(GOOD, 3, 7, "77"), 3, "not 77"),
        (changed(GOOD, 3, 33, "A"), 3, "amount"),
        (changed(GOOD, 3, 16, "310226"), 3, "not a date"),
        (changed(GOOD, 3, 32, "+"), 3, "sign"),
        (changed(GOOD, 4, 15, "9"), 4, "belongs to transaction"),
        (changed(GOOD, 4, 7, "30"), 4, "31 of transaction"),
        (changed(GOOD, 3, 49, "1"), 7, "kroner"),
        (changed(GOOD, 7, 16, "3"), 7, "transactions"),
        (changed(GOOD, 7, 24, "5"), 7, "records"),
        (changed(GOOD, 12, 24, "9"), 12, "records"),
        (changed(GOOD, 12, 41, "9"), 12, "kroner"),
        (GOOD.replace(b"\n", b"\n\n", 1), 2, "empty"),
        (GOOD.replace(b"\n", b"X\n", 1), 1, "81"),
        (GOOD.replace(b"0\n", b"\n", 1), 1, "79"),
        (GOOD + b"NY0000", 13, "6"),
        (GOOD.decode().encode("utf-16"), 1, "UTF-16"),
    ],
)
def test_a_broken_file_is_refused_with_line_and_reason(content, line, says):
    error = broken(content)
    assert (error.line, says in error.reason) == (line, True), error.message


@pytest.mark.parametrize("version", ["02", "04", "08", "13"])
@pytest.mark.parametrize("batch", [False, True])
def test_every_version_of_camt_is_read(version, batch):
    paid = [
        Paid("0043450234125", Decimal("1250.5"), payer="Åse Ødegård"),
        Paid("", Decimal(12), text="faktura 20017"),
    ]
    content = camt_file(paid, version, batch=batch, currency="SEK")
    told = Told()
    payments = camt(content, told)
    assert is_xml(content)
    assert said(payments) == meant(paid)
    assert [(p.payer, p.text, p.currency) for p in payments] == [
        ("Åse Ødegård", "", "SEK"),
        ("", "faktura 20017", "SEK"),
    ]
    assert told.references == ["M-1"]


@pytest.mark.parametrize("version", ["02", "08"])
def test_reversals_give_back_and_what_we_paid_is_passed_over(version):
    back = camt_file([Paid("00043455", Decimal(-300))], version)
    assert said(camt(back)) == [("00043455", Decimal(-300), DAY)]
    told = Told()
    assert camt(back.replace(b"<RvslInd>true</RvslInd>", b""), told) == []
    assert camt(camt_file(PAID[:1], version, status="PDNG"), told) == []
    assert told.skipped == 2


def test_one_payment_of_several_references_is_divided_as_it_says():
    content = camt_file([Paid("111", Decimal(300))]).decode()
    strd = "<Strd><RfrdDocAmt><RmtdAmt Ccy='NOK'>{}</RmtdAmt></RfrdDocAmt><CdtrRefInf><Ref>{}</Ref></CdtrRefInf></Strd>"
    start, end = content.index("<Strd>"), content.index("</Strd>") + len("</Strd>")
    divided = content[:start] + strd.format(100, "111") + strd.format(200, "222") + content[end:]
    assert [(i, a) for i, a, _d in said(camt(divided.encode()))] == [
        ("111", Decimal(100)),
        ("222", Decimal(200)),
    ]
    unclear = divided.replace(">200<", ">201<")
    assert [(i, a) for i, a, _d in said(camt(unclear.encode()))] == [("", Decimal(300))]


def remitting(amount: int, *documents: str) -> bytes:
    """A notice of one payment of kroner with this structured information."""
    content = camt_file([Paid("111", Decimal(amount))]).decode()
    start, end = content.index("<Strd>"), content.index("</Strd>") + len("</Strd>")
    return (content[:start] + "".join(documents) + content[end:]).encode()


def document(kind: str, number: str, amount: str, reference: str) -> str:
    return (
        f"<Strd><RfrdDocInf><Tp><CdOrPrtry><Cd>{kind}</Cd></CdOrPrtry></Tp><Nb>{number}</Nb></RfrdDocInf>"
        f"<RfrdDocAmt>{amount}</RfrdDocAmt><CdtrRefInf><Ref>{reference}</Ref></CdtrRefInf></Strd>"
    )


@pytest.mark.parametrize("name", ["CdtNoteAmt", "RmtdAmt"])
def test_a_credit_note_that_the_payer_deducted_is_settled_too(name):
    invoice = document("CINV", "5001", '<RmtdAmt Ccy="NOK">1000</RmtdAmt>', "111")
    note = document("CREN", "5002", f'<{name} Ccy="NOK">200</{name}>', "222")
    paid, deducted = camt(remitting(800, invoice, note))
    assert (paid.payment_id, paid.amount) == ("111", 1000)
    assert (deducted.payment_id, deducted.amount) == ("222", -200)


def test_what_cannot_be_divided_still_names_its_references():
    (paid,) = camt(
        remitting(800, document("CINV", "5001", "", "111"), document("CINV", "5003", "", "333"))
    )
    assert (paid.payment_id, paid.amount, paid.text) == ("", 800, "5001 5003 111 333")


AMOUNTS = """<AmtDtls><InstdAmt><Amt Ccy="EUR">100.00</Amt></InstdAmt>
<TxAmt><Amt Ccy="NOK">1150</Amt></TxAmt></AmtDtls>"""


@pytest.mark.parametrize("version", ["02", "08"])
def test_what_came_in_is_in_the_currency_of_the_account(version):
    content = camt_file([Paid("111", Decimal(1150))], version).decode()
    before, tag, after = content.partition("<RmtInf>")
    inside = before.rindex("<TxDtls>") + len("<TxDtls>")
    told = before[inside:]
    head = told.partition("<AmtDtls>")[0].partition("<Amt ")[0]
    abroad = before[:inside] + head + AMOUNTS + tag + after
    (payment,) = camt(abroad.encode())
    assert (payment.amount, payment.currency) == (Decimal(1150), "NOK")
    assert (payment.ordered, payment.ordered_in) == (Decimal(100), "EUR")
    alone = abroad.replace('<TxAmt><Amt Ccy="NOK">1150</Amt></TxAmt>', "").replace("EUR", "NOK")
    (payment,) = camt(alone.replace(">100.00<", ">1150<").encode())
    assert (payment.amount, payment.currency, payment.ordered) == (Decimal(1150), "NOK", None)


@pytest.mark.parametrize(
    ("text", "reference"),
    [("KID 0043450234125", "0043450234125"), ("OCR-nr: 12 34 5", "12345"), ("faktura 12345", "")],
)
def test_a_text_that_names_a_payment_id_is_a_reference(text, reference):
    (payment,) = camt(camt_file([Paid("", Decimal(5), text=text)]))
    assert payment.payment_id == reference


def test_a_batch_without_details_is_one_sum_of_so_many_payments():
    content = camt_file(PAID[:1], batch=True).decode()
    sum_only = re.sub(r"<TxDtls>.*</TxDtls>", "", content, flags=re.DOTALL)
    two = sum_only.replace("<NbOfTxs>1</NbOfTxs>", "<NbOfTxs>14</NbOfTxs>").replace(
        "</NtryDtls>", "</NtryDtls><NtryDtls><Btch><NbOfTxs>3</NbOfTxs></Btch></NtryDtls>"
    )
    (payment,) = camt(two.encode())
    assert (payment.amount, payment.payment_id, payment.together) == (Decimal(1250), "", 17)


@pytest.mark.parametrize("place", ["</AcctSvcrRef>", "</TxDtls>"])
def test_what_the_bank_kept_for_itself_was_paid_all_the_same(place):
    kept = '<Chrgs><TtlChrgsAndTaxAmt Ccy="NOK">50</TtlChrgsAndTaxAmt></Chrgs>'
    paid = [Paid("111", Decimal(300)), Paid("222", Decimal(5))]
    content = (
        camt_file(paid, batch=True).decode().replace('<Amt Ccy="NOK">305', '<Amt Ccy="NOK">255')
    )
    told = content.replace("<Sum>305", "<Sum>255")
    assert "come to 305" in broken(told.encode()).message
    stands = f"{place}{kept}" if place == "</AcctSvcrRef>" else f"{kept}{place}"
    assert said(camt(told.replace(place, stands, 1).encode())) == meant(paid)


@pytest.mark.parametrize(
    ("total", "charges", "is_read"),
    [
        ('Ccy="NOK">255', 0, True),
        ('Ccy="NOK">305', 50, True),
        ('Ccy="NOK">305', 0, False),
        ('Ccy="EUR">30', 0, True),
    ],
)
@pytest.mark.parametrize("kept", ["", "<TxDtls><Refs/></TxDtls>"])
def test_a_batch_says_what_was_paid_or_what_was_booked(total, charges, is_read, kept):
    content = camt_file([Paid("1", Decimal(255))], batch=True).decode()
    content = re.sub(r"<TxDtls>.*</TxDtls>", kept, content, flags=re.DOTALL)
    content = content.replace("</NbOfTxs>", f"</NbOfTxs><TtlAmt {total}</TtlAmt>")
    said = f'<Chrgs><TtlChrgsAndTaxAmt Ccy="NOK">{charges}</TtlChrgsAndTaxAmt></Chrgs>'
    content = content.replace("</AcctSvcrRef>", f"</AcctSvcrRef>{said if charges else ''}")
    if is_read:
        assert [one.amount for one in camt(content.encode())] == [255]
    else:
        assert "come to 255" in broken(content.encode()).message


def test_notices_of_several_accounts_and_names_with_a_prefix():
    one = camt_file([Paid("111", Decimal(5))]).decode()
    notice = one[one.index("<Ntfctn>") : one.index("</BkToCstmrDbtCdtNtfctn>")]
    both = one.replace(notice, notice + notice.replace(ACCOUNT, "12345678903"))
    first, second = camt(both.encode())
    assert (first.account, second.account) == (ACCOUNT, "12345678903")
    assert first.key != second.key
    prefixed = re.sub(r"<(/?)(\w)", r"<\1n:\2", both.partition("\n")[2]).replace(
        "xmlns=", "xmlns:n="
    )
    assert [p.key for p in camt(prefixed.encode())] == [first.key, second.key]


def test_pages_of_one_message_are_told_apart():
    told = Told()
    paged = b"</MsgId><MsgPgntn><PgNb>2</PgNb><LastPgInd>true</LastPgInd></MsgPgntn>"
    camt(camt_file(PAID[:1]).replace(b"</MsgId>", paged), told)
    assert told.references == ["M-1 (2)"]


XML = camt_file([Paid("111", Decimal(300)), Paid("222", Decimal(5))])
BATCH = camt_file([PAID[0]] * 2, batch=True)
IN_ALL = b"<NbOfNtries>2</NbOfNtries>"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (XML[:-30], "well-formed"),
        (XML.replace(b"camt.054", b"camt.053"), "camt.053"),
        (b"<x/>", "no camt.054"),
        (b"<a:b:c/>", "no camt.054"),
        (b"<x:Document/>", "no camt.054"),
        (XML.replace(b"camt.054", b"pain.001"), "pain.001"),
        (b"<html><body>Session over</body></html>", "web page"),
        (XML.replace(b"<Document", b'<!DOCTYPE a [<!ENTITY b "c">]><Document'), "DOCTYPE"),
        (XML.replace(b"<NbOfNtries>2", b"<NbOfNtries>3"), "3 entries"),
        (XML.replace(b"<Sum>305", b"<Sum>306"), "305"),
        (XML.replace(b"<TtlCdtNtries>", b"<TtlCdtNtries><NbOfNtries>1</NbOfNtries>"), "1 credits"),
        (
            XML.replace(
                b"</TtlCdtNtries>", b"</TtlCdtNtries><TtlDbtNtries><Sum>9</Sum></TtlDbtNtries>"
            ),
            "9 was debited",
        ),
        (XML.replace(b'<Amt Ccy="NOK">300', b'<Amt Ccy="NOK">301', 1), "come to 300"),
        (XML.replace(b'<Amt Ccy="NOK">300</Amt>', b""), "no amount"),
        (XML.replace(b' Ccy="NOK"', b"", 1), "no currency"),
        (XML.replace(b">300<", b">3e2<"), "not an amount"),
        (XML.replace(b">300<", b">-300<"), "not an amount"),
        (XML.replace(b"2026-11-16", b"2026-11-31"), "not a date"),
        (XML.replace(b"CRDT", b"CREDIT", 1), "CdtDbtInd"),
        (BATCH.replace(b"<NbOfTxs>2", b"<NbOfTxs>3"), "3 payments"),
        (BATCH.replace(b"</NbOfTxs>", b'</NbOfTxs><TtlAmt Ccy="NOK">9</TtlAmt>'), "comes to 9"),
        (XML.replace(IN_ALL, IN_ALL + b"<Sum>306</Sum>"), "306 in all"),
        (XML.replace(IN_ALL, IN_ALL + b"<TtlNetNtryAmt>304</TtlNetNtryAmt>"), "304 is left"),
        (
            XML.replace(
                IN_ALL,
                IN_ALL + b"<TtlNetNtry><Amt>305</Amt><CdtDbtInd>DBIT</CdtDbtInd></TtlNetNtry>",
            ),
            "-305 is left",
        ),
        (XML.replace(b"001.08", b"001.99"), "Version 99"),
        (XML.replace(b"<Document", b"<!DOCTYPE a [" + b" " * 70_000 + b"]><Document"), "DOCTYPE"),
    ],
)
def test_a_broken_camt_is_refused(content, says):
    assert says in broken(content).message


def test_numbers_of_a_refusal_are_written_as_its_reader_does():
    broken = FileBroken(
        7, "The file says {said}, and holds {found}.", said=Decimal("1350.5"), found=Decimal(3)
    )
    assert broken.message == "Line 7: The file says 1350.5, and holds 3."
    written = broken.written(writer("nb_NO", "Europe/Oslo")).message.replace(
        "\N{NO-BREAK SPACE}", " "
    )
    assert written == "Line 7: The file says 1 350,50, and holds 3."
    same = FileBroken(0, "“{said}” is not an amount.")
    assert same.written(writer("nb_NO", "Europe/Oslo")) is same


def test_an_entity_opens_no_file():
    nasty = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]>'
    content = XML.replace(b"<Document", nasty + b"<Document").replace(b"<MsgId>M-1", b"<MsgId>&b;")
    assert "DOCTYPE" in broken(content).message


MONEY = st.decimals(Decimal("0.01"), Decimal("999999999.99"), places=2)
DIGITS = st.text("0123456789", min_size=2, max_size=25)
PAYMENT = st.builds(
    Paid,
    st.one_of(DIGITS, DIGITS.map(lambda digits: f"{digits[:24]}-")),
    MONEY,
    st.dates(dt.date(2000, 1, 1), dt.date(2099, 12, 31)),
    st.sampled_from(["10", "11", "12", "13", "14", "15", "16", "17", "19"]),
) | st.builds(Paid, DIGITS, MONEY.map(lambda amount: -amount), type=st.sampled_from(["10", "18"]))


@given(st.lists(st.lists(PAYMENT, max_size=5), max_size=3), st.sampled_from(["\n", "\r\n"]))
def test_any_ocr_file_of_our_writer_is_read_back(assignments, end):
    payments = ocr(ocr_file(*assignments, end=end))
    assert said(payments) == meant([paid for some in assignments for paid in some])
    assert len({each.key for each in payments}) == len(payments)


@given(st.lists(PAYMENT, min_size=1, max_size=5), st.sampled_from(["02", "04", "08"]))
def test_any_camt_of_our_writer_is_read_back(paid, version):
    payments = camt(camt_file(paid, version))
    assert said(payments) == meant(paid)
    assert len({each.key for each in payments}) == len(payments)


@given(st.binary(max_size=400))
@example(b"NY")
@example(b"NY000010" + b"\xff" * 72)
@example(b"<?xml version='1.0' encoding='x'?><a/>")
def test_any_bytes_are_read_or_refused(content):
    for read in (ocr, camt):
        with suppress(FileBroken):
            read(content)


@given(
    st.sampled_from([GOOD, XML, camt_file(PAID[:1], "02", batch=True)]),
    st.lists(st.tuples(st.integers(0, 2000), st.binary(max_size=3)), min_size=1, max_size=4),
)
def test_any_damage_is_read_or_refused(content, damage):
    for place, bytes_ in damage:
        at = place % len(content)
        content = content[:at] + bytes_ + content[at + len(bytes_) :]
    for read in (ocr, camt):
        with suppress(FileBroken):
            read(content)
