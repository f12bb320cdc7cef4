"""VAT codes: what a company has, what its country begins with, and what invoices hold on to."""

from dataclasses import asdict, replace
from decimal import Decimal

import pytest

from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.vat import commands, queries
from moment_ui.domain.vat.errors import (
    CodeChanged,
    CodeTaken,
    CodeUsed,
    NothingStartsWith,
    StartsLines,
    StillUsed,
)
from moment_ui.domain.vat.presets import PRESETS
from moment_ui.domain.vat.rules import HANDLINGS, VatDraft, check_draft, meaning, read
from moment_ui.models.vat import VatCategory

OWN = VatDraft("KULT", "Kultur", Decimal(12), VatCategory.STANDARD)


def test_a_company_without_codes_uses_those_of_its_country(work):
    assert not queries.is_set_up(work)
    assert [row.draft for row in queries.codes(work)] == list(PRESETS["NO"])
    assert queries.vat_code_for(work, "ordinary").code == "3"
    assert queries.vat_code_for(work, "exempt").category is VatCategory.EXEMPT
    assert queries.categories(work)["33"].percent == Decimal(12)


@pytest.mark.parametrize("country", PRESETS)
def test_each_preset_is_whole_and_starts_every_handling_once(work, country):
    drafts = PRESETS[country]
    for draft in drafts:
        check_draft(draft)
        assert read({key: str(value) for key, value in asdict(draft).items()}) == draft
    assert sorted(x.handling for x in drafts if x.handling) == sorted(HANDLINGS)
    assert len(commands.install_codes(work, country)) == len(drafts)
    assert commands.install_codes(work, country) == []
    assert [row.draft for row in queries.codes(work)] == list(drafts)
    assert all(there for _draft, there in queries.countrys_codes(work, country))


def test_the_norwegian_codes_are_those_of_saf_t():
    found = {x.code: (x.percent, x.category.value) for x in PRESETS["NO"]}
    rates = {"3": "25", "31": "15", "32": "11.11", "33": "12"}
    free = {"5": "Z", "51": "AE", "52": "G", "6": "E", "7": "O"}
    assert found == {
        **{code: (Decimal(rate), "S") for code, rate in rates.items()},
        **{code: (Decimal(0), category) for code, category in free.items()},
    }


def test_sellers_in_the_eu_have_a_code_for_goods_to_other_countries_of_it():
    goods = {
        country: [(x.code, x.reason_code) for x in drafts if x.category is VatCategory.INTRA_EU]
        for country, drafts in PRESETS.items()
    }
    code = "VATEX-EU-IC"
    assert goods == {"NO": [], "SE": [("VTEU", code)], "DK": [("UEUV", code)], "IS": []}


def test_the_first_own_code_keeps_those_of_the_country(work):
    commands.add_code(work, OWN)
    assert [row.draft.code for row in queries.codes(work)] == [
        *(draft.code for draft in PRESETS["NO"]),
        "KULT",
    ]
    assert queries.vat_code_for(work, "export").code == "52"


def test_a_code_is_changed_and_takes_over_a_handling(work):
    commands.install_codes(work, "NO")
    key = commands.add_code(work, replace(OWN, handling="ordinary"))
    assert queries.vat_code_for(work, "ordinary").code == "KULT"
    assert queries.categories(work)["3"].handling == ""
    with pytest.raises(StartsLines):
        commands.edit_code(work, key, 1, OWN)
    with pytest.raises(StartsLines):
        commands.set_code_active(work, key, active=False)
    commands.edit_code(work, key, 1, replace(OWN, name="Kultur og idrett", handling="ordinary"))
    with pytest.raises(CodeChanged):
        commands.edit_code(work, key, 1, OWN)
    with pytest.raises(CodeTaken):
        commands.add_code(work, replace(OWN, code="31"))


def test_what_invoices_bear_keeps_its_meaning(work):
    keys = commands.install_codes(work, "NO")
    row = queries.code(work, keys[0])
    assert queries.code(work, keys[0]).used
    for change in ({"percent": Decimal(24)}, {"code": "3a"}):
        with pytest.raises(CodeUsed) as refused:
            commands.edit_code(work, row.id, row.version, replace(row.draft, **change))
        assert list(refused.value.fields) == list(change)
    commands.edit_code(work, row.id, row.version, replace(row.draft, name="Høy sats"))
    with pytest.raises(StillUsed):
        commands.remove_code(work, row.id)
    assert commands.remove_codes(work, keys) == len(keys) - 1
    assert [each.draft.code for each in queries.codes(work)] == ["3"]
    with pytest.raises(NothingStartsWith):
        queries.vat_code_for(work, "export")


def test_a_set_that_is_added_to_others_takes_over_no_handling(work):
    commands.install_codes(work, "NO")
    looked_at = queries.countrys_codes(work, "SE")
    assert not any(draft.handling for draft, _there in looked_at)
    commands.install_codes(work, "SE")
    assert queries.vat_code_for(work, "ordinary").code == "3"
    assert [draft for draft, _there in looked_at] == [
        queries.categories(work)[draft.code] for draft, _there in looked_at
    ]


def test_a_code_put_aside_is_still_understood(work):
    keys = commands.install_codes(work, "NO")
    assert commands.set_code_active(work, keys[1], active=False) == "31 Utgående mva, middels sats"
    assert queries.codes(work)[-1].draft.code == "31"
    assert queries.categories(work)["31"].percent == Decimal(15)


def test_codes_nobody_set_up_are_told_and_mean_what_their_rate_says(work):
    commands.install_codes(work, "NO")
    told = queries.unknown_codes(work)
    known = queries.categories(work)
    assert {each.code for each in told}.isdisjoint(known)
    draft, is_known = meaning(known, "gammel", Decimal(24))
    assert (draft.category, is_known) == (VatCategory.STANDARD, False)
    draft, is_known = meaning(known, "52", Decimal(0))
    assert (draft.category, is_known) == (VatCategory.EXPORT, True)
    draft, is_known = meaning(known, "", Decimal(0))
    assert (draft.category, is_known) == (VatCategory.ZERO, False)


@pytest.mark.parametrize(
    ("texts", "field"),
    [
        ({"percent": "0"}, "percent"),
        ({"category": "G", "reason": "x"}, "percent"),
        ({"category": "E", "percent": "0"}, "reason"),
        ({"reason": "Fordi"}, "reason"),
        (
            {"category": "G", "percent": "0", "reason": "x", "reason_code": "VATEX-EU-AE"},
            "reason_code",
        ),
        ({"category": "G", "percent": "0", "reason": "x", "reason_code": "BECAUSE"}, "reason_code"),
        ({"percent": "25.001"}, "percent"),
        ({"percent": "-1"}, "percent"),
        ({"code": "tre!"}, "code"),
        ({"name": " "}, "name"),
        ({"category": "Q"}, "category"),
        ({"handling": "magic"}, "handling"),
    ],
)
def test_what_does_not_belong_together_is_refused(texts, field):
    fine = {"code": "3", "name": "Høy", "percent": "25", "category": "S"}
    assert read(fine).percent == Decimal(25)
    with pytest.raises(Invalid) as refused:
        read(fine | texts)
    assert list(refused.value.fields) == [field]


def test_codes_of_another_company_do_not_exist(world):
    with writing(world.sor.administrator) as work:
        (key, *_others) = commands.install_codes(work, "SE")
    with writing(world.nord.administrator) as work:
        for act in (
            lambda: queries.code(work, key),
            lambda: commands.edit_code(work, key, 1, OWN),
            lambda: commands.set_code_active(work, key, active=False),
            lambda: commands.remove_code(work, key),
            lambda: commands.install_codes(work, "FR"),
        ):
            with pytest.raises(NotFound):
                act()
        assert commands.remove_codes(work, [key]) == 0
        assert not queries.is_set_up(work)


def test_codes_are_the_economys(world):
    with pytest.raises(NotPermitted), writing(world.nord.project_leader) as work:
        commands.add_code(work, OWN)
    with reading(world.nord.project_leader) as work:
        assert queries.vat_code_for(work, "ordinary").code == "3"
    with pytest.raises(NotPermitted), reading(world.nord.co_worker) as work:
        queries.codes(work)
