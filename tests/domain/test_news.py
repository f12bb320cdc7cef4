import datetime as dt

import pytest
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.errors import NotPermitted
from moment_ui.db.work import reading, writing
from moment_ui.domain.news.queries import (
    invoices_to_transfer,
    my_offer_news,
    my_ready_files,
    news,
    recent_imports,
)
from moment_ui.domain.offers.decisions import Decision
from moment_ui.domain.offers.links import token_of
from moment_ui.domain.offers.public import decide_by_link
from moment_ui.domain.offers.rules import ShownState
from moment_ui.models.file import StoredFile
from moment_ui.models.invoice import ExportStatus, Invoice
from moment_ui.models.offer import DecidedThrough, Offer, OfferLink
from tests.world import NOW


def test_finalised_invoices_to_transfer_are_counted_and_drafts_are_not(work):
    assert invoices_to_transfer(work) == 5
    row = work.session.exec(select(Invoice).where(col(Invoice.number) == 5001)).one()
    row.export_status = ExportStatus.TRANSFERRED
    work.session.flush()
    assert invoices_to_transfer(work) == 4


def test_only_ones_own_files_that_can_still_be_fetched_are_shown(work, world):
    assert [file.name for file in my_ready_files(work)] == ["random-name-nord-administrator"]
    row = work.session.exec(
        select(StoredFile).where(col(StoredFile.name) == "random-name-nord-administrator")
    ).one()
    row.expires_at = clock.now() - dt.timedelta(minutes=1)
    work.session.flush()
    assert my_ready_files(work) == []


def test_a_file_that_the_role_no_longer_shows_does_not_wait(work):
    row = work.session.exec(
        select(StoredFile).where(col(StoredFile.name) == "random-name-nord-administrator")
    ).one()
    row.needs = ["a permission of a later version"]
    work.session.flush()
    assert my_ready_files(work) == []


def test_the_imports_of_the_last_day_are_shown_in_their_own_company(world):
    with reading(world.sor.administrator) as work:
        assert [batch.file_name for batch in recent_imports(work)] == ["SOR-ONLY.csv"]


def test_each_figure_needs_its_permission(world):
    with reading(world.nord.co_worker) as work:
        assert (news(work).to_transfer, news(work).imports) == (0, ())
        for query in (invoices_to_transfer, recent_imports):
            with pytest.raises(NotPermitted):
                query(work)


def test_answers_and_expired_offers_are_news_to_who_made_them(world):
    actor, offer_id = world.nord.administrator, world.nord.offers[1002]
    with writing(actor) as work:
        offer = work.session.get_one(Offer, offer_id)
        offer.created_by = actor.user_id
        token = token_of(work.session.exec(select(OfferLink)).one())
    with reading(actor) as work:
        assert my_offer_news(work) == []
    with clock.frozen(NOW + dt.timedelta(days=33)), reading(actor) as work:
        assert [news.shown for news in my_offer_news(work)] == [ShownState.EXPIRED]
    with clock.frozen(NOW + dt.timedelta(days=60)), reading(actor) as work:
        assert my_offer_news(work) == []
    decide_by_link(token, Decision(True, "Åse Østby", NOW.date(), through=DecidedThrough.LINK))
    with reading(actor) as work:
        (found,) = my_offer_news(work)
        assert (found.id, found.shown, found.by, found.waits) == (
            offer_id,
            ShownState.ACCEPTED,
            "Åse Østby",
            True,
        )
    with reading(world.nord.project_leader) as work:
        assert my_offer_news(work) == []
