"""The editor of a draft in the reader's language, and what stands in the way of finalising it."""

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal

from moment_ui.core.actor import Permission
from moment_ui.core.fields import languages
from moment_ui.core.money import Money, currency_decimals
from moment_ui.core.table import Kind, Mark, Tone
from moment_ui.core.words import _, plural
from moment_ui.core.writing import Writer, writer
from moment_ui.db.work import Work
from moment_ui.domain.approvals.queries import may_approve
from moment_ui.domain.credits.queries import drafts_left_behind
from moment_ui.domain.drafts.details import Billed, DraftDetails, billed_by, draft_details
from moment_ui.domain.drafts.rows import LAST
from moment_ui.domain.finalising.checking import Checked, checked_drafts
from moment_ui.domain.finalising.rules import Mend, Problem
from moment_ui.formats.text import Reader, Texts
from moment_ui.models.invoice import DraftApproval, InvoiceKind, InvoiceLine
from moment_ui.models.price_model import SplitBy
from moment_ui.reports.invoices.draft_view import (
    BilledView,
    CheckedView,
    DraftLineView,
    DraftView,
    ProblemView,
)
from moment_ui.reports.invoices.unsettled import unsettled_view
from moment_ui.reports.marks import EXPORT_STATUS, status_class

TEXTS = ("your_reference", "order_reference", "contract_reference", "text", "footer_text")
CHOICES = ("invoice_type", "export_status", "currency")
DAYS = ("issue_date", "due_date", "period_start", "period_end")
KEPT = ("customer_contact", "language", "credit_days")
DETAILS = frozenset(
    {"per", "account", "project_id", "activity_id", "department", "period_start", "period_end"}
)
"""Cells of a line that are shown when its details are."""

APPROVAL = {
    DraftApproval.NONE: Mark(_("Not asked for"), Tone.PLAIN, "ring"),
    DraftApproval.TO_APPROVE: Mark(_("To approve"), Tone.WARN, "half"),
    DraftApproval.APPROVED: Mark(_("Approved"), Tone.GOOD, "disc"),
    DraftApproval.RETURNED: Mark(_("Returned"), Tone.BAD, "square"),
}
LINE_FIELD = re.compile(r"l(\d+)-(.+)")
"""The id of a line's field: the line, and which."""
MENDED = {
    Mend.CUSTOMER: (_("Open the customer"), "/customers/{customer}"),
    Mend.SERIES: (_("Open the set-up"), "/setup/invoicing"),
    Mend.FINANCES: (_("Open the set-up of payments"), "/setup/payments"),
    Mend.COMPANY: (_("Open the company"), "/setup/company"),
    Mend.VAT: (_("Open the VAT codes"), "/setup/vat-codes"),
    Mend.HOURS: (_("Approve hours"), "/projects/hours-approval"),
    Mend.INVOICE: (_("Open the invoice"), "/finances/invoices/{invoice}"),
    Mend.HEAD: (_("Show the field"), ""),
    Mend.LINE: (_("Show the line"), ""),
    Mend.LINES: (_("Show the lines"), ""),
    Mend.APPROVAL: (_("Ask for approval"), ""),
}


def draft_page(work: Work, invoice_id: int) -> DraftView:
    """Everything the editor shows, for the actor. Raises NotFound."""
    view = _Page(draft_details(work, invoice_id), work).view()
    if work.actor.may(Permission.CREATE_INVOICES):
        view.unsettled = unsettled_view(work, invoice_id)
    return view


def left_behind(work: Work, invoice_id: int) -> list[tuple[int, str]]:
    """The drafts that stay when the invoice's project moves: the id of each, and what it is called."""
    write = writer(work.actor.locale, work.actor.timezone)
    text = _("Draft of {amount} {currency}")
    return [
        (one.id, text.format(amount=write.amount(one.gross, one.currency), currency=one.currency))
        for one in drafts_left_behind(work, invoice_id)
    ]


def billed_view(work: Work, invoice_id: int, line_id: int) -> list[BilledView]:
    """What a line bills, as rows."""
    write = writer(work.actor.locale, work.actor.timezone)

    def row(one: Billed) -> BilledView:
        return BilledView(
            key=f"{one.table}-{one.id}",
            table=one.table,
            id=one.id,
            day=write.day(one.day) if one.day else "",
            text=one.text,
            hours=write.hours(one.minutes) if one.minutes else "",
        )

    return [row(one) for one in billed_by(work, invoice_id, line_id)]


def problems_view(work: Work, invoice_id: int) -> list[ProblemView]:
    """What stands in the way of a draft, what stops first."""
    customer_id = draft_details(work, invoice_id).draft.customer_id
    found = [
        _problem(problem, customer_id)
        for checked in checked_drafts(work, [invoice_id])
        for problem in checked.problems
    ]
    return sorted(found, key=lambda problem: not problem.stops)


def refused_view(errors: Mapping[str, str]) -> list[ProblemView]:
    """What fields of a draft hold and could not save, by the field's id: it is mended first."""
    found: list[ProblemView] = []
    for field, message in errors.items():
        of_line = LINE_FIELD.fullmatch(field)
        line_id = int(of_line[1]) if of_line and of_line[2] in DETAILS else 0
        text = _("Not saved: {message}").format(message=message)
        word = MENDED[Mend.LINE if of_line else Mend.HEAD][0]
        found.append(ProblemView(f"refused-{field}", text, mend=word, field=field, line_id=line_id))
    return found


def checked_view(work: Work, invoice_ids: Iterable[int]) -> list[CheckedView]:
    """Drafts among these, with what stands in the way of each in words."""
    write = writer(work.actor.locale, work.actor.timezone)
    return [_checked(checked, write) for checked in checked_drafts(work, invoice_ids)]


def _problem(problem: Problem, customer_id: int) -> ProblemView:
    word, path = MENDED[problem.mend]
    field = problem.field
    if problem.line_id:
        field = f"l{problem.line_id}-{problem.field}"
    elif problem.mend is Mend.LINES:
        field = "add-line"
    return ProblemView(
        key=problem.key,
        text=problem.text,
        stops=problem.stops,
        mend=word,
        field=field,
        line_id=problem.line_id if problem.field in DETAILS else 0,
        link=path.format(customer=customer_id, invoice=problem.at),
    )


def _checked(checked: Checked, write: Writer) -> CheckedView:
    said = " ".join(problem.text for problem in checked.problems)
    asks = [problem.key for problem in checked.problems if not problem.stops]
    amount = f"{write.amount(checked.gross, checked.currency)} {checked.currency}"
    return CheckedView(
        checked.id,
        checked.version,
        checked.title,
        said,
        asks,
        checked.stops,
        about=" · ".join(part for part in (checked.project, amount) if part),
        link=f"/finances/invoices/{checked.id}",
    )


class _Page:
    """Writes one draft in the reader's language."""

    def __init__(self, details: DraftDetails, work: Work) -> None:
        self._details, self._draft, self._work = details, details.draft, work
        actor = work.actor
        self._write = writer(actor.locale, actor.timezone)
        self._texts = Texts(Reader(actor.locale, actor.timezone), self._draft.currency)

    def view(self) -> DraftView:
        """The editor."""
        details, draft = self._details, self._draft
        mark = APPROVAL[draft.approval]
        movable = [line.key for line in details.lines if line.kind not in LAST]
        return DraftView(
            head=self._head(),
            lines=[self._line(line, movable) for line in details.lines],
            codes=details.codes,
            accounts=details.accounts,
            projects=details.projects,
            activities=details.activities,
            contacts=details.contacts,
            rest=self._rest(),
            foreign=self._foreign(),
            at_home=self._at_home(),
            credit_note=draft.kind is InvoiceKind.CREDIT_NOTE,
            gives_back=draft.gives_back,
            approval=draft.approval.value,
            approval_word=mark.word,
            approval_css=status_class(mark),
            approval_note=draft.approval_note,
            needs_approval=details.needs_approval,
            may_approve=may_approve(self._work, draft.key),
            may_finalise=self._work.actor.may(Permission.FINALISE_INVOICES),
            shares=self._shares(),
        )

    def _head(self) -> dict[str, str]:
        draft, options = self._draft, self._details.options
        texts = {key: str(getattr(draft, key)) for key in (*TEXTS, *CHOICES)}
        texts |= {key: _day(getattr(draft, key)) for key in DAYS}
        texts |= {key: options.get(key, "") for key in KEPT}
        rate = self._write.exact(draft.rate) if draft.rate != 1 else ""
        prepaid = self._write.exact(draft.prepaid, 2) if draft.prepaid else ""
        own = {"rate": rate, "prepaid": prepaid}
        return texts | own | {"credit_of": str(self._details.credited or "")}

    def _rest(self) -> str:
        """What the folded part of the head says: the period, the currency, whether it is exported."""
        draft = self._draft
        days = [_day(day) for day in (draft.period_start, draft.period_end)]
        period = "\N{EN DASH}".join(days) if any(days) else ""
        names = languages(self._work.actor.locale)
        language = names.get(self._details.options.get("language", ""), "")
        export = EXPORT_STATUS[draft.export_status].word
        word = _("paid already {amount}")
        prepaid = word.format(amount=self._money(draft.prepaid)) if draft.prepaid else ""
        return " · ".join(filter(None, (period, draft.currency, language, export, prepaid)))

    def _line(self, line: InvoiceLine, movable: list[int]) -> DraftLineView:
        decimals = currency_decimals(self._draft.currency)
        count = self._details.billed.get(line.key, 0)
        billed = plural("bills {count} entry", "bills {count} entries", count) if count else ""
        return DraftLineView(
            id=line.key,
            kind=line.kind.value,
            text=line.text,
            quantity=self._write.exact(line.quantity),
            unit=line.unit,
            unit_price=self._write.exact(line.unit_price, decimals),
            per=self._write.exact(line.per),
            discount_percent=self._percent(line.discount_percent),
            vat_code=line.vat_code,
            account=line.account,
            department=line.department,
            project_id=str(line.project_id or ""),
            activity_id=str(line.activity_id or ""),
            period_start=_day(line.period_start),
            period_end=_day(line.period_end),
            net=self._money(line.net),
            billed=billed,
            first=not movable or line.key == movable[0] or line.kind in LAST,
            last=not movable or line.key == movable[-1] or line.kind in LAST,
        )

    def _foreign(self) -> str:
        """What the rate says: NOK for one EUR; "" at home."""
        draft, home = self._draft, self._details.home
        if draft.currency == home:
            return ""
        return _("{home} for one {currency}").format(home=home, currency=draft.currency)

    def _at_home(self) -> str:
        vat = self._draft.vat_at_home
        if vat is None or self._draft.rate == 1:
            return ""
        texts = Texts(
            Reader(self._work.actor.locale, self._work.actor.timezone), self._details.home
        )
        return texts.text(Money(vat, self._details.home), Kind.MONEY) + f" {self._details.home}"

    def _shares(self) -> str:
        shares = self._details.shares
        if shares is None:
            return ""
        said = _("This is one of {count} invoices that share one price model.")
        told = [said.format(count=shares.count), _SHARED[shares.by]]
        if shares.by is not SplitBy.LINES:
            issued = _(
                "One of them is issued: this draft can be deleted once that one is credited."
            )
            told.append(issued if shares.issued else _("Deleting one draft deletes them all."))
        return " ".join(told)

    def _money(self, amount: Decimal) -> str:
        return self._texts.text(Money(amount, self._draft.currency), Kind.MONEY)

    def _percent(self, value: Decimal) -> str:
        return self._write.exact(value) if value else ""


_SHARED = {
    SplitBy.PERCENT: _(
        "Each is finalised and sent by itself, and has a line for what the others pay."
    ),
    SplitBy.HOURS: _(
        "Each is finalised and sent by itself, and bills its customer's part of the hours; of the rest it has "
        "a line for what the others pay."
    ),
    SplitBy.LINES: _(
        "Each is finalised and sent by itself, and bills other lines. Deleting one leaves the others."
    ),
}


def _day(day: dt.date | None) -> str:
    return f"{day:%d.%m.%Y}" if day else ""
