"""A statement as a document, and the document as a PDF with the company's letterhead."""

import io
import re
from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.fields import language_of
from moment_ui.core.folding import folded
from moment_ui.core.money import ZERO
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.ledger import account
from moment_ui.domain.ledger.account import AccountOf, OpenItem, ages_of
from moment_ui.domain.ledger.customers import ECONOMY
from moment_ui.domain.ledger.rules import Span
from moment_ui.domain.papers.parties import buyer_of, payment_box, seller_of
from moment_ui.domain.papers.printing import logo_of
from moment_ui.domain.payment_ids.rules import shown
from moment_ui.domain.statements.rules import Asked, check_asked
from moment_ui.formats import statement_pdf
from moment_ui.formats.statement import Account, Ageing, Movement, OpenLine, StatementDocument
from moment_ui.formats.statement_words import statement_words, written_in
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer

VIEW = (*ECONOMY, Permission.VIEW_CUSTOMERS)


@needs(*VIEW)
def statement(work: Work, customer_id: int, asked: Asked) -> StatementDocument:
    """The statement of a customer's account. Raises NotFound, Invalid."""
    check_asked(asked)
    customer = work.session.exec(select(Customer).where(Customer.id == customer_id)).first()
    if customer is None:
        raise NotFound(_("The customer"))
    language = written_in(asked.language or customer.language or language_of(customer.country))
    items = account.open_items(work, customer_id, asked.until)
    ages = ages_of(items, asked.until)
    lines = () if asked.everything else _lines(work, items, asked)
    document = replace(
        document_of(work, customer, lines, language),
        as_of=asked.until,
        ages=tuple(Ageing(code, amounts) for code, amounts in sorted(ages.items())),
    )
    if not asked.everything:
        return document
    found = account.accounts(work, customer_id, Span(asked.until, asked.since))
    return replace(document, since=asked.since, accounts=tuple(map(_account, found)))


def document_of(
    work: Work, customer: Customer, lines: tuple[OpenLine, ...], language: str, title: str = ""
) -> StatementDocument:
    """A paper to a customer that lists what is open today.

    Called by commands and queries that have declared their permission.
    """
    company = work.session.get_one(Company, work.company_id)
    settings = finance_settings(work)
    return StatementDocument(
        language=language,
        as_of=work.today(),
        seller=seller_of(company, settings, ""),
        buyer=buyer_of(customer, {}),
        payment=payment_box(company, settings, ""),
        currency=customer.currency or company.currency,
        lines=lines,
        title=title,
        logo=company.logo_name,
    )


def pdf_of(document: StatementDocument) -> bytes:
    """The paper as PDF, with the logo of the day. Blocks: call it in the workshop."""
    out = io.BytesIO()
    statement_pdf.write(document, out, logo=logo_of(document.logo))
    return out.getvalue()


def title_of(document: StatementDocument) -> str:
    """What the paper is called."""
    return document.title or statement_words(document.language).statement


def file_name(document: StatementDocument) -> str:
    """What its file is called: kontoutskrift-fjordheim-bolig-2026-11-16.pdf."""
    told = f"{title_of(document)} {document.buyer.name}"
    return f"{re.sub(r'[^a-z0-9]+', '-', folded(told)).strip('-')[:80]}-{document.as_of}.pdf"


def _lines(work: Work, items: Iterable[OpenItem], asked: Asked) -> tuple[OpenLine, ...]:
    settings = finance_settings(work)
    return tuple(
        OpenLine(
            kind=item.kind,
            number=item.number,
            issued=item.issued,
            due=item.due,
            payment_id=shown(settings, item.payment_id) if item.payment_id else "",
            currency=item.currency,
            gross=item.gross,
            open=item.open,
            days_late=max((asked.until - item.due).days, 0) if item.due and item.open > 0 else 0,
        )
        for item in items
    )


def _account(found: AccountOf) -> Account:
    balance = found.opening
    movements: list[Movement] = []
    for each in found.moved:
        balance += (each.invoiced or ZERO) - (each.paid or ZERO)
        movements.append(
            Movement(
                each.day, each.kind, each.number, each.text, each.due,
                each.invoiced, each.paid, balance, each.of,
            )
        )  # fmt: skip
    return Account(found.currency, found.opening, tuple(movements))
