"""How long 1,000 invoices take to be drawn, beside sheets that hold nothing but a foot."""

import datetime as dt
import io
import time
from collections.abc import Callable, Iterator
from decimal import Decimal

from benchmarks.figures import Figure, told, within
from moment_ui.formats import invoice_pdf
from moment_ui.formats.invoice import Address, InvoiceDocument, Line, Party, PaymentBox, VatGroup
from moment_ui.formats.paper import Sheets
from moment_ui.formats.pdf_archive import About

COUNT, TIMES_BARE = 1_000, 4
DAY = dt.date(2026, 11, 16)
ABOUT = About("Faktura", "Lysgård", "nb", DAY)


def document(number: int) -> InvoiceDocument:
    """An ordinary invoice: six lines, one rate."""
    net = Decimal("11600.00")
    lines = tuple(
        Line(
            key, "hours", f"Prosjektering, del {key}", Decimal(8), "t", Decimal(1450), net,
            vat_percent=Decimal(25),
        )
        for key in range(6)
    )  # fmt: skip
    total = 6 * net
    party = Party("Skarvøy kommune", Address("Postboks 647", "", "8613", "Mo i Rana", "NO"))
    return InvoiceDocument(
        kind="invoice", number=number, language="nb", currency="NOK", issued=DAY,
        due=DAY + dt.timedelta(days=14), seller=party, buyer=party,
        payment=PaymentBox(account="86011117947", payment_id=f"{number:07}"), lines=lines,
        vat_groups=(VatGroup("3", Decimal(25), "S", total, total / 4),), net=total, vat=total / 4,
        gross=total * 5 / 4,
    )  # fmt: skip


def invoice(number: int) -> None:
    """Draw one."""
    invoice_pdf.write(document(number), io.BytesIO())


def bare(_number: int) -> None:
    """The floor: a sheet with its foot, fonts and metadata."""
    sheets = Sheets(io.BytesIO(), ABOUT, ["Lysgård"])
    sheets.finish("{page} / {pages}")


def figures() -> Iterator[Figure]:
    """Seconds for 1,000 invoices, beside as many bare sheets."""
    invoice(1)
    floor, drawn = _seconds(bare), _seconds(invoice)
    yield within(f"{COUNT:,} invoices drawn as PDF", drawn, floor, TIMES_BARE, "s")
    yield told("Invoices drawn a second", COUNT / drawn, "/s")


def _seconds(draw: Callable[[int], None]) -> float:
    begun = time.perf_counter()
    for number in range(COUNT):
        draw(number)
    return time.perf_counter() - begun
