import datetime as dt
from decimal import Decimal

import pytest

from moment_ui.core.errors import Invalid
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.balance import Fact, balances, payment_habit
from moment_ui.domain.customers.draft import FIELD_LABELS, CustomerDraft, texts_of
from moment_ui.models.customer import CustomerStatus, InvoiceType
from moment_ui.models.invoice import InvoiceKind, InvoiceState

TODAY = dt.date(2026, 11, 16)


@pytest.mark.parametrize(
    ("texts", "address"),
    [
        ({"country": "NO", "org_number": "982 463 718"}, "0192:982463718"),
        ({"country": "NO", "org_number": ""}, ""),
        (
            {"country": "NO", "org_number": "982463718", "einvoice_address": "0088:7300010000001"},
            "0192:982463718",
        ),
        ({"country": "SE", "org_number": "556016-0680"}, "0007:5560160680"),
        (
            {
                "country": "SE",
                "org_number": "556016-0680",
                "einvoice_address": "0088:7300010000001",
            },
            "0088:7300010000001",
        ),
        ({"country": "DK", "org_number": "13585628"}, "0184:13585628"),
        ({"country": "IS", "org_number": "450401-3150"}, "0196:4504013150"),
        ({"country": "FI", "org_number": "2077474-0"}, ""),
    ],
)
def test_where_einvoices_go(texts, address):
    assert rules.read({"name": "Tindra Bygg AS", **texts}).einvoice_address == address


@pytest.mark.parametrize(
    ("texts", "wrong"),
    [
        ({"name": ""}, {"name"}),
        ({"number": "ti tusen"}, {"number"}),
        ({"number": "0"}, {"number"}),
        ({"country": "Norge"}, {"country"}),
        ({"org_number": "982463719"}, {"org_number"}),
        ({"org_number": "000000000"}, {"org_number"}),
        ({"email": "post", "phone": "x"}, {"email", "phone"}),
        ({"status": "frozen"}, {"status"}),
        ({"invoice_type": "pigeon"}, {"invoice_type"}),
        ({"invoice_type": "e-invoice"}, {"invoice_type"}),
        ({"credit_days": "366"}, {"credit_days"}),
        ({"credit_days": "two", "website": "x"}, {"credit_days", "website"}),
        ({"is_customer": "", "is_participant": ""}, {"is_customer"}),
        ({"bank_account": "8601 11 17948"}, {"bank_account"}),
        ({"country": "SE", "einvoice_address": "nowhere"}, {"einvoice_address"}),
    ],
)
def test_every_field_that_does_not_fit_is_told_at_once(texts, wrong):
    with pytest.raises(Invalid) as invalid:
        rules.read({"name": "Tindra Bygg AS", **texts})
    assert set(invalid.value.fields) == wrong


def test_what_is_kept_is_compact_and_trimmed():
    draft = rules.read(
        {
            "name": "  Tindra  Bygg AS ",
            "number": "10 171",
            "org_number": "982 463 718",
            "bank_account": "8601.11.17947".replace(".", " "),
            "currency": "nok",
            "status": "Potential",
            "invoice_type": "e-invoice",
            "credit_days": "0",
            "is_customer": "",
            "is_participant": "on",
        }
    )
    assert (draft.name, draft.number, draft.org_number) == ("Tindra Bygg AS", 10171, "982463718")
    assert (draft.bank_account, draft.currency, draft.credit_days) == ("86011117947", "NOK", 0)
    assert (draft.status, draft.invoice_type) == (CustomerStatus.POTENTIAL, InvoiceType.E_INVOICE)
    assert (draft.is_customer, draft.is_participant) == (False, True)


@pytest.mark.parametrize(
    ("key", "text", "country", "fits"),
    [
        ("org_number", "982463719", "NO", False),
        ("org_number", "556016-0680", "SE", True),
        ("email", "post@", "NO", False),
        ("number", "x", "NO", False),
        ("credit_days", "30", "NO", True),
        ("einvoice_address", "junk", "NO", True),
        ("einvoice_address", "junk", "SE", False),
        ("no such field", "anything", "NO", True),
    ],
)
def test_a_field_is_checked_when_it_is_left(key, text, country, fits):
    assert (rules.check_field(key, text, country) == "") is fits


def test_a_proposed_address_follows_the_org_number_and_a_typed_one_stays():
    before = CustomerDraft(
        "A", country="DK", org_number="13585628", einvoice_address="0184:13585628"
    )
    moved = CustomerDraft("A", country="DK", org_number="", einvoice_address="0184:13585628")
    assert rules.following_address(before, moved).einvoice_address == ""
    typed = CustomerDraft("A", country="DK", org_number="", einvoice_address="0088:7300010000001")
    assert rules.following_address(before, typed) == typed


def test_every_field_of_a_customer_has_a_label():
    assert set(texts_of(CustomerDraft(""))) <= set(FIELD_LABELS)


@pytest.mark.parametrize(
    ("status", "is_customer", "takes"),
    [
        (CustomerStatus.ACTIVE, True, True),
        (CustomerStatus.ACTIVE, False, False),
        (CustomerStatus.POTENTIAL, True, False),
        (CustomerStatus.BLOCKED, True, False),
        (CustomerStatus.INACTIVE, True, False),
    ],
)
def test_only_active_customers_are_offered_for_projects(status, is_customer, takes):
    assert rules.takes_projects(status, is_customer=is_customer) is takes


def fact(
    issued, net, *, due=None, outstanding=0, paid_on=None, currency="NOK", kind="invoice",
    state="sent",
):  # fmt: skip
    return Fact(
        InvoiceKind(kind),
        InvoiceState(state),
        currency,
        dt.date.fromisoformat(issued),
        dt.date.fromisoformat(due) if due else None,
        dt.date.fromisoformat(paid_on) if paid_on else None,
        Decimal(net),
        Decimal(outstanding),
    )


def test_invoiced_this_year_stands_against_the_same_days_last_year():
    facts = [
        fact("2026-01-01", 1000),
        fact("2026-11-16", 500),
        fact("2026-11-17", 70),
        fact("2026-03-01", -200, kind="credit-note"),
        fact("2025-11-16", 900),
        fact("2025-11-17", 8000),
    ]
    (balance,) = balances(facts, TODAY, "NOK")
    assert (balance.invoiced, balance.invoiced_before) == (1300, 900)


def test_on_a_leap_day_last_year_ends_on_the_28th():
    facts = [fact("2027-02-28", 5), fact("2027-03-01", 7)]
    (balance,) = balances(facts, dt.date(2028, 2, 29), "NOK")
    assert balance.invoiced_before == 5


def test_outstanding_is_split_by_how_late_it_is():
    facts = [
        fact("2026-11-01", 1, due="2026-11-16", outstanding=100),
        fact("2026-11-01", 1, due="2026-11-15", outstanding=20),
        fact("2026-11-01", 1, due="2026-10-17", outstanding=3),
        fact("2026-11-01", 1, due="2026-10-16", outstanding=4),
        fact("2026-11-01", 1, due="2026-08-18", outstanding=5),
        fact("2026-11-01", 1, due="2026-08-17", outstanding=6),
        fact("2026-11-01", 1, due="2026-08-17", outstanding=-50),
    ]
    (balance,) = balances(facts, TODAY, "NOK")
    assert balance.ageing == (100, 23, 4, 5, 6)
    assert balance.outstanding == 88
    assert (balance.overdue, balance.overdue_count, balance.days_late) == (38, 5, 91)


def test_overdue_is_what_the_lists_call_overdue():
    facts = [
        fact("2026-09-01", 1, due="2026-09-15", outstanding=100),
        fact("2026-09-01", 1, due="2026-09-15", outstanding=20, state="credited"),
        fact("2026-09-01", 1, due="2026-09-15", outstanding=3, state="written-off"),
        fact("2026-09-01", -1, due="2026-09-01", outstanding=4, kind="credit-note"),
    ]
    (balance,) = balances(facts, TODAY, "NOK")
    assert (balance.overdue, balance.overdue_count) == (100, 1)
    assert (sum(balance.ageing[1:]), balance.outstanding) == (100, 127)


def test_what_was_credited_or_written_off_was_never_paid():
    facts = [
        fact("2026-02-01", 1, due="2026-02-15", paid_on="2026-02-11"),
        fact("2026-01-01", 1, due="2026-01-15", paid_on="2026-09-22", state="written-off"),
        fact("2026-02-01", 1, due="2026-02-15", paid_on="2026-02-02", state="credited"),
    ]
    assert payment_habit(facts, TODAY, None).days == 10


def test_currencies_are_never_added_up():
    facts = [fact("2026-05-01", 1, currency="EUR", outstanding=9), fact("2026-05-01", 2)]
    nok, eur = balances(facts, TODAY, "NOK")
    assert (nok.currency, nok.invoiced, nok.outstanding) == ("NOK", 2, 0)
    assert (eur.currency, eur.invoiced, eur.outstanding) == ("EUR", 1, 9)


def test_a_customer_without_invoices_has_nought_in_its_own_currency():
    (balance,) = balances([], TODAY, "SEK")
    assert (balance.currency, balance.invoiced, balance.outstanding) == ("SEK", 0, 0)


def test_days_to_pay_are_averaged_by_the_year_they_paid_in():
    facts = [
        fact("2025-12-20", 1, due="2026-01-03", paid_on="2026-01-09"),
        fact("2026-02-01", 1, due="2026-02-15", paid_on="2026-02-22"),
        fact("2025-05-01", 1, due="2025-05-31", paid_on="2025-05-11"),
        fact("2026-02-01", -1, paid_on="2026-02-02", kind="credit-note"),
        fact("2026-06-01", 1, due="2026-06-15", outstanding=5),
    ]
    habit = payment_habit(facts, TODAY, None)
    assert (habit.days, habit.days_before, habit.terms) == (21, 10, 14)
    assert payment_habit(facts, TODAY, 30).terms == 30
    assert payment_habit([], TODAY, None).days is None
