"""Setup → VAT codes and its e-invoices, over the real event pipeline."""

from moment_ui.core.settings import settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.vat.commands import install_codes
from moment_ui.domain.vat.queries import codes, is_set_up
from moment_ui.formats.einvoice_rules import came_with_it
from moment_ui.state.base import NoticeState
from moment_ui.state.setup.einvoice_setup import EInvoiceSetupState
from moment_ui.state.setup.vat_codes import FIELDS, VatCodesState, VatCodeState
from tests.tabs import HYDRATE

PATH = "/nord/setup/vat-codes"
OWN = {"code": "KULT", "name": "Kultur", "percent": "12", "category": "S"}


async def at(tabs, actor):
    tab = tabs.open(actor, PATH)
    await tab.call(HYDRATE)
    return tab, await tab.call(VatCodesState.load)


def stored(world):
    with reading(world.nord.economy) as work:
        return {row.draft.code: row for row in codes(work)} if is_set_up(work) else {}


async def test_a_countrys_codes_are_looked_at_added_and_taken_away_again(tabs, world):
    tab, answer = await at(tabs, world.nord.economy)
    shown = answer.vars["shown"]
    assert (shown.stored, shown.country, shown.lines[0].code) == (False, "NO", "3")
    looked = await tab.call(VatCodesState.look_at, country="SE")
    assert looked.vars["missing"] == len(looked.vars["preview"])
    assert stored(world) == {}
    await tab.call(VatCodesState.set_previewed, opened=False)
    await tab.call(VatCodesState.install)
    assert stored(world) == {}
    await tab.call(VatCodesState.look_at, country="NO")
    answer = await tab.call(VatCodesState.install)
    assert answer.notices[-1] == "9 VAT codes are added."
    assert stored(world)["32"].draft.percent.normalize().to_eng_string() == "11.11"
    looked = await tab.call(VatCodesState.look_at, country="NO")
    assert looked.vars["missing"] == 0
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert list(stored(world)) == ["3"]  # invoices bear it


async def test_a_code_is_added_changed_and_each_is_taken_back(tabs, world):
    with writing(world.nord.economy) as work:
        install_codes(work, "NO")
    tab, _answer = await at(tabs, world.nord.economy)
    opened = await tab.call(VatCodeState.start)
    assert set(opened.vars["values"]) == set(FIELDS)
    answer = await tab.call(VatCodeState.submit, form=OWN | {"handling": "ordinary"})
    assert stored(world)["KULT"].draft.handling == "ordinary"
    assert stored(world)["3"].draft.handling == ""
    row = stored(world)["33"]
    opened = await tab.call(VatCodeState.edit, code_id=row.id)
    assert opened.vars["values"]["percent"] == "12"
    answer = await tab.call(
        VatCodeState.submit, form=opened.vars["values"] | {"name": "Lav sats", "percent": "12,5"}
    )
    assert stored(world)["33"].draft.name == "Lav sats"
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert stored(world)["33"].draft == row.draft


async def test_what_is_wrong_stands_beside_the_field(tabs, world):
    tab, _answer = await at(tabs, world.nord.economy)
    await tab.call(VatCodeState.start)
    answer = await tab.call(
        VatCodeState.submit, form={"code": "!", "name": "", "category": "G", "percent": "3"}
    )
    assert set(answer.vars["errors"]) == {"code", "name"}
    answer = await tab.call(VatCodeState.submit, form=OWN | {"category": "G"})
    assert set(answer.vars["errors"]) == {"percent", "reason"}
    assert stored(world) == {}


async def test_a_code_put_aside_comes_back_by_the_message(tabs, world):
    with writing(world.nord.economy) as work:
        install_codes(work, "NO")
    tab, _answer = await at(tabs, world.nord.economy)
    rows = stored(world)
    refused = await tab.call(VatCodesState.put_aside, code_id=rows["52"].id)
    assert "Lines of the VAT handling Export" in refused.notices[-1]
    answer = await tab.call(VatCodesState.put_aside, code_id=rows["31"].id)
    assert not stored(world)["31"].active
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert stored(world)["31"].active


async def test_project_leaders_read_and_neighbours_do_not_exist(tabs, world):
    with writing(world.sor.economy) as work:
        (theirs, *_others) = install_codes(work, "NO")
    tab, answer = await at(tabs, world.nord.project_leader)
    assert answer.vars["phase"] == "ready"
    refused = await tab.call(VatCodesState.look_at, country="NO")
    assert refused.notices[-1].startswith("Your role does not allow this.")
    tab, _answer = await at(tabs, world.nord.economy)
    for handler in (VatCodesState.put_aside, VatCodesState.bring_back, VatCodeState.edit):
        answer = await tab.call(handler, code_id=theirs)
        assert "was not found" in answer.notices[-1]


async def test_the_rule_set_is_chosen_and_taken_back(tabs, world, monkeypatch, tmp_path):
    (tmp_path / "2026-05").mkdir()
    (tmp_path / "2026-05" / "PEPPOL.sch").write_text("<schema/>")
    monkeypatch.setenv("EINVOICE_RULES_DIR", str(tmp_path))
    settings.cache_clear()
    try:
        tab, _answer = await at(tabs, world.nord.economy)
        answer = await tab.call(EInvoiceSetupState.load)
        shown = answer.vars["shown"]
        came = came_with_it().name
        assert [(x.name, x.in_use) for x in shown.sets] == [("2026-05", True), (came, False)]
        assert not shown.has_access_point
        answer = await tab.call(EInvoiceSetupState.choose, name=came)
        assert [x.in_use for x in answer.vars["shown"].sets] == [False, True]
        assert answer.notices[-1] == f"E-invoices are checked by {came}."
        await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
        answer = await tab.call(EInvoiceSetupState.load)
        assert [x.in_use for x in answer.vars["shown"].sets] == [True, False]
        refused = await tab.call(EInvoiceSetupState.choose, name="../../etc")
        assert "was not found" in refused.notices[-1]
    finally:
        settings.cache_clear()
