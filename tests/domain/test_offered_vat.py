"""What an offer says of VAT is what its invoices charge, or a reader is asked."""

from decimal import Decimal

import pytest

from moment_ui.domain.composing.rows import Seen
from moment_ui.domain.drafts.editing import set_line
from moment_ui.domain.drafts.rows import lines_of
from moment_ui.domain.finalising.checking import checked_drafts
from moment_ui.domain.finalising.commands import finalise_draft
from moment_ui.domain.finalising.errors import CannotFinalise
from moment_ui.domain.invoicing.commands import Change, save_options
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.offers import arranging, commands, editing, projects
from moment_ui.domain.offers.draft import NewOffer
from moment_ui.domain.offers.rows import content_of
from moment_ui.domain.price_models.queries import project_models
from moment_ui.models.hours import HoursStatus
from moment_ui.models.invoice import Invoice
from moment_ui.models.offer import Billing, Offer, OfferState
from moment_ui.models.price_model import PriceKind, PriceModelLine
from moment_ui.models.project import CoWorker
from moment_ui.models.vat import VatCategory, VatCode
from moment_ui.reports.billing.billing_page import billing_sheet
from tests import factories
from tests.domain.billing_world import NOVEMBER, TODAY, activity_of, drafts, rate


def accepted(work, world, percent) -> tuple[Offer, int]:
    """An accepted offer of two hours, a fixed price and a product, all at a rate, and its project."""
    key = commands.create_offer(work, world.nord.customers[10001], NewOffer("Tilbygg"))
    offer = work.session.get_one(Offer, key)

    def seen():
        return Seen(offer.key, offer.version)

    arranging.add_activity(work, seen(), Billing.HOURLY)
    hours = content_of(work, key).lines[0].key
    fixed = arranging.add_activity(work, seen(), Billing.FIXED_PRICE).row_id
    product = arranging.add_line(work, seen(), None).row_id
    editing.set_activity(work, seen(), fixed, "price", "20 000,50")
    editing.set_activity(work, seen(), fixed, "vat_percent", percent)
    for line, column, text in [
        (hours, "minutes", "2"),
        (hours, "price", "1 250"),
        (hours, "vat_percent", percent),
        (product, "price", "99,90"),
        (product, "vat_percent", percent),
    ]:
        editing.set_line(work, seen(), line, column, text)
    offer.state = OfferState.ACCEPTED
    work.session.flush()
    project = projects.create_offer_project(work, key, projects.proposed_project(work, key))
    who = world.nord.co_workers["Kari Project-Leader"]
    worked = factories.hours(work, activity_of(work, project), who, TODAY, 120)
    worked.status = HoursStatus.APPROVED
    work.session.flush()
    return offer, project


def drafted(work, project) -> Invoice:
    _plan, (draft_id,) = drafts(work, project)
    return work.session.get_one(Invoice, draft_id)


def problems(work, draft):
    return [one for one in checked_drafts(work, [draft.key])[0].problems if "vat" in one.key]


def sums(row):
    return row.net, row.vat, row.gross


def handled(work, project, handling):
    save_options(work, Place(Level.PROJECT, project), {"vat_handling": Change(None, handling)})


@pytest.mark.parametrize(
    ("percent", "handling", "code"),
    [
        ("25", "ordinary", "3"),
        ("25", "export", "3"),
        ("15", "ordinary", "31"),
        ("0", "export", "52"),
        ("0", "ordinary", ""),
        ("6", "ordinary", ""),
    ],
)
def test_a_draft_charges_the_vat_of_its_offer(work, world, percent, handling, code):
    offer, project = accepted(work, world, percent)
    handled(work, project, handling)
    lacks = [row.text for row in billing_sheet(work, project, NOVEMBER, "/nord").blockers]
    draft = drafted(work, project)
    assert sums(draft) == sums(offer)
    lines = lines_of(work, draft.key)
    assert len(lines) == 3
    assert {line.vat_code for line in lines} == {code}
    found = problems(work, draft)
    assert len(found) == (0 if code else 3)
    told = [text for text in lacks if f"The offer says {percent} % VAT" in text]
    assert len(told) == (0 if code else 1)
    if not code:
        for one in found:
            assert (one.key, one.stops, one.field) == ("vat-missing", True, "vat_code")
            assert f"The offer says {percent} % VAT" in one.text
        with pytest.raises(CannotFinalise):
            finalise_draft(work, Seen(draft.key, draft.version))


def test_the_code_that_was_asked_for_is_chosen_and_another_rate_is_asked_about(work, world):
    offer, project = accepted(work, world, "0")
    draft = drafted(work, project)
    for line in lines_of(work, draft.key):
        set_line(work, Seen(draft.key, draft.version), line.key, "vat_code", "52")
    assert problems(work, draft) == []
    assert sums(draft) == sums(offer)
    first = lines_of(work, draft.key)[0]
    set_line(work, Seen(draft.key, draft.version), first.key, "vat_code", "3")
    (asked,) = problems(work, draft)
    assert (asked.stops, asked.line_id) == (False, first.key)
    assert "25 % VAT, and the offer says 0 %" in asked.text


def test_a_code_put_aside_is_not_the_one_of_its_rate(work, world):
    _offer, project = accepted(work, world, "15")
    for code in ("3", "31"):
        row = VatCode(
            code=code,
            name=code,
            percent=Decimal(15),
            category=VatCategory.STANDARD,
            active=code == "3",
        )
        factories.stored(work, row)
    assert {line.vat_code for line in lines_of(work, drafted(work, project).key)} == {"3"}


def test_hours_at_a_rate_of_their_own_have_the_vat_of_the_offer_too(work, world):
    offer, project = accepted(work, world, "15")
    (model,) = [one.row for one in project_models(work, project)]
    who = work.session.get_one(CoWorker, world.nord.co_workers["Kari Project-Leader"])
    rate(work, model, 1250, co_worker_id=who.key)
    assert sums(drafted(work, project)) == sums(offer)


def test_lines_that_say_nothing_of_vat_follow_the_handling(work, world):
    """As those of an agreement written by hand."""
    _offer, project = accepted(work, world, "15")
    (model,) = [one.row for one in project_models(work, project)]
    bare = PriceModelLine(
        price_model_id=model.key, kind=PriceKind.PRODUCT, price=Decimal(100), net=Decimal(100)
    )
    factories.stored(work, bare)
    assert bare.vat_percent is None
    codes = {line.net: line.vat_code for line in lines_of(work, drafted(work, project).key)}
    assert codes.pop(bare.net) == "3"
    assert set(codes.values()) == {"31"}


def test_what_is_added_to_an_offer_begins_with_the_vat_of_its_customers_handling(work, world):
    customer_id = world.nord.customers[10001]
    save_options(work, Place(Level.CUSTOMER, customer_id), {"vat_handling": Change(None, "exempt")})
    offer_id = commands.create_offer(work, customer_id, NewOffer("Tilbygg"))
    arranging.add_activity(work, Seen(offer_id, 1), Billing.HOURLY)
    content = content_of(work, offer_id)
    assert {row.vat_percent for row in (*content.activities, *content.lines)} == {0}
