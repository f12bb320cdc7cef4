"""The paper of an invoice, read back: every figure, every language, every country, many pages."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter

from moment_ui.formats import invoice_pdf
from moment_ui.formats.invoice import (
    Address,
    Credited,
    HourRow,
    InvoiceDocument,
    Line,
    Party,
    PaymentBox,
    Summary,
    SummaryRow,
    VatGroup,
)
from moment_ui.formats.invoice_appendix import Appendix
from moment_ui.formats.invoice_words import WORDS
from moment_ui.formats.pdf_pages import joined, page_counts
from moment_ui.formats.pictures import CannotDraw, plate

DAY = dt.date(2026, 11, 16)
SELLER = Party(
    "Lysgård Arkitekter AS", Address("Fjordgata 30", "", "7010", "Trondheim", "NO"),
    org_number="995525828", vat_number="NO995525828MVA", email="post@lysgard.example",
    in_business_register=True,
)  # fmt: skip
BUYER = Party(
    "Skarvøy kommune", Address("Postboks 647", "", "8613", "Mo i Rana", "NO"), number="10152",
    org_number="974760673", contact="Kari Østby", line_below_name="Enhet for eiendom",
)  # fmt: skip
HOURS = tuple(
    HourRow(
        1, dt.date(2026, 10, day), who, "Arkitekt", "Rådhus", "Skisser", minutes, Decimal(1450),
        amount, "Fasade",
    )
    for day, who, minutes, amount in (
        (1, "Åse Øst", 450, Decimal("10875.00")),
        (2, "Odd Vik", 300, Decimal("7250.00")),
        (3, "", -20, Decimal("-483.33")),
    )
)  # fmt: skip
LINES = (
    Line(
        1, "hours", "Skisser på Ål, é", Decimal("12.1667"), "t", Decimal(1450),
        Decimal("17641.67"), vat_percent=Decimal(25), project="Rådhus",
        period_start=dt.date(2026, 10, 1), period_end=dt.date(2026, 10, 3),
    ),
    Line(2, "text", "Se spesifikasjonen.", Decimal(1), "", Decimal(0), Decimal(0)),
    Line(
        3, "product", "Skruer", Decimal(250), "stk", Decimal(90), Decimal("202.50"),
        per=Decimal(100), discount_percent=Decimal(10), vat_percent=Decimal(12), project="Skole",
    ),
    Line(4, "rounding", "Øresavrunding", Decimal(1), "", Decimal("0.08"), Decimal("0.08")),
)  # fmt: skip
DOCUMENT = InvoiceDocument(
    kind="invoice", number=20417, language="nb", currency="NOK", issued=DAY,
    due=dt.date(2026, 11, 30), seller=SELLER, buyer=BUYER,
    payment=PaymentBox(
        account="86011117947", iban="NO9386011117947", bic="DNBANOKK", payment_id="0204175"
    ),
    lines=LINES,
    vat_groups=(
        VatGroup("3", Decimal(25), "S", Decimal("17641.67"), Decimal("4410.42")),
        VatGroup("31", Decimal(12), "S", Decimal("202.50"), Decimal("24.30")),
        VatGroup("7", Decimal(0), "E", Decimal("0.00"), Decimal("0.00"), "Unntatt, mval. § 3-15"),
    ),
    net=Decimal("17844.25"), vat=Decimal("4434.72"), gross=Decimal("22278.97"),
    rounding=Decimal("0.08"), our_reference="Marte Solberg", your_reference="Kari",
    order_reference="PO 4711", contract_reference="K-9", project_number="P-1042",
    project_name="Rådhus, tilbygg", text="Honorar for oktober.", footer_text="Rente ved sen betaling.",
    attach_hours=True, hours=HOURS, hour_columns="date,co-worker,hours,rate,amount,comment;co-worker",
)  # fmt: skip


def drawn(document: InvoiceDocument, files: tuple[Appendix, ...] = ()) -> Any:
    out = io.BytesIO()
    invoice_pdf.write(document, out, files=files)
    return PdfReader(out)


def paged(document: InvoiceDocument, files: tuple[Appendix, ...] = ()) -> list[str]:
    """The text of each page, spaces plain."""
    pages = drawn(document, files).pages
    return [page.extract_text().replace("\u00a0", " ") for page in pages]


def text_of(document: InvoiceDocument) -> str:
    return "\n".join(paged(document))


def test_everything_stands_on_the_paper() -> None:
    first, hours = paged(DOCUMENT)
    for said in (
        *("Faktura 20417", "Lysgård Arkitekter AS, Fjordgata 30, 7010 Trondheim"),
        *("Skarvøy kommune", "Enhet for eiendom", "v/Kari Østby", "8613 Mo i Rana"),
        *("16.11.2026", "30.11.2026", "10152", "974 760 673", "P-1042", "PO 4711", "K-9"),
        *("Marte Solberg", "Rådhus, tilbygg", "Honorar for oktober.", "Rente ved sen betaling."),
        *("Skisser på Ål, é", "01.10.2026–03.10.2026", "12,1667 t", "1 450,00", "17 641,67"),
        *("Se spesifikasjonen.", "250 stk", "90,00", "per 100 stk", "10 %", "202,50"),
        *("4 410,42", "24,30", "Unntatt, mval. § 3-15", "17 844,17", "4 434,72", "0,08"),
        *("22 278,97", "NOK 22 278,97", "8601 11 17947", "KID", "0204175", "Side 1 av 2"),
        *("Org.nr. 995 525 828 MVA", "Foretaksregisteret"),
    ):
        assert said in first, said
    assert "IBAN" not in first
    for said in ("Timespesifikasjon", "Åse Øst", "7:30", "10 875,00", "Justert på fakturaen"):
        assert said in hours, said
    for said in ("−0:20", "−483,33", "12:10", "17 641,67"):
        assert said in hours, said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Forfallsdato", "Beløp NOK", "Sum inkl. mva.", "Å betale", "Timespesifikasjon")),
        (
            "sv",
            ("Förfallodatum", "Belopp NOK", "Summa inkl. moms", "Att betala", "Timspecifikation"),
        ),
        ("da", ("Forfaldsdato", "Beløb NOK", "I alt inkl. moms", "At betale", "Timespecifikation")),
        ("is", ("Eindagi", "Upphæð NOK", "Samtals með VSK", "Til greiðslu", "Tímaskýrsla")),
        ("en", ("Due date", "Amount NOK", "Total incl. VAT", "To pay", "Hour specification")),
        ("pl", ("Due date",)),
    ],
)
def test_it_speaks_the_customers_language(language: str, words: tuple[str, ...]) -> None:
    text = text_of(replace(DOCUMENT, language=language))
    for word in words:
        assert word in text, word


@pytest.mark.parametrize(
    ("language", "seller", "buyer", "says"),
    [
        ("nb", "NO", "NO", ("Deres org.nr.\n974 760 673", "Org.nr. 995 525 828 MVA", "12,17 t")),
        ("da", "NO", "DK", ("Deres momsnr.\nDK25063864", "Org.nr. 995 525 828 MVA")),
        ("da", "DK", "DK", ("Deres CVR-nr.\n25063864", "CVR-nr. 13585628", "Momsnr. DK13585628")),
        ("nb", "DK", "NO", ("Deres org.nr.\n974 760 673", "CVR-nr. 13585628")),
        ("sv", "NO", "NO", ("Ert org.nr\n974 760 673", "12,17 tim")),
        ("is", "IS", "IS", ("Kennitala ykkar\n450401-3150", "Kennitala 450401-3150", "klst.")),
        ("en", "NO", "DK", ("Your VAT no.\nDK25063864", "Reg. no. 995 525 828", "12.17 h")),
    ],
)
def test_numbers_are_called_as_their_country_does(
    language: str, seller: str, buyer: str, says: tuple[str, ...]
) -> None:
    registered = {
        "NO": {"org_number": "974760673"},
        "DK": {"org_number": "25063864", "vat_number": "DK25063864"},
        "IS": {"org_number": "4504013150"},
    }
    ours = {
        "NO": {},
        "DK": {"org_number": "13585628", "vat_number": "DK13585628"},
        "IS": {"org_number": "4504013150", "vat_number": ""},
    }
    first, *_rest = DOCUMENT.lines
    made = replace(
        DOCUMENT,
        language=language,
        lines=(replace(first, quantity=Decimal("12.17")),),
        seller=replace(SELLER, address=replace(SELLER.address, country=seller), **ours[seller]),
        buyer=replace(BUYER, address=replace(BUYER.address, country=buyer), **registered[buyer]),
    )
    text = text_of(made)
    for said in says:
        assert said in text, said


def test_who_owes_the_vat_is_named_by_its_vat_number() -> None:
    owing = tuple(replace(group, category="AE") for group in DOCUMENT.vat_groups)
    text = text_of(
        replace(DOCUMENT, vat_groups=owing, buyer=replace(BUYER, vat_number="NO974760673MVA"))
    )
    assert "Deres org.nr.\n974 760 673" in text
    assert "Deres mva.-nr.\nNO974760673MVA" in text


def test_a_credit_note_says_what_it_credits_and_asks_for_no_money() -> None:
    credit = replace(
        DOCUMENT, kind="credit-note", number=20431, gross=-DOCUMENT.gross, net=-DOCUMENT.net,
        vat=-DOCUMENT.vat, rounding=-DOCUMENT.rounding, credit_of=Credited(20417, DAY),
        attach_hours=False,
    )  # fmt: skip
    (text,) = paged(credit)
    for said in ("Kreditnota 20431", "Kreditnota til faktura 20417 av 16.11.2026", "−22 278,97"):
        assert said in text
    assert "Til gode\nNOK 22 278,97" in text
    for unsaid in ("KID", "Å betale", "Kontonummer", "Forfallsdato"):
        assert unsaid not in text


@pytest.mark.parametrize(
    ("country", "payment", "says", "not_said"),
    [
        ("NO", PaymentBox(account="86011117947", payment_id="1"), ("8601 11 17947", "KID"), "OCR"),
        (
            "SE",
            PaymentBox(bankgiro="5050-1055", plusgiro="4-2", payment_id="18"),
            ("Bankgiro", "5050-1055", "Plusgiro", "4-2", "OCR", "Godkjent for F-skatt"),
            "KID",
        ),
        (
            "DK",
            PaymentBox(
                account="30011234567",
                fik_card_type="71",
                fik_creditor="99999999",
                payment_id="000000002041710",
                payment_id_shown="+71<000000002041710+99999999<",
            ),
            ("FIK", "+71<000000002041710+99999999<"),
            "Kontonummer",
        ),
        ("NO", PaymentBox(iban="NO9386011117947", bic="DNBANOKK"), ("NO93 8601 1117 947",), "KID"),
    ],
)
def test_it_is_paid_as_in_the_sellers_country(
    country: str, payment: PaymentBox, says: tuple[str, ...], not_said: str
) -> None:
    seller = replace(
        SELLER,
        address=replace(SELLER.address, country=country),
        has_f_tax=country == "SE",
        org_number="",
    )
    buyer = replace(BUYER, address=replace(BUYER.address, country=country))
    (text,) = paged(
        replace(DOCUMENT, seller=seller, buyer=buyer, payment=payment, attach_hours=False)
    )
    for said in says:
        assert said in text, said
    assert not_said not in text


def test_a_foreign_currency_says_rate_vat_at_home_and_how_to_pay_from_abroad() -> None:
    buyer = replace(BUYER, address=replace(BUYER.address, country="GB"), vat_number="GB999999973")
    text = text_of(
        replace(
            DOCUMENT,
            buyer=buyer,
            currency="EUR",
            rate=Decimal("11.73450000"),
            vat_at_home=Decimal("52039.22"),
        )
    )
    for said in ("1 EUR = 11,7345 NOK", "Mva. i NOK: 52 039,22", "STORBRITANNIA", "GB999999973"):
        assert said in text
    assert "NO93 8601 1117 947" in text
    assert "DNBANOKK" in text


def test_drafts_and_rebuilt_papers_say_what_they_are() -> None:
    assert "Utkast – ikke en faktura" in text_of(replace(DOCUMENT, number=None))
    assert "ikke en faktura" not in text_of(DOCUMENT)
    assert "Originalen ble utstedt" in text_of(replace(DOCUMENT, rebuilt=True))


def test_what_was_prepaid_is_taken_off_and_what_was_invoiced_stands_beside_the_estimate() -> None:
    row = SummaryRow("Honorar", DAY, "Faktura 20301", Decimal("50000.00"))
    of_all = Summary("Honorar", Decimal(100000), (row,))
    kept = replace(DOCUMENT, prepaid=Decimal("2278.97"), summaries=(of_all,))
    text = text_of(kept)
    for said in ("−2 278,97", "NOK 20 000,00", "Faktura 20301", "100 000,00", "27 721,03"):
        assert said in text, said
    of_part = text_of(replace(kept, summaries=(replace(of_all, this=Decimal("12278.97")),)))
    for said in ("12 278,97", "37 721,03"):
        assert said in of_part, said


def test_many_lines_go_on_over_pages_with_what_is_carried() -> None:
    net = Decimal("1450.00")
    lines = tuple(
        Line(n, "hours", f"Linje {n} " + "langt ord " * (n % 9), Decimal(1), "t", net, net)
        for n in range(300)
    )
    first, *more = paged(replace(DOCUMENT, lines=lines, attach_hours=False))
    whole = "\n".join([first, *more])
    assert len(more) > 8
    assert all(f"Linje {n} " in whole for n in range(300))
    before = 0
    for number, page in enumerate([first, *more[:-1]], 2):
        before += sum(f"Linje {n} " in page for n in range(300))
        carried = f"{before * 1450:,}".replace(",", " ") + ",00"
        assert f"Transport\n{carried}" in page
        assert f"Transport fra forrige side\n{carried}" in more[number - 2]
        assert f"Side {number} av {len(more) + 1}" in more[number - 2]
        assert "Beskrivelse" in more[number - 2]


@pytest.mark.parametrize("count", range(8, 24, 3))
def test_the_payment_box_is_whole(count: int) -> None:
    lines = tuple(replace(LINES[0], key=n) for n in range(count))
    pages = paged(replace(DOCUMENT, lines=lines, attach_hours=False))
    assert sum("8601 11 17947" in page and "KID" in page for page in pages) == 1


@pytest.mark.parametrize("grouping", ["none", "co-worker", "activity", "project"])
@pytest.mark.parametrize(
    "columns", ["hours", "date,hours,amount", "comment,amount,role,rate,hours"]
)
def test_hours_add_up_whatever_columns_and_groups_are_chosen(columns: str, grouping: str) -> None:
    hours = paged(replace(DOCUMENT, hour_columns=f"{columns};{grouping}"))[1]
    assert "12:10" in hours
    assert ("17 641,67" in hours) == ("amount" in columns)
    assert ("Sum Åse Øst" in hours) == (grouping == "co-worker")


def test_no_hours_are_shown_that_were_not_asked_for() -> None:
    assert len(paged(replace(DOCUMENT, attach_hours=False))) == 1


@pytest.mark.parametrize("text", ["", "\u4f60\u597d \U0001f600", "x" * 3000, "a\n" * 200])
def test_no_text_breaks_it(text: str) -> None:
    short = text[:200]
    party = Party(short or "-", Address(short, short, "1", short, "ZZ"), contact=short)
    document = replace(
        DOCUMENT, buyer=party, seller=replace(party, org_number="1"), project_name=short, text=text,
        footer_text=text, your_reference=short, lines=(replace(LINES[0], text=text),), language="",
        hours=tuple(replace(row, comment=text[:2000]) for row in HOURS),
    )  # fmt: skip
    assert len(drawn(document).pages) > 1


def test_the_largest_sums_do_not_run_into_their_words() -> None:
    most = Decimal(10) ** 12
    text = text_of(replace(DOCUMENT, net=most, gross=most, rounding=Decimal(0)))
    assert "1 000 000 000 000,00" in text
    assert "NOK1 000" not in text


def test_the_same_invoice_is_the_same_file() -> None:
    first, second = io.BytesIO(), io.BytesIO()
    invoice_pdf.write(DOCUMENT, first)
    invoice_pdf.write(DOCUMENT, second)
    assert first.getvalue() == second.getvalue()


def test_it_is_a_file_to_keep() -> None:
    """The clauses of ISO 19005-3, level B, that are the writer's to break; and title and language."""
    paper = drawn(DOCUMENT)
    root, info = paper.trailer["/Root"], paper.metadata
    assert (root["/Lang"], root["/ViewerPreferences"]["/DisplayDocTitle"]) == ("nb", True)
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in xmp
    assert "/Filter" not in root["/Metadata"].get_object()
    assert info is not None
    for said in (info.title, info.author, info.creator, info.producer):
        assert str(said) in xmp
    (intent,) = root["/OutputIntents"]
    assert (intent["/S"], intent["/DestOutputProfile"]["/N"]) == ("/GTS_PDFA1", 3)
    assert intent["/DestOutputProfile"].get_data()[36:40] == b"acsp"
    assert paper.trailer["/ID"]
    assert "/Encrypt" not in paper.trailer
    assert not {"/AcroForm", "/Names", "/OpenAction"} & set(root)
    for page in paper.pages:
        fonts = page["/Resources"]["/Font"].get_object()
        assert fonts
        for font in fonts.values():
            described = font.get_object()["/FontDescriptor"]
            assert "/FontFile2" in described
            assert "/Encoding" not in font.get_object()  # symbolic: none, and one cmap
            assert "/ToUnicode" in font.get_object()


@pytest.fixture
def receipt(tmp_path: Path) -> Path:
    """A photo with a transparent corner."""
    path = tmp_path / "kvittering.png"
    Image.new("RGBA", (600, 900), (200, 180, 0, 90)).save(path)
    return path


def pdf_file(folder: Path, pages: int, name: str) -> Path:
    path, writer = folder / name, PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(200, 300)
    with path.open("wb") as out:
        writer.write(out)
    return path


def test_pictures_have_pages_of_their_own_and_what_is_broken_is_named(receipt: Path) -> None:
    files = (
        Appendix("Kvittering.png", plate(receipt, 400)),
        Appendix("Ødelagt.pdf"),
        Appendix("Budsjett.xlsx", apart=True),
    )
    paper = drawn(replace(DOCUMENT, attach_hours=False), files)
    first, second = (page.extract_text() for page in paper.pages)
    assert "Vedlegg 1: Kvittering.png" in first
    assert "Kunne ikke legges ved: Ødelagt.pdf" in first
    assert "Vedlegg 3: Budsjett.xlsx" in first
    assert "Vedlegg 1: Kvittering.png" in second
    (image,) = paper.pages[1].images
    assert image.image is not None
    assert image.image.mode == "RGB"
    assert "/SMask" not in str(paper.pages[1]["/Resources"])
    assert "pdfaid:part" in paper.trailer["/Root"]["/Metadata"].get_object().get_data().decode()


def test_pages_of_files_are_joined_on_and_broken_ones_left_out(tmp_path: Path) -> None:
    good, bad = pdf_file(tmp_path, 3, "a.pdf"), tmp_path / "b.pdf"
    bad.write_bytes(b"%PDF-1.7 but no more")
    locked = PdfWriter(pdf_file(tmp_path, 1, "c.pdf"))
    locked.encrypt("x")
    with (tmp_path / "d.pdf").open("wb") as out:
        locked.write(out)
    assert page_counts([good, bad, tmp_path / "d.pdf", tmp_path / "gone.pdf"]) == [3, 0, 0, 0]
    out = io.BytesIO()
    invoice_pdf.write(DOCUMENT, out, files=(Appendix("a.pdf", pages=3),))
    whole: Any = PdfReader(io.BytesIO(joined(out.getvalue(), [good])))
    assert len(whole.pages) == 2 + 3
    assert whole.metadata is not None
    assert whole.metadata.title == "Faktura 20417, Lysgård Arkitekter AS"
    assert "/Metadata" not in whole.trailer["/Root"]  # no claim for what others made
    with pytest.raises(CannotDraw):
        joined(out.getvalue(), [bad])


def test_every_language_has_every_word() -> None:
    for words in WORDS.values():
        assert all(getattr(words, name) for name in words.__dataclass_fields__)
