"""The form for a new customer asks the register while one types: slow, wrong and silent ones too."""

import asyncio
from dataclasses import dataclass, field

import pytest
from sqlmodel import select

from moment_ui.db.work import reading, writing
from moment_ui.models.customer import Customer
from moment_ui.models.numbering import NumberSeries, SeriesKind
from moment_ui.registers.failures import Failure, RegisterUnavailable
from moment_ui.registers.register import Address, RegisterEntry
from moment_ui.state.customers import company_lookup
from moment_ui.state.customers.new_customer import NewCustomerState as New
from tests.tabs import HYDRATE

TINDRA = RegisterEntry(
    "994218700", "TINDRA BYGG AS", "AS", Address("Fjordgata 8", "", "7010", "TRONDHEIM"),
    email="post@tindra.example", phone="73 54 01 00", vat_registered=True,
    vat_number="NO994218700MVA",
)  # fmt: skip
TAK = RegisterEntry(
    "974760665", "TINDRA TAK AS", "AS", Address("Kaia 3", "", "6002", "ÅLESUND"),
    bankrupt=True, vat_registered=False,
)  # fmt: skip


@dataclass
class Slow:
    """A register that answers when a test lets it, or fails."""

    let: dict[str, asyncio.Event] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    cancelled: list[str] = field(default_factory=list)
    failure: Failure | None = None

    async def search(self, text):
        await self._answer(text)
        return [one for one in (TINDRA, TAK) if one.name.startswith(text.upper())]

    async def entry(self, org_number, *, fresh=False):
        await self._answer(org_number)
        return {one.number: one for one in (TINDRA, TAK)}.get(org_number)

    async def _answer(self, question):
        self.asked.append(question)
        if question in self.let:
            try:
                await self.let[question].wait()
            except asyncio.CancelledError:
                self.cancelled.append(question)
                raise
        if self.failure:
            raise RegisterUnavailable(self.failure)


@pytest.fixture
def register(monkeypatch):
    slow = Slow()
    monkeypatch.setattr(
        company_lookup, "register_of", lambda country: slow if country == "NO" else None
    )
    monkeypatch.setattr(company_lookup, "PAUSE", 0.01)
    return slow


@pytest.fixture
async def form(tabs, world, register):
    """A tab with the form open."""
    tab = tabs.open(world.nord.administrator, "/nord/customers")
    await tab.call(HYDRATE)
    await tab.call(New.start)
    return tab


async def begin(tab, handler, text):
    """Send an event and go on at once, as a reader who types does."""
    name = f"{New.get_full_name()}.{handler}"
    await tab.processor.enqueue(tab.token, tab.event(name, {"text": text}))


async def until(condition):
    for _ in range(2000):
        if condition():
            return
        await asyncio.sleep(0.005)
    pytest.fail("It never came to that.")


def texts(answer):
    """What the browser was told to write into which field."""
    return {
        event.payload["ref"].removeprefix("ref_new_customer_"): event.payload["value"]
        for event in answer.events
        if event.name == "_set_value"
    }


def numbers(world):
    with reading(world.nord.administrator) as work:
        return list(work.session.exec(select(Customer.number)))


async def test_companies_are_found_by_name_with_what_one_should_know(form):
    answer = await form.call(New.find_name, text="tindra")
    assert [(hit.name, hit.about, hit.warnings) for hit in answer.vars["hits"]] == [
        ("Tindra Bygg AS", "994 218 700 · AS · Trondheim", ""),
        ("Tindra Tak AS", "974 760 665 · AS · Ålesund", "bankrupt, not in the VAT register"),
    ]
    assert answer.vars["looking"] is False


async def test_a_pick_fills_in_what_the_register_knows(form):
    await form.call(New.find_name, text="tindra")
    answer = await form.call(New.pick, number="994218700")
    assert texts(answer) == {
        "name": "Tindra Bygg AS",
        "org_number": "994218700",
        "vat_number": "NO994218700MVA",
        "email": "post@tindra.example",
        "phone": "73 54 01 00",
        "visiting_line1": "Fjordgata 8",
        "visiting_code": "7010",
        "visiting_city": "Trondheim",
    }
    assert answer.vars["hits"] == []
    assert answer.vars["number_said"] == "E-invoices go to 0192:994218700."
    assert answer.vars["filled"].fields == (
        "Name, Company reg. no., VAT number, E-mail, Phone, Visiting address"
    )


async def test_the_registers_own_spelling_is_one_click_away(form):
    assert texts(await form.call(New.spell)) == {}
    await form.call(New.find_name, text="tindra")
    picked = await form.call(New.pick, number="994218700")
    assert (picked.vars["filled"].spelled, picked.vars["filled"].kept) == ("TINDRA BYGG AS", False)
    answer = await form.call(New.spell)
    assert texts(answer) == {"name": "TINDRA BYGG AS"}
    assert answer.vars["filled"].spelled == ""
    assert texts(await form.call(New.spell)) == {}


async def test_a_pick_leaves_what_was_typed_and_another_pick_takes_back_what_the_first_filled(form):
    await form.call(New.leave_field, key="email", text="min@egen.example")
    await form.call(New.find_name, text="tindra")
    first = texts(await form.call(New.pick, number="994218700"))
    assert "email" not in first
    await form.call(New.find_name, text="tindra t")
    second = texts(await form.call(New.pick, number="974760665"))
    assert second["name"] == "Tindra Tak AS"
    assert (second["vat_number"], second["phone"], second["visiting_city"]) == ("", "", "Ålesund")
    assert "email" not in second


async def test_the_next_key_cancels_the_look_up_and_old_hits_are_never_shown(form, tabs, register):
    register.let = {"tin": asyncio.Event()}
    await begin(form, "find_name", "tin")
    await until(lambda: register.asked == ["tin"])
    answer = await form.call(New.find_name, text="tindra t")
    assert register.cancelled == ["tin"]
    register.let["tin"].set()
    await asyncio.sleep(0.05)
    assert [hit.name for hit in answer.vars["hits"]] == ["Tindra Tak AS"]
    shown = [update for update in tabs.sent if "Tindra Bygg" in repr(update)]
    assert shown == []


async def test_keys_typed_fast_are_one_question(form, register, monkeypatch):
    monkeypatch.setattr(company_lookup, "PAUSE", 0.2)
    for typed in ("t", "ti", "tin", "tind"):
        await begin(form, "find_name", typed)
        await asyncio.sleep(0.01)
    answer = await form.call(New.find_name, text="tindra")
    assert register.asked == ["tindra"]
    assert len(answer.vars["hits"]) == 2


async def test_the_form_is_saved_while_the_register_hangs(form, register, world, tabs):
    register.let = {"Hengende": asyncio.Event()}
    await begin(form, "find_name", "Hengende")
    await until(lambda: register.asked == ["Hengende"])
    form_texts = {"country": "NO", "number": "10006", "name": "Hengende AS", "status": "active"}
    submit = form.event(
        f"{New.get_full_name()}.submit", {"form": form_texts | {"is_customer": "on"}}
    )
    await form.processor.enqueue(form.token, submit)
    await until(lambda: 10006 in numbers(world))
    register.let["Hengende"].set()
    await until(lambda: any("/nord/customers/" in repr(update) for _token, update in tabs.sent))


async def test_what_comes_back_after_the_form_was_closed_is_not_shown(form, tabs, register):
    register.let = {"tindra": asyncio.Event()}
    await begin(form, "find_name", "tindra")
    await until(lambda: register.asked == ["tindra"])
    closed = form.event(f"{New.get_full_name()}.set_open", {"opened": False})
    await form.processor.enqueue(form.token, closed)
    opened = form.event(f"{New.get_full_name()}.start", {})
    await form.processor.enqueue(form.token, opened)
    await asyncio.sleep(0.2)
    register.let["tindra"].set()
    await asyncio.sleep(0.1)
    assert "tindra bygg" not in repr(tabs.sent).lower()


async def test_a_list_folded_away_stays_away(form, tabs, register):
    register.let = {"tindra": asyncio.Event()}
    await begin(form, "find_name", "tindra")
    await until(lambda: register.asked == ["tindra"])
    fold = form.event(f"{New.get_full_name()}.close_hits", {})
    await form.processor.enqueue(form.token, fold)
    await asyncio.sleep(0.1)
    register.let["tindra"].set()
    await asyncio.sleep(0.1)
    assert "tindra bygg" not in repr(tabs.sent).lower()


@pytest.mark.parametrize("failure", Failure)
async def test_a_failure_is_one_line_and_the_form_can_be_saved(form, register, world, failure):
    register.failure = failure
    answer = await form.call(New.find_name, text="tindra")
    assert answer.vars["looking"] is False
    assert answer.vars["name_said"].startswith("The company register ")
    answer = await form.call(New.find_number, text="994 218 700")
    assert answer.vars["number_said"].startswith("The company register ")
    assert answer.notices == []
    save = {"country": "NO", "number": "10006", "name": "For hånd AS", "status": "active"}
    saved = await form.call(New.submit, form=save | {"is_customer": "on"})
    assert len(saved.redirects) == 1


async def test_nine_valid_digits_are_looked_up_and_a_typed_name_stands(form, register):
    await form.call(New.find_number, text="99421870")
    await form.call(New.find_number, text="994218701")
    assert register.asked == []
    await form.call(New.find_name, text="Noe annet")
    answer = await form.call(New.find_number, text="994 218 700")
    assert "name" not in texts(answer)
    assert texts(answer)["visiting_line1"] == "Fjordgata 8"
    assert answer.vars["filled"].kept is True
    assert texts(await form.call(New.pick, number="994218700"))["name"] == "Tindra Bygg AS"


async def test_a_number_the_register_does_not_know_is_said(form):
    answer = await form.call(New.find_number, text="923609016")
    assert answer.vars["number_said"].startswith("Not in the register.")


async def test_a_country_without_a_register_is_not_asked_about(form, register):
    assert (await form.call(New.choose_country, country="SE")).vars["has_register"] is False
    await form.call(New.find_name, text="Tindra")
    answer = await form.call(New.find_number, text="556016-0680")
    assert register.asked == []
    assert answer.vars["number_said"] == "E-invoices go to 0007:5560160680."


async def test_customers_that_may_be_the_same_show_while_one_types(form, world):
    path = f"/nord/customers/{world.nord.customers[10001]}"
    for handler, typed, reason in (
        (New.find_name, "fjord eiendom", "the same name"),
        (New.find_number, "923 609 016", "the same company reg. no."),
        (New.find_email, "POST@10001.example", "the same e-mail"),
    ):
        await form.call(New.start)
        (line,) = (await form.call(handler, text=typed)).vars["alike"]
        assert (line.name, line.href, line.reason) == ("10001 Fjord Eiendom AS", path, reason)
        assert (await form.call(handler, text="")).vars["alike"] == []


async def test_customers_of_another_company_are_no_lookalikes(tabs, world, register):
    tab = tabs.open(world.sor.administrator, "/sor/customers")
    await tab.call(HYDRATE)
    await tab.call(New.start)
    answer = await tab.call(New.find_name, text="fjord eiendom")
    assert [line.href for line in answer.vars["alike"]] == [
        f"/sor/customers/{world.sor.customers[10001]}"
    ]
    assert world.nord.mark not in answer.everything


async def test_the_warning_is_asked_about_again_when_saving(form):
    await form.call(New.find_name, text="fjord eiendom")
    save = {"country": "NO", "number": "", "name": "Fjord eiendom", "status": "active"}
    asked = await form.call(New.submit, form=save | {"is_customer": "on"})
    assert len(asked.vars["lookalikes"]) == 1
    saved = await form.call(New.confirm)
    assert len(saved.redirects) == 1


async def test_a_double_click_saves_once(form, world):
    save = {"country": "NO", "number": "10006", "name": "Dobbelt AS", "status": "active"}
    event = form.event(f"{New.get_full_name()}.submit", {"form": save | {"is_customer": "on"}})
    await form.processor.enqueue(form.token, event)
    await form.call(New.submit, form=save | {"is_customer": "on"})
    with reading(world.nord.administrator) as work:
        found = work.session.exec(select(Customer).where(Customer.name == "Dobbelt AS")).all()
    assert len(found) == 1


async def test_a_number_outside_the_series_is_warned_of_beside_its_field_and_taken(form, world):
    with writing(world.nord.administrator) as work:
        kind = NumberSeries.kind == SeriesKind.CUSTOMER
        series = work.session.exec(select(NumberSeries).where(kind)).one()
        series.first, series.last = 10000, 19999
    answer = await form.call(New.leave_field, key="number", text="77")
    assert answer.vars["number_note"].startswith("Outside the series 10000–19999")
    save = {"country": "NO", "number": "77", "name": "Utenfor AS", "status": "active"}
    saved = await form.call(New.submit, form=save | {"is_customer": "on"})
    assert len(saved.redirects) == 1
    assert 77 in numbers(world)


async def test_what_a_status_means_is_said(form):
    said = {
        status: (await form.call(New.choose_status, status=status)).vars["status_help"]
        for status in ("potential", "blocked", "inactive", "active")
    }
    assert len(set(said.values())) == 4
    assert "activated" in said["potential"]


@pytest.mark.parametrize("number", ["", "1", "994218700", "x" * 31])
async def test_only_what_was_found_can_be_picked(form, number):
    assert texts(await form.call(New.pick, number=number)) == {}


async def test_a_role_without_the_right_asks_nothing(tabs, world, register):
    tab = tabs.open(world.nord.co_worker, "/nord/customers")
    await tab.call(HYDRATE)
    for handler in (New.find_name, New.find_number, New.find_email):
        answer = await tab.call(handler, text="994218700")
        assert answer.notices[-1].startswith("Your role does not allow this.")
    assert register.asked == []
