"""A customer's page: strings in the reader's language, plain dataclasses that Reflex state holds."""

import datetime as dt
from dataclasses import dataclass, field
from decimal import Decimal

from moment_ui.core import identifiers
from moment_ui.core.actor import Permission
from moment_ui.core.table import Mark, Tone
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.contacts.queries import ContactRow, customer_contacts
from moment_ui.domain.customers.balance import balance_strip, invoice_count
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.queries import CustomerRecord, customer
from moment_ui.domain.notes.queries import Note, customer_notes
from moment_ui.domain.projects.queries import ProjectRow, customer_projects
from moment_ui.domain.tags.queries import tags_of_customer
from moment_ui.models.project import ProjectStatus
from moment_ui.reports.balance_view import StripCell, strip_cells
from moment_ui.reports.customer_facts import FactLine, company_data, invoicing, money_data
from moment_ui.reports.marks import CUSTOMER_STATUS

PROJECT_MARKS = {
    ProjectStatus.ACTIVE: Mark(_("Active"), Tone.GOOD, "disc"),
    ProjectStatus.ON_HOLD: Mark(_("On hold"), Tone.WARN, "ring"),
    ProjectStatus.CLOSED: Mark(_("Closed"), Tone.QUIET, "bar"),
}
NEARLY_USED = 90


@dataclass
class TagLine:
    """A tag the customer has."""

    id: int = 0
    name: str = ""


@dataclass
class ProjectLine:
    """A project with its hours; `used` is the percentage of the budget, at most 100.

    `asked_for`: the address names it.
    """

    id: int = 0
    asked_for: bool = False
    number: str = ""
    name: str = ""
    leader: str = ""
    status: str = ""
    status_css: str = ""
    hours: str = ""
    budget: str = ""
    used: int = 0
    used_css: str = ""
    used_words: str = ""


@dataclass
class ContactLine:
    """A contact; what stands before the person's own address is in `email`, the own one struck."""

    id: int = 0
    initials: str = ""
    name: str = ""
    about: str = ""
    is_global: bool = False
    email: str = ""
    email_before: str = ""
    phone: str = ""
    phone_before: str = ""


@dataclass
class NoteLine:
    """A note, and who wrote it when."""

    id: int = 0
    text: str = ""
    by: str = ""
    pinned: bool = False


@dataclass
class ProfileView:
    """Everything the customer's page shows, and what the reader may do there."""

    id: int = 0
    name: str = ""
    status: str = ""
    status_key: str = ""
    status_css: str = ""
    number: str = ""
    org_number: str = ""
    part: str = ""
    created: str = ""
    invoices: str = ""
    projects_note: str = ""
    tags: list[TagLine] = field(default_factory=list[TagLine])
    strip: list[StripCell] = field(default_factory=list[StripCell])
    projects: list[ProjectLine] = field(default_factory=list[ProjectLine])
    contacts: list[ContactLine] = field(default_factory=list[ContactLine])
    notes: list[NoteLine] = field(default_factory=list[NoteLine])
    company_data: list[FactLine] = field(default_factory=list[FactLine])
    money_data: list[FactLine] = field(default_factory=list[FactLine])
    invoicing: list[FactLine] = field(default_factory=list[FactLine])
    may_edit: bool = False
    may_edit_contacts: bool = False
    may_see_projects: bool = False
    may_create_projects: bool = False
    may_see_invoices: bool = False


def customer_page(work: Work, customer_id: int, project_id: int | None = None) -> ProfileView:
    """The page as the actor may see it: the open projects, and the one that was asked for.

    Raises NotFound, NotPermitted.
    """
    record = customer(work, customer_id)
    write = writer_for(work)
    view = head_view(work, record, write)
    if work.actor.may(Permission.VIEW_PROJECTS):
        rows = customer_projects(work, customer_id)
        still_open = [row for row in rows if row.status != ProjectStatus.CLOSED]
        view.projects = [
            _project(row, write, asked_for=row.id == project_id)
            for row in rows
            if row in still_open or row.id == project_id
        ]
        view.projects_note = _open_of(len(still_open), len(rows))
    today: dt.date = work.today()
    if work.actor.may(Permission.VIEW_CUSTOMER_ECONOMY):
        view.strip = strip_cells(balance_strip(work, customer_id), write, today)
    view.contacts = [_contact(row, write, today) for row in customer_contacts(work, customer_id)]
    view.notes = [_note(row, write) for row in customer_notes(work, customer_id)]
    view.company_data = company_data(record.draft)
    view.money_data = money_data(record.draft)
    view.invoicing = invoicing(record.draft)
    return view


def writer_for(work: Work) -> Writer:
    """How the actor reads numbers and dates."""
    return writer(work.actor.locale, work.actor.timezone)


def head_view(work: Work, record: CustomerRecord, write: Writer) -> ProfileView:
    """Name, number, status, tags, what the company is, and the reader's rights."""
    draft, may = record.draft, work.actor.may
    mark = CUSTOMER_STATUS[draft.status]
    count = invoice_count(work, record.id) if may(Permission.VIEW_INVOICES) else 0
    return ProfileView(
        id=record.id,
        name=draft.name,
        status=mark.word,
        status_key=draft.status,
        status_css=css_of(mark),
        number=_("No. {number}").format(number=record.number),
        org_number=_org_number(draft),
        part=part_of(is_customer=draft.is_customer, is_participant=draft.is_participant),
        created=_created(record, write),
        invoices=write.number(count, 0) if count else "",
        tags=[TagLine(tag.id, tag.name) for tag in tags_of_customer(work, record.id)],
        may_edit=may(Permission.EDIT_CUSTOMERS),
        may_edit_contacts=may(Permission.EDIT_CONTACTS),
        may_see_projects=may(Permission.VIEW_PROJECTS),
        may_create_projects=may(Permission.EDIT_PROJECTS),
        may_see_invoices=may(Permission.VIEW_INVOICES),
    )


def part_of(*, is_customer: bool, is_participant: bool) -> str:
    """What the company is to us."""
    if is_customer and is_participant:
        return _("Customer and project participant")
    return _("Customer") if is_customer else _("Project participant")


def css_of(mark: Mark) -> str:
    """The classes of a status mark."""
    return " ".join(filter(None, ("status", mark.tone, mark.glyph)))


def initials(name: str) -> str:
    """Two letters for a person: the first of the first and of the last word."""
    words = name.split()
    return (words[0][:1] + words[-1][:1] if len(words) > 1 else name[:2]).upper()


def _org_number(draft: CustomerDraft) -> str:
    if not draft.org_number:
        return ""
    number = identifiers.shown_org_number(draft.org_number, draft.country)
    return _("Org. no. {number}").format(number=number)


def _created(record: CustomerRecord, write: Writer) -> str:
    day = write.instant(record.created_at).rsplit(maxsplit=1)[0]
    if record.created_by:
        return _("Created {day} by {name}.").format(day=day, name=record.created_by)
    return _("Created {day}.").format(day=day)


def _open_of(still_open: int, count: int) -> str:
    if not count:
        return ""
    return _("{open} of {count} open").format(open=still_open, count=count)


def _project(row: ProjectRow, write: Writer, *, asked_for: bool) -> ProjectLine:
    used = 100 * row.minutes // row.budget_minutes if row.budget_minutes else 0
    mark = PROJECT_MARKS[row.status]
    return ProjectLine(
        id=row.id,
        asked_for=asked_for,
        number=row.number,
        name=row.name,
        leader=row.leader,
        status=mark.word,
        status_css=css_of(mark),
        hours=_hours(row.minutes, write),
        budget=_hours(row.budget_minutes, write),
        used=min(used, 100),
        used_css="over" if used > 100 else "nearly" if used >= NEARLY_USED else "",
        used_words=_("{percent} % used").format(percent=used) if row.budget_minutes else "",
    )


def _hours(minutes: int | None, write: Writer) -> str:
    if minutes is None:
        return ""
    return write.number(Decimal(minutes) / 60, 1 if minutes % 60 else 0)


def _contact(row: ContactRow, write: Writer, today: dt.date) -> ContactLine:
    return ContactLine(
        id=row.id,
        initials=initials(row.name),
        name=row.name,
        about=", ".join(filter(None, (row.title, _employed(row, write, today)))),
        is_global=row.is_global,
        email=row.email,
        email_before=row.email_before,
        phone=row.phone,
        phone_before=row.phone_before,
    )


def _employed(row: ContactRow, write: Writer, today: dt.date) -> str:
    if row.employed_to:
        return _("until {day}").format(day=write.day(row.employed_to))
    if row.employed_from and row.employed_from > today:
        return _("from {day}").format(day=write.day(row.employed_from))
    return ""


def _note(row: Note, write: Writer) -> NoteLine:
    written = ", ".join(filter(None, (row.author, write.instant(row.at))))
    return NoteLine(row.id, row.text, written, row.pinned)
