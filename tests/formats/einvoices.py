"""Invoices that e-invoices are tried with: one per country and one per hard case, added up as the program does."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from moment_ui.core.money import round_money
from moment_ui.domain.invoices.rules import LineAmounts, line_net, totals_of_nets
from moment_ui.formats.einvoice import Embedded
from moment_ui.formats.invoice import (
    Address,
    Credited,
    InvoiceDocument,
    Line,
    Party,
    PaymentBox,
    VatGroup,
)

OSLO = Party(
    "Lysgård Arkitekter AS",
    Address("Fjordgata 30", "2. etasje", "7010", "Trondheim", "NO"),
    org_number="987654325",
    vat_number="NO987654325MVA",
    endpoint="0192:987654325",
    contact="Åse Ødegård",
    email="faktura@lysgard.example",
    phone="+47 73 00 00 00",
    in_business_register=True,
)
BERGEN = Party(
    "Kystfjell Eiendom AS",
    Address("Strandgaten 1", "", "5013", "Bergen", "NO"),
    number="10024",
    org_number="923609016",
    vat_number="NO923609016MVA",
    endpoint="0192:923609016",
    contact="Kari Hegdahl",
    line_below_name="c/o Boligforvaltning",
)
MALMO = Party(
    "Ångström & Örn AB",
    Address("Västergatan 4", "", "211 21", "Malmö", "SE"),
    org_number="5560160680",
    vat_number="SE556016068001",
    endpoint="0007:5560160680",
    contact="Örjan Åkesson",
    email="faktura@orn.example",
    has_f_tax=True,
)
LUND = replace(
    MALMO,
    name="Lunds Fastigheter AB",
    org_number="2021005489",
    vat_number="SE202100548901",
    endpoint="0007:202100-5489",
    has_f_tax=False,
)
AARHUS = Party(
    "Æblehaven ApS",
    Address("Åboulevarden 2", "", "8000", "Aarhus C", "DK"),
    org_number="13585628",
    vat_number="DK13585628",
    endpoint="0184:13585628",
    contact="Søren Kjær",
)
ODENSE = replace(
    AARHUS,
    name="Odense Byg A/S",
    org_number="25063864",
    vat_number="DK25063864",
    endpoint="0184:DK25063864",
)
REYKJAVIK = Party(
    "Jökull Hönnun ehf.",
    Address("Laugavegur 1", "", "101", "Reykjavík", "IS"),
    org_number="450401-3150",
    vat_number="IS12345",
    endpoint="0196:4504013150",
    contact="Þóra Ægisdóttir",
)
AKUREYRI = replace(REYKJAVIK, name="Norðurljós hf.", contact="", vat_number="")
BREMEN = Party(
    "Hansa Werft GmbH",
    Address("Am Kai 3", "", "28195", "Bremen", "DE"),
    vat_number="DE136695976",
    endpoint="9930:DE136695976",
)
BOSTON = Party(
    "Harbor Pier Inc.",
    Address("1 Harbor Way", "", "02110", "Boston", "US"),
    endpoint="0088:7300010000001",
)
NORWEGIAN = PaymentBox(
    account="86011117947", iban="NO9386011117947", bic="DNBANOKK", payment_id="0043450234125"
)
CATEGORIES = {
    "3": ("S", "25", "", ""),
    "31": ("S", "15", "", ""),
    "33": ("S", "12", "", ""),
    "32": ("S", "11.11", "", ""),
    "5": ("Z", "0", "", ""),
    "6": ("E", "0", "Unntatt fra merverdiavgiftsloven", ""),
    "51": ("AE", "0", "Omvendt avgiftsplikt", "VATEX-EU-AE"),
    "52": ("G", "0", "Utførsel", "VATEX-EU-G"),
    "7": ("O", "0", "Utenfor merverdiavgiftsområdet", "VATEX-EU-O"),
    "K": ("K", "0", "Unionsintern omsetning", "VATEX-EU-IC"),
    "SE6": ("S", "6", "", ""),
    "IS24": ("S", "24", "", ""),
    "IS11": ("S", "11", "", ""),
}


def line(text: str, quantity: str, price: str, code: str = "3", **more: Any) -> Line:
    """A line whose net is still to be found; `net` in the words stands."""
    category, percent, *_reason = CATEGORIES[code]
    fields = {"kind": "hours", "unit": "t", "net": None} | more
    return Line(
        key=0,
        text=text,
        quantity=Decimal(quantity),
        unit_price=Decimal(price),
        vat_code=code,
        vat_percent=Decimal(percent),
        vat_category=category,
        **fields,
    )


def document(lines: Sequence[Line], **fields: Any) -> InvoiceDocument:
    """The invoice of these lines, added up by the rules of the program; amounts of credit notes negative."""
    currency = fields.get("currency", "NOK")
    sign = -1 if fields.get("kind") == "credit-note" else 1
    made = [_netted(each, key, sign, currency) for key, each in enumerate(lines, 1)]
    keyed = [(x.net, x.vat_code, x.vat_percent) for x in made if x.kind != "rounding"]
    totals = totals_of_nets(keyed, currency)
    groups = tuple(
        VatGroup(x.vat_code, x.vat_percent, CATEGORIES[x.vat_code][0], x.basis, x.vat, *CATEGORIES[x.vat_code][2:])
        for x in totals.groups
    )  # fmt: skip
    rounding = sum((x.net for x in made if x.kind == "rounding"), Decimal(0))
    known: dict[str, Any] = {
        "kind": "invoice",
        "number": 20260174,
        "language": "nb",
        "currency": currency,
        "issued": dt.date(2026, 11, 2),
        "due": dt.date(2026, 11, 16),
        "seller": OSLO,
        "buyer": BERGEN,
        "payment": NORWEGIAN,
        "your_reference": "Kari Hegdahl",
        "delivered_on": dt.date(2026, 10, 31),
    }
    figures = {
        "lines": tuple(made),
        "vat_groups": groups,
        "net": totals.net + rounding,
        "vat": totals.vat,
        "gross": totals.gross + rounding,
        "rounding": rounding,
    }
    found = InvoiceDocument(**(known | fields | figures))
    if currency != found.home_currency:
        found = replace(found, vat_at_home=round_money(found.vat * found.rate, found.home_currency))
    return found


def _netted(each: Line, key: int, sign: int, currency: str) -> Line:
    quantity = sign * each.quantity
    if each.kind == "text":
        return replace(each, key=key, net=Decimal(0))
    if each.net is not None:
        return replace(each, key=key, quantity=quantity, net=sign * each.net)
    amounts = LineAmounts(
        quantity, each.unit_price, each.vat_percent, each.discount_percent, each.vat_code, each.per
    )
    return replace(each, key=key, quantity=quantity, net=line_net(amounts, currency))


def product(text: str, quantity: str, price: str, code: str = "3", **more: Any) -> Line:
    """A line of things."""
    return line(text, quantity, price, code, **({"kind": "product", "unit": "stk"} | more))


def said(text: str) -> Line:
    """A line of text."""
    return line(text, "0", "0", kind="text", unit="")


def rounding(net: str) -> Line:
    """A line that rounds the total."""
    return line("Avrunding", "1", net, kind="rounding", unit="", net=Decimal(net))


@dataclass(frozen=True)
class Case:
    """A document by name, with the files that go with it."""

    name: str
    make: Callable[[], InvoiceDocument]
    files: tuple[Embedded, ...] = ()


EUR = {"currency": "EUR", "rate": Decimal("11.7435")}
SWEDISH: dict[str, Any] = {
    "seller": MALMO, "buyer": LUND, "currency": "SEK", "home_currency": "SEK", "language": "sv",
    "payment": PaymentBox(bankgiro="5050-1055", plusgiro="28 65 43-4", payment_id="1234567897"),
}  # fmt: skip
DANISH: dict[str, Any] = {
    "seller": AARHUS, "buyer": ODENSE, "currency": "DKK", "home_currency": "DKK", "language": "da",
    "payment": PaymentBox(fik_card_type="71", fik_creditor="99999999", payment_id="123456789012347"),
}  # fmt: skip
ICELANDIC: dict[str, Any] = {
    "seller": REYKJAVIK, "buyer": AKUREYRI, "currency": "ISK", "home_currency": "ISK", "language": "is",
    "payment": PaymentBox(account="0133-26-012345"),
}  # fmt: skip
CREDIT: dict[str, Any] = {
    "kind": "credit-note",
    "credit_of": Credited(20260120, dt.date(2026, 9, 30)),
    "project_number": "P-100",
}
PDF = Embedded(
    "faktura-20260174.pdf", "application/pdf", b"%PDF-1.7 not really", "Faktura 20260174"
)
SHEET = Embedded("timer.csv", "text/csv", b"Dato;Timer\n2026-10-03;7,5\n", "Timespesifikasjon")
PROGRAM = Embedded("kjør.exe", "application/x-msdownload", b"MZ")

CASES: tuple[Case, ...] = (
    Case("norway", lambda: document(
        [line("Skisseprosjekt", "37.5", "1350", period_start=dt.date(2026, 10, 3), period_end=dt.date(2026, 10, 30))],
        order_reference="PO 4711-B", contract_reference="Rammeavtale 2025–2028", project_number="P-100",
        period_start=dt.date(2026, 10, 1), period_end=dt.date(2026, 10, 31), text="Arbeid i oktober.",
        footer_text="Takk for oppdraget.")),
    Case("norway-everything", lambda: document(
        [said("Fase 1\nSkisser og modell"), line("Skisse <1> & \"modell\" \x07", "10.5", "1350.50"),
         product("Plott A1", "250", "120", "33", per=Decimal(100), discount_percent=Decimal("12.5")),
         product("Frukt til møte", "3", "99.90", "31"), product("Råfisk", "7", "13.37", "32"),
         line("Fradrag", "-1", "1000", kind="deduction", unit="", discount_percent=Decimal(10)),
         product("Retur", "2", "-49.95"), said("Takk!"), product("Gave", "1", "300", discount_percent=Decimal(100)),
         rounding("-0.36")],
        prepaid=Decimal(500))),
    Case("thirds-of-hours", lambda: document(
        [line("Tredels time", "0.3333", "1350", net=Decimal("450.00")), line("To tredeler", "0.6667", "987.65", net=Decimal("658.43")),
         line("Rabattert", "0.3333", "1350", discount_percent=Decimal(5), net=Decimal("427.50"))])),
    Case("rounded-elsewhere", lambda: document(
        [product("Avrundet av et annet system", "3", "33.33", net=Decimal("100.00")),
         product("Kun sum", "0", "0", net=Decimal("250.00")), product("Kun kreditert sum", "0", "0", net=Decimal("-20.00"))])),
    Case("exempt", lambda: document([line("Kurs", "2", "5000", "6"), product("Hefte", "10", "120", "31")])),
    Case("zero-rated", lambda: document([product("Bok", "3", "299", "5"), product("Innbinding", "1", "100")])),
    Case("reverse-charge", lambda: document([line("Klimakvoter", "3", "800", "51"), product("Frakt", "1", "99")])),
    Case("export", lambda: document(
        [line("Design", "12", "145", "52", unit="hours")], buyer=BOSTON, currency="USD", rate=Decimal("10.1234"), language="en")),
    Case("goods-within-the-eea", lambda: document([product("Modell", "2", "1200.55", "K")], buyer=BREMEN, **EUR)),
    Case("outside-of-vat", lambda: document([product("Gebyr, byggesak", "1", "3250", "7"), said("Uten mva")])),
    Case("euro-with-vat-in-kroner", lambda: document(
        [line("Rådgivning", "7.25", "111.11"), product("Trykk", "3", "0.335", "33")], order_reference="4500017", your_reference="", **EUR)),
    Case("credit-note", lambda: document(
        [line("Skisseprosjekt", "37.5", "1350", discount_percent=Decimal(10)), said("Hele fakturaen krediteres"), rounding("0.25")], **CREDIT)),
    Case("credit-note-without-vat", lambda: document([line("Kurs", "1", "1350", "6"), said("Hele")], **CREDIT)),
    Case("credit-note-with-a-charge", lambda: document([line("Timer", "8", "1350"), product("Gebyr", "-1", "500")], **CREDIT)),
    Case("negative-invoice", lambda: document([line("Timer", "1", "1350"), product("Retur", "-3", "1000")])),
    Case("paid-before", lambda: document([product("Forskudd", "1", "1000")], prepaid=Decimal(1250))),
    Case("terms-without-a-date", lambda: document([product("Varer", "1", "1000")], due=None, credit_days=14)),
    Case("sweden", lambda: document([line("Konsulttimmar", "20", "1100"), product("Böcker", "4", "199", "SE6")], **SWEDISH)),
    Case("sweden-credit-note", lambda: document([line("Konsulttimmar", "20", "1100")], **SWEDISH, **CREDIT)),
    Case("sweden-to-norway", lambda: document(
        [line("Konsulttimmar", "20", "1100", "52")], **(SWEDISH | {"buyer": BERGEN, "payment": replace(SWEDISH["payment"], iban="SE4550000000058398257466", bic="ESSESESS")}))),
    Case("denmark-by-fik", lambda: document([line("Rådgivning", "5.5", "875")], **DANISH)),
    Case("denmark-by-giro", lambda: document(
        [line("Rådgivning", "5.5", "875")],
        **(DANISH | {"payment": PaymentBox(fik_card_type="04", fik_creditor="01234567", payment_id="1234567890123456")}))),
    Case("denmark-by-account", lambda: document(
        [line("Rådgivning", "5.5", "875")], **(DANISH | {"payment": PaymentBox(account="4183 0012345678")}))),
    Case("denmark-in-euro", lambda: document(
        [line("Rådgivning", "5.5", "118.75")],
        **(DANISH | {"currency": "EUR", "rate": Decimal("7.46"),
                     "payment": replace(DANISH["payment"], account="4183 0012345678", iban="DK5000400440116243")}))),
    Case("discounts-that-round-apart", lambda: document(
        [product("Rabatt", "1", "12.55", discount_percent=Decimal(10)), product("Samme", "3", "99.99", discount_percent=Decimal("33.33")),
         product("Uten mva.", "1", "12.55", "5", discount_percent=Decimal(50))])),
    Case("denmark-credit-note", lambda: document([line("Rådgivning", "5.5", "875")], **DANISH, **CREDIT)),
    Case("iceland", lambda: document(
        [line("Hönnun", "7.3333", "13990", "IS24", discount_percent=Decimal("7.5")), product("Bók", "3", "2499", "IS11"), rounding("-3")], **ICELANDIC)),
    Case("attachments", lambda: document([line("Timer", "7.5", "1350")]), (PDF, SHEET, PROGRAM)),
)  # fmt: skip
BY_NAME = {case.name: case for case in CASES}
