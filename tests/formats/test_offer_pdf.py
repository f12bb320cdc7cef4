"""The paper of an offer, read back: every figure, every language, many pages."""

import datetime as dt
import io
from dataclasses import replace
from decimal import Decimal

import pytest
from pypdf import PdfReader

from moment_ui.formats import offer_pdf
from moment_ui.formats.offer import (
    OfferDocument,
    Part,
    PrintedLine,
    Receiver,
    Sender,
    VatSum,
)

LINE = PrintedLine("Skisser på Ål, é", Decimal(1450), Decimal("18125.00"), Decimal(25), minutes=750)
PRODUCT = PrintedLine(
    "Terrengmodell", Decimal("99.90"), Decimal("269.73"), Decimal(12), quantity=Decimal(3),
    unit="stk", discount_percent=Decimal(10),
)  # fmt: skip
DOCUMENT = OfferDocument(
    number="1003-2",
    name="Rådhus, tilbygg",
    language="nb",
    currency="NOK",
    issued=dt.date(2026, 11, 16),
    valid_until=dt.date(2026, 12, 16),
    sender=Sender("Lysgård AS", ("Fjordgata 30", "7010 Trondheim"), "NO 994 218 766 MVA"),
    receiver=Receiver("Skarvøy kommune", 10152, ("Postboks 647",), "Kari Øst"),
    parts=(
        Part("Skisseprosjekt", "hourly", (LINE,), LINE.net),
        Part(
            "Forprosjekt", "fixed-price", (PrintedLine("Tegninger", Decimal(0), Decimal(0), Decimal(0), minutes=20),),
            Decimal("90000.00"), Decimal(100000), Decimal(10), Decimal(25),
        ),
        Part("", "products", (PRODUCT,), PRODUCT.net),
    ),
    vat_sums=(
        VatSum(Decimal(25), Decimal("108125.00"), Decimal("27031.25")),
        VatSum(Decimal(12), Decimal("269.73"), Decimal("32.37")),
    ),
    net=Decimal("108394.73"),
    vat=Decimal("27063.62"),
    gross=Decimal("135458.35"),
    author="Marte Solberg",
    customer_reference="PO 4711",
    intro="Takk for besøket.",
    closing="Vi gleder oss.",
)  # fmt: skip


def read(document: OfferDocument) -> tuple[str, int]:
    """The text of all pages, spaces plain, and how many pages there are."""
    out = io.BytesIO()
    offer_pdf.write(document, out)
    pages = PdfReader(out).pages
    text = "\n".join(page.extract_text() for page in pages)
    return text.replace("\u00a0", " "), len(pages)


def paged(document: OfferDocument) -> list[str]:
    """The text of each page."""
    out = io.BytesIO()
    offer_pdf.write(document, out)
    return [page.extract_text().replace("\u00a0", " ") for page in PdfReader(out).pages]


def test_everything_stands_on_the_paper() -> None:
    text, pages = read(DOCUMENT)
    assert pages == 1
    for said in (
        *("Lysgård AS", "Skarvøy kommune", "v/ Kari Øst", "1003-2", "16.12.2026", "PO 4711"),
        *("Rådhus, tilbygg", "Skisser på Ål, é", "12,5", "1 450,00", "18 125,00"),
        *("Fastpris 100 000,00, rabatt 10 %, mva. 25 %", "NOK 90 000,00", "0:20"),
        *("3 stk", "99,90", "10 %", "269,73", "108 394,73", "27 031,25", "32,37", "135 458,35"),
        *(
            "Mva. 25 % av 108 125,00",
            "Takk for besøket.",
            "Vi gleder oss.",
            "Side 1 av 1",
            "Vi godtar tilbudet",
            "Sted og dato",
            "Marte Solberg",
        ),
    ):
        assert said in text, said


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("nb", ("Tilbudsnummer", "Gyldig til", "Timepris", "Sum inkl. mva.")),
        ("sv", ("Offertnummer", "Giltig till", "Timpris", "Summa inkl. moms")),
        ("da", ("Tilbudsnummer", "Gyldigt til", "Timepris", "I alt inkl. moms")),
        ("en", ("Offer number", "Valid until", "Hourly rate", "Total incl. VAT")),
        ("pl", ("Offer number",)),
    ],
)
def test_it_speaks_the_customers_language(language: str, words: tuple[str, ...]) -> None:
    text, _pages = read(replace(DOCUMENT, language=language))
    for word in words:
        assert word in text


def test_many_lines_go_on_over_many_pages_each_with_heads_and_none_lost() -> None:
    lines = tuple(replace(LINE, text=f"Linje {n} " + "langt ord " * 12) for n in range(300))
    document = replace(DOCUMENT, parts=(Part("Mye", "hourly", lines, LINE.net),))
    first, *more = paged(document)
    assert len(more) > 8
    assert all(f"Linje {n} " in "\n".join([first, *more]) for n in range(300))
    assert all("Mye, forts." in page and "Beskrivelse" in page for page in more[:-1])
    for number, page in enumerate(more, 2):
        assert "Tilbud 1003-2 Rådhus, tilbygg" in page
        assert f"Side {number} av {len(more) + 1}" in page


@pytest.mark.parametrize("count", range(16, 26))
def test_closing_words_and_the_lines_to_sign_on_stay_together(count: int) -> None:
    lines = tuple(replace(LINE, text=f"Linje {n}") for n in range(count))
    *_others, last = paged(replace(DOCUMENT, parts=(Part("Mye", "hourly", lines, LINE.net),)))
    assert "Vi gleder oss." in last
    assert "Vi godtar tilbudet" in last


def test_a_discount_has_its_column_where_there_is_one() -> None:
    out = io.BytesIO()
    offer_pdf.write(replace(DOCUMENT, parts=DOCUMENT.parts[:1]), out)
    assert "Rabatt" not in PdfReader(out).pages[0].extract_text()


def test_the_largest_sums_do_not_run_into_their_words() -> None:
    most = Decimal(10) ** 12
    total = VatSum(Decimal(25), most, most / 4)
    text, _pages = read(replace(DOCUMENT, net=most, gross=most * 5 / 4, vat_sums=(total,)))
    assert "Sum inkl. mva. NOK1 250" not in text
    assert "1 250 000 000 000,00" in text


@pytest.mark.parametrize("text", ["", "\u4f60\u597d \U0001f600", "x" * 3000, "a\n" * 200])
def test_no_text_breaks_it(text: str) -> None:
    part = Part(
        text[:200].replace("\n", " "),
        "hourly",
        (replace(LINE, text=text.replace("\n", " ")),),
        LINE.net,
    )
    _text, pages = read(
        replace(DOCUMENT, name=text[:200] or "-", intro=text, closing=text, parts=(part,))
    )
    assert pages >= 1


def test_a_currency_without_decimals_has_none() -> None:
    text, _pages = read(replace(DOCUMENT, currency="ISK", gross=Decimal(135458)))
    assert "135 458" in text
    assert "135 458,00" not in text
