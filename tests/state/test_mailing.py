import pytest

from moment_ui.db.work import reading, writing
from moment_ui.domain.mailing import commands, queries
from moment_ui.state.contacts.contact import ContactPageState
from moment_ui.state.contacts.mailing_forms import AddToListState, EditListState
from moment_ui.state.contacts.mailing_list import MailingListState
from moment_ui.state.contacts.mailing_lists import MailingListsState, NewListState
from tests.state.lists import sit_down
from tests.tabs import HYDRATE


@pytest.fixture
def everybody(world):
    with writing(world.nord.administrator) as work:
        return commands.create_list(work, "Everybody", needs_consent=False)


@pytest.fixture
async def reader(tabs, world, everybody):
    return await sit_down(
        tabs, world.nord.administrator, MailingListState, f"/nord/mailing-lists/{everybody}"
    )


def stored(world, list_id):
    with reading(world.nord.administrator) as work:
        return queries.mailing_list(work, list_id)


async def test_a_list_opens_with_its_members_and_how_many_are_left_out(reader):
    assert reader.column("name") == [f"Per {number}" for number in range(10001, 10006)]
    assert reader.query == "standing=member"
    assert reader.screen["members"] == 5
    assert reader.screen["head"].name == "Everybody"


async def test_a_filter_is_tried_before_it_is_saved_and_can_be_taken_back(world, reader, everybody):
    await reader.click(MailingListState.toggle_option, key="status", option="active", on=True)
    assert (reader.screen["members"], reader.screen["unsaved"]) == (2, True)
    assert stored(world, everybody).query == ""
    await reader.click(MailingListState.save_filter)
    assert stored(world, everybody).query == "status=active"
    assert reader.screen["unsaved"] is False
    await reader.click(MailingListState.undo_filter)
    assert stored(world, everybody).query == ""
    assert reader.screen["members"] == 5


async def test_the_saved_filter_is_what_the_bare_address_shows(tabs, world, reader, everybody):
    await reader.click(MailingListState.toggle_option, key="status", option="active", on=True)
    await reader.click(MailingListState.save_filter)
    other = await sit_down(
        tabs, world.nord.economy, MailingListState, f"/nord/mailing-lists/{everybody}"
    )
    assert other.column("name") == ["Per 10001", "Per 10002"]
    await other.click(MailingListState.clear_filters)
    assert other.screen["unsaved"] is True
    await other.click(MailingListState.saved_filter)
    assert other.column("name") == ["Per 10001", "Per 10002"]


async def test_those_ticked_are_kept_out_and_left_to_the_filter_again(world, reader, everybody):
    first = reader.screen["rows"][0].id
    await reader.click(MailingListState.tick, row=str(first), ranged=False)
    await reader.click(MailingListState.keep_out)
    assert reader.column("name") == [f"Per {number}" for number in range(10002, 10006)]
    assert [line.name for line in reader.screen["head"].picked] == ["Per 10001"]
    await reader.click(MailingListState.show, which="left-out")
    assert reader.column("standing") == ["Kept out by hand"]
    await reader.click(MailingListState.tick_page, on=True)
    await reader.click(MailingListState.leave_ticked)
    assert reader.screen["members"] == 5


async def test_somebody_is_found_and_added_by_hand(reader, world, everybody):
    await reader.click(MailingListState.toggle_option, key="status", option="active", on=True)
    tab = reader.tab
    await tab.call(AddToListState.start)
    found = await tab.call(AddToListState.find, text="per 10005")
    person = str(world.nord.contacts["Per 10005"])
    assert found.vars["people"] == [(person, "Per 10005, per10005@kunde.example")]
    refused = await tab.call(AddToListState.submit, form={})
    assert set(refused.vars["errors"]) == {"contact_id"}
    await reader.click(AddToListState.submit, form={"contact_id": person})
    assert "Per 10005" in reader.column("name")


async def test_all_addresses_are_there_to_be_copied(reader):
    shown = await reader.click(MailingListState.copy)
    assert shown.vars["copied_text"].startswith("per10001@kunde.example, per10002@kunde.example")
    shown = await reader.click(MailingListState.separate, separator="semicolon")
    assert shown.vars["copied_text"].count("; ") == 4
    shut = await reader.click(MailingListState.set_copying, opened=False)
    assert shut.vars["copied_text"] == ""


async def test_lists_are_made_renamed_duplicated_and_removed_with_undo(tabs, world):
    tab = tabs.open(world.nord.administrator, "/nord/mailing-lists")
    await tab.call(HYDRATE)
    await tab.call(NewListState.start)
    refused = await tab.call(NewListState.submit, form={"name": ""})
    assert set(refused.vars["errors"]) == {"name"}
    made = await tab.call(NewListState.submit, form={"name": "Julekort", "needs_consent": "on"})
    (tab.path,) = made.redirects
    list_id = int(tab.path.rpartition("/")[2])
    await tab.call(EditListState.start)
    await tab.call(EditListState.submit, form={"name": "Jul 2026"})
    assert (stored(world, list_id).name, stored(world, list_id).needs_consent) == (
        "Jul 2026",
        False,
    )
    copied = await tab.call(MailingListsState.duplicate, list_id=list_id)
    assert copied.redirects != [tab.path]
    await tab.call(MailingListsState.remove, list_id=list_id)
    tab.path = "/nord/mailing-lists"
    shown = await tab.call(MailingListsState.load)
    assert [line.name for line in shown.vars["lists"]] == ["Jul 2026, copy"]
    back = await tab.call(MailingListsState.undo_remove)
    assert len(back.redirects) == 1


async def test_a_list_of_another_company_is_not_found(tabs, world, everybody):
    tab = tabs.open(world.sor.administrator, f"/sor/mailing-lists/{everybody}")
    await tab.call(HYDRATE)
    answer = await tab.call(MailingListState.load)
    assert answer.vars["phase"] == "failed"


async def test_an_address_is_unsubscribed_on_the_contacts_page(tabs, world, reader):
    person = world.nord.contacts["Per 10001"]
    tab = tabs.open(world.nord.administrator, f"/nord/contacts/{person}")
    await tab.call(HYDRATE)
    view = (await tab.call(ContactPageState.load)).vars["view"]
    address = view.addresses[0].id
    view = (await tab.call(ContactPageState.unsubscribe, email_id=address)).vars["view"]
    assert view.addresses[0].note.startswith("Unsubscribed")
    await reader.click(MailingListState.retry)
    assert "Per 10001" not in reader.column("name")
    await tab.call(ContactPageState.subscribe, email_id=address)
    await reader.click(MailingListState.retry)
    assert "Per 10001" in reader.column("name")
