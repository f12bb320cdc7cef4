"""A draft in front of a reader, without a browser: composed, finalised, credited; many at once."""

import asyncio

import pytest
from reflex_base.utils.format import format_event_handler
from sqlmodel import select

from moment_ui.core.events import subscribe
from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts import editing
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from moment_ui.models.invoicing import BookkeepingAccount
from moment_ui.state.base import NoticeState
from moment_ui.state.billing.to_be_invoiced import TOPICS as BILLING
from moment_ui.state.invoices.credit_forms import CreditState, ReturnDraftState
from moment_ui.state.invoices.invoice import InvoiceState as Page
from moment_ui.state.invoices.invoices import InvoicesState
from moment_ui.state.invoices.new_invoice import NewInvoiceState
from moment_ui.state.projects.projects import ProjectsState
from tests.domain.test_finalising import made
from tests.state.lists import sit_down
from tests.tabs import HANGING, HYDRATE


@pytest.fixture
def draft_id(world):
    with writing(world.nord.economy) as work:
        return made(work, world).key


async def at(tabs, actor, invoice_id):
    tab = tabs.open(actor, f"/nord/finances/invoices/{invoice_id}")
    await tab.call(HYDRATE)
    return tab


def stored(world, invoice_id):
    with reading(world.nord.economy) as work:
        row = work.session.get_one(Invoice, invoice_id)
        work.session.expunge(row)
        return row


async def test_a_draft_is_edited_finalised_and_credited(tabs, world, draft_id):
    tab = await at(tabs, world.nord.economy, draft_id)
    shown = (await tab.call(Page.load)).vars["shown"]
    (line,) = shown.edit.lines
    assert (shown.draft, line.text, line.vat_code, shown.totals[-1].value) == (
        True,
        "Skisser",
        "3",
        "1\N{NO-BREAK SPACE}250,00",
    )
    after = await tab.call(Page.set_line, line_id=line.id, field="quantity", text="to")
    assert "Write a number" in after.vars["errors"][f"l{line.id}-quantity"]
    await tab.call(Page.set_line, line_id=line.id, field="quantity", text="2")
    await tab.call(Page.set_head, field="your_reference", text="Kari Nordmann")
    asked = await tab.call(Page.ask_finalise)
    assert (asked.vars["asking"], asked.vars.get("problems", [])) == (True, [])
    done = await tab.call(Page.finalise)
    assert done.vars["shown"].title == "Invoice 5006"
    assert [step.word for step in done.vars["shown"].steps] == ["Drafted", "Finalised"]
    await tab.call(CreditState.start)
    await tab.call(CreditState.submit, form={"way": "credit", "back": "yes", "customer_id": ""})
    with reading(world.nord.economy) as work:
        notes = [row for row in work.session.exec(select(Invoice)) if row.credit_of_id == draft_id]
        (note,) = notes
        assert (note.kind, note.gross, note.gives_back) == (InvoiceKind.CREDIT_NOTE, -2500, True)


async def test_a_project_moves_to_the_customer_that_was_found(tabs, world):
    tab = await at(tabs, world.nord.economy, world.nord.invoices[5001])
    await tab.call(CreditState.start)
    offered = await tab.call(CreditState.choose, way="move")
    keys = [int(key) for key, _name in offered.vars["customers"]]
    assert world.nord.customers[10002] in keys
    assert world.sor.customers[10002] not in keys
    form = {"way": "move", "back": "", "customer_id": ""}
    lacks = await tab.call(CreditState.submit, form=form)
    assert lacks.vars["errors"] == {"customer_id": "Choose a customer."}
    theirs = form | {"customer_id": str(world.sor.customers[10002])}
    assert not (await tab.call(CreditState.submit, form=theirs)).redirects
    ours = form | {"customer_id": str(world.nord.customers[10002])}
    assert (await tab.call(CreditState.submit, form=ours)).redirects


async def test_what_a_field_refused_is_mended_before_finalising(tabs, world, draft_id):
    tab = await at(tabs, world.nord.economy, draft_id)
    (line,) = (await tab.call(Page.load)).vars["shown"].edit.lines
    refused = await tab.call(Page.set_head, field="credit_days", text="to uker")
    assert refused.vars.get("saved", False) is False
    await tab.call(Page.set_line, line_id=line.id, field="department", text="x" * 41)
    asked = (await tab.call(Page.ask_finalise)).vars
    assert asked["stopped"]
    first, second = asked["problems"][:2]
    assert (first.field, first.line_id, first.stops) == ("credit_days", 0, True)
    assert (second.field, second.line_id) == (f"l{line.id}-department", line.id)
    await tab.call(Page.finalise)
    with reading(world.nord.economy) as work:
        assert work.session.get_one(Invoice, draft_id).number is None
    await tab.call(Page.set_head, field="credit_days", text="14")
    await tab.call(Page.set_head, field="currency", text="EUR")
    await tab.call(Page.set_head, field="rate", text="mye")
    await tab.call(Page.set_head, field="currency", text="NOK")
    await tab.call(Page.remove_line, line_id=line.id)  # and what it refused with it, as the rate
    asked = (await tab.call(Page.ask_finalise)).vars
    assert not [problem for problem in asked["problems"] if problem.key.startswith("refused")]


async def test_two_clicks_ask_and_approve_once(tabs, world, draft_id):
    tab = await at(tabs, world.nord.economy, draft_id)
    await tab.call(Page.load)
    for click, stands in ((Page.ask_approval, "to-approve"), (Page.approve, "approved")):
        first = await tab.call(click)
        assert first.vars["shown"].edit.approval == stands
        second = await tab.call(click)
        assert (second.notices, "shown" in second.vars) == ([], False)


async def test_what_stops_is_listed_with_the_way_to_mend_it(tabs, world, draft_id):
    with writing(world.nord.economy) as work:
        work.session.get_one(Invoice, draft_id).issue_date = None
    tab = await at(tabs, world.nord.economy, draft_id)
    await tab.call(Page.load)
    asked = await tab.call(Page.ask_finalise)
    assert [(row.key, row.field) for row in asked.vars["problems"]] == [("no-date", "issue_date")]
    await tab.call(Page.finalise)
    assert stored(world, draft_id).number is None


async def test_what_was_asked_about_one_draft_is_not_asked_about_the_next(tabs, world, draft_id):
    tab = await at(tabs, world.nord.economy, draft_id)
    await tab.call(Page.load)
    asked = await tab.call(Page.ask_finalise)
    assert asked.vars["asking"]
    tab.path = f"/nord/finances/invoices/{world.nord.drafts[0]}"
    after = await tab.call(Page.load)
    assert after.vars["asking"] is False


async def test_mending_opens_the_details_that_hold_the_field(tabs, world, draft_id):
    with writing(world.nord.economy) as work:
        draft = work.session.get_one(Invoice, draft_id)
        draft.due_date = None
        (line,) = lines_of(work, draft_id)
        line.account, key = "", line.key
        work.session.add(BookkeepingAccount(number="3000", name="Salg"))
    tab = await at(tabs, world.nord.economy, draft_id)
    await tab.call(Page.load)
    asked = await tab.call(Page.ask_finalise)
    assert [(row.key, row.field, row.line_id) for row in asked.vars["problems"]] == [
        ("account", f"l{key}-account", key),
        ("no-due", "due_date", 0),
    ]
    mended = await tab.call(Page.mend, line_id=key)
    assert (mended.vars["asking"], mended.vars["opened"]) == (False, key)
    await tab.call(Page.ask_finalise)
    back = await tab.call(Page.load)  # from where it was mended
    assert (back.vars["asking"], back.vars["opened"], back.vars["problems"]) == (False, 0, [])


async def test_two_people_lose_nothing_they_typed(tabs, world, draft_id):
    first = await at(tabs, world.nord.economy, draft_id)
    second = await at(tabs, world.nord.administrator, draft_id)
    for tab in (first, second):
        await tab.call(Page.load)
    await first.call(Page.set_head, field="your_reference", text="Kari")
    told = await second.call(Page.set_head, field="your_reference", text="Ola")
    assert "You wrote: Ola" in told.vars["errors"]["your_reference"]
    assert stored(world, draft_id).your_reference == "Kari"


async def test_a_double_click_finalises_and_credits_once_and_never_anothers(tabs, world, draft_id):
    tab = await at(tabs, world.nord.economy, draft_id)
    twin = await at(tabs, world.nord.economy, draft_id)
    stranger = await at(tabs, world.sor.economy, draft_id)
    for each in (tab, twin, stranger):
        await each.call(Page.load)
        await each.call(Page.ask_finalise)
    await stranger.call(Page.finalise)
    assert stored(world, draft_id).number is None
    await tab.call(Page.finalise)
    again = await tab.call(Page.finalise)
    late = await twin.call(Page.finalise)
    assert not again.vars  # the second click of two says nothing
    assert "drafts only can be changed" in late.notices[-1]
    with reading(world.nord.economy) as work:
        numbers = [row.number for row in work.session.exec(select(Invoice)) if row.number]
    assert max(numbers) == stored(world, draft_id).number == 5006
    for form in range(2):
        await tab.call(CreditState.start)
        told = await tab.call(
            CreditState.submit, form={"way": "credit", "back": "no", "customer_id": ""}
        )
        assert bool(told.redirects) is (form == 0)  # the second time it asks first


@pytest.mark.parametrize("elsewhere", ["list", "draft"])
async def test_a_line_taken_out_comes_back_wherever_the_reader_has_gone(
    tabs, world, draft_id, elsewhere
):
    with writing(world.nord.economy) as work:
        other = made(work, world)
        other.version += 7
        work.session.add(other)
        away = {"list": "", "draft": f"/{other.key}"}[elsewhere]
    tab = await at(tabs, world.nord.economy, draft_id)
    (line,) = (await tab.call(Page.load)).vars["shown"].edit.lines
    taken = await tab.call(Page.remove_line, line_id=line.id)
    tab.path = f"/nord/finances/invoices{away}"
    if away:
        await tab.call(Page.load)
    back = await tab.call(NoticeState.undo, notice_id=taken.vars["notices"][-1].id)
    assert back.notices == ["What was taken out is back on its draft."]
    with reading(world.nord.economy) as work:
        assert [row.text for row in lines_of(work, draft_id)] == ["Skisser"]


def colleague_writes(world, invoice_id, text):
    with writing(world.nord.administrator) as work:
        seen = Seen(invoice_id, work.session.get_one(Invoice, invoice_id).version)
        editing.set_head(work, seen, "your_reference", text)


async def test_what_a_dialog_asked_about_is_what_is_done(tabs, world, draft_id):
    tab = await at(tabs, world.nord.economy, draft_id)
    await tab.call(Page.load)
    await tab.call(Page.ask_finalise)
    colleague_writes(world, draft_id, "Kari")
    await tab.call(Page.reload)  # as the watch does, under the open dialog
    refused = await tab.call(Page.finalise)
    assert "changed this draft just now" in refused.notices[-1]
    assert stored(world, draft_id).number is None
    await tab.call(ReturnDraftState.start)
    colleague_writes(world, draft_id, "Ola")
    await tab.call(Page.reload)
    told = await tab.call(ReturnDraftState.submit, form={"note": "Feil"})
    assert "changed this draft just now" in told.vars["problem"]
    again = await tab.call(ReturnDraftState.submit, form={"note": "Feil"})
    assert "changed this draft" not in again.vars["problem"]
    await tab.call(Page.ask_finalise)
    await tab.call(Page.finalise)
    assert stored(world, draft_id).number == 5006


async def test_who_watches_what_can_be_invoiced_hears_what_is_finalised(tabs, world, draft_id):
    tab = await at(tabs, world.nord.economy, draft_id)
    await tab.call(Page.load)
    await tab.call(Page.ask_finalise)
    heard = set()
    stop = subscribe(lambda event: heard.add(event.topic))
    await tab.call(Page.finalise)
    stop()
    assert {"price-models", "hours", "expenses", "invoices"} <= heard & set(BILLING)
    assert {"price-models", "rates"} <= set(ProjectsState.topics)


async def test_a_run_that_was_stopped_takes_no_more_drafts_beside_the_next(
    tabs, world, draft_id, monkeypatch
):
    with writing(world.nord.economy) as work:
        other_id = made(work, world).key
    path = "/nord/finances/invoices?state=draft"
    reader = await sit_down(tabs, world.nord.economy, InvoicesState, path)
    begun, gates, arrived = [], (asyncio.Event(), asyncio.Event()), asyncio.Queue()
    finalise_one = InvoicesState._finalise_one

    async def slow(self, row):
        begun.append(row.id)
        arrived.put_nowait(row.id)
        if len(begun) <= len(gates):
            await gates[len(begun) - 1].wait()
        return await finalise_one(self, row)

    async def begin(handler, **payload):
        event = reader.tab.event(format_event_handler(handler), payload)
        return await tabs.processor.enqueue(reader.tab.token, event)

    monkeypatch.setattr(InvoicesState, "_finalise_one", slow)
    await reader.tab.call(InvoicesState.tick_page, on=True)
    await reader.tab.call(InvoicesState.ask_finalise_ticked)
    runs, left_out = [], 0
    for _run in gates:
        runs.append(await begin(InvoicesState.finalise_ticked))
        await asyncio.wait_for(arrived.get(), HANGING)
        if len(runs) == 1:  # close the dialog, leave out the second draft, and start again
            await (await begin(InvoicesState.set_deciding, opened=False))
            (left_out,) = {draft_id, other_id} - set(begun)
            await (await begin(InvoicesState.tick, row=str(left_out), ranged=False))
            await (await begin(InvoicesState.ask_finalise_ticked))
    for gate, run in zip(gates, runs, strict=True):
        gate.set()
        await run
    assert begun == [begun[0]] * 2
    assert stored(world, begun[0]).number == 5006
    assert stored(world, left_out).number is None


async def test_the_drafts_ticked_in_the_list_go_or_say_why_not(tabs, world, draft_id):
    stopped = world.nord.drafts[0]
    reader = await sit_down(
        tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices?state=draft"
    )
    await reader.tab.call(InvoicesState.tick_page, on=True)
    asked = await reader.tab.call(InvoicesState.ask_finalise_ticked)
    stops = {row.id: row.stops for row in asked.vars["checked"]}
    assert stops == {draft_id: False, stopped: True}
    for row in asked.vars["checked"]:
        assert (row.about.endswith("NOK"), row.link) == (True, f"/finances/invoices/{row.id}")
    await reader.tab.call(InvoicesState.finalise_ticked)
    assert (stored(world, draft_id).number, stored(world, stopped).state) == (
        5006,
        InvoiceState.DRAFT,
    )


async def test_who_closed_the_window_is_told_how_many_are_finalised(
    tabs, world, draft_id, monkeypatch
):
    finalise_one = InvoicesState._finalise_one

    async def closed_meanwhile(self, row):
        said = await finalise_one(self, row)
        async with self:
            self.deciding = self.going = False
        return said

    monkeypatch.setattr(InvoicesState, "_finalise_one", closed_meanwhile)
    reader = await sit_down(
        tabs, world.nord.economy, InvoicesState, "/nord/finances/invoices?state=draft"
    )
    await reader.tab.call(InvoicesState.tick_page, on=True)
    await reader.tab.call(InvoicesState.ask_finalise_ticked)
    done = await reader.tab.call(InvoicesState.finalise_ticked)
    assert done.notices == ["1 draft is finalised. 1 is a draft still."]
    assert stored(world, draft_id).number == 5006


async def test_a_free_credit_note_is_made_for_an_activity(tabs, world):
    fjord = world.nord.customers[10001]
    tab = tabs.open(world.nord.economy, f"/nord/customers/{fjord}")
    await tab.call(HYDRATE)
    opened = await tab.call(NewInvoiceState.start)
    activity = opened.vars["activities"][1]
    assert activity[1] == "P-100 Prosjekt P-100 · Prosjektering"
    form = {"kind": "credit-note", "project": "", "activity": activity[0]}
    await tab.call(NewInvoiceState.submit, form=form)
    with reading(world.nord.economy) as work:
        made_of = select(Invoice).where(Invoice.kind == InvoiceKind.CREDIT_NOTE)
        (note,) = work.session.exec(made_of.where(Invoice.state == InvoiceState.DRAFT)).all()
        assert (note.project_id, note.customer_id) == (world.nord.projects["P-100"], fjord)
