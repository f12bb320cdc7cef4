"""A customer's page in the reader's language."""

import datetime as dt

from moment_ui.core import identifiers
from moment_ui.core.actor import Permission
from moment_ui.core.words import _
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.contacts.queries import contact_count, customer_contacts
from moment_ui.domain.customers.balance import balance_strip, invoice_count
from moment_ui.domain.customers.draft import CustomerDraft
from moment_ui.domain.customers.queries import CustomerRecord, customer
from moment_ui.domain.folders.folder import CUSTOMERS
from moment_ui.domain.folders.queries import file_count
from moment_ui.domain.invoicing.option import Level
from moment_ui.domain.invoicing.queries import count_set_here
from moment_ui.domain.invoicing.reading import Place
from moment_ui.domain.merging.queries import Merged, merges_into
from moment_ui.domain.notes.of_customers import customer_notes
from moment_ui.domain.offers.queries import offer_count
from moment_ui.domain.projects.queries import ProjectRow, customer_projects, project_count
from moment_ui.domain.tags.queries import tags_of_customer
from moment_ui.models.project import ProjectStatus
from moment_ui.reports.contacts.places import contact_line, employment, has_left
from moment_ui.reports.customers.balance_view import strip_cells
from moment_ui.reports.customers.customer_checks import receiver_line, register_line
from moment_ui.reports.customers.customer_facts import company_data, invoicing, money_data
from moment_ui.reports.customers.customer_view import (
    AliasLine,
    ProfileView,
    ProjectLine,
    TagLine,
)
from moment_ui.reports.customers.followed import followed_line
from moment_ui.reports.marks import CUSTOMER_STATUS, PROJECT_STATUS, status_class, tag_look
from moment_ui.reports.notes import note_lines
from moment_ui.reports.projects.project_hours import hours_in, meter_of

TO_INVOICE = (Permission.CREATE_INVOICES, Permission.VIEW_INVOICES, Permission.VIEW_PROJECTS)
"""What somebody needs who makes drafts from a customer's page."""


def customer_page(work: Work, customer_id: int) -> ProfileView:
    """The page as the actor may see it. Raises NotFound, NotPermitted."""
    record = customer(work, customer_id)
    write = writer_for(work)
    view = head_view(work, record, write)
    if work.actor.may(Permission.VIEW_PROJECTS):
        rows = customer_projects(work, customer_id)
        open_rows = [row for row in rows if row.status != ProjectStatus.CLOSED]
        view.projects = [_project(row, write) for row in open_rows]
        view.closed_projects = [_project(row, write) for row in rows if row not in open_rows]
        view.projects_note = _open_of(len(open_rows), len(rows))
    today: dt.date = work.today()
    if work.actor.may(Permission.VIEW_CUSTOMER_ECONOMY):
        view.strip = strip_cells(balance_strip(work, customer_id), write, today)
    view.contacts = [
        contact_line(row, employment(row, write, today), left=has_left(row, today))
        for row in customer_contacts(work, customer_id)
    ]
    view.has_former = any(contact.left for contact in view.contacts)
    view.notes = note_lines(customer_notes(work, customer_id), write)
    view.company_data = company_data(record.draft, blank=view.may_edit)
    view.money_data = money_data(record.draft, blank=view.may_edit)
    view.invoicing = invoicing(record.draft, blank=view.may_edit)
    view.receiver = receiver_line(work, record, write)
    return view


def writer_for(work: Work) -> Writer:
    """How the actor reads numbers and dates."""
    return writer(work.actor.locale, work.actor.timezone)


def head_view(work: Work, record: CustomerRecord, write: Writer) -> ProfileView:
    """Name, number, status, tags, what the company is, and the reader's rights."""
    draft, may = record.draft, work.actor.may
    mark = CUSTOMER_STATUS[draft.status]
    count = invoice_count(work, record.id) if may(Permission.VIEW_INVOICES) else 0
    files = file_count(work, CUSTOMERS, record.id) if may(Permission.VIEW_FILES) else 0
    offers = offer_count(work, record.id) if may(Permission.VIEW_OFFERS) else 0
    return ProfileView(
        id=record.id,
        name=draft.name,
        status=mark.word,
        status_key=draft.status,
        status_css=status_class(mark),
        number=_("No. {number}").format(number=record.number),
        org_number=_org_number(draft),
        register=register_line(work, record, write),
        followed=followed_line(work, record.id),
        part=part_of(is_customer=draft.is_customer, is_participant=draft.is_participant),
        created=_created(record, write),
        options=str(count_set_here(work, Place(Level.CUSTOMER, record.id)) or ""),
        invoices=write.number(count, 0) if count else "",
        offers=write.number(offers, 0) if offers else "",
        project_count=str(project_count(work, record.id) or "")
        if may(Permission.VIEW_PROJECTS)
        else "",
        people=_count_of(contact_count(work, record.id), write),
        files=write.number(files, 0) if files else "",
        aliases=[_alias(each, write) for each in merges_into(work, record.id)],
        tags=[
            TagLine(tag.id, tag.name, tag_look(tag.colour))
            for tag in tags_of_customer(work, record.id)
        ],
        may_edit=may(Permission.EDIT_CUSTOMERS),
        may_merge=may(Permission.MERGE_CUSTOMERS),
        may_edit_contacts=may(Permission.EDIT_CONTACTS),
        may_see_projects=may(Permission.VIEW_PROJECTS),
        may_create_projects=may(Permission.EDIT_PROJECTS),
        may_see_invoices=may(Permission.VIEW_INVOICES),
        may_see_ledger=may(Permission.VIEW_INVOICES) and may(Permission.VIEW_CUSTOMER_ECONOMY),
        may_see_files=may(Permission.VIEW_FILES),
        may_create_invoices=all(map(may, TO_INVOICE)),
        may_see_offers=may(Permission.VIEW_OFFERS),
        may_create_offers=may(Permission.EDIT_OFFERS),
        may_see_rates=may(Permission.VIEW_RATES),
    )


def part_of(*, is_customer: bool, is_participant: bool) -> str:
    """What the company is to us."""
    if is_customer and is_participant:
        return _("Customer and project participant")
    return _("Customer") if is_customer else _("Project participant")


def _count_of(count: int, write: Writer) -> str:
    return write.number(count, 0) if count else ""


def _alias(merged: Merged, write: Writer) -> AliasLine:
    day = write.instant(merged.at).rsplit(maxsplit=1)[0]
    text = _("Also known as {number} {name}, merged {day}.")
    return AliasLine(
        text.format(number=merged.number, name=merged.name, day=day), f"/merged/{merged.id}"
    )


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


def _part(row: ProjectRow) -> str:
    if not row.takes_part:
        return ""
    return _("Participant, {role}").format(role=row.role) if row.role else _("Participant")


def _open_of(still_open: int, count: int) -> str:
    if not count:
        return ""
    return _("{open} of {count} open").format(open=still_open, count=count)


def _project(row: ProjectRow, write: Writer) -> ProjectLine:
    used, css, words = meter_of(row.minutes, row.budget_minutes)
    mark = PROJECT_STATUS[row.status]
    return ProjectLine(
        id=row.id,
        part=_part(row),
        number=row.number,
        name=row.name,
        leader=row.leader,
        status=mark.word,
        status_css=status_class(mark),
        hours=hours_in(row.minutes, write),
        budget=hours_in(row.budget_minutes, write),
        used=used,
        used_css=css,
        used_words=words,
    )
