"""The dialog that sends an invoice by e-mail."""

import secrets
from typing import Any, ClassVar

import reflex as rx

from moment_ui.core.actor import Permission
from moment_ui.core.fields import truth
from moment_ui.core.words import _
from moment_ui.db.pool import by_post
from moment_ui.domain.edelivery.commands import Again
from moment_ui.domain.edelivery.delivering import deliver
from moment_ui.domain.edelivery.errors import SEND_AGAIN
from moment_ui.domain.einvoices.queries import Readied, readied
from moment_ui.domain.letters.delivery import Outcome
from moment_ui.domain.letters.orders import SendOrder
from moment_ui.domain.sending.commands import Outgoing, begin_sending
from moment_ui.domain.sending.delivery import send_out
from moment_ui.domain.sending.greeting import Greeting, greeting
from moment_ui.domain.sending.marking import to_letters
from moment_ui.mail.access_point import access_point
from moment_ui.models.customer import InvoiceType
from moment_ui.models.sending import SendResult
from moment_ui.reports.invoices.einvoice_view import FindingView, findings_of
from moment_ui.reports.invoices.invoice_page import RECEIVERS
from moment_ui.reports.invoices.send_view import SendView, send_view
from moment_ui.state import arguments as check
from moment_ui.state.base import NoticeKind, tell
from moment_ui.state.caller import fresh_actor
from moment_ui.state.form import Events
from moment_ui.state.invoices.invoice_sending import InvoiceSendingState, told_as_sent
from moment_ui.state.invoices.printed_letters import PrintedLetters
from moment_ui.state.letter_form import LetterForm, LetterView
from moment_ui.state.paths import base_of, id_after

HOURS = "hours"
EMAIL, E_INVOICE, LETTER = (
    InvoiceType.EMAIL.value,
    InvoiceType.E_INVOICE.value,
    InvoiceType.LETTER.value,
)
WAYS = (EMAIL, E_INVOICE, LETTER)
TOLD: dict[SendResult, tuple[NoticeKind, str]] = {
    SendResult.SENT: ("success", _("Invoice {number} is sent.")),
    SendResult.OUTBOX: (
        "warning",
        _("No mail server is configured: the message with invoice {number} lies in the outbox."),
    ),
    SendResult.UNKNOWN: ("warning", "{detail}"),
    SendResult.FAILED: ("error", "{detail}"),
}


class SendInvoiceState(LetterForm, PrintedLetters, rx.State):
    """Sending the invoice in the address."""

    form_name: ClassVar[str] = "send-invoice"
    needs: ClassVar[frozenset[Permission]] = frozenset(
        {Permission.VIEW_INVOICES, Permission.SEND_INVOICES}
    )

    has_hours: rx.Field[bool] = rx.field(default=False)
    why: rx.Field[str] = rx.field("")
    base: rx.Field[str] = rx.field("")
    way: rx.Field[str] = rx.field("email")
    prefers: rx.Field[str] = rx.field("")
    endpoint: rx.Field[str] = rx.field("")
    has_point: rx.Field[bool] = rx.field(default=False)
    stopped: rx.Field[bool] = rx.field(default=False)
    findings: rx.Field[list[FindingView]] = rx.field(default_factory=list)

    @rx.event
    async def start(self) -> None:
        """Open the dialog in the way that the customer prefers."""
        view = await self._read(send_view, self._id())
        await self._start(view, view.prefers_key)

    @rx.event
    async def start_by_email(self) -> None:
        """Open the dialog to send by e-mail what could not go as an e-invoice."""
        await self._start(await self._read(send_view, self._id()), EMAIL)

    @rx.event
    async def choose_way(self, way: str) -> None:
        """By e-mail, as an e-invoice, or as a letter."""
        self.way, self.problem = check.one_of(way, WAYS), ""
        self._ask("", "")

    async def _start(self, view: SendView, way: str) -> None:
        """With the address that counts and a proposal of words; what stops an e-invoice is found at once."""
        found: Greeting = await self._read(greeting, self._id())
        ready: Readied = await self._read(readied, self._id())
        self.base = base_of(self.router.url.path)
        self.way, self.prefers = (way if way in WAYS else EMAIL), view.prefers
        self.endpoint = ready.document.buyer.endpoint
        self.has_point, self.stopped = access_point() is not None, ready.stops
        self.findings = findings_of(ready)
        self._offer_people(found.people, found.chosen)
        self.has_hours = found.hours
        self.why = _("Proposed: {why}.").format(why=RECEIVERS[found.layer]) if found.layer else ""
        letter = LetterView(found.sender, found.reply_to, file=", ".join(found.files))
        values = {
            "others": found.others,
            "subject": found.subject,
            "text": found.text,
            HOURS: "on" if found.with_hours else "",
        }
        self._begin_with(letter, values)

    @rx.event
    async def by_hand(self) -> Events:
        """Say that the invoice was given to the customer without mail from here."""
        act = secrets.token_urlsafe(16)
        await self._mark_sent([self._id()], act)
        self._shut()
        await told_as_sent(self, act)
        return self._reload()

    def _id(self) -> int:
        return id_after(self.router.url.path, "invoices") or 0

    def _row_of(self, outgoing: Any) -> int:
        return outgoing.invoice_id

    def _fields(self) -> tuple[str, ...]:
        return (*super()._fields(), HOURS)

    async def _save(self, texts: dict[str, str]) -> Events:
        if self.way == LETTER:
            await self._write(to_letters, self._id())
            await tell(self, "success", _("It waits among the letters to be printed."))
        elif self.way == E_INVOICE:
            if not await self._hand_over():
                return self._reload()
        else:
            return await super()._save(texts)
        self._shut()
        return self._reload()

    async def _hand_over(self) -> bool:
        """Give it to the access point; whether it was taken. Raises HandedOverBefore, which is asked about."""
        again = Again.YES if SEND_AGAIN in self._confirmed else Again.ASK
        outcome = await by_post(deliver, await fresh_actor(), self._id(), self._act, again=again)
        if outcome is None:  # this dialog's e-invoice is written down already
            return True
        taken = outcome.result is SendResult.HANDED_OVER
        if taken:
            await tell(self, "success", outcome.detail)
        else:
            self._act, self.problem = secrets.token_urlsafe(16), outcome.detail
        return taken

    async def _begin(self, order: SendOrder, texts: dict[str, str]) -> Any:
        with_hours = truth(texts.get(HOURS, "")) if self.has_hours else None
        return await self._write(begin_sending, self._id(), order, with_hours=with_hours)

    def _posting(self) -> Any:
        return send_out

    def _reload(self) -> Events:
        return [InvoiceSendingState.load]

    def _told(self, outgoing: Outgoing, outcome: Outcome) -> tuple[NoticeKind, str]:
        number, refused = outgoing.document.number, ", ".join(outcome.refused)
        if refused:
            text = _(
                "Invoice {number} is sent, but not to {refused}: the mail server refused that."
            )
            return "warning", text.format(number=number, refused=refused)
        kind, text = TOLD[outcome.result]
        return kind, text.format(number=number, detail=outcome.detail)
