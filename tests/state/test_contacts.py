import pytest

from moment_ui.db.work import reading, writing
from moment_ui.domain.people import commands
from moment_ui.domain.people.known import known_people
from moment_ui.domain.people.queries import own_addresses, person
from moment_ui.models.tag import TagKind
from moment_ui.state.contacts.contact import ContactPageState
from moment_ui.state.contacts.contacts import ContactsState
from moment_ui.state.contacts.edit_contact import AddressState, ContactTagsState, EditPersonState
from moment_ui.state.contacts.new_contact import NewContactState
from moment_ui.state.customers.customer_contacts import ContactState
from tests import factories
from tests.state.lists import sit_down
from tests.tabs import HYDRATE


@pytest.fixture
def per(world):
    return world.nord.contacts["Per 10001"]


@pytest.fixture
async def tab(tabs, world, per):
    opened = tabs.open(world.nord.administrator, f"/nord/contacts/{per}")
    await opened.call(HYDRATE)
    await opened.call(ContactPageState.load)
    return opened


def stored(world, contact_id):
    with reading(world.nord.administrator) as work:
        return person(work, contact_id)


async def test_the_list_leads_to_a_contact(tabs, world, per):
    reader = await sit_down(
        tabs, world.nord.administrator, ContactsState, "/nord/contacts?text=per10001"
    )
    assert reader.column("name") == ["Per 10001"]
    assert reader.screen["rows"][0].id == per


async def test_a_contact_in_no_customer_is_made_on_the_list_and_opens(tabs, world, per):
    tab = await sit_down(tabs, world.nord.project_leader, ContactsState, "/nord/contacts")
    opened = await tab.tab.call(NewContactState.start)
    assert opened.vars["values"]["is_global"] == "on"
    refused = await tab.tab.call(NewContactState.submit, form={"name": "", "email": "x"})
    assert set(refused.vars["errors"]) == {"name", "email"}
    form = {"name": "Åse Øye", "email": "PER10001@kunde.example", "is_global": "on"}
    asked = await tab.tab.call(NewContactState.submit, form=form)
    assert [person.id for person in asked.vars["known"]] == [per]
    saved = await tab.tab.call(NewContactState.confirm)
    (path,) = saved.redirects
    found = stored(world, int(path.removeprefix("/nord/contacts/")))
    assert (found.draft.name, found.draft.is_global, found.customers) == ("Åse Øye", True, ())


async def test_many_are_tagged_at_once_with_undo(tabs, world, per):
    with writing(world.nord.administrator) as work:
        tag = factories.tag(work, "Julekort", group="Post", kind=TagKind.CONTACT).key
    reader = await sit_down(tabs, world.nord.administrator, ContactsState, "/nord/contacts")
    await reader.click(ContactsState.tick_page, on=True)
    await reader.click(ContactsState.add_tag, tag_id=tag)
    assert [tag.name for tag in stored(world, per).tags] == ["Julekort"]
    await reader.click(ContactsState.undo_tag)
    assert stored(world, per).tags == ()


async def test_the_page_shows_the_person_and_what_may_be_done(tabs, world, per):
    tab = tabs.open(world.nord.co_worker, f"/nord/contacts/{per}")
    await tab.call(HYDRATE)
    view = (await tab.call(ContactPageState.load)).vars["view"]
    assert (view.name, view.may_edit) == ("Per 10001", False)
    assert [place.name for place in view.customers] == ["Fjord Eiendom AS"]
    assert [address.email for address in view.addresses] == ["per10001@kunde.example"]


@pytest.mark.parametrize(
    "path", ["/nord/contacts/{theirs}", "/nord/contacts/99999", "/nord/contacts/x"]
)
async def test_who_is_not_ours_is_not_found(tabs, world, path):
    path = path.format(theirs=world.sor.contacts["Per 10001"])
    tab = tabs.open(world.nord.administrator, path)
    await tab.call(HYDRATE)
    answer = await tab.call(ContactPageState.load)
    assert answer.vars["phase"] == "failed"


async def test_the_person_is_edited_in_a_dialog(tab, world, per):
    opened = await tab.call(EditPersonState.start)
    assert opened.vars["values"]["name"] == "Per 10001"
    refused = await tab.call(EditPersonState.submit, form={"name": "", "consent": "on"})
    assert set(refused.vars["errors"]) == {"name", "consent_how"}
    form = {"name": "Per Ås", "phone": "911 22 348", "consent": "on", "consent_how": "By phone"}
    saved = await tab.call(EditPersonState.submit, form=form)
    assert saved.vars["opened"] is False
    found = stored(world, per)
    assert (found.draft.name, found.draft.consent_how) == ("Per Ås", "By phone")


async def test_what_a_colleague_saved_meanwhile_is_not_overwritten_unseen(tab, world, per):
    await tab.call(EditPersonState.start)
    with writing(world.nord.economy) as work:
        commands.add_address(work, per, "per@home.example")
    refused = await tab.call(EditPersonState.submit, form={"name": "Per Ås"})
    assert "Kari Economy" in refused.vars["problem"]
    assert stored(world, per).draft.name == "Per 10001"
    await tab.call(EditPersonState.submit, form={"name": "Per Ås"})  # seen, and meant
    assert stored(world, per).draft.name == "Per Ås"


async def test_addresses_are_added_moved_and_removed_with_undo(tab, world, per):
    await tab.call(AddressState.start)
    refused = await tab.call(AddressState.submit, form={"email": "PER10001@kunde.example"})
    assert "already" in refused.vars["errors"]["email"]
    await tab.call(AddressState.submit, form={"email": "per@home.example"})
    home = stored(world, per).addresses[1]
    moved = await tab.call(ContactPageState.move_address, email_id=home.id, step=-1)
    assert moved.vars["view"].addresses[0].email == "per@home.example"
    await tab.call(ContactPageState.remove_address, email_id=home.id)
    assert len(stored(world, per).addresses) == 1
    await tab.call(ContactPageState.undo_remove_address)
    assert stored(world, per).addresses[0].email == "per@home.example"
    await tab.call(ContactPageState.undo_remove_address)  # a second click changes nothing
    assert len(stored(world, per).addresses) == 2


async def test_tags_are_ticked(tab, world, per):
    with writing(world.nord.administrator) as work:
        tag = factories.tag(work, "Julekort", group="Post", kind=TagKind.CONTACT).key
    await tab.call(ContactTagsState.start)
    await tab.call(ContactTagsState.submit, form={f"tag-{tag}": "on"})
    assert [found.name for found in stored(world, per).tags] == ["Julekort"]


async def test_erasing_says_what_goes_and_can_be_taken_back(tab, world, per):
    asked = await tab.call(ContactPageState.ask_to_erase)
    assert "1 address" in asked.vars["erasing"]
    assert "1 customer" in asked.vars["erasing"]
    erased = await tab.call(ContactPageState.erase)
    assert erased.redirects == ["/nord/contacts"]
    back = await tab.call(ContactPageState.undo_erase)
    (path,) = back.redirects
    contact_id = int(path.removeprefix("/nord/contacts/"))
    with reading(world.nord.administrator) as work:
        assert [row.email for row in own_addresses(work, contact_id)] == ["per10001@kunde.example"]


async def test_the_changes_are_shown(tab, per):
    await tab.call(AddressState.start)
    await tab.call(AddressState.submit, form={"email": "per@home.example"})
    shown = await tab.call(ContactPageState.show_changes)
    assert shown.vars["changes"][0].what == "Added an address"
    assert shown.vars["changes_shown"] is True


async def test_a_person_who_is_known_is_used_instead_of_doubled(tabs, world, per):
    berg = world.nord.customers[10002]
    tab = tabs.open(world.nord.administrator, f"/nord/customers/{berg}")
    await tab.call(HYDRATE)
    await tab.call(ContactState.start)
    form = {"name": "Per", "email": "Per10001@kunde.example", "title": "Rådgiver"}
    asked = await tab.call(ContactState.submit, form=form)
    assert [person.id for person in asked.vars["known"]] == [per]
    await tab.call(ContactState.use_known, contact_id=per + 1)  # not one of those named
    assert len(stored(world, per).customers) == 1
    used = await tab.call(ContactState.use_known, contact_id=per)
    assert used.vars["opened"] is False
    assert [(place.name, place.title) for place in stored(world, per).customers] == [
        ("Berg Entreprenør AS", "Rådgiver"),
        ("Fjord Eiendom AS", "Daglig leder"),
    ]


async def test_a_new_contact_is_saved_all_the_same(tabs, world):
    tab = tabs.open(world.nord.administrator, f"/nord/customers/{world.nord.customers[10002]}")
    await tab.call(HYDRATE)
    await tab.call(ContactState.start)
    await tab.call(ContactState.submit, form={"name": "Per", "email": "per10001@kunde.example"})
    saved = await tab.call(ContactState.confirm)
    assert saved.vars["opened"] is False
    with reading(world.nord.administrator) as work:
        known = known_people(work, "", ("per10001@kunde.example",), "")
    assert len(known) == 2
