"""One invoice as its page shows it: strings in the reader's language, and where they lead."""

from collections.abc import Sequence
from decimal import Decimal

from moment_ui.core import clock
from moment_ui.core.actor import Actor, Permission
from moment_ui.core.money import Money, round_money
from moment_ui.core.table import Kind, Tone, Value
from moment_ui.core.words import _
from moment_ui.core.writing import writer
from moment_ui.db.work import Work
from moment_ui.domain.drafts.queries import kept_options
from moment_ui.domain.drafts.receiver import draft_receiver
from moment_ui.domain.invoices.queries import InvoiceDetails, RelatedInvoice, invoice
from moment_ui.domain.invoices.rules import ShownState, Standing, shown_state
from moment_ui.domain.invoices.timeline import Happened, Step, timeline
from moment_ui.domain.papers.attachments import AttachedFile, attached_files
from moment_ui.domain.people.rules import Layer
from moment_ui.formats.text import Reader, Texts
from moment_ui.models.customer import InvoiceType
from moment_ui.models.invoice import Invoice, InvoiceKind, InvoiceState
from moment_ui.reports.files import kind_of, size_in_words
from moment_ui.reports.invoices.draft_page import draft_page
from moment_ui.reports.invoices.invoice_view import AttachedView, FactView, InvoiceView, StepView
from moment_ui.reports.invoices.made_with import made_with
from moment_ui.reports.marks import EXPORT_STATUS, INVOICE_STATE, INVOICE_TYPE, status_class

RECEIVERS = {
    Layer.EXTERNAL: _("external receiver"),
    Layer.PROJECT: _("contact in the project"),
    Layer.IN_CUSTOMER: _("contact in the customer"),
    Layer.CUSTOMER: _("the customer’s e-mail"),
    Layer.OWN: _("the contact’s own address"),
}

STEP_WORDS = {
    Step.DRAFTED: _("Drafted"),
    Step.ASKED: _("Approval asked for"),
    Step.APPROVED: _("Approved"),
    Step.RETURNED: _("Returned"),
    Step.FINALISED: _("Finalised"),
    Step.SENT: _("Sent"),
    Step.IN_OUTBOX: _("In the outbox"),
    Step.REMINDED: _("Reminded"),
    Step.PAID: _("Paid"),
    Step.CREDITED: _("Credited"),
    Step.WRITTEN_OFF: _("Written off"),
}


def invoice_page(work: Work, invoice_id: int) -> InvoiceView:
    """Everything the page shows of an invoice, for the actor. Raises NotFound."""
    details = invoice(work, invoice_id)
    view = _Writer(details, work.actor).view()
    view.steps = steps(timeline(work, details.invoice), work.actor)
    view.attachments = _attached(work, invoice_id)
    if view.draft:
        view.edit = draft_page(work, invoice_id)
    view.made_with = [FactView(*pair) for pair in made_with(kept_options(work, invoice_id))]
    may = work.actor.may(Permission.CREATE_INVOICES)
    view.may_change = view.draft and may
    view.may_export = work.actor.may(Permission.CHANGE_EXPORT_STATUS)
    view.may_credit = may and not view.draft and not view.credit_note
    view.facts += _receiver(work, view, invoice_id)
    return view


def _attached(work: Work, invoice_id: int) -> list[AttachedView]:
    write = writer(work.actor.locale, work.actor.timezone)

    def row(file: AttachedFile) -> AttachedView:
        about = f"{kind_of(file.media_type)[1]} · {size_in_words(file.size, write)}"
        return AttachedView(file.id, file.title, about, file.stored)

    return [row(file) for file in attached_files(work, invoice_id)]


def _receiver(work: Work, view: InvoiceView, invoice_id: int) -> list[FactView]:
    """Where a draft would be e-mailed to, and why there."""
    by_email = FactView(_("Invoice type"), INVOICE_TYPE[InvoiceType.EMAIL]) in view.facts
    if not (view.draft and by_email and work.actor.may(Permission.VIEW_CUSTOMERS)):
        return []
    found = draft_receiver(work, invoice_id)
    if found.layer is None:
        return [FactView(_("Goes to"), _("No e-mail address yet"), view.customer_link, "warn")]
    said = f"{found.address} ({RECEIVERS[found.layer]})"
    return [FactView(_("Goes to"), said)]


class _Writer:
    """Writes one invoice in the reader's language."""

    def __init__(self, details: InvoiceDetails, actor: Actor) -> None:
        self._details = details
        self._invoice = details.invoice
        self._texts = Texts(Reader(actor.locale, actor.timezone), details.invoice.currency)
        self._write = writer(actor.locale, actor.timezone)
        self._state = INVOICE_STATE[_shown_state(details.invoice, actor)]

    def view(self) -> InvoiceView:
        """The page."""
        invoice, details = self._invoice, self._details
        state = self._state
        export = EXPORT_STATUS[invoice.export_status]
        return InvoiceView(
            id=invoice.key,
            title=title(invoice),
            state=state.word,
            state_css=status_class(state),
            export=export.word,
            export_css=status_class(export),
            currency=invoice.currency,
            customer=invoice.printed_name or details.customer.name,
            customer_link=f"/customers/{details.customer.id}",
            address=[line for line in invoice.printed_address.splitlines() if line],
            text=invoice.text,
            footer=invoice.footer_text,
            facts=self._facts(),
            references=self._references(),
            sums=self._sums(),
            totals=self._totals(),
            lines=[self._line(at) for at in range(len(details.lines))],
            vat=self._vat(),
            related=self._related(),
            draft=invoice.state is InvoiceState.DRAFT,
            credit_note=invoice.kind is InvoiceKind.CREDIT_NOTE,
            version=invoice.version,
        )

    def _facts(self) -> list[FactView]:
        invoice, project = self._invoice, self._details.project
        customer = self._details.customer
        found = [
            FactView(_("Customer"), customer.name, f"/customers/{customer.id}"),
            FactView(_("Customer number"), str(invoice.printed_number or customer.number)),
            FactView(
                _("Project"),
                f"{project.number} {project.name}" if project else "",
                f"/finances/invoices?project={project.id}" if project else "",
            ),
            FactView(_("Issued"), self._text(invoice.issue_date, Kind.DATE)),
            FactView(_("Due"), self._text(invoice.due_date, Kind.DATE)),
            FactView(_("Finalised"), self._text(invoice.finalised_at, Kind.INSTANT)),
            FactView(_("Sent"), self._text(invoice.sent_at, Kind.INSTANT)),
            FactView(_("Invoice type"), INVOICE_TYPE[invoice.invoice_type]),
        ]
        return [fact for fact in found if fact.value]

    def _references(self) -> list[FactView]:
        invoice = self._invoice
        found = [
            FactView(_("Your reference"), invoice.your_reference),
            FactView(_("Order reference"), invoice.order_reference),
            FactView(_("Contract reference"), invoice.contract_reference),
            FactView(_("Payment ID"), invoice.payment_id),
            FactView(_("Responsible"), self._details.responsible),
            FactView(_("Reminders"), str(invoice.reminders or "")),
        ]
        return [fact for fact in found if fact.value]

    def _sums(self) -> list[FactView]:
        invoice = self._invoice
        owed = "bad" if self._state.tone is Tone.BAD else ""
        return [
            FactView(_("Net"), self._money(invoice.net)),
            FactView(_("VAT"), self._money(invoice.vat)),
            FactView(_("Gross"), self._money(invoice.gross)),
            FactView(self._paid(), self._money(invoice.paid)),
            FactView(_("Outstanding"), self._money(invoice.outstanding), css=owed),
        ]

    def _paid(self) -> str:
        """What took off what is owed: money, or a credit note too."""
        details = self._details
        is_set_off = details.credit_of is not None or any(
            note.number is not None for note in details.credited_by
        )
        return _("Paid or credited") if is_set_off and self._invoice.paid else _("Paid")

    def _totals(self) -> list[FactView]:
        """Net, VAT per rate, rounding, and what is to be paid last."""
        invoice, details = self._invoice, self._details
        basis = sum((row.basis for row in details.vat), Decimal(0))
        word = _("VAT {rate} of {basis}")
        rates = [
            FactView(
                word.format(rate=self._percent(row.percent), basis=self._money(row.basis)),
                self._money(row.vat),
            )
            for row in details.vat
            if row.basis or row.vat
        ]
        rounding = invoice.net - basis
        rounded = [FactView(_("Rounding"), self._money(rounding))] if rounding else []
        total = _("Total {currency}").format(currency=invoice.currency)
        return [
            FactView(_("Net"), self._money(basis)),
            *rates,
            *rounded,
            FactView(total, self._money(invoice.gross)),
            *self._to_pay(),
        ]

    def _to_pay(self) -> list[FactView]:
        """What is left of the total when some is paid already."""
        prepaid, gross = self._invoice.prepaid, self._invoice.gross
        if not prepaid:
            return []
        to_pay = _("To pay {currency}").format(currency=self._invoice.currency)
        return [
            FactView(_("Paid already"), self._money(-prepaid)),
            FactView(to_pay, self._money(gross - prepaid)),
        ]

    def _line(self, at: int) -> list[str]:
        line = self._details.lines[at]
        return [
            line.text,
            self._write.exact(line.quantity),
            line.unit,
            self._price(line.unit_price),
            self._percent(line.discount_percent) if line.discount_percent else "",
            self._percent(line.vat_percent),
            self._money(line.net),
        ]

    def _vat(self) -> list[list[str]]:
        return [
            [
                row.code,
                self._percent(row.percent),
                self._money(row.basis),
                self._money(row.vat),
            ]
            for row in self._details.vat
        ]

    def _related(self) -> list[FactView]:
        details = self._details
        pairs = [
            (_("Credits invoice"), details.credit_of),
            *((_("Credited by"), note) for note in details.credited_by),
            (_("Copy of"), details.copy_of),
            *((_("Copied to"), copy) for copy in details.copies),
        ]
        return [self._other(label, other) for label, other in pairs if other is not None]

    def _other(self, label: str, other: RelatedInvoice) -> FactView:
        parts = (
            str(other.number or _("Draft")),
            self._text(other.issue_date, Kind.DATE),
            self._money(other.gross),
        )
        return FactView(label, " · ".join(filter(None, parts)), f"/finances/invoices/{other.id}")

    def _money(self, amount: Decimal) -> str:
        return self._text(Money(amount, self._invoice.currency), Kind.MONEY)

    def _price(self, price: Decimal) -> str:
        """A unit price: 0,3333 is not 0,33, and 1450 is 1 450,00."""
        exact = round_money(price, self._invoice.currency) == price
        return self._money(price) if exact else self._write.exact(price)

    def _percent(self, value: Decimal) -> str:
        return f"{self._write.exact(value)}\N{NO-BREAK SPACE}%"

    def _text(self, value: Value, kind: Kind) -> str:
        return self._texts.text(value, kind)


def _shown_state(invoice: Invoice, actor: Actor) -> ShownState:
    standing = Standing(
        invoice.kind, invoice.state, invoice.paid, invoice.outstanding, invoice.due_date
    )
    return shown_state(standing, clock.today(actor.timezone))


def steps(happened: Sequence[Happened], actor: Actor) -> list[StepView]:
    """The steps of an invoice's life in words, in order."""
    write = writer(actor.locale, actor.timezone)

    def when(one: Happened) -> str:
        if one.at is not None:
            return write.instant(one.at)
        return write.day(one.on) if one.on else ""

    return [
        StepView(at, STEP_WORDS[one.step], ", ".join(filter(None, (one.by, when(one)))), one.note)
        for at, one in enumerate(happened)
    ]


def title(invoice: Invoice) -> str:
    """What the invoice is called: "Invoice 20398", "Credit note 20396", "Draft of an invoice"."""
    credit_note = invoice.kind is InvoiceKind.CREDIT_NOTE
    if invoice.number is None:
        return _("Draft of a credit note") if credit_note else _("Draft of an invoice")
    word = _("Credit note {number}") if credit_note else _("Invoice {number}")
    return word.format(number=invoice.number)
