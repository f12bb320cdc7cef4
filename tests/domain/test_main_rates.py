"""Internal invoices: at the main project's rates, and each side's own affair."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlmodel import col, select

from moment_ui.core import events
from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotPermitted
from moment_ui.db.group_scope import acting_for
from moment_ui.db.work import Work, data_versions, reading, writing
from moment_ui.domain.billing.queries import sheets
from moment_ui.domain.billing.sheet import Why
from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.credits.commands import credit_invoice
from moment_ui.domain.finalising.checking import checked_drafts
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.domain.hours import commands as hours
from moment_ui.domain.mirrors import hours as mirrors
from moment_ui.domain.price_models.rates import set_rate
from moment_ui.domain.pricing.queries import rate_book
from moment_ui.domain.rates.rules import Subject
from moment_ui.domain.rates.sheets import RateChange
from moment_ui.models.hours import HoursStatus, TimeRecord
from moment_ui.models.invoice import Invoice
from moment_ui.models.partner import MemberState, PartnerSettings
from moment_ui.models.price_model import ModelRate, PriceModel, RateBase
from tests import group
from tests.domain import billing_world as billing
from tests.group import Shared
from tests.world import Place, World


@pytest.fixture
def shared(world: World) -> Shared:
    """A shared project; an hour of the external costs 1000 in Nord, and Sør follows that."""
    group.link(world)
    found = group.share(world)
    with writing(world.nord.administrator) as work:
        billing.hourly(work, found.main_project)
    with writing(world.sor.administrator) as work:
        billing.price_model(work, found.project, rate_base=RateBase.MAIN_PROJECT)
        row = group.written(work, found, 120)
        row.status = HoursStatus.APPROVED
        mirrors.follow(work, [row])
    return found


def items(place: Place, project_id: int) -> list[tuple[int, Decimal]]:
    """What can be billed of a project: minutes and price."""
    with reading(place.administrator) as work:
        sheet = sheets(work, [project_id], billing.NOVEMBER)[project_id]
        return [(item.minutes, item.price) for item in sheet.items if item.minutes]


def blockers(place: Place, project_id: int) -> dict[Why, str]:
    with reading(place.administrator) as work:
        sheet = sheets(work, [project_id], billing.NOVEMBER)[project_id]
        return {one.why: one.text for one in sheet.blockers}


def rates_from_main(world: World, shared: Shared, change: RateChange) -> None:
    with writing(world.nord.administrator) as work:
        set_rate(work, change, confirmed=frozenset({"past"}))


def model_of(world: World, shared: Shared) -> int:
    with reading(world.nord.administrator) as work:
        query = select(PriceModel.id).where(PriceModel.project_id == shared.main_project)
        return work.session.exec(query).one() or 0


def test_a_rate_change_in_main_changes_what_is_invoiced_internally(
    world: World, shared: Shared
) -> None:
    """From its day on, without anything being done at home; whoever watches there is told."""
    assert items(world.sor, shared.project) == [(120, Decimal(1000))]
    with writing(world.sor.administrator) as work:
        later = group.written(work, shared, 60, group.DAY + dt.timedelta(days=1))
        later.status = HoursStatus.APPROVED
        mirrors.follow(work, [later])
    heard: list[tuple[int, str]] = []
    stop = events.subscribe(lambda event: heard.append((event.company_id, event.topic)))
    before = data_versions()
    try:
        since = group.DAY + dt.timedelta(days=1)
        change = RateChange(model_of(world, shared), Subject(), since, None, Decimal(1200))
        rates_from_main(world, shared, change)
    finally:
        stop()
    assert items(world.sor, shared.project) == [(120, Decimal(1000)), (60, Decimal(1200))]
    assert (world.sor.company_id, "rates") in heard
    assert data_versions()[world.sor.company_id] > before[world.sor.company_id]


def test_a_rate_set_at_home_stands_before_the_mains(world: World, shared: Shared) -> None:
    with writing(world.sor.administrator) as work:
        query = select(PriceModel).where(PriceModel.project_id == shared.project)
        billing.rate(work, work.session.exec(query).one(), 900, co_worker_id=shared.writer)
    assert items(world.sor, shared.project) == [(120, Decimal(900))]


@pytest.mark.parametrize(
    ("lacking", "words"),
    [
        ("kept", "an administrator there switches that on"),
        ("paused", "the partnership is paused"),
        ("none", "the project’s leader there sets one"),
        ("currency", "has its rates in NOK"),
    ],
)
def test_what_keeps_the_rate_away_is_said(
    world: World, shared: Shared, lacking: str, words: str
) -> None:
    """In To be invoiced, with who must act; no figure of the main company is shown."""
    if lacking == "paused":
        group.set_state(world.nord.company_id, MemberState.PAUSED)
    with writing(world.nord.administrator) as work:
        if lacking == "kept":
            work.session.exec(select(PartnerSettings)).one().share_rates = False
        if lacking == "none":
            for row in work.session.exec(select(ModelRate)).all():
                work.session.delete(row)
    if lacking == "currency":
        with writing(world.sor.administrator) as work:
            query = select(PriceModel).where(PriceModel.project_id == shared.project)
            work.session.exec(query).one().currency = "SEK"
    assert items(world.sor, shared.project) == []
    assert words in blockers(world.sor, shared.project)[Why.NO_RATE]


def test_rates_pass_for_pricing_alone(world: World, shared: Shared) -> None:
    """Through the door nobody may read them, nor in the own company without the permission."""
    with reading(world.sor.administrator) as work, acting_for(work, world.nord.company_id) as main:
        with pytest.raises(NotPermitted):
            rate_book(main, [shared.main_project])
        assert not main.actor.may(Permission.VIEW_RATES)
    with reading(world.sor.co_worker) as work, pytest.raises(NotPermitted):
        rate_book(work, [shared.project])


def _status(place: Place, project_id: int) -> HoursStatus:
    """Of the hours of Sør's co-worker on a project."""
    with reading(place.administrator) as work:
        query = select(TimeRecord.status).where(
            TimeRecord.project_id == project_id, TimeRecord.day == group.DAY
        )
        return HoursStatus(work.session.exec(query).one())


def _invoiced(place: Place, project_id: int) -> int:
    with writing(place.administrator) as work:
        _plan, [draft_id] = billing.drafts(work, project_id)
        _issue(work, draft_id)
        return draft_id


def _credited(place: Place, invoice_id: int) -> None:
    with writing(place.administrator) as work:
        _issue(work, credit_invoice(work, invoice_id, gives_back=True))


def _issue(work: Work, draft_id: int) -> None:
    """Finalise a draft, whatever is warned of."""
    found = checked_drafts(work, [draft_id])[0].problems
    warned = frozenset(one.key for one in found if not one.stops)
    version = work.session.get_one(Invoice, draft_id).version
    finalise_draft(work, Seen(draft_id, version), confirmed=warned)


@pytest.mark.parametrize("first", ["home", "main"])
def test_each_side_invoices_and_credits_for_itself(
    world: World, shared: Shared, first: str
) -> None:
    """Internally from home to main, and from main to its customer: neither touches the other."""
    with writing(world.nord.administrator) as work:
        query = select(col(TimeRecord.id)).where(
            TimeRecord.project_id == shared.main_project, col(TimeRecord.origin_id).is_not(None)
        )
        hours.approve(work, [key or 0 for key in work.session.exec(query)])
    here = (world.sor, shared.project)
    there = (world.nord, shared.main_project)
    one, other = (here, there) if first == "home" else (there, here)
    invoice = _invoiced(*one)
    assert _status(*one) == HoursStatus.INVOICED
    assert _status(*other) == HoursStatus.APPROVED
    _credited(one[0], invoice)
    assert _status(*one) == _status(*other) == HoursStatus.APPROVED
    _invoiced(*one)
    second = _invoiced(*other)
    assert _status(*one) == _status(*other) == HoursStatus.INVOICED
    _credited(other[0], second)
    assert (_status(*one), _status(*other)) == (HoursStatus.INVOICED, HoursStatus.APPROVED)
