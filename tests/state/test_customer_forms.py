import asyncio

import pytest
from reflex_base.registry import RegistrationContext
from sqlmodel import select

from moment_ui.core.events import subscribe
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers import commands, queries
from moment_ui.models.customer import Customer, CustomerStatus
from moment_ui.pages import ROUTES
from moment_ui.reports.customers.customer_page import customer_page
from moment_ui.state.customers import customer_profile
from moment_ui.state.customers.customer_contacts import ContactState, KnownContactState
from moment_ui.state.customers.customer_history import CustomerHistoryState
from moment_ui.state.customers.customer_notes import NoteState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.customer_tags import CustomerTagsState
from moment_ui.state.customers.customers import CustomersState
from moment_ui.state.customers.edit_customer import EditCustomerState
from moment_ui.state.customers.new_customer import NewCustomerState
from moment_ui.state.form import FormState
from moment_ui.state.forms import FORMS, FormsState
from moment_ui.state.live import HUB
from moment_ui.state.projects.new_project import NewProjectState
from tests.tabs import HYDRATE

HOSTILE = [None, -1, 0, 2**70, 1.5, True, "1 or 1=1", "", [], {}, {"$ne": 1}, ["x"] * 10]


async def at(tabs, actor, path):
    """A tab of the actor's, at an address."""
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


@pytest.fixture
async def tab(tabs, world, fjord):
    return await at(tabs, world.nord.administrator, f"/nord/customers/{fjord}")


def numbers(world):
    with reading(world.nord.administrator) as work:
        return list(work.session.exec(select(Customer.number)))


async def test_a_new_customer_is_saved_and_its_page_opened(tabs, world):
    tab = await at(tabs, world.nord.project_leader, "/nord/customers")
    opened = await tab.call(NewCustomerState.start)
    assert opened.vars["opened"] is True
    assert opened.vars["values"]["number"] == "10006"
    form = {
        "country": "NO",
        "number": "10006",
        "name": "Tindra Bygg AS",
        "status": "active",
        "is_customer": "on",
        f"tag-{world.nord.tags['Bolig']}": "on",
    }
    saved = await tab.call(NewCustomerState.submit, form=form)
    (path,) = saved.redirects
    customer_id = int(path.removeprefix("/nord/customers/"))
    assert saved.vars["opened"] is False
    page = await at(tabs, world.nord.administrator, path)
    view = (await page.call(CustomerProfileState.load)).vars["view"]
    assert (view.id, view.name, view.number) == (customer_id, "Tindra Bygg AS", "No. 10006")
    assert [tag.name for tag in view.tags] == ["Bolig"]


async def test_the_proposed_number_gives_way_when_it_was_taken_meanwhile(tabs, world):
    tab = await at(tabs, world.nord.administrator, "/nord/customers")
    await tab.call(NewCustomerState.start)
    with writing(world.nord.economy) as work:
        commands.create_customer(work, queries.CustomerDraft("Først ute"))
    form = {"country": "NO", "number": "10006", "name": "Nummer to", "is_customer": "on"}
    saved = await tab.call(NewCustomerState.submit, form=form | {"status": "active"})
    assert len(saved.redirects) == 1
    assert {10006, 10007} <= set(numbers(world))


async def test_errors_stand_beside_their_fields_and_nothing_is_saved(tabs, world):
    tab = await at(tabs, world.nord.administrator, "/nord/customers")
    await tab.call(NewCustomerState.start)
    before = numbers(world)
    form = {"country": "NO", "number": "x", "name": "", "org_number": "000000000", "status": "odd"}
    answer = await tab.call(NewCustomerState.submit, form=form)
    assert set(answer.vars["errors"]) == {"number", "name", "org_number", "status", "is_customer"}
    assert answer.vars["saving"] is False
    assert answer.redirects == []
    assert numbers(world) == before


async def test_a_field_is_checked_when_it_is_left(tabs, world):
    tab = await at(tabs, world.nord.administrator, "/nord/customers")
    await tab.call(NewCustomerState.start)
    answer = await tab.call(NewCustomerState.leave_field, key="number", text="10001")
    assert "Fjord Eiendom AS" in answer.vars["errors"]["number"]
    answer = await tab.call(NewCustomerState.leave_field, key="org_number", text="556016-0680")
    assert set(answer.vars["errors"]) == {"number", "org_number"}
    await tab.call(NewCustomerState.choose_country, country="SE")
    answer = await tab.call(NewCustomerState.leave_field, key="org_number", text="556016-0680")
    assert set(answer.vars["errors"]) == {"number"}


async def test_a_likely_duplicate_is_asked_about_with_the_way_to_open_it(tabs, world, fjord):
    tab = await at(tabs, world.nord.administrator, "/nord/customers")
    await tab.call(NewCustomerState.start)
    form = {"country": "NO", "number": "", "name": "Fjord eiendom", "status": "active"}
    asked = await tab.call(NewCustomerState.submit, form=form | {"is_customer": "on"})
    assert asked.vars["question"]
    (line,) = asked.vars["lookalikes"]
    assert (line.name, line.href) == ("10001 Fjord Eiendom AS", f"/nord/customers/{fjord}")
    back = await tab.call(NewCustomerState.take_back)
    assert back.vars["question"] == ""
    await tab.call(NewCustomerState.submit, form=form | {"is_customer": "on"})
    saved = await tab.call(NewCustomerState.confirm)
    assert len(saved.redirects) == 1


async def test_confirming_what_was_not_asked_confirms_nothing(tabs, world):
    tab = await at(tabs, world.nord.administrator, "/nord/customers")
    before = numbers(world)
    answer = await tab.call(NewCustomerState.confirm)
    assert answer.redirects == []
    assert numbers(world) == before


async def test_an_edit_shows_at_once_and_is_in_the_changes(tab, world):
    started = await tab.call(EditCustomerState.start)
    form = started.vars["values"] | {"email": "ny@fjord.example", "bank_account": "8601 11 17947"}
    saved = await tab.call(EditCustomerState.submit, form=form)
    assert saved.vars["opened"] is False
    shown = {line.label: line.value for line in saved.vars["view"].company_data}
    assert shown["E-mail"] == "ny@fjord.example"
    changes = (await tab.call(CustomerHistoryState.start)).vars["lines"]
    assert changes[0].by.startswith("Kari Administrator, 16.11.2026")
    email = next(field for field in changes[0].fields if field.label == "E-mail")
    assert (email.before, email.after) == ("post@10001.example", "ny@fjord.example")


async def test_two_editors_lose_nothing(tab, tabs, world, fjord):
    mine = (await tab.call(EditCustomerState.start)).vars["values"]
    other = await at(tabs, world.nord.economy, f"/nord/customers/{fjord}")
    theirs = (await other.call(EditCustomerState.start)).vars["values"]
    await other.call(
        EditCustomerState.submit, form=theirs | {"phone": "735 40 100", "email": "deres@x.example"}
    )
    answer = await tab.call(
        EditCustomerState.submit, form=mine | {"website": "fjord.example", "email": "min@x.example"}
    )
    assert answer.vars["changed_by"] == "Kari Economy"
    changed = {field.label: (field.now, field.mine) for field in answer.vars["theirs"]}
    assert changed["Phone"] == ("735 40 100", "")
    assert changed["E-mail"] == ("deres@x.example", "min@x.example")
    assert "Website" not in changed
    kept = answer.vars["values"]
    assert (kept["phone"], kept["email"], kept["website"]) == (
        "735 40 100",
        "min@x.example",
        "fjord.example",
    )
    saved = await tab.call(EditCustomerState.submit, form=kept)
    assert saved.vars["opened"] is False
    with reading(world.nord.administrator) as work:
        draft = queries.customer(work, fjord).draft
    assert (draft.phone, draft.email, draft.website) == (
        "735 40 100",
        "min@x.example",
        "fjord.example",
    )


async def test_a_status_can_be_taken_back(tab):
    await tab.call(CustomerProfileState.load)
    blocked = await tab.call(CustomerProfileState.set_status, status="blocked")
    assert blocked.vars["view"].status == "Blocked"
    assert blocked.notices == ["Fjord Eiendom AS is now Blocked."]
    notice = blocked.vars["notices"][-1]
    back = await tab.call(
        "reflex___state____state.moment_ui___state___base____notice_state.undo", notice_id=notice.id
    )
    assert back.vars["view"].status == "Active"


async def test_notes_are_written_pinned_removed_and_put_back(tab):
    await tab.call(NoteState.start)
    view = (await tab.call(NoteState.submit, form={"text": "one invoice per project"})).vars["view"]
    note = view.notes[0]
    assert note.text == "one invoice per project"
    view = (await tab.call(NoteState.pin, note_id=note.id, pinned=True)).vars["view"]
    assert view.notes[0].pinned
    assert (await tab.call(NoteState.edit, note_id=note.id)).vars["values"] == {"text": note.text}
    view = (await tab.call(NoteState.submit, form={"text": "changed"})).vars["view"]
    assert view.notes[0].text == "changed"
    view = (await tab.call(NoteState.remove, note_id=note.id)).vars["view"]
    assert "changed" not in [row.text for row in view.notes]
    view = (await tab.call(NoteState.undo_remove)).vars["view"]
    assert view.notes[0].text == "changed"


async def test_contacts_come_and_go_without_leaving_the_page(tab, tabs, world):
    await tab.call(ContactState.start)
    form = {"name": "Lise Nygård", "email": "lise@x.example", "is_global": "on"}
    view = (await tab.call(ContactState.submit, form=form)).vars["view"]
    assert [person.name for person in view.contacts] == ["Lise Nygård", "Per 10001"]
    berg = await at(
        tabs, world.nord.administrator, f"/nord/customers/{world.nord.customers[10002]}"
    )
    people = (await berg.call(KnownContactState.start)).vars["people"]
    assert [name for _id, name in people] == ["Lise Nygård, lise@x.example"]
    form = {"contact_id": people[0][0], "customer_email": "innkjop@x.example"}
    view = (await berg.call(KnownContactState.submit, form=form)).vars["view"]
    lise = view.contacts[0]
    assert (lise.email, lise.email_before) == ("innkjop@x.example", ["lise@x.example"])
    removed = await berg.call(ContactState.remove, place_id=lise.id)
    assert [person.name for person in removed.vars["view"].contacts] == ["Per 10002"]
    back = await berg.call(ContactState.undo_remove)
    assert len(back.vars["view"].contacts) == 2


async def test_a_project_of_a_potential_customer_activates_it_when_asked(tabs, world):
    potential = world.nord.customers[10003]
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{potential}")
    await tab.call(NewProjectState.start)
    form = {"name": "Kaifront", "activity": "Skisse", "budget": "120"}
    asked = await tab.call(NewProjectState.submit, form=form)
    assert "potential" in asked.vars["question"]
    view = (await tab.call(NewProjectState.confirm)).vars["view"]
    assert view.status == "Active"
    assert [(row.name, row.budget) for row in view.projects] == [("Kaifront", "120")]


async def test_tags_are_ticked(tab, world):
    boxes = (await tab.call(CustomerTagsState.start)).vars["tags"]
    assert {box.name: box.on for box in boxes} == {"Bolig": True, "Næring": False}
    form = {box.field: "on" for box in boxes}
    view = (await tab.call(CustomerTagsState.submit, form=form)).vars["view"]
    assert {tag.name for tag in view.tags} == {"Bolig", "Næring"}


async def test_a_customer_of_another_company_is_not_found_and_not_told_of(tabs, world):
    theirs = world.sor.customers[10001]
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{theirs}")
    answer = await tab.call(CustomerProfileState.load)
    assert answer.vars["phase"] == "failed"
    for handler in (EditCustomerState.start, CustomerTagsState.start, NoteState.start):
        answer = await tab.call(handler)
        assert world.sor.mark not in answer.everything
    await tab.call(NoteState.submit, form={"text": "from outside"})
    await tab.call(CustomerProfileState.set_status, status="blocked")
    await tab.call(ContactState.submit, form={"name": "Outside"})
    with reading(world.sor.administrator) as work:
        assert queries.customer_changes(work, theirs) == []


@pytest.mark.parametrize("role", ["co_worker", "external"])
async def test_readers_without_the_right_change_nothing(tabs, world, fjord, role):
    tab = await at(tabs, getattr(world.nord, role), f"/nord/customers/{fjord}")
    for handler, payload in (
        (NewCustomerState.start, {}),
        (NewCustomerState.submit, {"form": {"name": "Nei", "country": "NO", "is_customer": "on"}}),
        (EditCustomerState.start, {}),
        (EditCustomerState.submit, {"form": {"name": "Nei"}}),
        (CustomerProfileState.set_status, {"status": "blocked"}),
        (NoteState.submit, {"form": {"text": "Nei"}}),
        (ContactState.submit, {"form": {"name": "Nei"}}),
        (NewProjectState.submit, {"form": {"name": "Nei", "activity": "x"}}),
        (CustomerTagsState.submit, {"form": {}}),
    ):
        answer = await tab.call(handler, **payload)
        assert answer.notices[-1].startswith("Your role does not allow this.")
    with reading(world.nord.administrator) as work:
        assert queries.customer_changes(work, fjord) == []


async def test_a_co_worker_sees_the_customer_without_its_economy(tabs, world, fjord):
    tab = await at(tabs, world.nord.co_worker, f"/nord/customers/{fjord}")
    view = (await tab.call(CustomerProfileState.load)).vars["view"]
    assert view.name == "Fjord Eiendom AS"
    assert (view.strip, view.may_edit, view.may_create_projects) == ([], False, False)


async def test_what_somebody_else_changes_shows_by_itself(tabs, tab, world, fjord):
    stop = subscribe(HUB.notify)
    try:
        await tab.call(CustomerProfileState.load)
        watch = tab.event(f"{CustomerProfileState.get_full_name()}.watch", {})
        await tabs.processor.enqueue(tab.token, watch)
        await asyncio.sleep(0.05)
        with writing(world.nord.economy) as work:
            commands.set_status(work, [fjord], CustomerStatus.BLOCKED)
        for _ in range(500):
            await asyncio.sleep(0.01)
            if any("Blocked" in repr(update) for _token, update in tabs.sent):
                break
        else:
            pytest.fail("The page did not change.")
    finally:
        stop()


async def test_a_change_of_the_customer_one_has_left_is_not_shown(tabs, tab, world, monkeypatch):
    fjord, other = (world.nord.customers[number] for number in (10001, 10002))
    read: list[int] = []

    def page(work, customer_id):
        read.append(customer_id)
        return customer_page(work, customer_id)

    stop = subscribe(HUB.notify)
    try:
        await tab.call(CustomerProfileState.load)
        watch = tab.event(f"{CustomerProfileState.get_full_name()}.watch", {})
        await tabs.processor.enqueue(tab.token, watch)
        await asyncio.sleep(0.05)
        tab.path = f"/nord/customers/{other}"
        name = f"{CustomerProfileState.get_full_name()}.load"
        await (await tabs.processor.enqueue(tab.token, tab.event(name, {})))
        monkeypatch.setattr(customer_profile, "customer_page", page)
        with writing(world.nord.economy) as work:
            commands.set_status(work, [fjord], CustomerStatus.BLOCKED)
        for _ in range(500):
            await asyncio.sleep(0.01)
            if read:
                break
        await asyncio.sleep(0.1)
    finally:
        stop()
    assert read == [fjord]
    assert not any("Blocked" in repr(update) for _token, update in tabs.sent)


async def test_previous_and_next_follow_the_list_one_came_from(tabs, world):
    customers = world.nord.customers
    query = "?list=status%3Dactive%26sort%3D-number"
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{customers[10002]}{query}")
    first = await tab.call(CustomerProfileState.load)
    assert (first.vars["place"], first.vars["previous"]) == ("1 of 2", "")
    carried = "?list=status%3Dactive%26sort%3D-number"
    assert first.vars["next"] == f"/nord/customers/{customers[10001]}{carried}"
    assert first.vars["list_href"] == "/nord/customers?status=active&sort=-number"
    tab.path = f"/nord/customers/{customers[10001]}/invoices{carried}"
    last = await tab.call(CustomerProfileState.load)
    assert last.vars["previous"] == f"/nord/customers/{customers[10002]}/invoices{carried}"
    assert (last.vars["next"], last.vars["place"]) == ("", "2 of 2")


async def test_without_a_list_previous_and_next_walk_all_customers(tabs, world):
    customers = world.nord.customers
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{customers[10001]}")
    answer = await tab.call(CustomerProfileState.load)
    assert answer.vars["place"].endswith(" of 5")


@pytest.mark.parametrize("value", HOSTILE)
async def test_handlers_take_nothing_they_cannot_check(tab, world, fjord, value):
    with reading(world.nord.administrator) as work:
        before = queries.customer(work, fjord)
    for handler, payload in (
        (CustomerProfileState.set_status, {"status": value}),
        (NoteState.pin, {"note_id": value, "pinned": value}),
        (NoteState.edit, {"note_id": value}),
        (NoteState.remove, {"note_id": value}),
        (NoteState.submit, {"form": value}),
        (ContactState.edit, {"place_id": value}),
        (ContactState.remove, {"place_id": value}),
        (ContactState.submit, {"form": {"name": value}}),
        (KnownContactState.submit, {"form": {"contact_id": value}}),
        (NewCustomerState.leave_field, {"key": value, "text": value}),
        (NewCustomerState.submit, {"form": {"name": value, "number": value}}),
        (NewCustomerState.set_open, {"opened": value}),
        (EditCustomerState.submit, {"form": {"name": value}}),
        (NewProjectState.submit, {"form": {"leader": value}}),
    ):
        answer = await tab.call(handler, **payload)
        assert "Something went wrong on our side" not in answer.everything
    with reading(world.nord.administrator) as work:
        assert queries.customer(work, fjord) == before


async def test_a_form_opened_for_one_customer_does_not_stand_over_the_next(tabs, world):
    customers = world.nord.customers
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{customers[10001]}")
    assert (await tab.call(EditCustomerState.start)).vars["opened"]
    assert "opened" not in (await tab.call(FormsState.leave_behind)).vars
    tab.path = f"/nord/customers/{customers[10002]}"
    assert (await tab.call(FormsState.leave_behind)).vars["opened"] is False


def test_every_form_is_left_behind():
    assert ROUTES  # of every page, with their states
    states = RegistrationContext.get().base_states.values()
    forms = {state for state in states if issubclass(state, FormState)}
    assert forms <= set(FORMS)
    others = set(FORMS) - forms  # dialogs without fields
    assert all(callable(form._leave_behind) and callable(form._shut) for form in others)


CONNECT = "reflex___state____state.hydrate_and_load"
"""What a browser sends with its socket; a page that was just loaded adds the hashes it was built with."""


async def test_a_page_loaded_anew_closes_the_form_and_a_reconnect_keeps_it(
    tabs, world, monkeypatch
):
    monkeypatch.setattr(HUB, "is_open", lambda _tab: False)  # else the page's watches never end
    tab = await at(tabs, world.nord.economy, "/nord/customers")
    await tab.call(NewCustomerState.start)
    await tab.call(NewCustomerState.submit, form={"name": ""})
    form = NewCustomerState.get_full_name()
    for payload, opened in (({}, True), ({"hashes": ["of another build"]}, False)):
        answer = await tab.call(CONNECT, **payload)
        shown = [update.delta[form] for update in answer.updates if form in update.delta]
        assert [state["opened_rx_state_"] for state in shown] == [opened]


async def test_a_page_loaded_anew_shows_no_rows_of_the_address_before(tabs, world, monkeypatch):
    monkeypatch.setattr(HUB, "is_open", lambda _tab: False)  # else the page's watches never end
    tab = await at(tabs, world.nord.economy, "/nord/customers")
    await tab.call(CustomersState.load)
    shown = CustomersState.get_full_name()
    phases = []
    for payload in ({}, {"hashes": ["of another build"]}):
        answer = await tab.call(CONNECT, **payload)
        states = [update.delta[shown] for update in answer.updates if shown in update.delta]
        phases += [state["phase_rx_state_"] for state in states if "phase_rx_state_" in state]
    assert phases[:2] == ["ready", ""]  # where the pages are built, their load follows
