"""Offers in front of a reader, without a browser: the list, the dialog, composing, states, two at once."""

from moment_ui.core.settings import Settings
from moment_ui.db.work import reading, writing
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.letters import delivery
from moment_ui.domain.offers import editing
from moment_ui.domain.offers.public import offer_behind
from moment_ui.mail.post import Smtp
from moment_ui.models.offer import Offer, OfferState
from moment_ui.state.customers.customer_offers import CustomerOffersState
from moment_ui.state.customers.customer_profile import CustomerProfileState
from moment_ui.state.offers.new_offer import NewOfferState
from moment_ui.state.offers.offer import OfferPageState
from moment_ui.state.offers.offer_forms import DecideOfferState, ExtendOfferState, OfferProjectState
from moment_ui.state.offers.offers import OffersState
from moment_ui.state.offers.send_offer import SendOfferState
from tests.state.lists import sit_down
from tests.tabs import HYDRATE


async def at(tabs, actor, path):
    tab = tabs.open(actor, path)
    await tab.call(HYDRATE)
    return tab


async def opened(tabs, world, offer_id):
    """An administrator in front of an offer; returns the tab and the page."""
    tab = await at(tabs, world.nord.administrator, f"/nord/offers/{offer_id}")
    return tab, (await tab.call(OfferPageState.load)).vars["view"]


def stored(world, offer_id):
    with reading(world.nord.administrator) as work:
        offer = work.session.get_one(Offer, offer_id)
        work.session.expunge(offer)
        return offer


async def test_the_list_shows_states_and_sums(tabs, world):
    reader = await sit_down(tabs, world.nord.economy, OffersState, "/nord/offers")
    assert reader.column("number") == ["1002", "1001"]
    assert reader.column("state") == ["Sent", "Draft"]
    assert "30 300,00" in str(
        [[cell.text for cell in foot.cells] for foot in reader.screen["feet"]]
    ).replace("\\xa0", " ")


async def test_a_customers_tab_shows_its_own_and_no_address_leaves_it(tabs, world):
    berg, fjord = world.nord.customers[10002], world.nord.customers[10001]
    path = f"/nord/customers/{berg}/offers?customer={fjord}"
    reader = await sit_down(tabs, world.nord.economy, CustomerOffersState, path)
    assert reader.screen.get("rows", []) == []
    reader = await sit_down(
        tabs, world.nord.economy, CustomerOffersState, f"/nord/customers/{fjord}/offers"
    )
    assert len(reader.screen["rows"]) == 2


async def test_an_offer_is_added_without_leaving_the_profile(tabs, world):
    fjord = world.nord.customers[10001]
    tab = await at(tabs, world.nord.project_leader, f"/nord/customers/{fjord}")
    await tab.call(CustomerProfileState.load)
    dialog = await tab.call(NewOfferState.start)
    assert dialog.vars["asks_customer"] is False
    tag = f"tag-{world.nord.tags['Anbud']}"
    saved = await tab.call(NewOfferState.submit, form={"name": "Ny låve", tag: "on"})
    assert saved.redirects == []
    assert saved.vars["view"].offers == "3"


async def test_in_the_list_the_dialog_asks_for_the_customer(tabs, world):
    tab = await at(tabs, world.nord.administrator, "/nord/offers")
    dialog = await tab.call(NewOfferState.start)
    assert [name for _key, name in dialog.vars["customers"]][:1] == ["10002 Berg Entreprenør AS"]
    refused = await tab.call(NewOfferState.submit, form={"name": "x", "start_on": "i morgen"})
    assert set(refused.vars["errors"]) == {"customer_id"}
    form = {"name": "x", "customer_id": str(world.nord.customers[10002])}
    saved = await tab.call(NewOfferState.submit, form=form)
    (path,) = saved.redirects
    assert path.startswith("/nord/offers/")


async def test_another_companys_customer_gets_no_offer(tabs, world):
    tab = await at(tabs, world.nord.administrator, "/nord/offers")
    await tab.call(NewOfferState.start)
    form = {"name": "x", "customer_id": str(world.sor.customers[10001])}
    saved = await tab.call(NewOfferState.submit, form=form)
    assert saved.redirects == []
    assert "not found" in saved.vars["problem"]


async def test_a_cell_is_saved_when_it_is_left_and_the_sums_follow(tabs, world):
    tab, view = await opened(tabs, world, world.nord.offers[1001])
    line = view.activities[0].lines[0]
    assert (line.hours, line.price) == ("10", "1 000,00".replace(" ", "\u00a0"))
    answer = await tab.call(OfferPageState.set_line, line_id=line.id, field="minutes", text="12,5")
    assert answer.vars["view"].activities[0].net == "12\u00a0500,00"
    assert answer.vars["view"].sums[-1].value == "15\u00a0750,00"
    assert answer.vars["view"].version == view.version + 1


async def test_what_does_not_fit_stays_with_its_reason_and_the_rest_is_saved(tabs, world):
    tab, view = await opened(tabs, world, world.nord.offers[1001])
    key = view.activities[0].lines[0].id
    wrong = await tab.call(OfferPageState.set_line, line_id=key, field="minutes", text="mye")
    assert set(wrong.vars["errors"]) == {f"l{key}-minutes"}
    right = await tab.call(
        OfferPageState.set_line, line_id=key, field="text", text="Skisser og tegninger"
    )
    assert set(right.vars.get("errors", wrong.vars["errors"])) == {f"l{key}-minutes"}
    mended = await tab.call(OfferPageState.set_line, line_id=key, field="minutes", text="7:30")
    assert mended.vars["errors"] == {}


async def test_of_two_who_edit_the_later_one_keeps_what_was_typed_and_sees_the_other(tabs, world):
    offer_id = world.nord.offers[1001]
    tab, view = await opened(tabs, world, offer_id)
    with writing(world.nord.economy) as work:
        editing.set_head(work, Seen(offer_id, view.version), "name", "Deres navn")
    answer = await tab.call(OfferPageState.set_head, field="name", text="Mitt navn")
    assert "Mitt navn" in answer.vars["errors"]["name"]
    assert "Kari Economy" in answer.vars["errors"]["name"]
    assert answer.vars["view"].head["name"] == "Deres navn"
    again = await tab.call(OfferPageState.set_head, field="name", text="Mitt navn")
    assert again.vars["view"].head["name"] == "Mitt navn"


async def test_a_line_taken_out_comes_back_by_undo(tabs, world):
    tab, view = await opened(tabs, world, world.nord.offers[1001])
    gone = await tab.call(OfferPageState.remove_activity, activity_id=view.activities[0].id)
    assert gone.vars["view"].activities == []
    back = await tab.call(OfferPageState.undo_remove)
    assert [line.text for line in back.vars["view"].activities[0].lines] == ["Skisser"]


async def test_rows_are_added_and_the_cursor_goes_there(tabs, world):
    tab, _view = await opened(tabs, world, world.nord.offers[1001])
    added = await tab.call(OfferPageState.add_activity, billing="fixed-price")
    new = added.vars["view"].activities[-1]
    assert added.vars["fresh"] == f"a{new.id}-name"
    named = await tab.call(
        OfferPageState.set_activity, activity_id=new.id, field="name", text="Skisser"
    )
    assert named.vars["fresh"] == ""  # or its field, drawn anew, would take the cursor back


async def test_an_empty_draft_is_not_ready_and_says_why(tabs, world):
    tab, view = await opened(tabs, world, world.nord.offers[1001])
    await tab.call(OfferPageState.remove_activity, activity_id=view.activities[0].id)
    await tab.call(OfferPageState.remove_line, line_id=view.products[0].id)
    refused = await tab.call(OfferPageState.make_ready)
    assert "rows" in refused.vars["errors"]


async def test_ready_back_revise_duplicate_delete_and_undo(tabs, world):
    draft, sent = world.nord.offers[1001], world.nord.offers[1002]
    tab, _view = await opened(tabs, world, draft)
    ready = await tab.call(OfferPageState.make_ready)
    assert ready.vars["view"].state == "Ready to send"
    assert ready.vars["view"].may.edit is False
    back = await tab.call(OfferPageState.back_to_draft)
    assert back.vars["view"].may.edit is True
    deleted = await tab.call(OfferPageState.delete)
    assert deleted.redirects == ["/nord/offers"]
    restored = await tab.call(OfferPageState.undo_delete)
    assert restored.redirects[0].startswith("/nord/offers/")
    tab, _view = await opened(tabs, world, sent)
    revised = await tab.call(OfferPageState.revise)
    new = int(revised.redirects[0].rsplit("/", 1)[1])
    assert (stored(world, new).revision, stored(world, sent).state) == (2, OfferState.SUPERSEDED)


async def test_the_answer_is_registered_by_hand_and_taken_back(tabs, world):
    tab, _view = await opened(tabs, world, world.nord.offers[1002])
    await tab.call(DecideOfferState.start)
    refused = await tab.call(
        DecideOfferState.submit, form={"answer": "accepted", "by": "", "on": "1.1.2099"}
    )
    assert set(refused.vars["errors"]) == {"by", "on"}
    saved = await tab.call(DecideOfferState.submit, form={"answer": "accepted", "by": "Per Berg"})
    assert saved.vars["view"].state == "Accepted"
    assert "Per Berg" in saved.vars["view"].said
    back = await tab.call(OfferPageState.undo_decision)
    assert back.vars["view"].state == "Sent"


async def test_an_accepted_offer_becomes_one_project_and_undo_takes_it_away(tabs, world):
    offer_id = world.nord.offers[1002]
    tab, _view = await opened(tabs, world, offer_id)
    await tab.call(DecideOfferState.start)
    await tab.call(DecideOfferState.submit, form={"answer": "accepted", "by": "Per Berg"})
    form = (await tab.call(OfferProjectState.start)).vars["values"]
    assert (form["name"], form["activity"], form["budget"]) == (
        "Tilbud 1002",
        "Skisseprosjekt",
        "10:00",
    )
    made = await tab.call(OfferProjectState.submit, form=form)
    assert [fact.label for fact in made.vars["view"].related] == ["Project"]
    project_id = stored(world, offer_id).project_id
    await tab.call(OfferProjectState.submit, form=form)
    assert stored(world, offer_id).project_id == project_id
    gone = await tab.call(OfferPageState.undo_project)
    assert gone.vars["view"].related == []


async def test_a_longer_validity_needs_a_day_to_come(tabs, world):
    tab, _view = await opened(tabs, world, world.nord.offers[1002])
    await tab.call(ExtendOfferState.start)
    nothing = await tab.call(ExtendOfferState.submit, form={"until": ""})
    assert set(nothing.vars["errors"]) == {"until"}
    past = await tab.call(ExtendOfferState.submit, form={"until": "1.11.2026"})
    assert past.vars["problem"]
    saved = await tab.call(ExtendOfferState.submit, form={"until": "31.01.2027"})
    assert "31.01.2027" in str(saved.vars["view"].facts)


async def test_another_companys_offer_is_not_found(tabs, world):
    theirs = world.sor.offers[1001]
    tab = await at(tabs, world.nord.administrator, f"/nord/offers/{theirs}")
    answer = await tab.call(OfferPageState.load)
    assert answer.vars["phase"] == "failed"
    assert world.sor.mark not in answer.everything


async def test_who_may_only_look_changes_nothing(tabs, world):
    tab = await at(tabs, world.nord.co_worker, f"/nord/offers/{world.nord.offers[1001]}")
    answer = await tab.call(OfferPageState.set_head, field="name", text="x")
    assert answer.notices[-1].startswith("Your role does not allow this")


async def test_the_letter_beside_the_form_is_what_leaves(tabs, world):
    tab, _view = await opened(tabs, world, world.nord.offers[1001])
    letter = (await tab.call(SendOfferState.start)).vars["letter"]
    assert letter.receivers == "post@10001.example"
    assert letter.link == "http://localhost:8000/offer/…"
    assert "{link}" not in letter.before + letter.after
    ticked = await tab.call(SendOfferState.tick, field="to-0", on=True)
    assert "<per10001@kunde.example>, post@10001.example" in ticked.vars["letter"].receivers
    await tab.call(SendOfferState.tick, field="to-0", on=False)
    await tab.call(SendOfferState.leave_field, key="others", text="a@b.example; c@d.example")
    answer = await tab.call(SendOfferState.leave_field, key="subject", text="Vårt tilbud")
    assert answer.vars["letter"].receivers == "a@b.example, c@d.example"
    form = {"others": "a@b.example", "subject": "Vårt tilbud", "text": "Se {link}"}
    sent = await tab.call(SendOfferState.submit, form=form)
    assert sent.vars["opened"] is False
    assert [line.result for line in sent.vars["view"].log] == ["In the outbox"]
    assert sent.vars["view"].link.startswith("http://localhost:8000/offer/")
    assert "lies in the outbox" in sent.notices[-1]


async def test_a_mail_server_that_does_not_answer_leaves_the_dialog_open_to_try_again(
    tabs, world, monkeypatch
):
    tab, _view = await opened(tabs, world, world.nord.offers[1001])
    await tab.call(SendOfferState.start)
    form = {"others": "a@b.example", "subject": "Tilbud", "text": "Se {link}"}
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "post", lambda: Smtp(Settings(smtp_host="127.0.0.1", smtp_port=1)))
        failed = await tab.call(SendOfferState.submit, form=form)
    assert "127.0.0.1:1 does not answer" in failed.vars["problem"]
    assert (failed.vars["on_its_way"], failed.vars["saving"]) == (False, False)
    assert failed.notices == []  # the dialog says it
    assert stored(world, world.nord.offers[1001]).state is OfferState.READY
    again = await tab.call(SendOfferState.submit, form=form)
    assert again.vars["opened"] is False
    await tab.call(OfferPageState.load)
    twice = await tab.call(SendOfferState.submit, form=form)  # closed by now: nothing to send
    assert "view" not in twice.vars


async def test_the_customers_address_is_for_who_may_send(tabs, world):
    path = f"/nord/offers/{world.nord.offers[1002]}"
    tab = await at(tabs, world.nord.project_leader, path)
    shown = (await tab.call(OfferPageState.load)).vars["view"]
    assert offer_behind(shown.link.rpartition("/")[2]).document is not None
    tab = await at(tabs, world.nord.administrator, f"/nord/offers/{world.nord.offers[1001]}")
    assert (await tab.call(OfferPageState.load)).vars["view"].link == ""
