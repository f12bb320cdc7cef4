"""A draft as its editor shows it: its rows, and what can be chosen in its cells."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import NotFound
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.drafts.queries import kept_options
from moment_ui.domain.drafts.rows import home_currency, lines_of
from moment_ui.domain.finances.queries import finance_settings
from moment_ui.domain.invoices import sources
from moment_ui.domain.invoices.sharing import split_by_of
from moment_ui.domain.vat.queries import codes
from moment_ui.models.contact import Contact, CustomerContact
from moment_ui.models.hours import TimeRecord
from moment_ui.models.invoice import Invoice, InvoiceLine, InvoiceState
from moment_ui.models.invoicing import AccountKind, BookkeepingAccount
from moment_ui.models.price_model import SplitBy
from moment_ui.models.project import Activity, CoWorker, Project

MOST_SHOWN = 200
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Shares:
    """How the customers of a price model share it, on how many invoices that stand, and whether another is issued."""

    by: SplitBy
    count: int
    issued: bool


@dataclass(frozen=True, slots=True)
class DraftDetails:
    """The draft with its lines, how many things each of them bills, and the choices of its cells."""

    draft: Invoice
    lines: Sequence[InvoiceLine]
    billed: dict[int, int]
    options: dict[str, str]
    home: str
    codes: Pairs
    accounts: Pairs
    projects: Pairs
    activities: Pairs
    contacts: list[str]
    credited: int | None
    needs_approval: bool
    shares: Shares | None


@dataclass(frozen=True, slots=True)
class Billed:
    """One thing that a line bills: its table and id, the day, what it is, whole minutes of hours."""

    table: str
    id: int
    day: dt.date | None
    text: str
    minutes: int


@needs(Permission.VIEW_INVOICES)
def draft_details(work: Work, invoice_id: int) -> DraftDetails:
    """Everything the editor shows of a draft. Raises NotFound."""
    draft = work.session.exec(select(Invoice).where(Invoice.id == invoice_id)).first()
    if draft is None:
        raise NotFound(_("The draft"))
    lines = lines_of(work, invoice_id)
    credited = select(Invoice.number).where(Invoice.id == draft.credit_of_id)
    return DraftDetails(
        draft=draft,
        lines=lines,
        billed=_counts(work, lines),
        options=kept_options(work, invoice_id),
        home=home_currency(work),
        codes=_codes(work, lines),
        accounts=_accounts(work),
        projects=_projects(work, draft),
        activities=_activities(work, draft),
        contacts=_contacts(work, draft),
        credited=work.session.exec(credited).first(),
        needs_approval=finance_settings(work).drafts_need_approval,
        shares=_shares(work, draft),
    )


@needs(Permission.VIEW_INVOICES)
def billed_by(work: Work, invoice_id: int, line_id: int) -> list[Billed]:
    """What a line of an invoice bills, by day; at most MOST_SHOWN."""
    own = {line.key for line in lines_of(work, invoice_id)}
    found = sources.sources_of(work, [line_id] if line_id in own else [])
    names = _people(work, found)
    rows = [_billed(source, names) for source in found[:MOST_SHOWN]]
    return sorted(rows, key=lambda row: (row.day or dt.date.min, row.table, row.id))


def _billed(source: sources.Source, names: dict[int, str]) -> Billed:
    values = source.values
    day = values.get("day") or values.get("due_on") or values.get("starts_on")
    if source.table == TimeRecord.__tablename__:
        parts = (names.get(values["co_worker_id"], ""), values["comment"])
        text = ": ".join(filter(None, parts))
        return Billed(source.table, source.id, day, text, values["billable_minutes"])
    return Billed(source.table, source.id, day, values.get("text", ""), 0)


def _people(work: Work, found: Sequence[sources.Source]) -> dict[int, str]:
    ids = {source.values["co_worker_id"] for source in found if source.values.get("co_worker_id")}
    if not ids:
        return {}
    query = select(col(CoWorker.id), CoWorker.name).where(col(CoWorker.id).in_(ids))
    return {key or 0: name for key, name in work.session.exec(query)}


def _counts(work: Work, lines: Sequence[InvoiceLine]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for source in sources.sources_of(work, [line.key for line in lines]):
        counts[source.line_id] = counts.get(source.line_id, 0) + 1
    return counts


def _codes(work: Work, lines: Sequence[InvoiceLine]) -> Pairs:
    """The codes in use, and those that lines have all the same."""
    own = {line.vat_code for line in lines}
    rows = [row.draft for row in codes(work) if row.active or row.draft.code in own]
    write = writer(work.actor.locale, work.actor.timezone)
    named = [(one.code, f"{write.exact(one.percent)} % · {one.name} ({one.code})") for one in rows]
    known = {code for code, _name in named}
    return named + [(code, code) for code in sorted(own - known) if code]


def _accounts(work: Work) -> Pairs:
    query = (
        select(BookkeepingAccount)
        .where(col(BookkeepingAccount.active))
        .where(BookkeepingAccount.kind == AccountKind.REVENUE)
        .order_by(BookkeepingAccount.number)
    )
    rows = work.session.exec(query)
    return [(row.number, f"{row.number} {row.name}") for row in rows]


def _projects(work: Work, draft: Invoice) -> Pairs:
    mine = (Project.customer_id == draft.customer_id) | (Project.id == draft.project_id)
    rows = work.session.exec(select(Project).where(mine).order_by(Project.number))
    return [(str(row.key), f"{row.number} {row.name}") for row in rows]


def _activities(work: Work, draft: Invoice) -> Pairs:
    if draft.project_id is None:
        return []
    query = select(Activity).where(Activity.project_id == draft.project_id)
    rows = work.session.exec(query.order_by(col(Activity.position), col(Activity.name)))
    return [(str(row.key), row.name) for row in rows]


def _contacts(work: Work, draft: Invoice) -> list[str]:
    query = (
        select(Contact.name)
        .join(CustomerContact, col(CustomerContact.contact_id) == col(Contact.id))
        .where(CustomerContact.customer_id == draft.customer_id)
        .order_by(Contact.name)
    )
    return list(work.session.exec(query))


def _shares(work: Work, draft: Invoice) -> Shares | None:
    if not draft.split_group:
        return None
    query = select(Invoice.state).where(
        Invoice.split_group == draft.split_group, Invoice.state != InvoiceState.CREDITED
    )
    states = work.session.exec(query).all()
    if len(states) == 1:
        return None
    by = split_by_of(draft.split_group)
    return Shares(by, len(states), any(state is not InvoiceState.DRAFT for state in states))
