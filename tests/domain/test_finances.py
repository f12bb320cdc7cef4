import pytest
from sqlmodel import select

from moment_ui.core.errors import Invalid, NeedsConfirmation, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.finances.commands import change_finance_settings
from moment_ui.domain.finances.errors import SettingsChanged
from moment_ui.domain.finances.queries import finance_settings, uses_payment_ids
from moment_ui.domain.finances.rules import Stands, read_settings
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.payment_files.rules import bare_account
from moment_ui.models.audit import AuditEntry
from moment_ui.models.finances import FinanceSettings, PaymentIdKind

TYPED = {
    "payment_id_kind": "kid",
    "payment_id_check": "mod10",
    "fik_card_type": "71",
    "round_to": "0",
}


def test_without_a_row_the_defaults_hold_and_nothing_is_stored(work):
    settings = finance_settings(work)
    assert (settings.version, settings.payment_id_kind) == (0, PaymentIdKind.KID)
    work.session.flush()
    assert work.session.exec(select(FinanceSettings)).all() == []


def test_settings_are_saved_with_a_version_and_a_trace(work):
    assert change_finance_settings(work, 0, {"payment_id_format": "INV6CLI6"}) == 1
    assert change_finance_settings(work, 1, {"iban": "NO93"}) == 2
    assert change_finance_settings(work, 2, {"iban": "NO93"}) == 2
    assert finance_settings(work).payment_id_format == "INV6CLI6"
    entry = work.session.exec(
        select(AuditEntry).where(AuditEntry.action == "change_finance_settings")
    ).first()
    assert entry.changes == {"payment_id_format": ["", "INV6CLI6"]}
    with pytest.raises(SettingsChanged):
        change_finance_settings(work, 1, {"iban": ""})


def test_a_format_that_breaks_its_kinds_rules_is_refused_whole(world):
    with pytest.raises(Invalid) as invalid, writing(world.nord.economy) as work:
        change_finance_settings(
            work, 0, {"payment_id_kind": PaymentIdKind.FIK, "payment_id_format": "INV9CLI9"}
        )
    assert "at most 15" in invalid.value.fields["payment_id_format"]
    with reading(world.nord.economy) as work:
        assert finance_settings(work).version == 0


def test_each_company_has_its_own(world):
    with writing(world.nord.economy) as work:
        change_finance_settings(work, 0, {"bic": "NORDNOKK"})
    with writing(world.sor.economy) as work:
        assert finance_settings(work).bic == ""
        change_finance_settings(work, 0, {"bic": "SORDNOKK"})
    with reading(world.nord.economy) as work:
        assert finance_settings(work).bic == "NORDNOKK"


def test_project_leaders_read_and_do_not_change(world):
    with writing(world.nord.project_leader) as work:
        finance_settings(work)
        with pytest.raises(NotPermitted):
            change_finance_settings(work, 0, {"bic": "NORDNOKK"})
    with reading(world.nord.co_worker) as work, pytest.raises(NotPermitted):
        finance_settings(work)


def test_payment_ids_are_used_when_the_option_says_so(work):
    assert not uses_payment_ids(work)
    save_options(work, Place(), {"payment_id": Change(None, "yes")})
    assert uses_payment_ids(work)


def test_a_format_without_room_for_the_numbers_there_are_is_refused(world):
    with pytest.raises(Invalid) as invalid, writing(world.nord.economy) as work:
        change_finance_settings(work, 0, {"payment_id_format": "INV3"})
    assert "no room for invoice 500" in invalid.value.fields["payment_id_format"]


def test_closing_today_or_later_is_asked_about(work):
    with pytest.raises(NeedsConfirmation) as asked:
        change_finance_settings(work, 0, {"closed_until": work.today()})
    with_it = {"closed_until": work.today()}
    assert change_finance_settings(work, 0, with_it, confirmed=frozenset({asked.value.key})) == 1


@pytest.mark.parametrize(
    ("country", "typed", "kept"),
    [
        ("NO", "1234.56.78903, NO93 8601 1117 947", "12345678903 NO9386011117947"),
        ("SE", "5050-1055; SE35 5000 0000 0549 1000 0003", "50501055 SE3550000000054910000003"),
        ("DK", "1234 12345678", "12340012345678"),
        ("NO", "1234", None),
        ("NO", "1234.56.78904", None),
        ("NO", "NO94 8601 1117 947", None),
        ("SE", "5050-1056", None),
        ("DK", "1234", None),
    ],
)
def test_accounts_are_checked_as_their_country_writes_them(country, typed, kept):
    texts = TYPED | {"other_accounts": typed}
    if kept:
        assert read_settings(texts, Stands(country))["other_accounts"] == kept
        return
    with pytest.raises(Invalid) as invalid:
        read_settings(texts, Stands(country))
    assert invalid.value.fields["other_accounts"].startswith(f"{typed}: ")
    known = Stands(country, frozenset({"".join(typed.split())}))
    assert read_settings(texts, known)["other_accounts"] == "".join(typed.split())


def test_an_iban_is_compared_with_the_account_in_it():
    alike = [("NO93 8601 1117 947", "8601.11.17947"), ("DK50 0040 0440 1162 43", "0040 0440116243")]
    assert all(bare_account(iban) == bare_account(account) for iban, account in alike)
