"""What stands in the way of an e-invoice, told before the official rules have to."""

from dataclasses import replace
from decimal import Decimal

import pytest

from moment_ui.domain.einvoices.rules import problems
from moment_ui.formats.invoice import Address, Attached, InvoiceDocument, PaymentBox
from tests.formats.einvoices import BY_NAME, CASES, CREDIT, DANISH, document, line, product


def found(made: InvoiceDocument) -> list[tuple[str, str, bool]]:
    """Each trouble's key, the place where it is mended, and whether it stops."""
    return [(x.key, x.mend, x.stops) for x in problems(made)]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_the_official_rules_take_has_nothing_in_its_way(case):
    assert problems(case.make()) == ()


def changed(name: str, **fields) -> InvoiceDocument:
    return replace(BY_NAME[name].make(), **fields)


def seller(name: str, /, **fields) -> InvoiceDocument:
    made = BY_NAME[name].make()
    return replace(made, seller=replace(made.seller, **fields))


def buyer(name: str, /, **fields) -> InvoiceDocument:
    made = BY_NAME[name].make()
    return replace(made, buyer=replace(made.buyer, **fields))


HOURS = line("Timer", "1", "1000")


@pytest.mark.parametrize(
    ("made", "trouble"),
    [
        (lambda: seller("norway", org_number="", endpoint=""), ("seller-number", "company", True)),
        (lambda: seller("norway", endpoint=""), ("seller-endpoint", "company", True)),
        (lambda: seller("norway", vat_number=""), ("seller-vat", "company", True)),
        (lambda: seller("norway", vat_number="987654325"), ("seller-vat-form", "company", True)),
        (lambda: seller("sweden", vat_number="SE5560160680"), ("seller-vat-form", "company", True)),
        (lambda: seller("iceland", address=Address("", "", "101", "Reykjavík", "IS")),
         ("seller-address", "company", True)),
        (lambda: buyer("iceland", address=Address("Gata 1", "", "", "Akureyri", "IS")),
         ("buyer-address", "customer", True)),
        (lambda: buyer("iceland", org_number=""), ("buyer-number", "customer", True)),
        (lambda: seller("norway", vat_number="NO987654324MVA"),
         ("seller-vat-form", "company", True)),
        (lambda: buyer("norway", name=" "), ("name", "customer", True)),
        (lambda: buyer("norway", address=Address("Gata 1")), ("country", "customer", True)),
        (lambda: seller("norway", address=Address("Gata 1")), ("country", "company", True)),
        (lambda: buyer("norway", org_number="123456789"), ("org-number", "customer", True)),
        (lambda: seller("sweden", org_number="55601606"), ("org-number", "company", True)),
        (lambda: buyer("norway", vat_number="XX12"), ("vat-number", "customer", True)),
        (lambda: changed("denmark-by-fik", payment=PaymentBox(
            fik_card_type="71", fik_creditor="99999999", payment_id="1234567890123456")),
         ("payment-id", "finances", True)),
        (lambda: buyer("norway", endpoint=""), ("einvoice-address", "customer", True)),
        (lambda: buyer("norway", endpoint="0192:123456789"), ("einvoice-address", "customer", True)),
        (lambda: changed("norway", your_reference=" ", order_reference=""),
         ("reference", "head", True)),
        (lambda: buyer("goods-within-the-eea", vat_number=""), ("buyer-vat", "customer", True)),
        (lambda: buyer("reverse-charge", vat_number="", org_number=""),
         ("buyer-vat", "customer", True)),
        (lambda: document([product("Gebyr", "1", "1", "7"), HOURS]),
         ("outside-mixed", "lines", True)),
        (lambda: changed("exempt", vat_groups=tuple(
            replace(x, reason="") for x in BY_NAME["exempt"].make().vat_groups)),
         ("reason", "vat", True)),
        (lambda: document([replace(HOURS, vat_percent=Decimal(0))]), ("rate", "lines", True)),
        (lambda: document([]), ("no-lines", "lines", True)),
        (lambda: document([replace(HOURS, unit="skippund")]), ("unit", "line", False)),
        (lambda: changed("norway", gross=Decimal(1)), ("sums", "lines", True)),
        (lambda: document([HOURS], currency="KWD", rate=Decimal(30)), ("currency", "head", True)),
        (lambda: changed("credit-note", credit_of=None), ("credit-of", "head", True)),
        (lambda: document([line("Timer", "-1", "1000")], **DANISH, **CREDIT),
         ("sign", "lines", True)),
        (lambda: changed("norway", payment=PaymentBox()), ("account", "finances", False)),
        (lambda: changed("norway", attachments=(Attached("kjør.exe", "application/x-dos", "a"),)),
         ("file", "head", False)),
    ],
)  # fmt: skip
def test_each_trouble_is_told_with_the_place_where_it_is_mended(made, trouble):
    assert trouble in found(made())


def test_a_vat_that_another_system_rounded_is_told_and_does_not_stop():
    made = BY_NAME["norway"].make()
    off = Decimal("0.02")
    moved = replace(
        made,
        vat=made.vat + off,
        gross=made.gross + off,
        vat_groups=tuple(replace(x, vat=x.vat + off) for x in made.vat_groups),
    )
    assert found(moved) == [("vat-rounding", "lines", False)]


def test_a_period_that_ends_before_it_begins_stops():
    made = BY_NAME["norway"].make()
    turned = replace(made, period_start=made.period_end, period_end=made.period_start)
    assert ("period", "head", True) in found(turned)


def test_the_line_of_a_trouble_is_named():
    (trouble,) = problems(document([HOURS, replace(HOURS, unit="skippund")]))
    assert (trouble.line, trouble.field) == (2, "unit")
