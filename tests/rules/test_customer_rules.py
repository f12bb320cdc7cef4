import pytest

from moment_ui.core.errors import Invalid
from moment_ui.domain.customers import rules
from moment_ui.domain.customers.draft import FIELD_LABELS, CustomerDraft, texts_of
from moment_ui.models.customer import CustomerStatus, EInvoiceChannel, InvoiceType


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


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("SE", "svefaktura", EInvoiceChannel.SVEFAKTURA),
        ("SE", "EDI", EInvoiceChannel.EDI),
        ("SE", "", EInvoiceChannel.PEPPOL),
        ("NO", "svefaktura", EInvoiceChannel.PEPPOL),
        ("DK", "edi", EInvoiceChannel.PEPPOL),
    ],
)
def test_the_channel_of_e_invoices_is_chosen_in_sweden(country, typed, kept):
    draft = rules.read({"name": "A", "country": country, "einvoice_channel": typed})
    assert draft.einvoice_channel == kept


def test_a_channel_nobody_knows_is_refused():
    with pytest.raises(Invalid) as refused:
        rules.read({"name": "A", "country": "SE", "einvoice_channel": "fax"})
    assert list(refused.value.fields) == ["einvoice_channel"]


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
