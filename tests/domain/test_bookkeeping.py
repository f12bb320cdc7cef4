import pytest

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import writing
from moment_ui.domain.bookkeeping import commands, queries, rules
from moment_ui.domain.bookkeeping.errors import AccountChanged, AccountChosen, AccountNumberTaken
from moment_ui.domain.bookkeeping.rules import AccountDraft, read
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.queries import names, options_at
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.vat.presets import PRESETS
from moment_ui.models.invoicing import AccountKind

SALES = AccountDraft("3000", "Salg")


def test_an_account_is_added_changed_and_put_aside(work):
    key = commands.add_account(work, SALES)
    commands.edit_account(work, key, 1, AccountDraft("3001", "Salg, øvrig", vat_code="3"))
    assert commands.set_account_active(work, key, active=False) == "3001 Salg, øvrig"
    (row,) = queries.accounts(work)
    assert (row.draft.number, row.draft.vat_code, row.active, row.version) == (
        "3001",
        "3",
        False,
        3,
    )


def test_a_used_number_and_a_stale_form_are_refused(work):
    key = commands.add_account(work, SALES)
    other = commands.add_account(work, AccountDraft("3100", "Fritt"))
    with pytest.raises(AccountNumberTaken):
        commands.add_account(work, SALES)
    with pytest.raises(AccountNumberTaken):
        commands.edit_account(work, other, 1, SALES)
    commands.edit_account(work, key, 1, AccountDraft("3000", "Honorar"))
    with pytest.raises(AccountChanged):
        commands.edit_account(work, key, 1, SALES)


@pytest.mark.parametrize("country", rules.STARTER_SETS)
def test_a_starter_set_adds_what_is_missing_and_nothing_twice(work, country):
    drafts = rules.STARTER_SETS[country]
    commands.add_account(work, AccountDraft(drafts[0].number, "Vår egen"))
    assert commands.add_starter_accounts(work, country) == len(drafts) - 1
    assert commands.add_starter_accounts(work, country) == 0
    assert {row.draft.number for row in queries.accounts(work)} == {x.number for x in drafts}
    assert {x.kind for x in drafts} == set(AccountKind)
    for draft in drafts:
        texts = {name: str(getattr(draft, name)) for name in AccountDraft.__dataclass_fields__}
        assert read(texts) == draft


@pytest.mark.parametrize("country", rules.STARTER_SETS)
def test_the_codes_of_a_starter_set_are_vat_codes_of_the_country(country):
    codes = {draft.code: draft.category.value for draft in PRESETS[country]}
    for draft in rules.STARTER_SETS[country]:
        if draft.kind is AccountKind.REVENUE:
            assert codes[draft.vat_code] == draft.peppol_vat_code


def test_options_follow_an_account_that_gets_another_number(work, world):
    place = Place(Level.CUSTOMER, world.nord.customers[10001])
    key = commands.add_account(work, SALES)
    save_options(work, place, {"account_hours": Change(None, str(key))})
    with pytest.raises(AccountChosen, match="1 option books"):
        commands.edit_account(work, key, 1, AccountDraft("3000", "Salg", AccountKind.RECEIVABLE))
    commands.edit_account(work, key, 1, AccountDraft("3010", "Honorar"))
    commands.set_account_active(work, key, active=False)
    own = options_at(work, place).own
    assert [list(kind.values()) for kind in names(work, own.items()).values()][-1] == [
        "3010 Honorar"
    ]
    assert queries.accounts(work)[0].used == 1


@pytest.mark.parametrize(
    "texts",
    [
        {"number": "", "name": "x"},
        {"number": "30 00!", "name": "x"},
        {"number": "3000", "name": " "},
        {"number": "3000", "name": "x", "kind": "gold"},
        {"number": "3000", "name": "x", "peppol_vat_code": "Q"},
    ],
)
def test_what_does_not_fit_is_refused(texts):
    with pytest.raises(Invalid):
        read(texts)


def test_accounts_of_another_company_do_not_exist(world):
    with writing(world.sor.administrator) as work:
        key = commands.add_account(work, SALES)
    with writing(world.nord.administrator) as work:
        for act in (
            lambda: queries.account(work, key),
            lambda: commands.edit_account(work, key, 1, SALES),
            lambda: commands.set_account_active(work, key, active=False),
        ):
            with pytest.raises(NotFound):
                act()
        assert queries.accounts(work) == []
        commands.add_account(work, SALES)


def test_accounts_are_the_economys(world):
    with pytest.raises(NotPermitted), writing(world.nord.project_leader) as work:
        commands.add_account(work, SALES)
