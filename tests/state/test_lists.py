"""Lists as addresses: filters, sort, paging, back and forward, quick clicks, and whose rows."""

import pytest

from moment_ui.db.work import writing
from moment_ui.domain.audit.commands import record_everywhere
from moment_ui.domain.customers.commands import set_status
from moment_ui.models.customer import CustomerStatus
from moment_ui.reports.view import OWN
from moment_ui.state.customers.customer_invoices import CustomerInvoicesState
from moment_ui.state.customers.customers import CustomersState
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.setup.audit_log import AuditLogState
from tests.state.lists import Reader, sit_down
from tests.tabs import Answer
from tests.world import World

CUSTOMERS = "/nord/customers"
INVOICES = "/nord/finances/invoices"


@pytest.fixture
async def customers(tabs, world: World) -> Reader:
    return await sit_down(tabs, world.nord.administrator, CustomersState, CUSTOMERS)


async def choose(reader: Reader, key: str, option: str, *, on: bool = True) -> None:
    await reader.click(reader.state.toggle_option, key=key, option=option, on=on)


async def arrive(reader: Reader, address: str) -> Answer:
    reader.tab.path = address
    answer = await reader.tab.call(reader.state.load)
    reader.screen.update(answer.vars)
    return answer


async def test_a_list_shows_its_rows_count_and_totals(customers):
    assert customers.screen["phase"] == "ready"
    assert sorted(customers.column("number")) == ["10001", "10002", "10003", "10004", "10005"]
    assert customers.screen["count"] == 5
    assert "5 customers" in customers.screen["feet"][0].label


async def test_a_filter_is_written_to_the_address(customers):
    await choose(customers, "status", "active")
    assert customers.query == "status=active"
    assert sorted(customers.column("number")) == ["10001", "10002"]
    assert [chip.key for chip in customers.screen["chips"]] == ["status"]


async def test_a_filter_can_be_cleared_alone_and_with_all_others(customers):
    await choose(customers, "status", "active")
    await customers.click(CustomersState.type_filter, key="text", raw="fjord")
    assert customers.column("number") == ["10001"]
    await customers.click(CustomersState.clear_filter, key="text")
    assert len(customers.screen["rows"]) == 2
    await customers.click(CustomersState.clear_filters)
    assert len(customers.screen["rows"]) == 5


async def test_ticking_a_choice_twice_is_ticking_it_once(customers):
    await choose(customers, "status", "active")
    await choose(customers, "status", "active")
    assert customers.query == "status=active"


async def test_sorting_turns_and_shift_adds_a_key(customers):
    await customers.click(CustomersState.sort_by, key="name", add=False)
    first = customers.column("number")
    await customers.click(CustomersState.sort_by, key="name", add=False)
    assert customers.column("number") == first[::-1]
    await customers.click(CustomersState.sort_by, key="status", add=True)
    assert customers.query == "sort=-name,status"
    places = {head.key: head.place for head in customers.screen["heads"] if head.place}
    assert places == {"name": "1", "status": "2"}


async def test_rows_and_address_come_in_one_message(customers):
    answer = await customers.click(CustomersState.sort_by, key="name", add=False)
    sent = [
        {name for values in update.delta.values() for name in values} for update in answer.updates
    ]
    assert any({"rows_rx_state_", "bar_rx_state_"} <= names for names in sent)
    assert answer.address == f"{CUSTOMERS}?sort=name"
    assert answer.redirects == []


async def test_an_address_that_is_shown_already_is_not_told_again(customers):
    await customers.click(CustomersState.sort_by, key="name", add=False)
    assert not (await customers.click(CustomersState.retry)).address
    assert not (await customers.go(customers.tab.path)).address


async def test_back_and_forward_show_what_they_showed(customers):
    await customers.click(CustomersState.sort_by, key="name", add=False)
    by_name = customers.column("number"), customers.tab.path
    await choose(customers, "status", "active")
    filtered = customers.column("number"), customers.tab.path
    await customers.go(by_name[1])
    assert customers.column("number") == by_name[0]
    await customers.go(filtered[1])
    assert customers.column("number") == filtered[0]


async def test_two_quick_clicks_both_count(customers):
    await customers.click(CustomersState.sort_by, key="name", add=False, follow=False)
    second = await customers.click(
        CustomersState.toggle_option, key="status", option="active", on=True, follow=False
    )
    assert second.address == f"{CUSTOMERS}?status=active&sort=name"
    assert len(customers.screen["rows"]) == 2


async def test_going_back_while_a_click_is_under_way_ends_on_the_address(customers):
    await customers.click(CustomersState.sort_by, key="name", add=False, follow=False)
    back = await arrive(customers, CUSTOMERS)
    assert customers.screen["query"] == ""
    assert back.address == CUSTOMERS, "the click's address may have reached the bar after the step"


async def test_a_reload_and_a_colleague_see_the_same(tabs, world, customers):
    await customers.click(CustomersState.toggle_column, key="status", on=False)
    await customers.click(CustomersState.sort_by, key="name", add=False)
    address, shown = customers.tab.path, customers.column("name")
    for actor in (world.nord.administrator, world.nord.project_leader):
        other = await sit_down(tabs, actor, CustomersState, address)
        assert other.column("name") == shown
        assert "status" not in [head.key for head in other.screen["heads"]]


async def test_an_address_nobody_wrote_shows_the_list(customers):
    await customers.go(f"{CUSTOMERS}?sort=password,-&columns=x&page=-3&status=god&size=7&view=abc")
    assert len(customers.screen["rows"]) == 5


async def test_a_page_past_the_end_shows_the_last_one(customers):
    await customers.go(f"{CUSTOMERS}?page=900")
    assert len(customers.screen["rows"]) == 5


async def test_a_page_size_is_kept_in_the_address(customers):
    await customers.click(CustomersState.set_size, size="25")
    assert customers.query == "size=25"
    assert customers.screen["pager"].has_next is False
    await customers.click(CustomersState.turn, step=-1)
    assert len(customers.screen["rows"]) == 5


async def test_columns_move_and_come_back(customers):
    before = [head.key for head in customers.screen["heads"]]
    await customers.click(CustomersState.move_column, key=before[1], step=-1)
    moved = [head.key for head in customers.screen["heads"]]
    assert moved[:2] == before[1::-1]
    await customers.click(CustomersState.hold_column, key=moved[0])
    await customers.click(CustomersState.drop_column, target=moved[2])
    assert [head.key for head in customers.screen["heads"]][2] == moved[0]
    await customers.click(CustomersState.reset_columns)
    assert [head.key for head in customers.screen["heads"]] == before


async def test_chosen_columns_are_there_at_the_next_log_in(tabs, world, customers):
    await customers.click(CustomersState.toggle_column, key="status", on=False)
    shown = [head.key for head in customers.screen["heads"]]
    again = await sit_down(tabs, world.nord.administrator, CustomersState, CUSTOMERS)
    assert [head.key for head in again.screen["heads"]] == shown
    colleague = await sit_down(tabs, world.nord.economy, CustomersState, CUSTOMERS)
    assert "status" in [head.key for head in colleague.screen["heads"]]


async def test_ticks_stay_while_sorting_and_go_with_the_filter(customers):
    row = customers.screen["rows"][0]
    await customers.click(CustomersState.tick, row=str(row.id), ranged=False)
    assert customers.screen["selection"].text == "1 selected"
    await customers.click(CustomersState.sort_by, key="name", add=False)
    assert customers.screen["ticked"] == [row.id]
    await choose(customers, "status", "active")
    assert customers.screen["ticked"] == []


async def test_shift_ticks_a_range_and_the_head_the_page(customers):
    rows = [row.id for row in customers.screen["rows"]]
    await customers.click(CustomersState.tick, row=str(rows[1]), ranged=False)
    await customers.click(CustomersState.tick, row=str(rows[3]), ranged=True)
    assert sorted(customers.screen["ticked"]) == sorted(rows[1:4])
    assert customers.screen["page_ticked"] == "some"
    assert customers.screen["selection"].offer == "Select all 5 in the filter"
    await customers.click(CustomersState.tick_page, on=True)
    assert customers.screen["page_ticked"] == "all"


async def test_many_get_a_status_at_once_and_have_it_undone(customers):
    before = customers.column("status")
    await customers.click(CustomersState.tick_all)
    answer = await customers.click(CustomersState.set_status, status="inactive")
    assert "4 customers are now Inactive." in answer.notices
    assert set(customers.column("status")) == {"Inactive"}
    await customers.click(CustomersState.undo_status)
    assert customers.column("status") == before


async def test_one_customer_with_its_status_back_is_not_said_to_be_many(customers, world):
    await customers.click(CustomersState.tick, row=str(world.nord.customers[10001]), ranged=False)
    await customers.click(CustomersState.set_status, status="inactive")
    answer = await customers.click(CustomersState.undo_status)
    assert "1 customer has its status back." in answer.notices


async def test_many_get_a_tag_at_once_and_have_it_undone(customers, world):
    await customers.click(CustomersState.tick_page, on=True)
    tag = world.nord.tags["Bolig"]
    answer = await customers.click(CustomersState.add_tag, tag_id=tag)
    assert "4 customers are now tagged Bolig." in answer.notices
    await customers.click(CustomersState.undo_tag)
    assert customers.column("tags").count("Bolig") == 1


async def test_a_view_is_saved_opened_renamed_deleted_and_brought_back(customers):
    await choose(customers, "status", "active")
    await customers.click(CustomersState.save_view, form={"name": "Running", "shared": ""})
    view = next(view for view in customers.screen["my_views"] if view.name == "Running")
    assert customers.query == f"status=active&view={view.id}"
    await customers.click(CustomersState.clear_filters)
    await customers.click(CustomersState.open_view, view_id=view.id)
    assert len(customers.screen["rows"]) == 2
    await customers.click(CustomersState.rename, view_id=view.id)
    await customers.click(CustomersState.rename_view, form={"name": "Under way"})
    assert "Under way" in [view.name for view in customers.screen["my_views"]]
    await customers.click(CustomersState.delete_view, view_id=view.id)
    assert "Under way" not in [view.name for view in customers.screen["my_views"]]
    await customers.click(CustomersState.restore_view)
    assert "Under way" in [view.name for view in customers.screen["my_views"]]


async def test_an_administrator_removes_the_shared_view_of_a_colleague(tabs, world, customers):
    colleague = await sit_down(tabs, world.nord.economy, CustomersState, CUSTOMERS)
    await colleague.click(CustomersState.save_view, form={"name": "Ours", "shared": "on"})
    (view,) = colleague.screen["shared_views"]
    await customers.go(CUSTOMERS)
    assert [shown.removable for shown in customers.screen["shared_views"]] == [True]
    await customers.click(CustomersState.remove_shared_view, view_id=view.id)
    assert customers.screen["shared_views"] == []
    await customers.click(CustomersState.restore_shared_view)
    assert [shown.owner for shown in customers.screen["shared_views"]] == ["Kari Economy"]
    await customers.go(CUSTOMERS)
    (again,) = customers.screen["shared_views"]
    answer = await colleague.click(CustomersState.remove_shared_view, view_id=again.id)
    assert any("role does not allow" in text for text in answer.notices)


async def test_a_view_knows_when_the_list_has_left_it(customers):
    await choose(customers, "status", "active")
    await customers.click(CustomersState.save_view, form={"name": "Running"})
    assert customers.screen["view"].changed is False
    await customers.click(CustomersState.sort_by, key="name", add=False)
    assert customers.screen["view"].changed is True
    await customers.click(CustomersState.update_view)
    assert customers.screen["view"].changed is False


async def test_the_default_view_is_what_the_reader_sees_first(tabs, world, customers):
    await choose(customers, "status", "active")
    await customers.click(CustomersState.save_view, form={"name": "Running"})
    await customers.click(CustomersState.make_default, view_id=customers.screen["view"].id)
    again = await sit_down(tabs, world.nord.administrator, CustomersState, CUSTOMERS)
    assert len(again.screen["rows"]) == 2
    await again.click(CustomersState.open_view, view_id=0)
    assert len(again.screen["rows"]) == 5


async def test_a_shared_view_reaches_colleagues_and_nobody_elses_company(tabs, world, customers):
    await customers.click(CustomersState.save_view, form={"name": "For all", "shared": "on"})
    for actor, slug, seen in (
        (world.nord.economy, "nord", True),
        (world.sor.administrator, "sor", False),
    ):
        reader = await sit_down(tabs, actor, CustomersState, f"/{slug}/customers")
        await reader.click(CustomersState.show_panel, panel="views")
        names = [view.name for view in reader.screen.get("shared_views", [])]
        assert ("For all" in names) is seen


async def test_the_list_of_one_company_holds_nothing_of_the_other(tabs, world):
    for place, other in ((world.nord, world.sor), (world.sor, world.nord)):
        path = f"/{place.slug}/customers"
        reader = await sit_down(tabs, place.administrator, CustomersState, path)
        assert reader.screen["rows"]
        assert other.mark not in repr(reader.screen)
        assert not {row.id for row in reader.screen["rows"]} & set(other.customers.values())


async def test_another_companys_list_answers_nothing(tabs, world):
    tab = tabs.open(world.sor.administrator, CUSTOMERS)
    answer = await tab.call(CustomersState.load)
    assert not answer.vars.get("rows")
    assert answer.redirects == ["/sor/customers"]


async def test_another_companys_rows_can_be_neither_ticked_nor_tagged(customers, world):
    foreign = max(world.sor.customers.values())
    answer = await customers.click(CustomersState.tick, row=str(foreign), ranged=False)
    assert "ticked" not in answer.vars
    await customers.click(CustomersState.tick_all)
    answer = await customers.click(CustomersState.add_tag, tag_id=world.sor.tags["Bolig"])
    assert any("not found" in text for text in answer.notices)


async def test_a_role_without_invoices_reads_none(tabs, world):
    tab = tabs.open(world.nord.co_worker, INVOICES)
    answer = await tab.call(InvoicesState.load)
    assert not answer.vars.get("rows")
    assert any("role" in text for text in answer.notices)


async def test_a_role_that_may_not_edit_cannot_set_a_status(tabs, world):
    reader = await sit_down(tabs, world.nord.co_worker, CustomersState, CUSTOMERS)
    await reader.click(CustomersState.tick_all)
    answer = await reader.click(CustomersState.set_status, status="inactive")
    assert any("role" in text for text in answer.notices)


HOSTILE = [None, True, -1, 10**30, 1.5, "x" * 100_000, ["a"], {"$ne": 1}, "'; DROP TABLE customer"]


@pytest.mark.parametrize("value", HOSTILE, ids=lambda value: repr(value)[:24])
@pytest.mark.parametrize(
    ("handler", "arguments"),
    [
        ("go", ("query",)),
        ("sort_by", ("key", "add")),
        ("turn", ("step",)),
        ("set_size", ("size",)),
        ("set_filter", ("key", "raw")),
        ("toggle_option", ("key", "option", "on")),
        ("type_filter", ("key", "raw")),
        ("type_bound", ("key", "side", "raw")),
        ("clear_filter", ("key",)),
        ("find_option", ("key", "text")),
        ("toggle_column", ("key", "on")),
        ("move_column", ("key", "step")),
        ("hold_column", ("key",)),
        ("drop_column", ("target",)),
        ("find_column", ("text",)),
        ("show_panel", ("panel",)),
        ("toggle_panel", ("wide",)),
        ("tick", ("row", "ranged")),
        ("tick_page", ("on",)),
        ("export_ticked", ("kind",)),
        ("open_view", ("view_id",)),
        ("save_view", ("form",)),
        ("rename", ("view_id",)),
        ("rename_view", ("form",)),
        ("share_view", ("view_id", "shared")),
        ("delete_view", ("view_id",)),
        ("remove_shared_view", ("view_id",)),
        ("make_default", ("view_id",)),
        ("set_status", ("status",)),
        ("add_tag", ("tag_id",)),
    ],
)
async def test_hostile_arguments_break_nothing(customers, handler, arguments, value):
    before = customers.column("number")
    payload = dict.fromkeys(arguments, value)
    answer = await customers.click(getattr(CustomersState, handler), **payload)
    assert not any("on our side" in text for text in answer.notices)
    await customers.go(CUSTOMERS)
    assert customers.column("number") == before


async def test_a_customers_invoices_are_its_own_and_keep_columns_apart(tabs, world):
    fjord = world.nord.customers[10001]
    path = f"{CUSTOMERS}/{fjord}/invoices"
    mine = await sit_down(tabs, world.nord.economy, CustomerInvoicesState, path)
    keys = [head.key for head in mine.screen["heads"]]
    assert "customer" not in keys
    await mine.click(CustomerInvoicesState.toggle_column, key="due_date", on=False)
    every = await sit_down(tabs, world.nord.economy, InvoicesState, INVOICES)
    assert {"customer", "due_date"} <= {head.key for head in every.screen["heads"]}
    assert mine.screen["count"] < every.screen["count"]
    berg = world.nord.customers[10002]
    await mine.go(f"{path}?customer={berg}&columns=number,customer")
    assert set(mine.column("customer")) == {"Fjord Eiendom AS"}


async def test_a_customer_of_another_company_has_no_invoices_here(tabs, world):
    foreign = max(world.sor.customers.values())
    path = f"{CUSTOMERS}/{foreign}/invoices"
    reader = await sit_down(tabs, world.nord.economy, CustomerInvoicesState, path)
    assert (reader.screen["phase"], reader.screen["count"]) == ("ready", 0)
    assert "rows" not in reader.screen


async def test_a_double_click_that_turns_back_ends_on_the_address_of_what_is_shown(customers):
    await customers.go(f"{CUSTOMERS}?sort=name")
    shown = customers.column("number")
    await customers.click(CustomersState.sort_by, key="name", add=False, follow=False)
    second = await customers.click(CustomersState.sort_by, key="name", add=False, follow=False)
    assert customers.column("number") == shown
    assert second.address == f"{CUSTOMERS}?sort=name"


async def test_acts_of_the_audit_log_lead_to_what_they_are_about(tabs, world):
    fjord = world.nord.customers[10001]
    with writing(world.nord.economy) as work:
        set_status(work, [fjord], CustomerStatus.BLOCKED)
    record_everywhere(world.nord.economy.user_id, "log_in")
    reader = await sit_down(tabs, world.nord.administrator, AuditLogState, "/nord/setup/audit-log")
    at = [head.key for head in reader.screen["heads"]].index("subject")
    around = reader.screen["around"]
    links = {}
    for row in reader.screen["rows"]:
        text, link = (*row.cells[at], "")[:2]
        own = f"{around.rows}{row.id}{around.suffix}"
        links[text] = own if link == OWN else link
    assert links[f"Customer {fjord}"] == f"/customers/{fjord}"
    user_id = world.nord.economy.user_id
    assert links[f"User {user_id}"] == f"/setup/audit-log?who={user_id}"


async def test_an_address_past_the_end_is_put_right_and_leads_on(tabs, world):
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices")
    await reader.click(InvoicesState.set_size, size="25")
    await reader.go("/nord/finances/invoices?page=99999&size=25&state=zzz")
    assert reader.query == "size=25"


async def test_a_bound_that_cannot_be_read_is_said_beside_it_and_changes_nothing(tabs, world):
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices")
    count = reader.screen["count"]
    await reader.click(InvoicesState.show_panel, panel="filter")

    def problems() -> dict[str, tuple[str, str]]:
        return {
            control.key: (control.low_problem, control.high_problem)
            for control in reader.screen["controls"]
            if control.low_problem or control.high_problem
        }

    async def type_bound(side: str, raw: str) -> None:
        await reader.click(InvoicesState.type_bound, key="gross", side=side, raw=raw)

    for unreadable in ("abc", "1.234.5"):
        await type_bound("low", unreadable)
        assert unreadable in problems()["gross"][0]
    assert (reader.query, reader.screen["count"]) == ("", count)
    await type_bound("high", "2000")
    assert "1.234.5" in problems()["gross"][0]
    await type_bound("low", "1 000,50")
    assert (reader.query, problems()) == ("gross=1000.5..2000", {})
    await type_bound("low", "wrong")
    await reader.click(InvoicesState.clear_filters)
    assert (reader.query, reader.screen["count"], problems()) == ("view=0", count, {})


async def test_a_field_typed_in_stays_until_its_filter_is_changed_elsewhere(tabs, world):
    """Also when the panel is drawn once more beside the typing, as it is while it opens."""
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices")
    await reader.click(InvoicesState.show_panel, panel="filter")

    def field() -> str:
        return next(each.version for each in reader.screen["controls"] if each.key == "gross")

    opened = field()
    await reader.click(InvoicesState.type_bound, key="gross", side="low", raw="100")
    await reader.click(InvoicesState.refresh_panel)
    await reader.click(InvoicesState.refresh_panel)
    assert field() == opened
    await reader.click(InvoicesState.type_bound, key="gross", side="high", raw="200")
    await reader.click(InvoicesState.type_bound, key="gross", side="high", raw="abc")
    await reader.click(InvoicesState.refresh_panel)
    assert field() == opened
    await reader.click(InvoicesState.clear_filter, key="gross")
    cleared = field()
    assert cleared != opened
    await reader.click(InvoicesState.type_bound, key="gross", side="low", raw="abc")
    await reader.click(InvoicesState.clear_filters)
    assert field() not in (opened, cleared)
