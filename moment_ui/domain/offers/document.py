"""What an offer prints: from its rows while it is ours, from what was kept once it was sent."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from pydantic import TypeAdapter
from sqlmodel import select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.offers.rows import Content, content_of, customer_of, find_offer, label
from moment_ui.domain.offers.rules import offer_totals
from moment_ui.formats.offer import (
    PRODUCTS,
    OfferDocument,
    Part,
    PrintedLine,
    Receiver,
    Sender,
    VatSum,
)
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.offer import Offer, OfferLine, OfferPaper

_JSON: TypeAdapter[OfferDocument] = TypeAdapter(OfferDocument)


@needs(Permission.VIEW_OFFERS)
def offer_document(work: Work, offer_id: int) -> OfferDocument:
    """What the offer prints. Raises NotFound."""
    return document_of(work, find_offer(work, offer_id))


def document_of(work: Work, offer: Offer) -> OfferDocument:
    """What the offer prints; once it was sent, what was printed then. The validity can be extended."""
    paper = find_paper(work, offer)
    if paper is None:
        return drawn_up(work, offer)
    return replace(_JSON.validate_python(paper.printed), valid_until=offer.valid_until)


def keep_paper(work: Work, offer: Offer) -> OfferDocument:
    """Keep what the offer prints from now on. Called when it is sent; again it keeps it anew."""
    document = drawn_up(work, offer)
    printed: dict[str, Any] = _JSON.dump_python(document, mode="json")
    paper = find_paper(work, offer)
    if paper is None:
        paper = OfferPaper(offer_id=offer.key, made_at=clock.now())
    paper.printed, paper.made_at = printed, clock.now()
    work.session.add(paper)
    work.session.flush()
    return document


def drop_paper(work: Work, offer: Offer) -> None:
    """Forget what was printed: the offer is a draft again."""
    paper = find_paper(work, offer)
    if paper is not None:
        work.session.delete(paper)
        work.session.flush()


def find_paper(work: Work, offer: Offer) -> OfferPaper | None:
    """What was kept of the offer when it was sent."""
    return work.session.exec(select(OfferPaper).where(OfferPaper.offer_id == offer.key)).first()


def drawn_up(work: Work, offer: Offer) -> OfferDocument:
    """The document from the rows as they are now."""
    content = content_of(work, offer.key)
    company = work.session.get_one(Company, work.company_id)
    totals = offer_totals(content.priced(), offer.currency)
    by_rate = sorted(totals.groups, key=lambda group: -group.vat_percent)
    return OfferDocument(
        number=label(offer),
        name=offer.name,
        language=offer.language,
        currency=offer.currency,
        issued=offer.issue_date,
        valid_until=offer.valid_until,
        sender=_sender(company),
        receiver=_receiver(customer_of(work, offer), offer),
        parts=tuple(_parts(content)),
        vat_sums=tuple(VatSum(group.vat_percent, group.basis, group.vat) for group in by_rate),
        net=totals.net,
        vat=totals.vat,
        gross=totals.gross,
        starts=offer.start_on,
        author=offer.author_name,
        customer_reference=offer.customer_reference,
        contract_reference=offer.contract_reference,
        intro=offer.intro,
        closing=offer.closing,
    )


def _sender(company: Company) -> Sender:
    place = f"{company.postal_code} {company.city}".strip()
    address = (company.address_line1, company.address_line2, place)
    return Sender(
        company.name,
        tuple(filter(None, address)),
        company.vat_number or company.org_number,
        company.email,
        company.phone,
        company.website,
    )


def _receiver(customer: Customer, offer: Offer) -> Receiver:
    postal = (
        customer.postal_line1,
        customer.postal_line2,
        f"{customer.postal_code} {customer.postal_city}".strip(),
    )
    visiting = (
        customer.visiting_line1,
        customer.visiting_line2,
        f"{customer.visiting_code} {customer.visiting_city}".strip(),
    )
    address = postal if any(postal) else visiting
    lines = tuple(filter(None, address))
    return Receiver(customer.name, customer.number, lines, offer.contact_name)


def _parts(content: Content) -> list[Part]:
    parts = [
        Part(
            activity.name,
            activity.billing.value,
            _lines(content.of(activity)),
            activity.net,
            activity.price,
            activity.discount_percent,
            activity.vat_percent,
        )
        for activity in content.activities
    ]
    products = _lines(content.of(None))
    if products:
        net = sum((line.net for line in products[1:]), products[0].net)
        parts.append(Part("", PRODUCTS, products, net))
    return parts


def _lines(rows: Sequence[OfferLine]) -> tuple[PrintedLine, ...]:
    return tuple(
        PrintedLine(
            row.text,
            row.price,
            row.net,
            row.vat_percent,
            row.minutes,
            row.quantity,
            row.unit,
            row.discount_percent,
        )
        for row in rows
    )
