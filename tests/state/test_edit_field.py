"""A value on a customer's page, edited where it stands."""

import pytest

from moment_ui.core.errors import NotFound
from moment_ui.db.work import reading, writing
from moment_ui.domain.customers import one_field, queries
from moment_ui.models.customer import InvoiceType
from moment_ui.reports.customers.customer_facts import IN_PLACE
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.customers.edit_field import EditFieldState as Edit
from tests import factories
from tests.state.test_customer_forms import HOSTILE, at
from tests.state.test_customer_history import UNDO, change, draft


@pytest.fixture
def fjord(world):
    return world.nord.customers[10001]


@pytest.fixture
async def tab(tabs, world, fjord):
    return await at(tabs, world.nord.administrator, f"/nord/customers/{fjord}")


async def test_a_value_is_saved_shown_and_undone(tab, world, fjord):
    started = await tab.call(Edit.start, key="phone")
    assert (started.vars["key"], started.vars["opened"]) == ("phone", True)
    before = draft(world.nord.administrator, fjord)
    saved = await tab.call(Edit.submit, form={"phone": "73 54 01 00"})
    assert saved.vars["opened"] is False
    assert saved.notices == ["Phone is now 73 54 01 00."]
    shown = {line.key: line.value for line in saved.vars["view"].company_data}
    assert shown["phone"] == "73 54 01 00"
    await tab.call(UNDO, notice_id=saved.vars["notices"][-1].id)
    after = draft(world.nord.administrator, fjord)
    assert (after.phone, after.email) == (before.phone, before.email)


async def test_what_does_not_fit_is_said_and_what_was_typed_is_kept_open(tab, world, fjord):
    before = draft(world.nord.administrator, fjord)
    await tab.call(Edit.start, key="email")
    answer = await tab.call(Edit.submit, form={"email": "not an address"})
    assert answer.vars["error"]
    assert answer.vars["saving"] is False
    assert "opened" not in answer.vars
    other = await tab.call(Edit.start, key="phone")
    assert "key" not in other.vars
    assert draft(world.nord.administrator, fjord) == before
    saved = await tab.call(Edit.submit, form={"email": "ny@fjord.example"})
    assert saved.vars["error"] == ""
    assert draft(world.nord.administrator, fjord).email == "ny@fjord.example"


async def test_giving_up_changes_nothing(tab, world, fjord):
    before = draft(world.nord.administrator, fjord)
    await tab.call(Edit.start, key="email")
    closed = await tab.call(Edit.close)
    assert (closed.vars["opened"], closed.vars["key"]) == (False, "")
    await tab.call(Edit.submit, form={"email": "sent@efterpaa.example"})
    assert draft(world.nord.administrator, fjord) == before


async def test_only_the_field_that_is_open_is_saved(tab, world, fjord):
    before = draft(world.nord.administrator, fjord)
    await tab.call(Edit.start, key="website")
    await tab.call(Edit.submit, form={"website": "fjord.example", "name": "Nei", "phone": "1"})
    after = draft(world.nord.administrator, fjord)
    assert after.website == "fjord.example"
    assert (after.name, after.phone) == (before.name, before.phone)


async def test_two_people_at_once_lose_nothing(tab, world, fjord):
    await tab.call(Edit.start, key="email")
    change(world.nord.economy, fjord, email="deres@x.example", phone="73 54 01 00")
    answer = await tab.call(Edit.submit, form={"email": "min@x.example"})
    assert answer.vars["changed_by"] == "Kari Economy"
    assert answer.vars["theirs"] == "deres@x.example"
    assert draft(world.nord.administrator, fjord).email == "deres@x.example"
    await tab.call(Edit.submit, form={"email": "min@x.example"})
    after = draft(world.nord.administrator, fjord)
    assert (after.email, after.phone) == ("min@x.example", "73 54 01 00")


async def test_after_a_conflict_theirs_can_be_taken(tab, world, fjord):
    await tab.call(Edit.start, key="email")
    change(world.nord.economy, fjord, email="deres@x.example")
    await tab.call(Edit.submit, form={"email": "min@x.example"})
    anew = await tab.call(Edit.read_anew)
    assert (anew.vars["value"], anew.vars["changed_by"]) == ("deres@x.example", "")


async def test_a_number_the_new_country_does_not_know_is_named(tab, world, fjord):
    change(world.nord.economy, fjord, org_number="974 760 673")
    await tab.call(Edit.start, key="country")
    answer = await tab.call(Edit.submit, form={"country": "SE"})
    assert answer.vars["error"].startswith("Company reg. no.: ")
    assert draft(world.nord.administrator, fjord).country == "NO"


async def test_an_e_invoice_keeps_its_address(tab, world, fjord):
    change(world.nord.economy, fjord, org_number="974 760 673")
    change(world.nord.economy, fjord, invoice_type=InvoiceType.E_INVOICE.value)
    await tab.call(Edit.start, key="org_number")
    answer = await tab.call(Edit.submit, form={"org_number": ""})
    assert "An e-invoice needs an address" in answer.vars["error"]
    assert draft(world.nord.administrator, fjord).org_number == "974760673"


async def test_empty_fields_are_offered_to_those_who_may_fill_them_in(tabs, tab, world, fjord):
    change(world.nord.economy, fjord, website="")
    view = (await tab.call(CustomerProfileState.load)).vars["view"]
    (line,) = [line for line in view.company_data if line.key == "website"]
    assert (line.value, line.href, line.add) == ("", "", "Add website")
    reader = await at(tabs, world.nord.co_worker, f"/nord/customers/{fjord}")
    view = (await reader.call(CustomerProfileState.load)).vars["view"]
    assert [line for line in view.company_data if line.key == "website"] == []


IN_NORWAY = [key for key in IN_PLACE if key != "einvoice_address"]  # there it only follows


@pytest.mark.parametrize("key", IN_NORWAY)
async def test_every_field_opens_with_what_is_stored(tab, world, fjord, key):
    opened = (await tab.call(Edit.start, key=key)).vars
    assert opened["values"].keys() == {key}
    assert bool(opened.get("choices")) == (
        key in {"country", "currency", "language", "invoice_type", "einvoice_channel"}
    )
    before = draft(world.nord.administrator, fjord)
    await tab.call(Edit.submit, form=opened["values"])
    after = draft(world.nord.administrator, fjord)
    assert getattr(after, key) == getattr(before, key)


@pytest.mark.parametrize("role", ["co_worker", "external"])
async def test_readers_without_the_right_edit_nothing(tabs, world, fjord, role):
    before = draft(world.nord.administrator, fjord)
    tab = await at(tabs, getattr(world.nord, role), f"/nord/customers/{fjord}")
    for handler, payload in (
        (Edit.start, {"key": "email"}),
        (Edit.submit, {"form": {"email": "nei@x.example"}}),
        (Edit.read_anew, {}),
        (Edit.undo_save, {}),
    ):
        answer = await tab.call(handler, **payload)
        assert answer.notices[-1].startswith("Your role does not allow this.")
    assert draft(world.nord.administrator, fjord) == before


async def test_a_customer_of_another_company_is_not_edited(tabs, world):
    theirs = world.sor.customers[10001]
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{theirs}")
    answer = await tab.call(Edit.start, key="email")
    assert world.sor.mark not in answer.everything
    await tab.call(Edit.submit, form={"email": "nei@x.example"})
    with reading(world.sor.administrator) as work:
        assert queries.customer_changes(work, theirs) == []


@pytest.mark.parametrize("value", [*HOSTILE, "name", "number", "tags", "version", "company_id"])
async def test_only_declared_fields_are_edited(tab, world, fjord, value):
    before = draft(world.nord.administrator, fjord)
    for handler, payload in (
        (Edit.start, {"key": value}),
        (Edit.submit, {"form": value}),
        (Edit.leave_field, {"key": value, "text": value}),
    ):
        answer = await tab.call(handler, **payload)
        assert "Something went wrong on our side" not in answer.everything
    assert "key" not in (await tab.call(Edit.submit, form={"name": "Nei"})).vars
    await tab.call(Edit.start, key="email")
    await tab.call(Edit.submit, form={"email": value} if value else value)
    assert draft(world.nord.administrator, fjord).name == before.name


async def test_a_field_no_customer_has_is_not_written(world, fjord):
    edit = one_field.FieldEdit(fjord, 1, "company_id", "2")
    with writing(world.nord.economy) as work, pytest.raises(NotFound):
        one_field.edit_field(work, edit)


async def test_a_swedish_customer_has_its_channel_and_address_edited_in_place(tabs, world):
    with writing(world.nord.administrator) as work:
        swede = factories.customer(
            work, 20001, country="SE", org_number="5560160680",
            einvoice_scheme="0007", einvoice_id="5560160680",
        ).key  # fmt: skip
    tab = await at(tabs, world.nord.administrator, f"/nord/customers/{swede}")
    started = await tab.call(Edit.start, key="einvoice_channel")
    assert [value for value, _word in started.vars["choices"]] == ["peppol", "svefaktura", "edi"]
    saved = await tab.call(Edit.submit, form={"einvoice_channel": "svefaktura"})
    assert saved.notices == ["E-invoice channel is now Svefaktura, by the access point."]
    lines = {line.key: line for line in saved.vars["view"].invoicing}
    assert lines["einvoice_channel"].second == "Peppol's look-up does not know it: ask them."
    assert lines["einvoice_address"].slot == ""  # nothing to check there
    await tab.call(Edit.start, key="einvoice_address")
    await tab.call(Edit.submit, form={"einvoice_address": "0088:7300010000001"})
    after = draft(world.nord.administrator, swede)
    assert (after.einvoice_address, after.einvoice_channel) == ("0088:7300010000001", "svefaktura")
    await tab.call(Edit.start, key="country")
    await tab.call(Edit.submit, form={"country": "SE"})
    await tab.call(UNDO, notice_id=saved.vars["notices"][-1].id)
    assert draft(world.nord.administrator, swede).einvoice_channel == "svefaktura"  # too late
