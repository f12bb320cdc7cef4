"""E-invoices: every case as approved, taken by the official rules, and exact to the øre."""

import os
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # pyright: ignore[reportAttributeAccessIssue] - no types

from moment_ui.core.money import round_money
from moment_ui.formats.einvoice import Embedded, write
from moment_ui.formats.einvoice_check import CannotCheck, Checker
from moment_ui.formats.einvoice_figures import sums_wrong
from moment_ui.formats.einvoice_rules import came_with_it
from moment_ui.formats.einvoice_units import unit_code
from moment_ui.formats.invoice import InvoiceDocument
from tests.formats.einvoices import (
    BERGEN,
    BY_NAME,
    CASES,
    CATEGORIES,
    CREDIT,
    EUR,
    Case,
    document,
    line,
    product,
    rounding,
)

APPROVED = Path(__file__).parent.parent / "golden" / "einvoices"
NAMES = {
    "cac": "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2",
    "cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2",
}


@pytest.fixture(scope="module")
def checker() -> Iterator[Checker]:
    """The rules of Peppol and CEN, and the schemas of UBL 2.1."""
    rules = came_with_it()
    assert rules.is_whole
    held = Checker(rules)
    yield held
    held.close()


def texts(xml: bytes, path: str) -> list[str]:
    """The texts at a path of the document."""
    return [node.text for node in etree.fromstring(xml).xpath(path, namespaces=NAMES)]


def sums(xml: bytes) -> dict[str, Decimal]:
    """The totals that the document states."""
    total = etree.fromstring(xml).find("cac:LegalMonetaryTotal", NAMES)
    return {etree.QName(each).localname: Decimal(each.text) for each in total}


def holds(xml: bytes, made: InvoiceDocument) -> None:
    """Every figure of the document stands in the XML, and the XML adds up without any slack."""
    sign = -1 if made.kind == "credit-note" else 1
    stated, net = sums(xml), made.net - made.rounding
    assert stated["LineExtensionAmount"] == stated["TaxExclusiveAmount"] == sign * net
    assert stated["TaxInclusiveAmount"] == sign * (net + made.vat)
    assert stated["PayableAmount"] == sign * (made.gross - made.prepaid)
    assert stated.get("PayableRoundingAmount", Decimal(0)) == sign * made.rounding
    assert stated.get("PrepaidAmount", Decimal(0)) == sign * made.prepaid
    tree = etree.fromstring(xml)
    lines = tree.xpath("//cac:InvoiceLine|//cac:CreditNoteLine", namespaces=NAMES)
    assert sum(line_sum(each, made.currency) for each in lines) == sign * net
    totals = tree.findall("cac:TaxTotal", NAMES)
    assert Decimal(totals[0].findtext("cbc:TaxAmount", namespaces=NAMES)) == sign * made.vat
    parts = totals[0].findall("cac:TaxSubtotal", NAMES)
    taxes = [Decimal(part.findtext("cbc:TaxAmount", namespaces=NAMES)) for part in parts]
    bases = [Decimal(part.findtext("cbc:TaxableAmount", namespaces=NAMES)) for part in parts]
    assert (sum(taxes), sum(bases)) == (sign * made.vat, sign * net)


def line_sum(each: etree._Element, currency: str) -> Decimal:
    """A line's own sum, once it is what its quantity, price and discount come to."""

    def figure(path: str, missing: str) -> Decimal:
        return Decimal(each.findtext(path, missing, namespaces=NAMES))

    quantity = Decimal(
        each.xpath("cbc:InvoicedQuantity|cbc:CreditedQuantity", namespaces=NAMES)[0].text
    )
    price, per = figure("cac:Price/cbc:PriceAmount", ""), figure("cac:Price/cbc:BaseQuantity", "1")
    assert price >= 0
    taken = figure("cac:AllowanceCharge/cbc:Amount", "0")
    stated = figure("cbc:LineExtensionAmount", "")
    assert round_money(quantity * price / per, currency) - taken == stated
    return stated


@pytest.mark.golden
@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_each_case_is_as_approved_and_taken_by_the_rules(case: Case, checker: Checker):
    made = case.make()
    xml = write(made, case.files)
    approved = APPROVED / f"{case.name}.xml"
    shown = etree.tostring(etree.fromstring(xml), pretty_print=True, encoding="UTF-8")
    if os.environ.get("GOLDEN") == "rewrite":
        approved.parent.mkdir(parents=True, exist_ok=True)
        approved.write_bytes(shown)
    assert shown == approved.read_bytes()
    assert checker.check(xml).findings == ()
    holds(xml, made)
    assert sums_wrong(made) == []


RATES = tuple(code for code in CATEGORIES if code not in {"7", "K", "51"})
AMOUNTS = st.decimals(Decimal("-9999.9999"), Decimal("9999.9999"), places=4)
HUNDREDTHS = st.decimals(Decimal(0), Decimal(100), places=2)
LINES = st.builds(
    lambda kind, quantity, price, code, discount, per: line(
        "Linje", str(quantity), str(price), code, kind=kind, discount_percent=discount, per=per
    ),
    st.sampled_from(("hours", "product", "deduction")),
    AMOUNTS,
    AMOUNTS,
    st.sampled_from(RATES),
    st.one_of(st.just(Decimal(0)), HUNDREDTHS),
    st.sampled_from((Decimal(1), Decimal(100), Decimal("0.5"))),
)
DOCUMENTS = st.builds(
    lambda lines, fields, round_by, currency: document(
        [*lines, *([rounding(str(round_by))] if round_by else [])], **fields, **currency
    ),
    st.lists(LINES, min_size=1, max_size=8),
    st.sampled_from(({}, CREDIT, {"prepaid": Decimal("123.45")})),
    st.decimals(Decimal("-0.50"), Decimal("0.50"), places=2),
    st.sampled_from(({}, EUR)),
)


@settings(max_examples=150, deadline=None)
@given(DOCUMENTS)
def test_whatever_is_invoiced_adds_up_to_the_ore_and_breaks_no_rule(checker, made):
    xml = write(made)
    holds(xml, made)
    assert sums_wrong(made) == []
    assert checker.check(xml).findings == ()


def test_what_is_broken_is_found_and_said(checker):
    xml = write(BY_NAME["norway"].make())
    found = checker.check(xml.replace(b'"HUR"', b'"timer"'))
    assert [x.rule for x in found.errors] == ["BR-CL-23"]
    assert found.errors[0].place.endswith("/InvoicedQuantity[1]")
    assert not found.passed
    found = checker.check(xml.replace(b"<cbc:IssueDate>2026-11-02</cbc:IssueDate>", b""))
    assert [x.rule for x in found.errors] == ["UBL"]
    assert "IssueDate" in found.errors[0].text


def test_a_rule_process_that_ended_is_begun_anew_and_what_is_no_document_stops_nobody(checker):
    xml = write(BY_NAME["norway"].make())
    assert checker.check(xml).passed
    child = checker._child
    assert child is not None
    child.kill()
    child.wait()
    assert checker.check(xml).passed
    with pytest.raises(CannotCheck):
        checker.check(b"<Invoice")
    assert checker.check(xml).passed


def test_figures_that_do_not_add_up_are_told():
    made = BY_NAME["norway"].make()
    assert sums_wrong(replace(made, vat=made.vat + Decimal("0.01")))
    assert sums_wrong(replace(made, net=made.net + 1, gross=made.gross + 1))
    assert sums_wrong(replace(made, gross=made.gross + Decimal("0.01")))


def test_a_credit_note_states_what_is_credited_as_positive_and_names_its_invoice():
    xml = write(BY_NAME["credit-note"].make())
    assert texts(xml, "//cac:BillingReference//cbc:ID") == ["20260120"]
    assert texts(xml, "//cbc:DueDate") == texts(xml, "//cac:PaymentMeans") == []
    assert [Decimal(x) for x in texts(xml, "//cbc:CreditedQuantity")] == [Decimal("37.5"), 0]
    assert sums(xml)["PayableAmount"] > 0
    assert texts(xml, "//cac:AdditionalDocumentReference/cbc:DocumentTypeCode") == ["50"]


def test_files_of_other_kinds_are_left_out_and_those_sent_are_whole():
    case = BY_NAME["attachments"]
    xml = write(case.make(), case.files)
    found = etree.fromstring(xml).xpath("//cbc:EmbeddedDocumentBinaryObject", namespaces=NAMES)
    assert [each.get("filename") for each in found] == ["faktura-20260174.pdf", "timer.csv"]
    assert [b64decode(each.text) for each in found] == [x.content for x in case.files[:2]]


def test_a_file_of_megabytes_passes_the_rules(checker):
    large = Embedded("tegning.pdf", "application/pdf", os.urandom(3_000_000))
    assert checker.check(write(BY_NAME["norway"].make(), [large])).passed


def test_a_payment_id_goes_to_the_bank_that_knows_it():
    means = {
        name: texts(write(BY_NAME[name].make()), "//cac:PaymentMeans//cbc:*")
        for name in (
            *("norway", "sweden", "denmark-by-fik", "denmark-by-giro"),
            *("denmark-by-account", "denmark-in-euro", "iceland"),
        )
    }
    assert means == {
        "norway": ["30", "0043450234125", "86011117947"],
        "sweden": [
            *("30", "1234567897", "50501055", "SE:BANKGIRO"),
            *("30", "1234567897", "2865434", "SE:PLUSGIRO"),
        ],
        "denmark-by-fik": ["93", "71#123456789012347", "99999999"],
        "denmark-by-giro": ["50", "04#1234567890123456", "1234567"],
        "denmark-by-account": ["42", "0012345678", "4183"],
        "denmark-in-euro": ["58", "123456789012347", "DK5000400440116243"],
        "iceland": ["42", "013326012345"],
    }


def test_no_vat_number_stands_on_what_is_outside_of_vat():
    xml = write(BY_NAME["outside-of-vat"].make())
    assert texts(xml, "//cac:PartyTaxScheme/cbc:CompanyID") == ["Foretaksregisteret"]
    assert texts(xml, "//cac:TaxCategory/cbc:Percent") == []


def test_a_period_of_a_line_outside_the_invoices_is_left_out():
    made = BY_NAME["norway"].make()
    xml = write(replace(made, period_start=made.issued.replace(month=10, day=5)))
    assert texts(xml, "//cac:InvoiceLine/cac:InvoicePeriod/cbc:*") == []


def test_a_draft_can_be_written_before_it_has_a_number(checker):
    assert checker.check(write(replace(BY_NAME["norway"].make(), number=None))).passed


def test_addresses_keep_what_stands_around_the_name():
    xml = write(document([product("Vare", "1", "1")], buyer=BERGEN))
    assert texts(xml, "//cac:AddressLine/cbc:Line") == ["c/o Boligforvaltning"]


@pytest.mark.parametrize(
    ("written", "code"),
    [
        *(("t", "HUR"), ("Timer", "HUR"), ("stk.", "H87"), ("stk", "H87"), ("M²", "MTK")),
        *(("", "C62"), ("KWH", "KWH"), ("dagsverk", "DAY"), ("mdr", "MON"), ("%", "P1")),
        *(("skippund", None), ("hur", None), ("tonn", "TNE"), ("RS", "LS")),
    ],
)
def test_units_as_people_write_them(written, code):
    assert unit_code(written) == code
