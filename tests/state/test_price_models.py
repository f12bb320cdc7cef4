"""The Price models tab as readers use it, over the real event pipeline."""

import pytest
from sqlmodel import select

from moment_ui.db.work import reading
from moment_ui.domain.price_models.queries import ModelRecord, project_models
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.price_model import PriceModelKind, RateBase
from moment_ui.state.base import NoticeState
from moment_ui.state.projects.hours_approval import CorrectHoursState, HoursApprovalState
from moment_ui.state.projects.model_rates import ModelRatesState
from moment_ui.state.projects.price_model_forms import (
    PlannedPaymentState,
    PriceModelState,
    SubscriptionProductState,
)
from moment_ui.state.projects.price_model_shares import PriceModelSharesState
from moment_ui.state.projects.price_models import PriceModelsState
from moment_ui.state.projects.summary_records import SummaryRecordState
from moment_ui.state.setup.people_rates import PeopleRatesState
from moment_ui.state.setup.rate_forms import RateRowState
from tests.tabs import HYDRATE


@pytest.fixture
async def tab(tabs, world):
    """The project leader on the tab of P-100, which has no price model yet."""
    path = f"/nord/projects/{world.nord.projects['P-100']}/price-models"
    opened = tabs.open(world.nord.project_leader, path)
    await opened.call(HYDRATE)
    answer = await opened.call(PriceModelsState.load)
    assert [gap.fix for gap in answer.vars["view"].gaps] == ["model"]
    return opened


def models(world) -> list[ModelRecord]:
    """The price models of P-100."""
    with reading(world.nord.economy) as work:
        found = project_models(work, world.nord.projects["P-100"])
        work.session.expunge_all()
    return found


def waiting(world) -> TimeRecord:
    """The record on P-200 that waits for approval in the world of all tests."""
    mine = TimeRecord.project_id == world.nord.projects["P-200"]
    with reading(world.nord.economy) as work:
        row = work.session.exec(select(TimeRecord).where(mine, TimeRecord.minutes == 0)).one()
        work.session.expunge_all()
    return row


async def made(tab, world, kind: str, **form: str) -> ModelRecord:
    """A model made with the form; the last one there is."""
    await tab.call(PriceModelState.begin, kind=kind)
    answer = await tab.call(PriceModelState.submit, form={"name": "Ny"} | form)
    assert not answer.vars.get("errors")
    await tab.call(PriceModelsState.reload)
    return models(world)[-1]


async def test_a_rate_is_set_where_one_is_missing(tab, world):
    model = await made(tab, world, "hourly", rate_base="role", estimated_total="250 000")
    assert (model.row.rate_base, model.row.estimated_total) == (RateBase.ROLE, 250_000)
    await tab.call(ModelRatesState.open_model, model_id=model.row.id)
    await tab.call(RateRowState.start)
    form = {"role": "Leder", "co_worker": "", "starts_on": "01.01.2026", "amount": "1 350"}
    await tab.call(RateRowState.submit, form=form)
    assert [rate.amount for rate in models(world)[0].rates.rates] == [1350]
    answer = await tab.call(PriceModelsState.reload)
    assert answer.vars["view"].gaps == []


async def test_what_was_invoiced_elsewhere_is_noted_and_taken_back(tabs, tab, world):
    path = tab.path
    economy = tabs.open(world.nord.economy, path)
    await economy.call(HYDRATE)
    model = await made(tab, world, "hourly", rate_base="role", estimated_total="250 000")
    answer = await economy.call(PriceModelsState.load)
    assert answer.vars["view"].summarised == [(str(model.row.id), "Ny, NOK")]
    await economy.call(SummaryRecordState.begin)
    wrong = await economy.call(
        SummaryRecordState.submit, form={"model_id": str(model.row.id), "day": "", "gross": "mye"}
    )
    assert set(wrong.vars["errors"]) == {"day", "gross"}
    form = {
        "model_id": str(model.row.id),
        "day": "03.11.2026",
        "text": "A-konto",
        "gross": "12 500",
    }
    answer = await economy.call(SummaryRecordState.submit, form=form)
    (line,) = answer.vars["view"].summary
    assert (line.day, line.text, line.amount) == ("03.11.2026", "A-konto", "12\u00a0500,00 NOK")
    answer = await economy.call(SummaryRecordState.remove, record_id=line.id)
    assert answer.vars["view"].summary == []
    (again,) = (await economy.call(SummaryRecordState.undo)).vars["view"].summary
    assert (again.text, again.amount) == (line.text, line.amount)


async def test_a_form_says_beside_the_field_what_is_wrong(tab):
    await tab.call(PriceModelState.begin, kind="fixed-price")
    answer = await tab.call(PriceModelState.submit, form={"name": "", "net": "mye"})
    assert set(answer.vars["errors"]) == {"name", "net"}
    answer = await tab.call(PriceModelState.leave_field, key="net", text="1 234,50")
    assert set(answer.vars["errors"]) == {"name"}


async def test_a_plan_shows_what_is_missing_and_a_removed_row_comes_back(tab, world):
    model = await made(tab, world, "fixed-price", net="300 000")
    await tab.call(PlannedPaymentState.begin, model_id=model.row.id)
    form = {"due_on": "01.12.2026", "text": "Forprosjekt", "amount": "100 000"}
    answer = await tab.call(PlannedPaymentState.submit, form=form)
    [card] = answer.vars["view"].models
    assert card.missing == "200\N{NO-BREAK SPACE}000,00 NOK of the fixed price is not planned yet."
    assert [(row.text, row.status) for row in card.plan] == [("Forprosjekt", "Planned")]
    answer = await tab.call(PriceModelsState.remove_payment, payment_id=card.plan[0].id)
    assert models(world)[0].payments == ()
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert [row.amount for row in models(world)[0].payments] == [100_000]


async def test_a_subscription_is_made_with_its_products(tab, world):
    form = {"starts_on": "01.11.2026", "interval_months": "3", "offset_days": "-14"}
    model = await made(tab, world, "subscription", **form)
    await tab.call(SubscriptionProductState.begin, model_id=model.row.id)
    product = {"text": "Driftsavtale", "quantity": "2", "unit": "stk", "price": "499,90"}
    await tab.call(SubscriptionProductState.submit, form=product)
    [found] = models(world)
    assert (found.row.kind, found.row.offset_days) == (PriceModelKind.SUBSCRIPTION, -14)
    assert str(found.row.net) == "999.8000"


async def test_shares_that_do_not_come_to_a_hundred_are_refused_and_others_undone(tab, world):
    model = await made(tab, world, "hourly", rate_base="custom")
    fjord, berg = world.nord.customers[10001], world.nord.customers[10002]
    answer = await tab.call(PriceModelSharesState.begin, model_id=model.row.id)
    assert [one.customer_id for one in answer.vars["payers"]] == [fjord]
    await tab.call(PriceModelSharesState.find, text="Berg")
    await tab.call(PriceModelSharesState.add, customer_id=str(berg))
    unsaid = {"split_by": "hours", f"percent-{fjord}": "60", f"percent-{berg}": ""}
    answer = await tab.call(PriceModelSharesState.submit, form=unsaid)
    assert list(answer.vars["errors"]) == [f"percent-{berg}"]
    assert [event.name for event in answer.events if event.name == "_set_focus"] == []
    form = unsaid | {f"percent-{berg}": "30"}
    answer = await tab.call(PriceModelSharesState.submit, form=form)
    assert "90 %" in answer.vars["problem"]
    answer = await tab.call(PriceModelSharesState.submit, form=form | {f"percent-{berg}": "40"})
    assert [one.percent for one in models(world)[0].payers] == [60, 40]
    await tab.call(PriceModelsState.reload)
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert models(world)[0].payers == ()


async def test_an_undo_from_another_page_is_done_and_complains_of_nothing(tab, world):
    model = await made(tab, world, "non-billable")
    here = tab.path
    for act, back in (
        (PriceModelsState.put_aside, PriceModelsState.undo_aside),
        (PriceModelsState.remove, PriceModelsState.undo_remove),
    ):
        tab.path = here
        await tab.call(act, model_id=model.row.id)
        tab.path = "/nord/projects"
        answer = await tab.call(back)
        assert [notice.kind for notice in answer.vars.get("notices", [])] in ([], ["success"])
        assert [(one.row.id, one.row.active) for one in models(world)] == [(model.row.id, True)]


async def test_models_are_put_aside_and_removed_and_both_are_taken_back(tab, world):
    model = await made(tab, world, "non-billable")
    answer = await tab.call(PriceModelsState.put_aside, model_id=model.row.id)
    assert not models(world)[0].row.active
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert models(world)[0].row.active
    answer = await tab.call(PriceModelsState.remove, model_id=model.row.id)
    assert models(world) == []
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert [one.row.name for one in models(world)] == ["Ny"]


async def test_co_workers_rates_follow_people_and_are_the_economys(tabs, world):
    path = "/nord/setup/price-lists/co-workers"
    tab = tabs.open(world.nord.economy, path)
    await tab.call(HYDRATE)
    await tab.call(PeopleRatesState.load)
    await tab.call(RateRowState.start)
    form = {"role": "Leder", "co_worker": "", "starts_on": "01.01.2026", "amount": "900"}
    answer = await tab.call(RateRowState.submit, form=form)
    assert "co_worker" in answer.vars["errors"]
    person = next(iter(world.nord.co_workers.values()))
    form |= {"role": "", "co_worker": str(person)}
    answer = await tab.call(RateRowState.submit, form=form)
    assert [row.cells[0].own for row in answer.vars["view"].rows] == ["900"]
    answer = await tab.call(PeopleRatesState.choose, kind="2")
    assert answer.vars["view"].rows == []


async def test_hours_are_corrected_and_approved_from_the_list(tabs, world):
    tab = tabs.open(world.nord.economy, "/nord/projects/hours-approval")
    await tab.call(HYDRATE)
    await tab.call(HoursApprovalState.load)
    row = waiting(world)
    await tab.call(CorrectHoursState.start, record_id=str(row.id))
    answer = await tab.call(CorrectHoursState.submit, form={"billable": "25", "comment": "Skisser"})
    assert "billable" in answer.vars["errors"]
    await tab.call(CorrectHoursState.submit, form={"billable": "7:15", "comment": "Skisser"})
    await tab.call(HoursApprovalState.tick, row=str(row.id), ranged=False)
    answer = await tab.call(HoursApprovalState.approve)
    assert "1 time record approved" in answer.vars["notices"][-1].text
    assert (waiting(world).billable_minutes, waiting(world).comment) == (435, "Skisser")
    assert waiting(world).status == HoursStatus.APPROVED
    await tab.call(NoticeState.undo, notice_id=answer.vars["notices"][-1].id)
    assert waiting(world).status == HoursStatus.NOT_APPROVED


async def test_who_pays_is_undone_from_the_page_of_another_project(tab, world):
    model = await made(tab, world, "hourly", rate_base="role")
    await tab.call(PriceModelSharesState.begin, model_id=model.row.id)
    customer = world.nord.customers[10001]
    saved = await tab.call(
        PriceModelSharesState.submit, form={"split_by": "percent", f"percent-{customer}": "100"}
    )
    assert [share.customer_id for share in models(world)[0].payers] == [customer]
    tab.path = f"/nord/projects/{world.nord.projects['P-200']}/price-models"
    await tab.call(PriceModelsState.load)
    back = await tab.call(NoticeState.undo, notice_id=saved.vars["notices"][-1].id)
    assert back.notices == ["Those pay again who did before."]
    assert models(world)[0].payers == ()
