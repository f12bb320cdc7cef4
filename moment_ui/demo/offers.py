"""Offers of a demo company, in every state: composed, sent, answered, expired, made into projects."""

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from moment_ui.core.folding import search_text
from moment_ui.db.work import Work
from moment_ui.demo import material, vocabulary
from moment_ui.demo.customers import DemoCustomer
from moment_ui.demo.dice import dice
from moment_ui.demo.offer_texts import NORWEGIAN, texts_in
from moment_ui.demo.projects import DemoProject
from moment_ui.domain.offers.document import keep_paper
from moment_ui.domain.offers.rows import content_of, label, recount
from moment_ui.formats.offer_words import words_for
from moment_ui.models.customer import CustomerStatus
from moment_ui.models.offer import (
    Billing,
    DecidedThrough,
    Offer,
    OfferActivity,
    OfferLine,
    OfferLink,
    OfferMessage,
    OfferState,
    OfferTag,
)
from moment_ui.models.price_model import PriceKind, PriceModel, PriceModelKind, PriceModelLine
from moment_ui.models.project import CoWorker
from moment_ui.models.sending import SendResult
from moment_ui.models.tag import Tag, TagGroup, TagKind

FIRST = 1041
STATES = (
    OfferState.DRAFT,
    OfferState.SENT,
    OfferState.ACCEPTED,
    OfferState.READY,
    OfferState.ACCEPTED,
    OfferState.DECLINED,
    OfferState.SENT,
    OfferState.DRAFT,
    OfferState.ACCEPTED,
    OfferState.SENT,
)
TAGS = (
    ("Tender", "TEN", "indigo"),
    ("Framework call-off", "CALL", "green"),
    ("Study", "STU", "gray"),
)


@dataclass(slots=True)
class Desk:
    """What offers are made with: the work, who makes them, the tags, the chance, the day."""

    work: Work
    company: material.DemoCompany
    authors: list[CoWorker]
    tags: list[int]
    chance: Random
    today: dt.date


def add_offers(
    work: Work,
    company: material.DemoCompany,
    customers: list[DemoCustomer],
    projects: list[DemoProject],
    co_workers: list[int],
) -> int:
    """Write the company's offers, oldest first; returns the number after the last."""
    chance = dice(company.slug, "offers")
    authors = [work.session.get_one(CoWorker, key) for key in co_workers[:5]]
    desk = Desk(work, company, authors, _tags(work), chance, work.today())
    may = (CustomerStatus.ACTIVE, CustomerStatus.POTENTIAL)
    wanted = [customer for customer in customers[:60] if customer.status in may]
    free = {p.customer.id: p for p in projects if p.customer and p.row["start_on"] < desk.today}
    count = 2 * len(NORWEGIAN.names)
    for place in range(count):
        customer = wanted[place * 3 % len(wanted)]
        offer = _offer(desk, customer, place, days_ago=4 * (count - place) - 3)
        _answer(desk, offer, place, free)
    return FIRST + count


def _tags(work: Work) -> list[int]:
    group = TagGroup(kind=TagKind.OFFER, name="Offers")
    work.session.add(group)
    work.session.flush()
    rows = [Tag(group_id=group.key, name=n, code=code, colour=c) for n, code, c in TAGS]
    work.session.add_all(rows)
    work.session.flush()
    return [row.key for row in rows]


def _offer(desk: Desk, customer: DemoCustomer, place: int, *, days_ago: int) -> Offer:
    issued, author = desk.today - dt.timedelta(days=days_ago), desk.chance.choice(desk.authors)
    made = dt.datetime.combine(issued, dt.time(9, desk.chance.randrange(60)), dt.UTC)
    language = {"SE": "sv", "DK": "da", "NO": "nb"}.get(customer.country, "en")
    texts = texts_in(language)
    name = texts.names[place % len(texts.names)]
    contact = (
        f"{desk.chance.choice(vocabulary.FIRST_NAMES)} {desk.chance.choice(vocabulary.LAST_NAMES)}"
    )
    offer = Offer(
        number=FIRST + place,
        customer_id=customer.id,
        name=name,
        author_id=author.key,
        author_name=author.name,
        created_by=author.user_id,
        contact_name=contact,
        contact_email=f"kontakt.{place}@kunde.example",
        issue_date=issued,
        start_on=issued + dt.timedelta(days=45) if place % 3 == 0 else None,
        valid_until=issued + dt.timedelta(days=30),
        customer_reference=f"PO {4700 + place}" if place % 4 == 0 else "",
        currency=customer.currency,
        language=language,
        intro=texts.intro,
        closing=texts.closing,
        changed_by=author.name,
        created_at=made,
        updated_at=made,
        search=search_text(name, FIRST + place, customer.name, author.name),
    )
    desk.work.session.add(offer)
    desk.work.session.flush()
    _fill(desk, offer, Decimal(25) if customer.country == "NO" else Decimal(0))
    recount(desk.work, offer)
    if place % 2:
        tag_id = desk.tags[place % len(desk.tags)]
        desk.work.session.add(OfferTag(offer_id=offer.key, tag_id=tag_id))
    return offer


def _fill(desk: Desk, offer: Offer, vat: Decimal) -> None:
    chance, session, texts = desk.chance, desk.work.session, texts_in(offer.language)
    rate = Decimal(desk.company.hourly_rate + 25 * chance.randrange(-2, 5))
    for position, name in enumerate(desk.company.activities[: chance.randrange(2, 4)]):
        fixed = position == 1 and chance.random() < 0.5
        activity = OfferActivity(
            offer_id=offer.key,
            position=position,
            name=texts.activities.get(name, name),
            billing=Billing.FIXED_PRICE if fixed else Billing.HOURLY,
            price=Decimal(chance.randrange(40, 240) * 1000) if fixed else Decimal(0),
            vat_percent=vat,
        )
        session.add(activity)
        session.flush()
        for place, text in enumerate(chance.sample(texts.lines, 3)):
            session.add(
                OfferLine(
                    offer_id=offer.key,
                    activity_id=activity.key,
                    position=place,
                    text=text,
                    minutes=30 * chance.randrange(8, 120),
                    price=rate,
                    discount_percent=Decimal(chance.choice((0, 0, 0, 0, 5))),
                    vat_percent=vat,
                )
            )
    text, unit, price = chance.choice(texts.products)
    session.add(
        OfferLine(
            offer_id=offer.key, text=text, unit=unit, price=Decimal(price), vat_percent=vat,
            quantity=Decimal(chance.randrange(1, 5)),
        )
    )  # fmt: skip
    session.flush()


def _answer(desk: Desk, offer: Offer, place: int, free: dict[int, DemoProject]) -> None:
    """Let the offer come as far as its state says; what is old and unanswered has expired by itself."""
    state = STATES[place % len(STATES)]
    offer.state = state
    if state in {OfferState.DRAFT, OfferState.READY}:
        offer.issue_date = max(offer.issue_date, desk.today - dt.timedelta(days=6))
        offer.valid_until = offer.issue_date + dt.timedelta(days=30)
        return
    sent = offer.created_at + dt.timedelta(hours=3)
    offer.sent_at = sent
    keep_paper(desk.work, offer)
    nonce = f"{desk.company.slug}-{desk.chance.getrandbits(96):024x}"
    session = desk.work.session
    session.add(OfferLink(offer_id=offer.key, nonce=nonce, created_at=sent, opened_at=sent))
    session.add(_message(offer, nonce, sent))
    if state is not OfferState.SENT:
        _decide(desk, offer)
    if state is OfferState.ACCEPTED and place % 3:
        _project(desk, offer, free)
    session.flush()


def _message(offer: Offer, nonce: str, sent: dt.datetime) -> OfferMessage:
    return OfferMessage(
        offer_id=offer.key,
        act=nonce[:60],
        by_name=offer.author_name,
        user_id=offer.created_by,
        receivers=[f"{offer.contact_name} <{offer.contact_email}>"],
        subject=f"{words_for(offer.language).offer} {offer.number}: {offer.name}",
        result=SendResult.SENT,
        begun_at=sent,
        ended_at=sent,
    )


def _decide(desk: Desk, offer: Offer) -> None:
    days = desk.chance.randrange(1, 10)
    day = min(offer.issue_date + dt.timedelta(days=days), desk.today)
    offer.decided_on, offer.decided_by = day, offer.contact_name
    offer.decided_at = dt.datetime.combine(day, dt.time(6), dt.UTC)
    offer.decided_through = desk.chance.choice((DecidedThrough.LINK, DecidedThrough.HAND))
    if offer.state is OfferState.DECLINED:
        offer.decision_note = desk.chance.choice(texts_in(offer.language).reasons)


def _project(desk: Desk, offer: Offer, free: dict[int, DemoProject]) -> None:
    """The offer was made into a project of its customer, where there is one."""
    project = free.pop(offer.customer_id, None)
    if project is None:
        return
    offer.project_id = project.id
    session = desk.work.session
    model = PriceModel(
        project_id=project.id,
        offer_id=offer.key,
        kind=PriceModelKind.OFFER,
        name=f"Offer {label(offer)}",
        currency=offer.currency,
        net=offer.net,
        created_at=offer.decided_at or offer.created_at,
    )
    session.add(model)
    session.flush()
    (vat,) = {percent for _net, percent in content_of(desk.work, offer.key).priced()}
    session.add(
        PriceModelLine(
            price_model_id=model.key,
            kind=PriceKind.FIXED_PRICE,
            text=offer.name,
            price=offer.net,
            vat_percent=vat,
            net=offer.net,
        )
    )
