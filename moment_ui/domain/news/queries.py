"""Reads what waits for a reader; each figure needs its own permission."""

import datetime as dt
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from moment_ui.core import clock
from moment_ui.core.actor import Permission
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.approvals.queries import drafts_of_mine_to_approve, drafts_to_approve
from moment_ui.domain.checks.queries import otherwise_count
from moment_ui.domain.claims.queries import ClaimNews, claim_news
from moment_ui.domain.exports.rules import may_fetch
from moment_ui.domain.hours.queries import Returned
from moment_ui.domain.offers.rules import ShownState, number_of, shown_state
from moment_ui.domain.partners.queries import Request, requests, to_attach
from moment_ui.models.company import Company
from moment_ui.models.customer import Customer
from moment_ui.models.file import FilePurpose, StoredFile
from moment_ui.models.importing import ImportBatch
from moment_ui.models.invoice import ExportStatus, Invoice, InvoiceState
from moment_ui.models.offer import DecidedThrough, Offer, OfferState
from moment_ui.models.project import Project, ProjectStatus
from moment_ui.models.sending import InvoiceMessage, SendChannel, SendResult

SHOWN = 5
NO_CLAIMS = ClaimNews()
RECENT = dt.timedelta(days=1)
NEW_FOR = dt.timedelta(days=7)


@dataclass(frozen=True, slots=True)
class ReadyFile:
    """An export of the reader's own that can still be fetched, until `until`."""

    name: str
    title: str
    until: dt.datetime


@dataclass(frozen=True, slots=True)
class RecentImport:
    """A file read into the company within a day. Counts are rows."""

    id: int
    file_name: str
    created: int
    updated: int
    refused: int
    by: str


@dataclass(frozen=True, slots=True)
class OfferNews:
    """An offer of the reader's own that was accepted or declined by its link, or has expired.

    `by` is who answered, `waits` that an accepted one has no project yet.
    """

    id: int
    number: str
    shown: ShownState
    by: str
    waits: bool


@dataclass(frozen=True, slots=True)
class SharedNews:
    """A secondary project that is new here; it waits for a project leader who approves its hours."""

    id: int
    title: str
    company: str
    waits: bool


@dataclass(frozen=True, slots=True)
class News:
    """What waits for a reader: of how many customers the register says otherwise, hours to approve.

    `drafts` wait for the reader's approval, by id and what they are for. `rejected` are e-invoices that
    did not arrive and were not sent since, by id, number and customer. `asked`: groups of companies that
    ask ours in; `unattached`: confirmed partners that no customer stands for.
    `returned` are the reader's own hours that were given back, with the reason.
    """

    to_transfer: int = 0
    files: tuple[ReadyFile, ...] = ()
    imports: tuple[RecentImport, ...] = ()
    offers: tuple[OfferNews, ...] = ()
    in_register: int = 0
    drafts: tuple[tuple[int, str], ...] = ()
    rejected: tuple[tuple[int, int, str], ...] = ()
    asked: tuple[Request, ...] = ()
    unattached: tuple[str, ...] = ()
    shared: tuple[SharedNews, ...] = ()
    claims: ClaimNews = NO_CLAIMS
    hours: int = 0
    returned: Returned = ()


@needs(Permission.VIEW_INVOICES)
def invoices_to_transfer(work: Work) -> int:
    """How many finalised invoices and credit notes wait to go to accounting."""
    statement = select(sa.func.count()).where(
        # Written out: the index of what waits is used only when its words stand in the statement.
        col(Invoice.export_status)
        == sa.literal(ExportStatus.TO_TRANSFER.value, literal_execute=True),
        col(Invoice.number) >= 1,  # drafts have none
    )
    return work.session.exec(statement).one()


@needs(Permission.VIEW_OWN_SETTINGS)
def my_ready_files(work: Work) -> list[ReadyFile]:
    """The reader's own exports that can still be fetched, newest first."""
    statement = (
        select(StoredFile)
        .where(
            col(StoredFile.purpose) == FilePurpose.EXPORT,
            col(StoredFile.owner_id) == work.actor.user_id,
            col(StoredFile.deleted_at).is_(None),
            col(StoredFile.expires_at) > clock.now(),
        )
        .order_by(col(StoredFile.created_at).desc())
    )
    ready = [
        ReadyFile(row.name, row.title, row.expires_at)
        for row in work.session.exec(statement)
        if row.expires_at is not None and may_fetch(work.actor, row.needs)
    ]
    return ready[:SHOWN]


@needs(Permission.IMPORT)
def recent_imports(work: Work) -> list[RecentImport]:
    """The company's imports of the last day that stand, newest first."""
    statement = (
        select(ImportBatch)
        .where(
            col(ImportBatch.at) > clock.now() - RECENT,
            col(ImportBatch.undone_at).is_(None),
            col(ImportBatch.user_id).is_not(None),
        )
        .order_by(col(ImportBatch.at).desc())
        .limit(SHOWN)
    )
    return [
        RecentImport(row.key, row.file_name, row.created, row.updated, row.refused, row.user_name)
        for row in work.session.exec(statement)
    ]


@needs(Permission.VIEW_OFFERS)
def my_offer_news(work: Work) -> list[OfferNews]:
    """The reader's own offers that were answered by link or expired within a week, newest first."""
    answered = (
        col(Offer.decided_through) == DecidedThrough.LINK,
        col(Offer.decided_at) > clock.now() - NEW_FOR,
    )
    expired = (
        col(Offer.state) == OfferState.SENT,
        col(Offer.valid_until) < work.today(),
        col(Offer.valid_until) >= work.today() - NEW_FOR,
    )
    statement = (
        select(Offer)
        .where(
            col(Offer.created_by) == work.actor.user_id,
            sa.and_(*answered) | sa.and_(*expired),
        )
        .order_by(sa.func.coalesce(col(Offer.decided_on), col(Offer.valid_until)).desc())
        .order_by(col(Offer.decided_at).desc(), col(Offer.id).desc())
        .limit(SHOWN)
    )
    return [_offer_news(work, row) for row in work.session.exec(statement)]


def _offer_news(work: Work, row: Offer) -> OfferNews:
    return OfferNews(
        row.key,
        number_of(row.number, row.revision),
        shown_state(row.state, row.valid_until, work.today()),
        row.decided_by,
        row.state is OfferState.ACCEPTED and row.project_id is None,
    )


@needs(Permission.EDIT_PROJECTS)
def new_secondary_projects(work: Work) -> list[SharedNews]:
    """Projects that partner companies have brought within a week, the newest first."""
    query = (
        select(Project, Company.name)
        .join(Company, col(Company.id) == col(Project.main_company_id))
        .where(
            col(Project.created_at) > clock.now() - NEW_FOR,
            col(Project.status) != ProjectStatus.CLOSED,
        )
        .order_by(col(Project.created_at).desc(), col(Project.id).desc())
        .limit(SHOWN)
    )
    return [
        SharedNews(row.key, f"{row.number} {row.name}", company, waits=row.leader_id is None)
        for row, company in work.session.exec(query)
    ]


@needs(Permission.SEND_INVOICES)
def rejected_e_invoices(work: Work) -> list[tuple[int, int, str]]:
    """Issued invoices whose last sending was an e-invoice that did not arrive, the newest first."""
    later = aliased(InvoiceMessage)
    statement = (
        select(col(Invoice.id), col(Invoice.number), col(Customer.name))
        .join(InvoiceMessage, col(InvoiceMessage.invoice_id) == col(Invoice.id))
        .join(Customer, col(Customer.id) == col(Invoice.customer_id))
        .where(
            InvoiceMessage.channel == SendChannel.E_INVOICE,
            InvoiceMessage.result == SendResult.FAILED,
            Invoice.state == InvoiceState.FINALISED,
            ~sa.exists().where(
                col(later.company_id) == col(InvoiceMessage.company_id),
                col(later.invoice_id) == col(InvoiceMessage.invoice_id),
                col(later.id) > col(InvoiceMessage.id),
            ),
        )
        .order_by(col(InvoiceMessage.id).desc())
        .limit(SHOWN)
    )
    return [(key or 0, number or 0, name) for key, number, name in work.session.exec(statement)]


@needs(Permission.VIEW_OWN_SETTINGS)
def news(work: Work) -> News:
    """Everything that waits, as far as the role shows it, but hours: those are read for all bells at once."""
    may = work.actor.may
    return News(
        invoices_to_transfer(work) if may(Permission.VIEW_INVOICES) else 0,
        tuple(my_ready_files(work)),
        tuple(recent_imports(work)) if may(Permission.IMPORT) else (),
        tuple(my_offer_news(work)) if may(Permission.VIEW_OFFERS) else (),
        otherwise_count(work) if may(Permission.EDIT_CUSTOMERS) else 0,
        tuple(_drafts(work)) if may(Permission.VIEW_INVOICES) else (),
        tuple(rejected_e_invoices(work)) if may(Permission.SEND_INVOICES) else (),
        tuple(requests(work)) if may(Permission.SETUP_PARTNERS) else (),
        tuple(to_attach(work)) if may(Permission.SETUP_PARTNERS) else (),
        tuple(new_secondary_projects(work)) if may(Permission.EDIT_PROJECTS) else (),
        claim_news(work) if may(Permission.WRITE_CLAIMS) else NO_CLAIMS,
    )


def _drafts(work: Work) -> list[tuple[int, str]]:
    if work.actor.may(Permission.APPROVE_DRAFTS):
        return drafts_to_approve(work)
    return drafts_of_mine_to_approve(work)
