"""The Changes dialog of a customer: one field's history, and an earlier value put back."""

import pytest

from moment_ui.core.errors import NotFound
from moment_ui.db.work import reading, writing
from moment_ui.domain.contacts.commands import ContactDraft, add_contact
from moment_ui.domain.customers import commands, one_field, queries
from moment_ui.domain.customers.errors import CustomerChanged
from moment_ui.models.customer import CustomerStatus
from moment_ui.state.customers.customer_history import CustomerHistoryState as History
from tests.state.test_customer_forms import HOSTILE, at

UNDO = "reflex___state____state.moment_ui___state___base____notice_state.undo"


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


@pytest.fixture
async def tab(tabs, world, fjord):
    return await at(tabs, world.nord.administrator, f"/nord/customers/{fjord}")


def change(actor, customer_id, **texts):
    """Save fields one by one, each as a change of its own."""
    saved = None
    for key, text in texts.items():
        with writing(actor) as work:
            version = queries.customer(work, customer_id).version
            edit = one_field.FieldEdit(customer_id, version, key, text)
            saved = one_field.edit_field(work, edit)
    return saved


def draft(actor, customer_id):
    with reading(actor) as work:
        return queries.customer(work, customer_id).draft


def newest(lines, key):
    """The newest change of a field: its id, and the field."""
    return next((line.id, field) for line in lines for field in line.fields if field.key == key)


async def test_the_history_of_one_field_shows_that_field_alone(tab, world, fjord):
    change(world.nord.economy, fjord, email="ny@fjord.example", phone="73 54 01 00")
    lines = (await tab.call(History.show_field, key="phone")).vars["lines"]
    assert [[field.label for field in line.fields] for line in lines] == [["Phone"]]
    assert lines[0].by.startswith("Kari Economy, ")
    everything = (await tab.call(History.start)).vars["lines"]
    assert len(everything) == 2


async def test_an_address_is_one_field_to_the_reader(tab, world, fjord):
    change(world.nord.economy, fjord, visiting_line1="Fjordgata 8", phone="73 54 01 00")
    lines = (await tab.call(History.show_field, key="visiting_address")).vars["lines"]
    assert [field.after for line in lines for field in line.fields] == ["Fjordgata 8"]


async def test_a_contacts_address_is_no_change_of_the_customers(tab, world, fjord):
    with writing(world.nord.administrator) as work:
        add_contact(work, fjord, ContactDraft("Lise Nygård", email="lise@x.example"))
    lines = (await tab.call(History.show_field, key="email")).vars["lines"]
    assert lines == []
    (line,) = (await tab.call(History.start)).vars["lines"]
    assert [field.may_restore for field in line.fields] == [False]


async def test_a_value_is_put_back_after_a_preview_and_the_message_undoes_it(tab, world, fjord):
    before = draft(world.nord.administrator, fjord).email
    change(world.nord.economy, fjord, email="ny@fjord.example", phone="73 54 01 00")
    change_id, field = newest((await tab.call(History.start)).vars["lines"], "email")
    assert field.may_restore
    back = (await tab.call(History.ask, change_id=change_id, key="email")).vars["back"]
    assert (back.now, back.then) == ("ny@fjord.example", before)
    assert draft(world.nord.administrator, fjord).email == "ny@fjord.example"
    answer = await tab.call(History.restore)
    assert draft(world.nord.administrator, fjord).email == before
    assert answer.notices == [f"E-mail is {before} again."]
    _id, newer = newest(answer.vars["lines"], "email")
    assert (newer.before, newer.after) == ("ny@fjord.example", before)
    await tab.call(UNDO, notice_id=answer.vars["notices"][-1].id)
    assert draft(world.nord.administrator, fjord).email == "ny@fjord.example"
    assert draft(world.nord.administrator, fjord).phone == "73 54 01 00"


async def test_the_value_of_now_is_not_offered(tab, world, fjord):
    before = draft(world.nord.administrator, fjord).email
    change(world.nord.economy, fjord, email="ny@fjord.example")
    change(world.nord.economy, fjord, email=before)
    lines = (await tab.call(History.start)).vars["lines"]
    fields = [field for line in lines for field in line.fields if field.key == "email"]
    offered = [field.may_restore for field in fields]
    assert offered == [True, False]
    answer = await tab.call(History.ask, change_id=lines[1].id, key="email")
    assert "back" not in answer.vars


async def test_a_status_goes_back_too(tab, world, fjord):
    with writing(world.nord.economy) as work:
        commands.set_status(work, [fjord], CustomerStatus.BLOCKED)
    change_id, _field = newest((await tab.call(History.start)).vars["lines"], "status")
    back = (await tab.call(History.ask, change_id=change_id, key="status")).vars["back"]
    assert (back.now, back.then) == ("Blocked", "Active")
    await tab.call(History.restore)
    assert draft(world.nord.administrator, fjord).status == CustomerStatus.ACTIVE


async def test_what_somebody_saved_after_the_preview_is_not_overwritten(tab, world, fjord):
    change(world.nord.economy, fjord, email="ny@fjord.example")
    change_id, _field = newest((await tab.call(History.start)).vars["lines"], "email")
    await tab.call(History.ask, change_id=change_id, key="email")
    change(world.nord.economy, fjord, email="siste@fjord.example")
    answer = await tab.call(History.restore)
    assert "was changed by Kari Economy" in answer.vars["back"].problem
    assert newest(answer.vars["lines"], "email")[1].after == "siste@fjord.example"
    assert draft(world.nord.administrator, fjord).email == "siste@fjord.example"


async def test_an_undo_that_comes_too_late_overwrites_nothing(world, fjord):
    saved = change(world.nord.economy, fjord, email="ny@fjord.example")
    assert saved is not None
    change(world.nord.administrator, fjord, email="siste@fjord.example")
    with pytest.raises(CustomerChanged), writing(world.nord.economy) as work:
        one_field.undo_edit(work, saved)
    assert draft(world.nord.economy, fjord).email == "siste@fjord.example"


async def test_a_second_click_puts_nothing_back(tab, world, fjord):
    change(world.nord.economy, fjord, email="ny@fjord.example")
    change_id, _field = newest((await tab.call(History.start)).vars["lines"], "email")
    await tab.call(History.ask, change_id=change_id, key="email")
    await tab.call(History.restore)
    before = draft(world.nord.administrator, fjord)
    assert (await tab.call(History.restore)).notices == []
    assert draft(world.nord.administrator, fjord) == before


async def test_a_change_of_another_customer_or_company_is_not_found(tab, world, fjord):
    neighbour = world.nord.customers[10002]
    theirs = world.sor.customers[10001]
    change(world.nord.economy, neighbour, email="ny@berg.example")
    change(world.sor.administrator, theirs, email="hemmelig@sor.example")
    for actor, customer_id in ((world.nord.economy, neighbour), (world.sor.administrator, theirs)):
        with reading(actor) as work:
            change_id = queries.customer_changes(work, customer_id)[0].id
        await tab.call(History.start)
        answer = await tab.call(History.ask, change_id=change_id, key="email")
        assert "back" not in answer.vars
        assert "was not found" in answer.notices[-1]
        with pytest.raises(NotFound), reading(world.nord.administrator) as work:
            one_field.earlier_value(work, fjord, change_id, "email")


@pytest.mark.parametrize("role", ["co_worker", "external"])
async def test_a_reader_without_the_right_is_offered_nothing(tabs, world, fjord, role):
    change(world.nord.economy, fjord, email="ny@fjord.example")
    tab = await at(tabs, getattr(world.nord, role), f"/nord/customers/{fjord}")
    lines = (await tab.call(History.start)).vars.get("lines", [])
    assert not any(field.may_restore for line in lines for field in line.fields)
    with reading(world.nord.administrator) as work:
        change_id = queries.customer_changes(work, fjord)[0].id
    for handler, payload in (
        (History.ask, {"change_id": change_id, "key": "email"}),
        (History.restore, {}),
        (History.undo_restore, {}),
    ):
        answer = await tab.call(handler, **payload)
        assert answer.notices[-1].startswith("Your role does not allow this.")
    assert draft(world.nord.administrator, fjord).email == "ny@fjord.example"


@pytest.mark.parametrize("value", HOSTILE)
async def test_nothing_unchecked_is_taken(tab, world, fjord, value):
    before = draft(world.nord.administrator, fjord)
    await tab.call(History.start)
    for handler, payload in (
        (History.show_field, {"key": value}),
        (History.ask, {"change_id": value, "key": value}),
        (History.ask, {"change_id": 1, "key": value}),
        (History.set_open, {"opened": value}),
    ):
        answer = await tab.call(handler, **payload)
        assert "Something went wrong on our side" not in answer.everything
    await tab.call(History.restore)
    assert draft(world.nord.administrator, fjord) == before
