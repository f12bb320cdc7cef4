"""The company's own details: checked, kept in the log, refused when somebody else was quicker."""

import pytest
from sqlmodel import select

from moment_ui.core.errors import Invalid, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.companies.commands import edit_company, set_logo
from moment_ui.domain.companies.errors import CompanyChanged, NoLogo
from moment_ui.domain.companies.queries import company_details, sample_invoice
from moment_ui.domain.companies.rules import read_company
from moment_ui.domain.folders.storing import Brought
from moment_ui.domain.papers.queries import draft_document
from moment_ui.models.audit import AuditEntry
from moment_ui.models.company import Company

NEW = {
    "name": "Tegnestuen Østby AS",
    "org_number": "995 525 828",
    "vat_number": "NO995525828MVA",
    "city": "Tromsø",
    "bank_account": "8601 11 17947",
    "iban": "NO93 8601 1117 947",
    "bic": "dnbanokk",
    "bankgiro": "5050-1055",
    "plusgiro": "4-2",
    "in_business_register": "on",
}


def seen(actor):
    with reading(actor) as work:
        return company_details(work).texts


def test_what_was_typed_stands_on_the_next_paper_and_in_the_log(world):
    actor = world.nord.economy
    with writing(actor) as work:
        assert edit_company(work, seen(actor), NEW) == 10
    with reading(actor) as work:
        paper = draft_document(work, world.nord.drafts[0])
        sample = sample_invoice(work)
        actions = set(work.session.exec(select(AuditEntry.action)))
    assert (paper.seller.name, paper.seller.org_number) == ("Tegnestuen Østby AS", "995525828")
    assert (paper.payment.account, paper.payment.iban) == ("86011117947", "NO9386011117947")
    assert (paper.payment.bic, paper.payment.bankgiro) == ("DNBANOKK", "5050-1055")
    assert paper.seller.in_business_register
    assert sample.seller.name == paper.seller.name
    assert {"edit_company", "change_finance_settings"} <= actions
    assert seen(world.sor.economy)["name"] == "Tegnestuen AS"


def test_who_was_slower_is_refused(world):
    actor = world.nord.economy
    before = seen(actor)
    with writing(actor) as work:
        edit_company(work, before, NEW)
    with pytest.raises(CompanyChanged), writing(actor) as work:
        edit_company(work, before, {"name": "Noe annet"})
    assert seen(actor)["name"] == NEW["name"]


def test_only_who_sets_up_invoicing_may(world):
    with writing(world.nord.project_leader) as work, pytest.raises(NotPermitted):
        edit_company(work, {}, NEW)


@pytest.mark.parametrize(
    ("field", "text"),
    [
        ("name", " "),
        ("org_number", "995 525 829"),
        ("vat_number", "SE1"),
        ("email", "x"),
        ("bank_account", "8601 11 17948"),
        ("iban", "NO93 8601 1117 948"),
        ("bic", "DNB"),
        ("bankgiro", "5050-1056"),
        ("plusgiro", "4-3"),
    ],
)
def test_what_does_not_fit_is_said_beside_its_field(field, text):
    with pytest.raises(Invalid) as refused:
        read_company({"name": "A", field: text}, "NO")
    assert set(refused.value.fields) == {field}


def test_a_logo_is_a_picture_and_the_one_before_is_told(world):
    picture = Brought("n" * 43, "logo.png", 10, "image/png", "0" * 64)
    with writing(world.nord.economy) as work:
        assert set_logo(work, picture) == ""
        assert set_logo(work, None) == "n" * 43
        with pytest.raises(NoLogo):
            set_logo(work, Brought("m" * 43, "logo.svg", 10, "text/plain", "0" * 64))
    with reading(world.nord.economy) as work:
        assert work.session.get_one(Company, world.nord.company_id).logo_name == ""
