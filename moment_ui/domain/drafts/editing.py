"""Composing a draft, cell by cell. Each act names the version it was shown, and returns the next."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from sqlmodel import col, select

from moment_ui.core.actor import Permission
from moment_ui.core.errors import Invalid, NotFound, NotPermitted
from moment_ui.core.words import _
from moment_ui.db.work import Work
from moment_ui.domain.access.needs import needs
from moment_ui.domain.audit.commands import record
from moment_ui.domain.composing.cells import read_cell
from moment_ui.domain.composing.rows import Edited, Seen
from moment_ui.domain.drafts.cells import HEAD, KEPT, LINE
from moment_ui.domain.drafts.currency import rate_to_begin_with
from moment_ui.domain.drafts.errors import OfTheProgram, PricedInCurrency, TooMuch
from moment_ui.domain.drafts.rows import (
    line_of,
    lines_of,
    locked_for_edit,
    option_row,
    recount,
    touch,
)
from moment_ui.domain.invoices import sources
from moment_ui.domain.invoices.drafting import amounts
from moment_ui.domain.invoices.rules import line_net
from moment_ui.domain.vat.queries import categories
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceLine, LineKind
from moment_ui.models.project import Activity, Project

MOST_NET = Decimal(10) ** 12


@needs(Permission.CREATE_INVOICES)
def set_head(work: Work, seen: Seen, field: str, text: str) -> Edited:
    """Set a field of the head as typed. Raises Invalid, NotFound, NotADraft, DraftChanged.

    The due date keeps its distance from the issue date; PricedInCurrency where hours have prices. What
    was paid already is for those who register payments: else NotPermitted.
    """
    if field == "prepaid" and not work.actor.may(Permission.REGISTER_PAYMENTS):
        raise NotPermitted
    draft = locked_for_edit(work, seen)
    value = read_cell(HEAD, field, text)
    if field in KEPT:
        return _keep(work, draft, field, value)
    before = getattr(draft, field)
    if before == value:
        return Edited(draft.version)
    if field == "issue_date" and draft.issue_date and draft.due_date:
        draft.due_date = value + (draft.due_date - draft.issue_date)
    setattr(draft, field, value)
    _check_period(draft)
    if field == "currency":
        _change_currency(work, draft, before)
    return edited(work, draft, {field: (before, value)})


@needs(Permission.CREATE_INVOICES)
def set_line(work: Work, seen: Seen, line_id: int, field: str, text: str) -> Edited:
    """Set a cell of a line as typed.

    Raises Invalid, NotFound, NotADraft, DraftChanged, OfTheProgram for the rounding.
    """
    draft = locked_for_edit(work, seen)
    line = line_of(work, draft, line_id)
    if line.kind is LineKind.ROUNDING:
        raise OfTheProgram
    value = read_cell(LINE, field, text)
    before = getattr(line, field)
    if before == value:
        return Edited(draft.version)
    _follow(work, draft, line, field, value)
    setattr(line, field, value)
    _take_back(work, draft, line)
    _check_period(line)
    price(line, draft.currency)
    work.session.add(line)
    return edited(work, draft, {field: (before, value)})


def edited(
    work: Work, draft: Invoice, changes: Mapping[str, tuple[object, object]], row_id: int = 0
) -> Edited:
    """Count and note what was changed in a locked draft. For this noun's commands."""
    recount(work, draft)
    record(work, "edit_draft", draft, "", changes)
    touch(work, draft)
    return Edited(draft.version, row_id)


def price(line: InvoiceLine, currency: str) -> None:
    """Set what the line comes to. Raises TooMuch."""
    line.net = Decimal(0) if line.kind is LineKind.TEXT else line_net(amounts(line), currency)
    if abs(line.net) >= MOST_NET:
        raise TooMuch


def _follow(work: Work, draft: Invoice, line: InvoiceLine, field: str, value: Any) -> None:
    """Check a reference that is to be set, and set what another cell of the line becomes with it."""
    if field == "vat_code":
        found = categories(work).get(value)
        if found is None:
            raise Invalid(vat_code=_("There is no such VAT code. Choose one of the list."))
        line.vat_percent = found.percent
    elif field == "project_id":
        _check_project(work, draft, value)
        line.activity_id = None
    elif field == "activity_id" and value is not None:
        query = select(Activity.project_id).where(Activity.id == value)
        project_id = work.session.exec(query).first()
        if project_id is None or line.project_id not in {None, project_id}:
            raise NotFound(_("The activity"))
        _check_project(work, draft, project_id)
        line.project_id = project_id


def _take_back(work: Work, draft: Invoice, line: InvoiceLine) -> None:
    """What is typed on a credit note takes back, with or without its sign; a deduction gives again."""
    if draft.kind is not InvoiceKind.CREDIT_NOTE or line.quantity * line.unit_price <= 0:
        return
    query = select(col(InvoiceLine.net)).where(InvoiceLine.id == line.credits_line_id)
    if (work.session.exec(query).first() or 0) >= 0:
        line.quantity = -line.quantity


def _check_project(work: Work, draft: Invoice, project_id: int | None) -> None:
    """A line names a project of the draft, or of its customer. Raises NotFound."""
    if project_id in {None, draft.project_id}:
        return
    query = select(Project.id).where(
        Project.id == project_id, Project.customer_id == draft.customer_id
    )
    if work.session.exec(query).first() is None:
        raise NotFound(_("The project"))


def _check_period(row: Invoice | InvoiceLine) -> None:
    start, end = row.period_start, row.period_end
    if start and end and end < start:
        raise Invalid(period_end=_("The period ends before it begins."))


def _change_currency(work: Work, draft: Invoice, before: str) -> None:
    lines = lines_of(work, draft.key)
    if sources.sources_of(work, [line.key for line in lines]):
        raise PricedInCurrency(before)
    draft.rate = rate_to_begin_with(work, draft)
    for line in lines:
        price(line, draft.currency)


def _keep(work: Work, draft: Invoice, field: str, value: Any) -> Edited:
    """Keep an option of the draft's own."""
    row = option_row(work, draft.key, field)
    text = str(value)
    if row.value == text and row.id is not None:
        return Edited(draft.version)
    before, row.value = row.value, text
    work.session.add(row)
    if field == "credit_days" and draft.issue_date:
        draft.due_date = draft.issue_date + dt.timedelta(days=value)
    return edited(work, draft, {field: (before, text)})
