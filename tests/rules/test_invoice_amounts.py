"""What invoices add up to, and what payments leave of them."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from moment_ui.core.money import currency_decimals
from moment_ui.domain.invoices.rules import (
    Balance,
    LineAmounts,
    Posted,
    balance,
    line_net,
    settled_state,
    totals_of_nets,
    with_vat,
)
from moment_ui.domain.payments.rules import may_be_written_off
from moment_ui.models.invoice import InvoiceState

D = Decimal
DAY = dt.date(2026, 11, 1)
amounts = st.decimals(D("-100000"), D("100000"), places=2)
percents = st.sampled_from([D(0), D(12), D(15), D(25)])
lines = st.lists(
    st.builds(
        LineAmounts,
        quantity=st.decimals(D("-1000"), D("1000"), places=2),
        unit_price=amounts,
        vat_percent=percents,
        discount_percent=st.sampled_from([D(0), D(5), D("33.33"), D(100)]),
        vat_code=st.sampled_from(["3", "0"]),
    ),
    max_size=8,
)


def invoice_totals(rows, currency):
    return totals_of_nets(
        [(line_net(row, currency), row.vat_code, row.vat_percent) for row in rows], currency
    )


@pytest.mark.parametrize(
    ("quantity", "price", "discount", "currency", "net"),
    [
        ("7.5", "1450", "0", "NOK", "10875.00"),
        ("0.333", "10", "0", "NOK", "3.33"),
        ("1", "0.005", "0", "NOK", "0.01"),
        ("-1", "0.005", "0", "NOK", "-0.01"),
        ("3", "99.99", "10", "NOK", "269.97"),
        ("1.5", "1001", "0", "ISK", "1502"),
    ],
)
def test_a_line_is_quantity_times_price_less_discount_rounded(
    quantity, price, discount, currency, net
):
    line = LineAmounts(D(quantity), D(price), D(25), D(discount))
    assert line_net(line, currency) == D(net)


def test_vat_is_rounded_once_per_rate_and_not_per_line():
    thirds = [LineAmounts(D(1), D("0.33"), D(25), vat_code="3") for _ in range(3)]
    totals = invoice_totals(thirds, "NOK")
    assert [group.vat for group in totals.groups] == [D("0.25")]  # 0.99 × 25 % = 0.2475
    assert totals.gross == D("1.24")


def test_rates_and_codes_have_a_group_each():
    totals = invoice_totals(
        [
            LineAmounts(D(1), D(100), D(25), vat_code="3"),
            LineAmounts(D(1), D(100), D(12), vat_code="13"),
            LineAmounts(D(1), D(50), D(25), vat_code="3"),
        ],
        "NOK",
    )
    assert [(g.vat_code, g.basis, g.vat) for g in totals.groups] == [
        ("3", D(150), D("37.50")),
        ("13", D(100), D(12)),
    ]


@given(lines, st.sampled_from(["NOK", "ISK", "DKK"]))
def test_gross_is_net_plus_vat_and_every_figure_has_the_currency_s_decimals(rows, currency):
    totals = invoice_totals(rows, currency)
    assert totals.gross == totals.net + totals.vat
    assert totals.net == sum(totals.line_nets) == sum(group.basis for group in totals.groups)
    assert totals.vat == sum(group.vat for group in totals.groups)
    places = currency_decimals(currency)
    assert all(figure == round(figure, places) for figure in (*totals.line_nets, totals.vat))


@given(lines)
def test_a_credit_note_of_the_same_lines_is_the_exact_opposite(rows):
    turned = [
        LineAmounts(-x.quantity, x.unit_price, x.vat_percent, x.discount_percent, x.vat_code)
        for x in rows
    ]
    assert invoice_totals(turned, "NOK").gross == -invoice_totals(rows, "NOK").gross


def test_vat_as_another_system_rounded_it_stands_and_the_groups_still_add_up():
    thirds = [LineAmounts(D(1), D("0.33"), D(25), vat_code="3") for _ in range(3)]
    totals = with_vat(invoice_totals(thirds, "NOK"), D("0.24"))
    assert (totals.vat, totals.gross, totals.rounding) == (D("0.24"), D("1.23"), D("-0.01"))
    assert sum(group.vat for group in totals.groups) == totals.vat


@pytest.mark.parametrize(
    ("gross", "payments", "outstanding", "settled_after"),
    [
        ("100", [], "100", None),
        ("100", [(0, "40")], "60", None),
        ("100", [(0, "40"), (5, "60")], "0", 5),
        ("100", [(5, "60"), (0, "40")], "0", 5),
        ("100", [(0, "112.50")], "-12.50", 0),
        ("100", [(0, "200"), (9, "-100")], "0", 0),
        ("100", [(0, "100"), (9, "-30")], "30", None),
        ("100", [(0, "100"), (9, "-30"), (12, "30")], "0", 12),
        ("-100", [(3, "-100")], "0", 3),
        ("-100", [(3, "-40")], "-60", None),
        ("-100", [], "-100", None),
        ("0", [], "0", None),
    ],
)
def test_a_balance_follows_from_the_payments(gross, payments, outstanding, settled_after):
    paid = [Posted(DAY + dt.timedelta(days=days), D(amount)) for days, amount in payments]
    found = balance(D(gross), paid)
    assert found.outstanding == D(outstanding)
    assert found.paid_on == (
        None if settled_after is None else DAY + dt.timedelta(days=settled_after)
    )


@given(
    amounts,
    st.lists(st.builds(Posted, st.dates(), amounts, written_off=st.booleans()), max_size=6),
)
def test_outstanding_is_gross_less_what_was_paid_whatever_the_order(gross, payments):
    found = balance(gross, payments)
    assert found.outstanding == gross - sum(posted.amount for posted in payments)
    assert found == balance(gross, list(reversed(payments)))


@pytest.mark.parametrize(
    ("state", "payments", "left"),
    [
        ("sent", [("100", True)], "written-off"),
        ("sent", [("99.50", False), ("0.50", True)], "written-off"),
        ("sent", [("60", True)], "sent"),
        ("sent", [("100", False)], "sent"),
        ("written-off", [("100", True), ("100", False)], "sent"),
        ("written-off", [("100", True), ("100", False), ("-100", False)], "written-off"),
        ("written-off", [("100", True), ("-100", True)], "sent"),
        ("written-off", [("100", True), ("100", False), ("-100", True)], "sent"),
        ("credited", [("100", False)], "credited"),
        ("credited", [("130", False)], "sent"),
        ("draft", [("100", True)], "draft"),
    ],
)
def test_the_state_follows_from_what_was_written_off(state, payments, left):
    posted = [Posted(DAY, D(amount), written_off=lost) for amount, lost in payments]
    now = balance(D(100), posted)
    assert settled_state(InvoiceState(state), now, was_sent=True) == left
    unsent = "finalised" if left == "sent" and state != "sent" else left
    assert settled_state(InvoiceState(state), now, was_sent=False) == unsent


@pytest.mark.parametrize(
    ("outstanding", "written_off", "amount", "allowed"),
    [
        ("100", "0", "100", True),
        ("100", "0", "40", True),
        ("100", "0", "100.01", False),
        ("100", "0", "-1", False),
        ("0", "0", "1", False),
        ("0", "100", "-100", True),
        ("0", "100", "-100.01", False),
        ("-30", "0", "-30", True),
        ("-100", "100", "-100", True),
    ],
)
def test_at_most_what_is_outstanding_is_written_off_and_at_most_that_taken_back(
    outstanding, written_off, amount, allowed
):
    now = Balance(D(0), D(outstanding), None, D(written_off))
    assert may_be_written_off(now, D(amount)) is allowed
